// SPDX-License-Identifier: Apache-2.0
import { encodeUtf8 } from '@unionid/domain/encoding';
import {
  cellsByColumn,
  checkAgainstUnion,
  memberFields,
  readMemberRow,
  statedByRow,
  type MemberColumn,
  type MemberRow,
  type RowFix,
  type RowWarning,
  isUnfilledRow,
} from '@unionid/domain/forms';
import { identityIdFor, personKeysOf, type MemberEntry } from '@unionid/domain/person';
import { SEED_BYTES, type PersonIdentifiers, type PersonTags } from '@unionid/domain/privacy';
import { hmacSm3, toHex } from '@unionid/domain/sm';
import { randomBytes } from '@unionid/domain/signing';
import type { TableRow } from '@unionid/domain/table';
import type { TaggedAccount } from '../../read-model/read-model.js';
import { unlessUnreadable } from '../../read-model/readable.js';
import { chooseAccount } from '../../standing/account-of.js';
import { ownRecords } from '../../standing/own-records.js';
import { standingOf, type KnownPerson } from '../../standing/standing.js';
import type { RealNameRecord } from '../../vault/vault.js';
import { IMPORT_LIMITS } from '../limits/import-limits.js';
import { endProblem } from './end-problem.js';
import { faultProblem } from './file-header.js';
import type { Judge, JudgeGround, ReadBatch } from './file-judge.js';
import { findAccounts } from './find-accounts.js';
import { documentProblem, tellLost } from './lost-members.js';
import { NO_NOTES, relevantWarnings, type JudgedRow, type Problem, type RowNotes } from './judged-row.js';
import { UnionResolver, type ResolvedUnion } from './union-resolver.js';

/** Members are judged batch by batch: what is ready of a file can be compared and signed for while the rest is read. */
export const MEMBER_JUDGE: Judge = {
  maxRows: IMPORT_LIMITS.rows,
  open(judgeGround) {
    const ground = toMemberGround(judgeGround);
    return { take: (rows) => readMembers(rows, ground), end: () => undefined };
  },
};

interface MemberGround extends Omit<JudgeGround, 'scope'> {
  readonly columns: readonly (MemberColumn | undefined)[];
  readonly unions: UnionResolver;
}

/** A row on its way: judged as soon as one step has the answer, else with what the steps have found. */
interface Candidate {
  readonly row: MemberRow;
  readonly union: ResolvedUnion;
  readonly notes: RowNotes;
}

type Step = JudgedRow | Candidate;

/** A candidate who is nobody's member yet, with the record made for the vault. */
interface Newcomer {
  readonly candidate: Candidate;
  readonly tag: PersonTags;
  readonly record: Omit<RealNameRecord, 'identityId'>;
}

