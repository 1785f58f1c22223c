// SPDX-License-Identifier: Apache-2.0
import { pageOf, unmaskingView, type Page, type UnmaskingView } from '@unionid/domain/api';
import type { Transport } from '../transport/transport.js';
import type { PageOptions } from './options.js';

export interface UnmaskingsResource {
  /** Who was shown personal data in plain, newest first; for super administrators of the province's own union. */
  list(options?: PageOptions): Promise<Page<UnmaskingView>>;
}

const unmaskingPage = pageOf(unmaskingView);

export function newUnmaskingsResource(transport: Transport): UnmaskingsResource {
  return {
    list: (options = {}) =>
      transport.page({ method: 'GET', path: '/v1/unmaskings', query: { ...options } }, unmaskingPage),
  };
}
