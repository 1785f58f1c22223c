// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '@unionid/domain/errors';
import { isTooYoung } from '@unionid/domain/forms';
import type { TableRow } from '@unionid/domain/table';
import type { BatchRow, RequestRow } from '@unionid/domain/transfer';
import { unlessUnreadable } from '../../read-model/readable.js';
import type { TaggedAccount } from '../../read-model/read-model.js';
import { ownRecords } from '../../standing/own-records.js';
import type { RealNameRecord, SeenRecord } from '../../vault/vault.js';
import { accountsOfCandidates, namedAccount, type KnownCandidate } from './accounts-of-candidates.js';
import type { ReadBatch } from './file-judge.js';
import type { JudgedRow, Problem } from './judged-row.js';
import { documentProblem } from './lost-members.js';
import {
  checkMoving,
  newRecord,
  readAndResolve,
  type Candidate,
  type MemberGround,
  type Step,
} from './member-rows.js';
import { bad, candidatesOf, isCandidate, refuseDuplicates, unreadableRow } from './person-rows.js';

// Lists of members of other unions, who are to come to the unions that their rows name.

/** What every such row says of its person; the root is the account's, until there is a record of its own. */
export type Moving = Pick<BatchRow, 'identityId' | 'personKey' | 'formerKey' | 'nameTag' | 'root' | 'to'>;

/** What one kind of these lists is judged by. */
export interface MoveRule {
  /** Asked first, whoever the row is about: what is wrong with the union that it names. */
  refuseUnion?(orgId: string): Promise<Problem | undefined>;
  /** The row of the ledger, judged by what the contract asks of it; else what is wrong, or that it is so already. */
  judge(moving: Moving, candidate: Candidate): Promise<BatchRow | RequestRow | Problem | 'unchanged'>;
  /** Asked last: what only a row is given with which nothing is wrong. */
  place?(moving: Moving): Promise<Pick<RequestRow, 'slot'> | Problem>;
  /** Why what stands here makes no room for a record of a member of another province; undefined where it may be replaced. */
  whyKept(seen: SeenRecord): Promise<ErrorCode | undefined>;
}

/** First half of the judgement. */
export async function readMoves(
  rows: readonly TableRow[],
  ground: MemberGround,
  rule: MoveRule,
): Promise<ReadBatch> {
  const read = await Promise.all(rows.map((row) => readAndResolve(row, ground, checkMoving)));
  const { steps, persons } = await refuseDuplicates(read, ground);
  return { persons, judge: () => judgeMoves(steps, ground, rule) };
}

async function judgeMoves(
  steps: readonly Step[],
  ground: MemberGround,
  rule: MoveRule,
): Promise<readonly JudgedRow[]> {
  const knownOf = await accountsOfCandidates(candidatesOf(steps), ground);
  return Promise.all(
    steps.map(async (step) => {
      if (!isCandidate(step)) return step;
      const known = knownOf(step);
      const judged = known && (await judgeRow(step, known, { ground, rule }).catch(unlessUnreadable));
      return judged ?? unreadableRow(step);
    }),
  );
}

interface Judging {
  readonly ground: MemberGround;
  readonly rule: MoveRule;
}

async function judgeRow(
  candidate: Candidate,
  known: KnownCandidate,
  { ground, rule }: Judging,
): Promise<JudgedRow> {
  const { row, union, notes } = candidate;
  const refuse = (problem: Problem): JudgedRow => bad(row.rowNumber, [problem], notes);
  const wrong = await rule.refuseUnion?.(union.orgId);
  if (wrong !== undefined) return refuse(wrong);
  const account = namedAccount(known);
  // Nothing more is asked of somebody else's number than of a stranger's.
  if (account === undefined) return refuse(documentProblem('MEMBER_NOT_FOUND'));
  const { identityId } = account;
  const moving = { ...known.tag, identityId, root: account.root, to: union.orgId };
  const judged = await rule.judge(moving, candidate);
  if (judged === 'unchanged') return { rows: [row.rowNumber], outcome: 'unchanged', notes, identityId };
  if ('code' in judged) return refuse(judged);
  const { problem, placed, ...found } = await placeRow(moving, candidate, { ground, rule, account });
  if (problem !== undefined) return refuse(problem);
  const { root = account.root, ...prepared } = found;
  return {
    ...{ rows: [row.rowNumber], outcome: 'ready', notes, identityId },
    prepared: { entry: { ...judged, ...placed, root }, ...prepared },
  };
}

interface FoundRecord {
  readonly problem?: Problem;
  readonly root?: string;
  readonly record: RealNameRecord | undefined;
  readonly replaces?: SeenRecord;
}

/** The record, and then what is given to no row without one. */
async function placeRow(
  moving: Moving,
  candidate: Candidate,
  { account, ...judging }: Judging & { readonly account: TaggedAccount },
): Promise<FoundRecord & { readonly placed?: Pick<RequestRow, 'slot'> }> {
  const found = await recordFor(candidate, account, judging);
  const placed = found.problem === undefined ? await judging.rule.place?.(moving) : undefined;
  if (placed === undefined) return found;
  return 'code' in placed ? { problem: placed, record: undefined } : { ...found, placed };
}

const TOO_YOUNG: Problem = { code: 'TOO_YOUNG', column: '出生日期', details: {} };

/** Whether a record is of the row's document: a permit that was renewed is the same person's. */
function isOf({ row }: Candidate, { identifiers }: RealNameRecord): boolean {
  return identifiers?.docNumber === row.matchNumber;
}

/**
 * The record for this vault, and its root; within a province the one that is there and stays, as it is: name and number lead to it, and what
 * else the row says is compared with nothing (ADR 40). The day of birth that counts is that of the record.
 */
async function recordFor(
  candidate: Candidate,
  account: TaggedAccount,
  { ground: { vault, scope }, rule }: Judging,
): Promise<FoundRecord> {
  const { identityId, province } = account;
  const { fields, seed, identifiers } = newRecord(candidate);
  const record = undefined;
  if (province === scope.province) {
    const own = (await ownRecords([account], vault)).get(identityId);
    if (own === undefined) return { problem: documentProblem('REAL_NAME_LOST'), record };
    if (!isOf(candidate, own)) return { problem: documentProblem('MEMBER_DIFFERS'), record };
    return isTooYoung(own.fields.birthDate, account.joined) ? { problem: TOO_YOUNG, record } : { record };
  }
  if (isTooYoung(candidate.row.birthDate, account.joined)) return { problem: TOO_YOUNG, record };
  const seen = (await vault.seen([identityId])).get(identityId);
  const kept = seen && (await rule.whyKept(seen));
  if (kept !== undefined) return { problem: documentProblem(kept), record };
  const [made] = await vault.commitmentRoots([{ fields, seed }]);
  if (made === undefined) throw new Error('the vault made fewer roots than asked');
  return {
    ...{ root: made, record: { identityId, fields, seed, identifiers } },
    ...(seen !== undefined && { replaces: seen }),
  };
}
