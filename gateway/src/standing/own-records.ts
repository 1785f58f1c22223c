// SPDX-License-Identifier: Apache-2.0
import type { LedgerRoot } from '../read-model/read-model.js';
import type { RealNameRecord, Vault } from '../vault/vault.js';

export type OpeningVault = Pick<Vault, 'read' | 'commitmentRoots'>;

/** Under which an account's first record came; only what is done to the account later can give it another root. */
const FIRST_VERSION = 1;

/** Whether an account may have another root than the record that came with it. */
export function mayDiffer({ version }: { readonly version: number }): boolean {
  return version > FIRST_VERSION;
}

/**
 * Real-name records of accounts, each under the root that the ledger has: identityId → record. A record under another root is of
 * a vault of an older backup; it says who somebody was before a correction, so nobody goes by it.
 * @throws DomainError DECRYPTION_FAILED
 */
export async function ownRecords(
  accounts: readonly LedgerRoot[],
  vault: OpeningVault,
): Promise<ReadonlyMap<string, RealNameRecord>> {
  const records = await vault.read(accounts.map(({ identityId }) => identityId));
  const doubtful = accounts.flatMap((account) => {
    const record = mayDiffer(account) ? records.get(account.identityId) : undefined;
    return record === undefined ? [] : [{ account, record }];
  });
  if (doubtful.length === 0) return records;
  const roots = await vault.commitmentRoots(doubtful.map(({ record }) => record));
  const former = new Set(
    doubtful.flatMap(({ account }, at) => (roots[at] === account.root ? [] : [account.identityId])),
  );
  return new Map([...records].filter(([identityId]) => !former.has(identityId)));
}

/** The same of one. */
export async function ownRecord(
  account: LedgerRoot,
  vault: OpeningVault,
): Promise<RealNameRecord | undefined> {
  return (await ownRecords([account], vault)).get(account.identityId);
}
