// SPDX-License-Identifier: Apache-2.0
import { rekeyingPage, type RekeyingPage, type RekeyingRequest } from '@unionid/domain/api';
import { canonicalBytes } from '@unionid/domain/encoding';
import { JSON_TYPE, type Transport } from '../transport/transport.js';

export interface RekeyingsResource {
  /** A page of a union's accounts, with the keys by which `person.rekey` leads them to the newer version. */
  create(request: Pick<RekeyingRequest, 'org'> & Partial<RekeyingRequest>): Promise<RekeyingPage>;
}

export function newRekeyingsResource(transport: Transport): RekeyingsResource {
  return {
    create: (request) =>
      transport.json(
        {
          method: 'POST',
          path: '/v1/rekeyings',
          body: canonicalBytes(request),
          mediaType: JSON_TYPE,
          repeatable: true,
        },
        rekeyingPage,
      ),
  };
}
