// SPDX-License-Identifier: Apache-2.0
import { statedByRow, type MemberColumn } from '@unionid/domain/forms';
import { identityIdFor, type MemberEntry } from '@unionid/domain/person';
import type { PersonTags } from '@unionid/domain/privacy';
import type { TableRow } from '@unionid/domain/table';
import type { TaggedAccount } from '../../read-model/read-model.js';
import { unlessUnreadable } from '../../read-model/readable.js';
import { ownRecords } from '../../standing/own-records.js';
import { standingOf, type KnownPerson } from '../../standing/standing.js';
import type { RealNameRecord } from '../../vault/vault.js';
import { IMPORT_LIMITS } from '../limits/import-limits.js';
import { accountsOfCandidates } from './accounts-of-candidates.js';
import type { Judge, ReadBatch } from './file-judge.js';
import { documentProblem, tellLost } from './lost-members.js';
import type { JudgedRow, Problem } from './judged-row.js';
import {
  newRecord,
  readAndResolve,
  toMemberGround,
  type Candidate,
  type MemberGround,
  type Step,
} from './member-rows.js';
import { bad, candidatesOf, isCandidate, refuseDuplicates, unreadableRow } from './person-rows.js';

/** Members are judged batch by batch: what is ready of a file can be compared and signed for while the rest is read. */
export const MEMBER_JUDGE: Judge = {
  maxRows: IMPORT_LIMITS.rows,
  open(judgeGround) {
    const ground = toMemberGround(judgeGround);
    return { take: (rows) => readMembers(rows, ground), end: () => undefined };
  },
};

/** A candidate who is nobody's member yet, with the record made for the vault. */
interface Newcomer {
  readonly candidate: Candidate;
  readonly tag: PersonTags;
  readonly record: Omit<RealNameRecord, 'identityId'>;
}

/** First half of the judgement, by what costs least: the row itself, its union, its file. Batches go one after another. */
async function readMembers(rows: readonly TableRow[], ground: MemberGround): Promise<ReadBatch> {
  const read = await Promise.all(rows.map((row) => readAndResolve(row, ground)));
  const { steps, persons } = await refuseDuplicates(read, ground);
  return { persons, judge: () => judgeMembers(steps, ground) };
}

/** Second half: the province's own vault, and only then matching and the ledger. Batches do not depend on each other. */
async function judgeMembers(steps: readonly Step[], ground: MemberGround): Promise<readonly JudgedRow[]> {
  return findLedgerMembers(await findOwnMembers(steps, ground), ground);
}

async function findOwnMembers(steps: readonly Step[], ground: MemberGround): Promise<readonly Step[]> {
  const { vault, readModel } = ground;
  const candidates = candidatesOf(steps);
  const matches = await vault.matchDocuments(
    candidates.map(({ row }) => ({ docType: row.docType, docNumber: row.matchNumber })),
  );
  const found = new Map<Step, TaggedAccount>();
  const unreadable = new Set<Step>();
  for (const [index, candidate] of candidates.entries()) {
    // What is only PENDING may never come about; the ledger decides between two that are.
    const active = matches[index]?.find(({ state }) => state === 'ACTIVE');
    if (active === undefined) continue;
    const account = await readModel.account(active.identityId).catch((error: unknown) => {
      unlessUnreadable(error);
      unreadable.add(candidate);
      return undefined;
    });
    if (account !== undefined) found.set(candidate, account);
  }
  const records = await ownRecords([...found.values()], vault);
  return steps.map((step) => {
    const account = found.get(step);
    const record = account && records.get(account.identityId);
    if (isCandidate(step) && unreadable.has(step)) return unreadableRow(step);
    // Of one whose record was erased, or is of before a correction, the ledger tells what it can.
    if (!isCandidate(step) || account === undefined || record === undefined) return step;
    return judgeStanding(step, { account, fields: record.fields, isNamed: false });
  });
}

async function findLedgerMembers(
  steps: readonly Step[],
  ground: MemberGround,
): Promise<readonly JudgedRow[]> {
  const knownOf = await accountsOfCandidates(candidatesOf(steps), ground);
  const judged = steps.map((step) => {
    if (!isCandidate(step)) return step;
    const known = knownOf(step);
    if (known === undefined) return unreadableRow(step);
    const { tag, account } = known;
    const isNamed = account?.nameTag === tag.nameTag;
    const judgement = judgeStanding(step, account && { account, fields: undefined, isNamed }, tag.personKey);
    return isCandidate(judgement) ? { candidate: judgement, tag, record: newRecord(judgement) } : judgement;
  });
  const named = new Set<object>(steps);
  return prepare(await tellLost<Newcomer>(judged, { ...ground, named }), ground);
}

/** What the person's standing means for the row; a newcomer goes on. */
function judgeStanding(candidate: Candidate, known: KnownPerson | undefined, personKey?: string): Step {
  const { row, union, notes } = candidate;
  const standing = standingOf(row, union.orgId, known);
  switch (standing.is) {
    case 'new':
      return candidate;
    case 'account':
      return bad(row.rowNumber, [documentProblem('ACCOUNT_EXISTS')], notes);
    case 'unchanged':
      return { rows: [row.rowNumber], outcome: 'unchanged', notes, identityId: standing.identityId };
    case 'differs':
      return {
        rows: [row.rowNumber],
        outcome: 'differs',
        notes: { ...notes, problems: standing.columns.map(differs) },
        identityId: standing.identityId,
      };
    case 'elsewhere':
      return {
        rows: [row.rowNumber],
        outcome: 'elsewhere',
        notes: { ...notes, problems: [documentProblem('MEMBER_EXISTS', { province: standing.province })] },
        ...(personKey === undefined ? {} : { personKey }),
      };
  }
}

function differs(column: MemberColumn): Problem {
  return { code: 'MEMBER_DIFFERS', column, details: {} };
}

/** Makes the ledger rows of those who are nobody's members yet. */
async function prepare(
  judged: readonly (JudgedRow | Newcomer)[],
  { vault, today }: MemberGround,
): Promise<readonly JudgedRow[]> {
  const newcomers = judged.filter(isNewcomer);
  const roots = await vault.commitmentRoots(newcomers.map(({ record }) => record));
  const rootOf = new Map(newcomers.map((newcomer, index) => [newcomer, roots[index]]));
  return judged.map((row) => {
    if (!isNewcomer(row)) return row;
    const root = rootOf.get(row);
    if (root === undefined) throw new Error('the vault made fewer roots than asked');
    return toReady(row, { root, today });
  });
}

function toReady(
  { candidate: { row, union, notes }, tag, record }: Newcomer,
  { root, today }: { readonly root: string; readonly today: string },
): JudgedRow {
  const identityId = identityIdFor({ personKey: tag.personKey, root });
  const entry: MemberEntry = {
    ...{ ...tag, identityId, root },
    org: union.orgId,
    ...statedByRow(row, today),
  };
  return {
    rows: [row.rowNumber],
    outcome: 'ready',
    notes,
    identityId,
    prepared: { entry, record: { identityId, ...record } },
  };
}

function isNewcomer(row: JudgedRow | Newcomer): row is Newcomer {
  return 'candidate' in row;
}
