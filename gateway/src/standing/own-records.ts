// SPDX-License-Identifier: Apache-2.0
import { asDomainError } from '@unionid/domain/errors';
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
 * a vault of an older backup; it says who somebody was before a correction, so nobody goes by it. Of many, one that does not open is
 * none: it is no fault of the others.
 */
export async function ownRecords(
  accounts: readonly LedgerRoot[],
  vault: OpeningVault,
): Promise<ReadonlyMap<string, RealNameRecord>> {
  const identityIds = accounts.map(({ identityId }) => identityId);
  return underTheirRoots(accounts, await readOpenable(identityIds, vault), vault);
}

/** The same of one. @throws DomainError DECRYPTION_FAILED */
export async function ownRecord(
  account: LedgerRoot,
  vault: OpeningVault,
): Promise<RealNameRecord | undefined> {
  const { identityId } = account;
  return (await underTheirRoots([account], await vault.read([identityId]), vault)).get(identityId);
}

async function underTheirRoots(
  accounts: readonly LedgerRoot[],
  records: ReadonlyMap<string, RealNameRecord>,
  vault: OpeningVault,
): Promise<ReadonlyMap<string, RealNameRecord>> {
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

/** Halved until the damaged ones are alone: of many, few are. */
async function readOpenable(
  identityIds: readonly string[],
  vault: OpeningVault,
): Promise<ReadonlyMap<string, RealNameRecord>> {
  try {
    return await vault.read(identityIds);
  } catch (error) {
    if (asDomainError(error)?.code !== 'DECRYPTION_FAILED') throw error;
  }
  if (identityIds.length === 1) return new Map();
  const half = Math.ceil(identityIds.length / 2);
  const first = await readOpenable(identityIds.slice(0, half), vault);
  return new Map([...first, ...(await readOpenable(identityIds.slice(half), vault))]);
}
