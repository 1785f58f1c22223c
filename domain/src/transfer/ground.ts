// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import {
  EARLIER_DECISIONS,
  type AccountRecord,
  type DecidedAgainst,
  type ObjectionGround,
  type TransferRecord,
} from '../ledger/index.js';
import { isOf, type Membership } from './is-of.js';
import { isHeld } from '../person/rights.js';
import { concernedBy, keptBefore } from './before.js';
import {
  hasMoved,
  isOpen,
  stepOf,
  type TransferAction,
  type TransferSide,
  type TransferStep,
} from './process.js';
import { assertParty, type Actors } from './parties.js';
import { endOfTerm, termEnd, type Rules } from './rules.js';
import { keptSilent } from './silent-before.js';
import { timestampAt } from '../values/timestamp.js';
import { transferAt } from './transfer-at.js';
import { refusalAt } from './windows.js';

/** What the ledger knows when somebody takes a step of a person's transfer. */
export interface TransferGround {
  readonly account: AccountRecord;
  /** The person's newest transfer, as it was written. */
  readonly transfer: TransferRecord | undefined;
  /** Those that the transfer was asked for under; of one that begins, the newest. */
  readonly rules: Rules;
  /** Milliseconds since 1970; the ledger clock's where that is later. */
  readonly now: number;
  /** Of no matter to whoever only looks at what is allowed, whoever does it. */
  readonly actors?: Actors;
  /** Of the union that asks; of any other step the transfer says it. */
  readonly toProvince?: string;
}

/** A step that the process allows, and the transfer as time has made it. */
export interface TransferMove extends TransferStep {
  readonly current: TransferRecord | undefined;
}

/** @throws DomainError where the process does not allow it now, with what stands in the way; PERSON_UNBOUND, SAME_PERSON */
export function moveOf(action: TransferAction, ground: Omit<TransferGround, 'rules'>): TransferMove {
  const standing = currentOf(ground);
  const refusal = refusalAt(action, { written: ground.transfer, current: standing }, timestampAt(ground.now));
  if (refusal !== undefined) throw new DomainError(refusal.code, refusal.details);
  const current = standing && concernedBy(action, standing);
  const step = stepOf(current?.status, action);
  if (step === undefined) throw new DomainError('TRANSFER_ENDED');
  const { account, actors, toProvince = '' } = ground;
  const beginning = { fromProvince: account.province, toProvince };
  if (actors !== undefined) assertParty({ action, by: step.by }, { current, beginning }, actors);
  return { ...step, current };
}

/** What an old union says against a transfer, and who decides on it. */
export interface Dispute {
  readonly ground: ObjectionGround;
  /** SM3 of the document. */
  readonly evidence: string;
  readonly judge: string;
  /** Operator who says it. */
  readonly by: string | undefined;
  /** Who is to carry out what is decided. */
  readonly mover: Extract<TransferSide, 'old' | 'new'>;
}

/** What a dispute adds to a transfer: until when it is decided, and when what is decided then has come to nothing. */
export function dispute(
  { ground, evidence, judge, by, mover }: Dispute,
  { now, rules }: Pick<TransferGround, 'now' | 'rules'>,
): Pick<TransferRecord, 'judge' | 'objection' | 'lapsesAt'> {
  const until = endOfTerm(now, { term: 'judge', side: 'judge' }, rules);
  return {
    judge,
    objection: { ground, digest: evidence, until: timestampAt(until), ...(by !== undefined && { by }) },
    lapsesAt: termEnd(until, { term: 'take', side: mover }, rules),
  };
}

/** A member's account can be moved. @throws DomainError MEMBERSHIP_NONE */
export function assertMember(account: AccountRecord): void {
  if (!isHeld(account.state)) throw new DomainError('MEMBERSHIP_NONE');
}

/** What begins a person's next transfer. */
export function newTransfer(
  ground: TransferGround,
): Pick<
  TransferRecord,
  'v' | 'number' | 'nth' | 'from' | 'fromProvince' | 'asked' | 'before' | 'silent' | keyof Decisions
> {
  const { account, transfer, now } = ground;
  const { nth } = account;
  return {
    ...(nth !== undefined && { nth }),
    ...{ v: (transfer?.v ?? 0) + 1, number: (transfer?.number ?? 0) + 1 },
    ...{ from: account.org, fromProvince: account.province, asked: timestampAt(now) },
    ...keptBefore(currentOf(ground), ground),
    ...keptSilent(currentOf(ground), ground),
    ...decidedBefore(ground),
  };
}

