// SPDX-License-Identifier: Apache-2.0
import { claimAt } from '@unionid/domain/claim';
import type { AccountRecord, ClaimRecord } from '@unionid/domain/ledger';
import type { LedgerTransaction } from '../ledger/ledger.js';
import { AHEAD_MS, timeOf, type SwitchGround } from './lawful-switch.js';
import { isUnreadable } from './readable.js';
import type { ClaimQueries, GovernanceQueries } from './read-model.js';
import { readWrite, type ReadWrite } from './shape/read-record.js';

export interface SettlingGround extends Pick<SwitchGround, 'now'> {
  /** As things stood before the block. */
  readonly readModel: Pick<ClaimQueries, 'claim'> & Pick<GovernanceQueries, 'clock'>;
}

/**
 * Whether a transaction does no more than settle a claim that was upheld then: by the rules of before, computed anew here. The
 * province whose account held the number need not endorse that; any other number that is taken from its accounts is an alarm.
 */
export async function isLawfulSettling(
  transaction: LedgerTransaction,
  ground: SettlingGround,
): Promise<boolean> {
  try {
    return await isSettling(transaction, ground);
  } catch (error) {
    if (isUnreadable(error)) return false;
    throw error;
  }
}

async function isSettling(
  transaction: LedgerTransaction,
  { readModel, now }: SettlingGround,
): Promise<boolean> {
  const writes = transaction.writes.flatMap((write) => readWrite(write) ?? []);
  const [settled, ...others] = writes.filter(({ type }) => type === 'claim');
  if (settled === undefined || others.length > 0) return false;
  if (Date.parse(transaction.time) > now + AHEAD_MS) return false;
  const known = await readModel.claim(settled.name);
  if (known === undefined) return false;
  const { status } = claimAt(known.claim, await timeOf(transaction, readModel));
  return status === 'UPHELD' && writes.every((write) => isPartOf(write, settled.name, known.claim));
}

/** What settling writes: the claim, its owner's new account, the number's keys, and what the kernel keeps. */
function isPartOf({ type, name, value }: ReadWrite, claimed: string, claim: ClaimRecord): boolean {
  if (value.kind !== 'record') return false;
  switch (type) {
    case 'claim':
      return name === claimed;
    case 'account':
      return name === claim.owner && isAsClaimed(value.record as AccountRecord, claim);
    case 'person':
      return claim.keys.includes(name) && value.record === claim.owner;
    default:
      return type === 'seen';
  }
}

function isAsClaimed({ v, state, ...account }: AccountRecord, claim: ClaimRecord): boolean {
  const isNew = v === 1 && state === 'NONE';
  return (
    isNew && (['org', 'province', 'tag', 'root'] as const).every((name) => account[name] === claim[name])
  );
}