function toMemberGround({ scope, ...ground }: JudgeGround): MemberGround {
  return {
    ...ground,
    columns: ground.header.columns as readonly (MemberColumn | undefined)[],
    unions: new UnionResolver(ground.readModel, scope),
  };
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

async function readAndResolve(tableRow: TableRow, ground: MemberGround): Promise<Step> {
  const { row: rowNumber, fault } = tableRow;
  const { today, mapping, columns, header } = ground;
  if (fault !== undefined) return bad(rowNumber, [faultProblem(fault, header)]);
  if (isUnfilledRow(header.columns, tableRow.cells))
    return { rows: [rowNumber], outcome: 'empty', notes: NO_NOTES };
  const result = readMemberRow(cellsByColumn<MemberColumn>({ ...header, columns }, tableRow.cells), {
    today,
    mapping,
    rowNumber,
  });
  const { fixes } = result;
  const warnings = relevantWarnings(result.warnings, columns);
  if (!result.ok) return bad(rowNumber, result.problems, { fixes, warnings });
  return resolveUnion(result.row, { fixes, warnings }, ground);
}

async function resolveUnion(
  row: MemberRow,
  { fixes, warnings }: Pick<RowNotes, 'fixes' | 'warnings'>,
  ground: MemberGround,
): Promise<Step> {
  const resolution = await ground.unions.resolve(row);
  if (!resolution.ok) return bad(row.rowNumber, [resolution.problem], { fixes, warnings });
  const check = checkAgainstUnion(row, resolution.union.facts);
  const notes = { problems: check.problems, fixes, warnings: [...warnings, ...check.warnings] };
  if (check.problems.length > 0) return { rows: [row.rowNumber], outcome: 'bad', notes };
  if (row.target === 'ENDED')
    return { rows: [row.rowNumber], outcome: 'ended', notes: { ...notes, problems: [endProblem(row)] } };
  return { row, union: resolution.union, notes };
}

async function refuseDuplicates(
  steps: readonly Step[],
  ground: MemberGround,
): Promise<{ readonly steps: readonly Step[]; readonly persons: ReadonlyMap<string, number> }> {
  const digests = steps.map((step) => (isCandidate(step) ? personDigest(step.row, ground) : ''));
  const seen = await ground.seenPersons(digests.filter((digest) => digest !== ''));
  const persons = new Map<string, number>();
  const single = steps.map((step, index): Step => {
    if (!isCandidate(step)) return step;
    const digest = digests[index] ?? '';
    const firstRow = seen.get(digest) ?? persons.get(digest);
    if (firstRow === undefined) {
      persons.set(digest, step.row.rowNumber);
      return step;
    }
    const problem = { code: 'DUPLICATE_IN_FILE', column: '证件号码', details: { firstRow } } as const;
    return bad(step.row.rowNumber, [problem], step.notes);
  });
  return { steps: single, persons };
}

async function findOwnMembers(steps: readonly Step[], ground: MemberGround): Promise<readonly Step[]> {
  const { vault, readModel } = ground;
  const candidates = steps.filter(isCandidate);
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
  const { personTags, readModel } = ground;
  const candidates = steps.filter(isCandidate);
  const tags = candidates.length === 0 ? [] : await personTags(candidates.map(identifiersOf));
  const accountsOf = await findAccounts(tags, readModel);
  const tagOf = new Map(candidates.map((candidate, index) => [candidate, tags[index]]));
  const judged = steps.map((step) => {
    if (!isCandidate(step)) return step;
    const tag = tagOf.get(step);
    if (tag === undefined) throw new Error('matching answered for fewer persons than asked');
    const { personKey, nameTag } = tag;
    const accounts = accountsOf(tag);
    if (accounts === undefined) return unreadableRow(step);
    const account = chooseAccount(personKeysOf(tag).map((key) => accounts.get(key)));
    const isNamed = account?.nameTag === nameTag;
    const judgement = judgeStanding(step, account && { account, fields: undefined, isNamed }, personKey);
    return isCandidate(judgement) ? { candidate: judgement, tag, record: newRecord(judgement) } : judgement;
  });
  const named = new Set<object>(steps);
  return prepare(await tellLost<Newcomer>(judged, { ...ground, named }), ground);
}

function unreadableRow({ row, notes }: Candidate): JudgedRow {
  return bad(row.rowNumber, [documentProblem('RECORD_UNREADABLE')], notes);
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

function newRecord({ row }: Candidate): Newcomer['record'] {
  return {
    fields: memberFields(row),
    seed: randomBytes(SEED_BYTES),
    identifiers: identifiersOf({ row }),
  };
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

function identifiersOf({ row }: Pick<Candidate, 'row'>): PersonIdentifiers {
  return { docType: row.docType, docNumber: row.matchNumber, name: row.name.normalised };
}

function personDigest({ docType, matchNumber }: MemberRow, { personKey }: MemberGround): string {
  return toHex(hmacSm3(personKey, encodeUtf8(`${docType}|${matchNumber}`)));
}

function bad(
  rowNumber: number,
  problems: readonly Problem[],
  {
    fixes,
    warnings,
  }: { readonly fixes: readonly RowFix[]; readonly warnings: readonly RowWarning[] } = NO_NOTES,
): JudgedRow {
  return { rows: [rowNumber], outcome: 'bad', notes: { problems, fixes, warnings } };
}

function isCandidate(step: Step): step is Candidate {
  return 'union' in step;
}

function isNewcomer(row: JudgedRow | Newcomer): row is Newcomer {
  return 'candidate' in row;
}
