// SPDX-License-Identifier: Apache-2.0
import type { MessageKey, MessageValues } from './messages.js';

/** The command can not run as it was typed; its message is one of the table. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly key: MessageKey;
  readonly values: MessageValues;

  constructor(key: MessageKey, values: MessageValues = {}) {
    super(key);
    this.key = key;
    this.values = values;
  }
}
