// SPDX-License-Identifier: Apache-2.0
import { asDomainError } from '@unionid/domain/errors';

/** True of a refusal to say anything about a record that nobody can read. */
export function isUnreadable(error: unknown): boolean {
  return asDomainError(error)?.code === 'RECORD_UNREADABLE';
}

/** For `catch`: who asks about many goes on without what nobody can read. */
export function unlessUnreadable(error: unknown): undefined {
  if (!isUnreadable(error)) throw error;
}
