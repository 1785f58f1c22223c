// SPDX-License-Identifier: Apache-2.0
import { refusalOf, type ErrorCode } from '@unionid/domain/errors';
import { changeOfRow, readChangeRow, type ListedChange, type MemberColumn } from '@unionid/domain/forms';
import { changeByRow, membershipStep, type ChangeRow } from '@unionid/domain/membership';
import type { TableRow } from '@unionid/domain/table';
import type { WrittenAccount } from '../../read-model/read-model.js';
import { IMPORT_LIMITS } from '../limits/import-limits.js';
import type { Judge, JudgeGround, ReadBatch } from './file-judge.js';
import type { JudgedRow, Problem } from './judged-row.js';
import { documentProblem } from './lost-members.js';
import { judgeMembers, type Judgement, type MemberRule } from './own-members.js';
import { readPersonRow, refuseDuplicates, type ReadRow } from './person-rows.js';

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
  return { persons, judge: () => judgeMembers(steps, ground, ruleOf(ground)) };
}

/** One row by what the change's own rule says of the member. */
function ruleOf(ground: JudgeGround): MemberRule<Candidate, ChangeRow> {
  return async ({ row }, { identityId, written }): Promise<Judgement<ChangeRow>> => {
    const {
      place,
      account: { root, v: version },
    } = written;
    const entry = changeOfRow(row, { identityId, place, root, version, evidence: ground.evidence });
    if (isSo(entry, written)) return 'unchanged';
    const problem = await problemOf(entry, written, ground);
    return problem === undefined ? { entry } : { problem };
  };
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
