// SPDX-License-Identifier: Apache-2.0
import { DomainError, refusalOf, type ErrorCode } from '@unionid/domain/errors';
import { changeOfRow, readChangeRow, type ListedChange, type MemberColumn } from '@unionid/domain/forms';
import { changeByRow, membershipStep, type ChangeRow } from '@unionid/domain/membership';
import type { TableRow } from '@unionid/domain/table';
import { unlessUnreadable } from '../../read-model/readable.js';
import type { TaggedAccount, WrittenAccount } from '../../read-model/read-model.js';
import { ownRecords } from '../../standing/own-records.js';
import type { RealNameRecord } from '../../vault/vault.js';
import { IMPORT_LIMITS } from '../limits/import-limits.js';
import { accountsOfCandidates, namedAccount, type KnownCandidate } from './accounts-of-candidates.js';
import type { Judge, JudgeGround, ReadBatch } from './file-judge.js';
import type { JudgedRow, Problem } from './judged-row.js';
import { documentProblem } from './lost-members.js';
import {
  bad,
  candidatesOf,
  isCandidate,
  readPersonRow,
  refuseDuplicates,
  unreadableRow,
  type ReadRow,
} from './person-rows.js';

/** Lists of changes are judged batch by batch, each row by the rule that the contract asks. */
export const CHANGE_JUDGE: Judge = {
  maxRows: IMPORT_LIMITS.rows,
  open: (ground) => ({ take: (rows) => readChanges(rows, ground), end: () => undefined }),
};

type Candidate = ReadRow<ListedChange>;
type Step = JudgedRow | Candidate;

/** Of which column a refusal by the rule speaks; of any other, the document. */
const COLUMN_OF: Readonly<Partial<Record<ErrorCode, MemberColumn>>> = {
  ...{ DATES_INVALID: '会籍变化日期', DATE_TOO_EARLY: '会籍变化日期' },
  ...{ MEMBERSHIP_STEP: '会籍变化类型', RETIRED_STAYS: '会籍变化类型' },
};

async function readChanges(rows: readonly TableRow[], ground: JudgeGround): Promise<ReadBatch> {
  const read = rows.map((row): Step => readPersonRow(row, ground, readChangeRow));
  const { steps, persons } = await refuseDuplicates(read, ground);
  return { persons, judge: () => judgeChanges(steps, ground) };
}

async function judgeChanges(steps: readonly Step[], ground: JudgeGround): Promise<readonly JudgedRow[]> {
  const found = await membersOf(candidatesOf(steps), ground);
  const members = [...found.values()].filter((one) => one !== undefined && one !== 'none');
  const records = await ownRecords(members, ground.vault);
  const judged: JudgedRow[] = [];
  for (const step of steps) {
    const member = isCandidate(step) ? found.get(step) : undefined;
    if (!isCandidate(step)) judged.push(step);
    else if (member === undefined) judged.push(unreadableRow(step));
    else if (member === 'none') judged.push(notFound(step));
    else {
      const row = await judgeOne(step, member, { ...ground, records }).catch(unlessUnreadable);
      judged.push(row ?? unreadableRow(step));
    }
  }
  return judged;
}

/** The accounts that rows are of; 'none' of a row that is nobody's whom the operator may handle, undefined of what nobody can read. */
async function membersOf(
  candidates: readonly Candidate[],
  ground: JudgeGround,
): Promise<ReadonlyMap<Candidate, TaggedAccount | 'none' | undefined>> {
  const knownOf = await accountsOfCandidates(candidates, ground);
  const found = new Map<Candidate, TaggedAccount | 'none' | undefined>();
  for (const candidate of candidates) {
    const known = knownOf(candidate);
    found.set(candidate, known && (await memberInScope(known, ground).catch(unlessUnreadable)));
  }
  return found;
}

/** The same question for whoever is none: a stranger, a wrong name and another union's member are answered alike. */
async function memberInScope(
  known: KnownCandidate,
  { readModel, scope }: JudgeGround,
): Promise<TaggedAccount | 'none'> {
  const isInScope = await readModel.isWithin(known.account?.org ?? scope.org, scope.org);
  const account = namedAccount(known);
  return account?.province === scope.province && isInScope ? account : 'none';
}

function notFound({ row, notes }: Candidate): JudgedRow {
  return bad(row.rowNumber, [documentProblem('MEMBER_NOT_FOUND')], notes);
}

interface ChangeJudgeGround extends JudgeGround {
  /** Of the batch's members, as far as the province has them. */
  readonly records: ReadonlyMap<string, RealNameRecord>;
}

/** One row by what the change's own rule says of the member. */
async function judgeOne(
  { row, notes }: Candidate,
  { identityId }: TaggedAccount,
  ground: ChangeJudgeGround,
): Promise<JudgedRow> {
  const as = (outcome: JudgedRow['outcome'], problems: readonly Problem[]): JudgedRow => ({
    ...{ rows: [row.rowNumber], outcome, identityId, notes: { ...notes, problems } },
  });
  const written = await ground.readModel.writtenAccount(identityId);
  if (written === undefined) throw new DomainError('RECORD_UNREADABLE', { type: 'account' });
  const {
    place,
    account: { root },
  } = written;
  const entry = changeOfRow(row, { identityId, place, root, evidence: ground.evidence });
  if (isSo(entry, written)) return as('unchanged', []);
  const refusal = await problemOf(entry, written, ground);
  if (refusal !== undefined) return as('bad', [refusal]);
  const difference = differenceOf(row, ground.records.get(identityId));
  if (difference !== undefined) return as('differs', [documentProblem(difference)]);
  return { ...as('ready', []), prepared: { entry, record: undefined } };
}

/**
 * Of a member who is registered under another number by now, or of whom the vault has no record any more, whoever signs could compare
 * nothing.
 */
function differenceOf(
  { matchNumber }: ListedChange,
  record: RealNameRecord | undefined,
): 'REAL_NAME_LOST' | 'MEMBER_DIFFERS' | undefined {
  if (record === undefined) return 'REAL_NAME_LOST';
  return record.identifiers?.docNumber === matchNumber ? undefined : 'MEMBER_DIFFERS';
}

/** Whether the membership is already as the row would have it, for the same reason. */
function isSo(entry: ChangeRow, { account: { state, why } }: WrittenAccount): boolean {
  const reason = entry.action === 'decease' ? 'deceased' : entry.reason;
  if (membershipStep(state, entry.action) !== undefined || why !== reason) return false;
  return (
    membershipStep('ACTIVE', entry.action)?.to === state || (entry.action === 'resume' && state === 'ACTIVE')
  );
}

async function problemOf(
  entry: ChangeRow,
  { account }: WrittenAccount,
  { readModel, today, time }: JudgeGround,
): Promise<Problem | undefined> {
  const transfer = (await readModel.transfer(entry.identityId))?.transfer;
  const refusal = refusalOf(() => changeByRow(entry, { account, transfer, today, time }));
  if (refusal === undefined) return undefined;
  const { code, details } = refusal;
  const column = COLUMN_OF[code];
  if (column === undefined) return documentProblem(code, details);
  // A list of changes does not say since when the membership is as it is: whoever corrects the day has to be told.
  const allowed = code === 'DATES_INVALID' ? { allowed: [`${account.since} – ${today}`] } : {};
  return { code, column, details: { ...details, ...allowed } };
}
