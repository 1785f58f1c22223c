// SPDX-License-Identifier: Apache-2.0
import {
  accountActions,
  accountView,
  historyEntry,
  pageOf,
  type AccountActions,
  type AccountView,
  type HistoryEntry,
  type Page,
} from '@unionid/domain/api';
import { pathOf, type Transport } from '../transport/transport.js';
import type { PageOptions, ReadOptions } from './options.js';

export interface AccountOptions extends ReadOptions {
  /** As it was known once this block was applied. */
  readonly asOf?: number;
  /** What of it was in force on this day in China, yyyy-mm-dd. */
  readonly on?: string;
}

export interface AccountsResource {
  get(identityId: string, options?: AccountOptions): Promise<AccountView>;
  /** What the caller may do about the membership, and why not the rest. */
  actions(identityId: string, options?: ReadOptions): Promise<AccountActions>;
  /** Every change of the account, oldest first. */
  history(identityId: string, options?: PageOptions): Promise<Page<HistoryEntry>>;
}

const historyPage = pageOf(historyEntry);

export function newAccountsResource(transport: Transport): AccountsResource {
  return {
    get: (identityId, options = {}) =>
      transport.one(
        { identityId },
        { method: 'GET', path: pathOf`/v1/accounts/${identityId}`, query: { ...options } },
        accountView,
      ),
    actions: (identityId, options = {}) =>
      transport.one(
        { identityId },
        { method: 'GET', path: pathOf`/v1/accounts/${identityId}/actions`, query: { ...options } },
        accountActions,
      ),
    history: (identityId, options = {}) =>
      transport.page(
        { method: 'GET', path: pathOf`/v1/accounts/${identityId}/history`, query: { ...options } },
        historyPage,
      ),
  };
}
