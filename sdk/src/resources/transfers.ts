// SPDX-License-Identifier: Apache-2.0
import { pageOf, transferView, type Page, type TransferView } from '@unionid/domain/api';
import { pathOf, type Transport } from '../transport/transport.js';
import type { PageOptions, ReadOptions } from './options.js';

export interface TransfersResource {
  /** Open transfers into the caller's unions, out of them, or such as they decide on; the longest waiting first. */
  list(options: { readonly side: 'in' | 'out' | 'judge' } & PageOptions): Promise<Page<TransferView>>;
  /** A member's newest transfer. */
  get(identityId: string, options?: ReadOptions): Promise<TransferView>;
}

const transferPage = pageOf(transferView);

export function newTransfersResource(transport: Transport): TransfersResource {
  return {
    list: (options) =>
      transport.page({ method: 'GET', path: '/v1/transfers', query: { ...options } }, transferPage),
    get: (identityId, options = {}) =>
      transport.one(
        { identityId },
        { method: 'GET', path: pathOf`/v1/transfers/${identityId}`, query: { ...options } },
        transferView,
      ),
  };
}
