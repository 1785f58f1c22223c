// SPDX-License-Identifier: Apache-2.0
import { claimView, pageOf, type ClaimView, type Page } from '@unionid/domain/api';
import { pathOf, type Transport } from '../transport/transport.js';
import type { PageOptions, ReadOptions } from './options.js';

export interface ClaimsResource {
  /**
   * Open claims that the caller's unions have opened, on accounts that they have, or such as they decide on; the longest waiting
   * first. Of accounts that they have also those that wait for their own number.
   */
  list(options: { readonly side: 'claimant' | 'holder' | 'judge' } & PageOptions): Promise<Page<ClaimView>>;
  /** The newest claim on the number of an account. */
  get(identityId: string, options?: ReadOptions): Promise<ClaimView>;
}

const claimPage = pageOf(claimView);

export function newClaimsResource(transport: Transport): ClaimsResource {
  return {
    list: (options) =>
      transport.page({ method: 'GET', path: '/v1/claims', query: { ...options } }, claimPage),
    get: (identityId, options = {}) =>
      transport.one(
        { identityId },
        { method: 'GET', path: pathOf`/v1/claims/${identityId}`, query: { ...options } },
        claimView,
      ),
  };
}
