// SPDX-License-Identifier: Apache-2.0
import { refusalOf, type ErrorCode } from '@unionid/domain/errors';
import { changeOfRow, readChangeRow, type ListedChange, type MemberColumn } from '@unionid/domain/forms';
import { changeByRow, membershipStep, type ChangeRow } from '@unionid/domain/membership';
import type { TableRow } from '@unionid/domain/table';
import { unlessUnreadable } from '../../read-model/readable.js';
import type { WrittenAccount } from '../../read-model/read-model.js';
import { ownRecords } from '../../standing/own-records.js';
import type { RealNameRecord } from '../../vault/vault.js';
import { IMPORT_LIMITS } from '../limits/import-limits.js';
import { accountsOfCandidates, type KnownCandidate } from './accounts-of-candidates.js';
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
  const candidates = candidatesOf(steps);
  const knownOf = await accountsOfCandidates(candidates, ground);
  const own = candidates.flatMap((candidate) => knownOf(candidate)?.account ?? []);
  const records = await ownRecords(own, ground.vault);
  const judged: JudgedRow[] = [];
  for (const step of steps) {
    const known = isCandidate(step) ? knownOf(step) : undefined;
    if (!isCandidate(step)) judged.push(step);
    else if (known === undefined) judged.push(unreadableRow(step));
    else judged.push(await judgeOne(step, known, { ...ground, records }));
  }
  return judged;
}

interface ChangeJudgeGround extends JudgeGround {
  /** Of the batch's accounts, as far as the province has them. */
  readonly records: ReadonlyMap<string, RealNameRecord>;
}

/** One row by what the ledger has of the person: whose business it is, and what the change's own rule says. */
async function judgeOne(
  { row, notes }: Candidate,
  { tag, account }: KnownCandidate,
  ground: ChangeJudgeGround,
): Promise<JudgedRow> {
  const { readModel, scope } = ground;
  if (account === undefined) return bad(row.rowNumber, [documentProblem('MEMBER_NOT_FOUND')], notes);
  const { identityId, province, org } = account;
  const as = (outcome: JudgedRow['outcome'], problems: readonly Problem[]): JudgedRow => ({
    ...{ rows: [row.rowNumber], outcome, identityId, notes: { ...notes, problems } },
  });
  if (province !== scope.province)
    return as('elsewhere', [documentProblem('PROVINCE_FOREIGN', { province })]);
  if (account.nameTag !== tag.nameTag)
    return as('differs', [{ code: 'MEMBER_DIFFERS', column: '姓名', details: {} }]);
  if (!(await readModel.isWithin(org, scope.org))) return as('elsewhere', [documentProblem('OUT_OF_SCOPE')]);
  const written = await readModel.writtenAccount(identityId).catch(unlessUnreadable);
  if (written === undefined) return as('bad', [documentProblem('RECORD_UNREADABLE')]);
  const entry = changeOfRow(row, { identityId, place: written.place, evidence: ground.evidence });
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
  { docNumber }: ListedChange,
  record: RealNameRecord | undefined,
): 'REAL_NAME_LOST' | 'MEMBER_DIFFERS' | undefined {
  if (record === undefined) return 'REAL_NAME_LOST';
  return record.fields.docNumber === docNumber ? undefined : 'MEMBER_DIFFERS';
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
  const transfer = (await readModel.transfer(entry.identityId).catch(unlessUnreadable))?.transfer;
  const refusal = refusalOf(() => changeByRow(entry, { account, transfer, today, time }));
  if (refusal === undefined) return undefined;
  const { code, details } = refusal;
  const column = COLUMN_OF[code];
  return column === undefined ? documentProblem(code, details) : { code, column, details };
}