/** What was decided against of a membership's transfers. */
export type Decisions = Pick<TransferRecord, 'decided' | 'earlier'>;

/** The same as the next transfer keeps it. */
export function decidedBefore(ground: Omit<TransferGround, 'rules'>): Decisions {
  const current = currentOf(ground);
  if (current === undefined || current.nth !== ground.account.nth) return {};
  // Where nobody decided that it was the person, too.
  return current.status === 'REFUSED' ? decidedAgainst(current) : decisionsIn(current);
}

/** What a transfer says of them. */
export function decisionsIn({ decided, earlier }: Decisions): Decisions {
  return { ...(decided !== undefined && { decided }), ...(earlier !== undefined && { earlier }) };
}

/** One by one, the newest first. */
export function decisionsOf({ decided, earlier = [] }: Decisions): readonly DecidedAgainst[] {
  return decided === undefined ? earlier : [decided, ...earlier];
}

/** The unions against which decisions about a transfer may be. */
export function decidedUnions(transfer: TransferRecord | undefined): readonly string[] {
  const { to = '', ...rest } = transfer ?? {};
  return [to, ...decisionsOf(rest).map((decision) => decision.to)].filter((orgId) => orgId !== '');
}

/** With what the same union does not ask for again on the same document. */
export function decidedAgainst(
  transfer: Pick<TransferRecord, 'to' | 'evidence' | 'silent' | keyof Decisions>,
): Decisions {
  // Of a silence before, it is who took over by that who had asked.
  const { to, evidence } = { ...transfer, ...(transfer.silent !== undefined && { to: transfer.silent.to }) };
  if (evidence === undefined) return decisionsIn(transfer);
  const decided = { to, digest: evidence.digest };
  const earlier = decisionsBeside(decided, decisionsOf(transfer));
  return { decided, ...(earlier.length > 0 && { earlier }) };
}

/** Those of before that are kept beside a newest one: of more the oldest go. */
export function decisionsBeside(
  { to, digest }: DecidedAgainst,
  before: readonly DecidedAgainst[],
): readonly DecidedAgainst[] {
  return before.filter((each) => each.to !== to || each.digest !== digest).slice(0, EARLIER_DECISIONS);
}

/** A transfer whose release code is of no use any more. */
export function withoutCode(transfer: TransferRecord): TransferRecord {
  const { codeKey, codeUntil, codeBy, ...rest } = transfer;
  const isWithout = [codeKey, codeUntil, codeBy].every((each) => each === undefined);
  return isWithout ? transfer : rest;
}

/** The code that a member has, as the next record keeps it. */
export type MemberCode = Required<Pick<TransferRecord, 'number' | 'codeKey' | 'codeUntil'>> &
  Pick<TransferRecord, 'codeBy'>;

/**
 * The code by which a member may go, whoever has asked without it meanwhile and whatever came of that: it is good for its own time.
 * Undefined where none was given, it was used or has lapsed, or the member has gone another way.
 */
export function codeOf({
  account,
  transfer,
  now,
}: Pick<TransferGround, 'transfer' | 'now'> & { readonly account: Membership }): MemberCode | undefined {
  if (transfer?.codeKey === undefined || !isOf(transfer, account, 'from')) return undefined;
  const { number, codeKey, lapsesAt, codeUntil = lapsesAt, codeBy } = transfer;
  if (timestampAt(now) >= codeUntil) return undefined;
  return { number, codeKey, codeUntil, ...(codeBy !== undefined && { codeBy }) };
}

/** The transfer as time has made it. */
export function currentOf({
  account,
  transfer,
  now,
}: Pick<TransferGround, 'transfer' | 'now'> & { readonly account: Membership }): TransferRecord | undefined {
  if (transfer === undefined) return undefined;
  const current = { ...transfer, ...transferAt(transfer, timestampAt(now)) };
  if (!isOpen(current.status)) return current;
  // The membership that it was to move has gone another way meanwhile.
  if (hasMoved(current.status))
    return isOf(transfer, account, 'to') ? current : { ...current, status: 'COMPLETED' };
  return isOf(transfer, account, 'from') ? current : { ...current, status: 'CANCELLED' };
}
