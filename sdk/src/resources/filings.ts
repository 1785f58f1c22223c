// SPDX-License-Identifier: Apache-2.0
import { filingView, type FilingView } from '@unionid/domain/api';
import { pathOf, type Transport } from '../transport/transport.js';
import type { ReadOptions } from './options.js';

export interface FilingsResource {
  /** The expulsion of a member, and the receipt of the union above once there is one. */
  get(identityId: string, options?: ReadOptions): Promise<FilingView>;
}

export function newFilingsResource(transport: Transport): FilingsResource {
  return {
    get: (identityId, options = {}) =>
      transport.one(
        { identityId },
        { method: 'GET', path: pathOf`/v1/filings/${identityId}`, query: { ...options } },
        filingView,
      ),
  };
}
