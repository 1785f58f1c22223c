// SPDX-License-Identifier: Apache-2.0
import { batches } from '../../database/batches.js';
import type { ReadAccess } from '../shape/aggregate.js';
import type { AccountTables } from './account-tables.js';
import { readableAccounts } from './readable-accounts.js';

/** Under which root the ledger has whose record. */
export interface LedgerRoot {
  readonly identityId: string;
  readonly root: string;
  /** Of the account. */
  readonly version: number;
}

/** Of these accounts; those that are not there, or can not be read, are left out. */
export async function findRoots(
  access: ReadAccess<AccountTables>,
  identityIds: readonly string[],
): Promise<readonly LedgerRoot[]> {
  const found: LedgerRoot[] = [];
  for (const batch of batches(identityIds)) {
    const rows = await readableAccounts(access).where('identity_id', 'in', batch).execute();
    for (const { identity_id: identityId, root, version } of rows) found.push({ identityId, root, version });
  }
  return found;
}
