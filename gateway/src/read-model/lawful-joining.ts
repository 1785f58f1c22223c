// SPDX-License-Identifier: Apache-2.0
import { parseLead, type AccountRecord } from '@unionid/domain/ledger';
import { isHeld, mayJoin } from '@unionid/domain/person';
import type { LedgerTransaction } from '../ledger/ledger.js';
import { isUnreadable } from './readable.js';
import type { AccountQueries, OrganisationQueries, Ownership, TaggedAccount } from './read-model.js';
import { readWrite, type ReadWrite } from './shape/read-record.js';

export interface JoiningGround {
  /** As things stood before the block. */
  readonly readModel: Pick<AccountQueries, 'account'> & Pick<OrganisationQueries, 'organisation'> & Ownership;
  /** The province that asks; its own peer did not endorse. */
  readonly province: string;
}

/**
 * Whether a transaction does no more than let a person join in another province on an account of this one that has no membership, or
 * one that the person left: no union here has anything to say in that.
 */
export async function isLawfulJoining(
  transaction: LedgerTransaction,
  ground: JoiningGround,
): Promise<boolean> {
  try {
    return await isJoining(transaction, ground);
  } catch (error) {
    if (isUnreadable(error)) return false;
    throw error;
  }
}

async function isJoining(transaction: LedgerTransaction, ground: JoiningGround): Promise<boolean> {
  const { readModel, province } = ground;
  const writes = transaction.writes.flatMap((write) => readWrite(write) ?? []);
  const [moved, ...others] = writes.filter(({ type }) => type === 'account');
  if (moved === undefined || others.length > 0 || moved.value.kind !== 'record') return false;
  const before = await readModel.account(moved.name);
  const account = moved.value.record as AccountRecord;
  if (before?.province !== province || !isJoined(before, account)) return false;
  const isAllowed = (await isElsewhere(account, ground)) && !(await takesKeys(writes, ground));
  return isAllowed && writes.every((write) => isPartOf(write, before, account));
}

async function isElsewhere(
  { org, province: other }: AccountRecord,
  { readModel, province }: JoiningGround,
): Promise<boolean> {
  return other !== province && (await readModel.organisation(org))?.province === other;
}

/** Keys under another version may be led to the account; none is taken from one. */
function takesKeys(writes: readonly ReadWrite[], { readModel, province }: JoiningGround): Promise<boolean> {
  const keys = writes.flatMap(({ type, name }) => (type === 'person' ? name : []));
  return readModel.leadsToAny(province, keys);
}

/** The same person by document and name, who may join and has, at no lower an assurance. */
function isJoined(before: TaggedAccount, { v, state, tag, loa }: AccountRecord): boolean {
  const isNext = v === before.version + 1 && tag === before.nameTag && loa >= before.level;
  return isNext && mayJoin(before.state) && isHeld(state);
}

/** What joining writes: the account, its place in the new union's index, further keys of the person, and what the kernel keeps. */
function isPartOf(
  { type, name, attributes: [first = ''], value }: ReadWrite,
  { identityId, place }: TaggedAccount,
  { org }: AccountRecord,
): boolean {
  switch (type) {
    case 'account':
      return name === identityId;
    case 'membership':
      return first === org;
    case 'person':
      return (
        value.kind === 'record' && [identityId, place].includes(parseLead(value.record as string).holder)
      );
    default:
      return type === 'seen';
  }
}
