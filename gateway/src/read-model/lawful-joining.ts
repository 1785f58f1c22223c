// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import type { AccountRecord } from '@unionid/domain/ledger';
import { isHeld, mayJoin, nextMembership } from '@unionid/domain/person';
import type { LedgerTransaction } from '../ledger/ledger.js';
import { accountWrites, writesExactly } from './lawful-writes.js';
import { isUnreadable } from './readable.js';
import type { AccountQueries, OrganisationQueries, Ownership, WrittenAccount } from './read-model.js';
import { readWrite, type ReadWrite } from './shape/read-record.js';

export interface JoiningGround {
  /** As things stood before the block. */
  readonly readModel: Pick<AccountQueries, 'writtenAccount'> &
    Pick<OrganisationQueries, 'organisation'> &
    Ownership;
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
  const written = await readModel.writtenAccount(moved.name);
  const after = moved.value.record as AccountRecord;
  if (written?.account.province !== province || !isJoined(written.account, after)) return false;
  const isAllowed = (await isElsewhere(after, ground)) && !(await takesKeys(writes, ground));
  return isAllowed && isWritten(transaction, { identityId: moved.name, written, after });
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

/** The same person by document and name, who may join and has, after what ended, at no lower an assurance and with nothing of it. */
function isJoined(before: AccountRecord, after: AccountRecord): boolean {
  const { state, tag, joined, since } = after;
  const isLater = before.state === 'NONE' || since >= before.since;
  const isSame = tag === before.tag && joined !== '' && joined <= since;
  // To the last field what the rule leaves: whatever else would be said of the days before, or held over from them.
  const isNext = canonicalJson(after) === canonicalJson(nextMembership(before, after));
  return isLater && isSame && isNext && mayJoin(before.state) && isHeld(state);
}

interface Joined {
  readonly identityId: string;
  readonly written: WrittenAccount;
  readonly after: AccountRecord;
}

/** Whether it writes the account, its place in the new union's index, and further keys of the person. */
function isWritten(
  { writes, ...transaction }: LedgerTransaction,
  { identityId, written: { account: before, place, firstPlace }, after }: Joined,
): boolean {
  const leads = [identityId, firstPlace];
  const others = writes.filter((write) => !isLed(readWrite(write), leads));
  return writesExactly(
    { ...transaction, writes: others },
    accountWrites({ identityId, place, before, after }),
  );
}

// Not as a document that another has replaced: nobody joins by that.
function isLed(write: ReadWrite | undefined, leads: readonly string[]): boolean {
  return (
    write?.type === 'person' && write.value.kind === 'record' && leads.includes(write.value.record as string)
  );
}
