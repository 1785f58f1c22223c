// SPDX-License-Identifier: Apache-2.0
import type { AccountRecord } from '../ledger/index.js';

/** Of a member whose union was dissolved: the membership is kept, without its rights until a union takes it up (工会法 §13). */
export function retainedByDissolving(account: AccountRecord): AccountRecord {
  return account.state === 'ACTIVE' ? { ...account, state: 'RETAINED', why: 'employerEnded' } : account;
}
