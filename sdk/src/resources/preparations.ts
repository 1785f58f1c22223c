// SPDX-License-Identifier: Apache-2.0
import { preparedParts, type PreparedParts, type PrepareRequest } from '@unionid/domain/api';
import { canonicalBytes } from '@unionid/domain/encoding';
import { JSON_TYPE, type Transport } from '../transport/transport.js';

export interface PreparationsResource {
  /** What only the gateway can compute; check it with `rebuildEnrolment` before anything is signed. */
  create(request: PrepareRequest): Promise<PreparedParts>;
}

export function newPreparationsResource(transport: Transport): PreparationsResource {
  return {
    create: (request) =>
      transport.json(
        {
          method: 'POST',
          path: '/v1/preparations',
          body: canonicalBytes(request),
          mediaType: JSON_TYPE,
        },
        preparedParts,
      ),
  };
}
