// SPDX-License-Identifier: Apache-2.0
import { inboxPage, type InboxPage } from '@unionid/domain/api';
import type { Transport } from '../transport/transport.js';
import type { PageOptions } from './options.js';

export interface InboxResource {
  /** What waits for the caller, the longest waiting first; with how many have been waiting how long. */
  list(options?: PageOptions): Promise<InboxPage>;
}

export function newInboxResource(transport: Transport): InboxResource {
  return {
    list: (options = {}) =>
      transport.json({ method: 'GET', path: '/v1/inbox', query: { ...options } }, inboxPage),
  };
}
