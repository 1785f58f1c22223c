// SPDX-License-Identifier: Apache-2.0
import { encodeUtf8 } from '@unionid/domain/encoding';
import { asDomainError, type ErrorCode } from '@unionid/domain/errors';
import {
  cellsByColumn,
  changeOfRow,
  isUnfilledRow,
  readChangeRow,
  type ListedChange,
  type MemberColumn,
} from '@unionid/domain/forms';
import { changeByRow, membershipStep, type ChangeRow } from '@unionid/domain/membership';
import { personKeysOf } from '@unionid/domain/person';
import type { PersonTags } from '@unionid/domain/privacy';
import { hmacSm3, toHex } from '@unionid/domain/sm';
import type { TableRow } from '@unionid/domain/table';
import { unlessUnreadable } from '../../read-model/readable.js';
import type { TaggedAccount, WrittenAccount } from '../../read-model/read-model.js';
import { chooseAccount } from '../../standing/account-of.js';
import { IMPORT_LIMITS } from '../limits/import-limits.js';
import { faultProblem } from './file-header.js';
import type { Judge, JudgeGround, ReadBatch } from './file-judge.js';
import { findAccounts } from './find-accounts.js';
import { NO_NOTES, relevantWarnings, type JudgedRow, type Problem, type RowNotes } from './judged-row.js';
import { documentProblem } from './lost-members.js';

/** Lists of changes are judged batch by batch, each row by the rule that the contract asks. */
export const CHANGE_JUDGE: Judge = {
  maxRows: IMPORT_LIMITS.rows,
  open: (ground) => ({ take: (rows) => readChanges(rows, ground), end: () => undefined }),
};

/** A row that was read and is nobody's yet. */
interface Candidate {
  readonly row: ListedChange;
  readonly notes: Pick<RowNotes, 'fixes' | 'warnings'>;
}

type Step = JudgedRow | Candidate;

/** Of which column a refusal by the rule speaks; of any other, the document. */
const COLUMN_OF: Readonly<Partial<Record<ErrorCode, MemberColumn>>> = {
  ...{ DATES_INVALID: '会籍变化日期', DATE_TOO_EARLY: '会籍变化日期' },
  ...{ MEMBERSHIP_STEP: '会籍变化类型', RETIRED_STAYS: '会籍变化类型' },
};

async function readChanges(rows: readonly TableRow[], ground: JudgeGround): Promise<ReadBatch> {
  const { steps, persons } = await refuseDuplicates(
    rows.map((row) => readRow(row, ground)),
    ground,
  );
  return { persons, judge: () => judgeChanges(steps, ground) };
}

function readRow({ row: rowNumber, fault, cells }: TableRow, ground: JudgeGround): Step {
  const { header, today, mapping } = ground;
  if (fault !== undefined) return bad({ rowNumber }, [faultProblem(fault, header)]);
  if (isUnfilledRow(header.columns, cells)) return { rows: [rowNumber], outcome: 'empty', notes: NO_NOTES };
  const columns = header.columns as readonly (MemberColumn | undefined)[];
  const named = cellsByColumn<MemberColumn>({ ...header, columns }, cells);
  const result = readChangeRow(named, { today, mapping, rowNumber });
  const notes = { fixes: result.fixes, warnings: relevantWarnings(result.warnings, columns) };
  return result.ok ? { row: result.row, notes } : bad({ rowNumber }, result.problems, notes);
}

async function refuseDuplicates(
  steps: readonly Step[],
  ground: JudgeGround,
): Promise<{ readonly steps: readonly Step[]; readonly persons: ReadonlyMap<string, number> }> {
  const digests = new Map(
    steps.filter(isCandidate).map((step) => [step as Step, personDigest(step.row, ground)]),
  );
  const seen = await ground.seenPersons([...digests.values()]);
  const persons = new Map<string, number>();
  const single = steps.map((step): Step => {
    const digest = digests.get(step);
    if (!isCandidate(step) || digest === undefined) return step;
    const firstRow = seen.get(digest) ?? persons.get(digest);
    if (firstRow !== undefined)
      return bad(step.row, [documentProblem('DUPLICATE_IN_FILE', { firstRow })], step.notes);
    persons.set(digest, step.row.rowNumber);
    return step;
  });
  return { steps: single, persons };
}

async function judgeChanges(steps: readonly Step[], ground: JudgeGround): Promise<readonly JudgedRow[]> {
  const candidates = steps.filter(isCandidate);
  const persons = candidates.map(({ row: { docType, matchNumber, name } }) => ({
    ...{ docType, docNumber: matchNumber, name: name.normalised },
  }));
  const tags = persons.length === 0 ? [] : await ground.personTags(persons);
  const accountsOf = await findAccounts(tags, ground.readModel);
  const judged: JudgedRow[] = [];
  let next = 0;
  for (const step of steps) {
    if (!isCandidate(step)) {
      judged.push(step);
      continue;
    }
    const tag = tags[next++];
    if (tag === undefined) throw new Error('matching answered for fewer persons than asked');
    const accounts = accountsOf(tag);
    judged.push(
      accounts === undefined
        ? bad(step.row, [documentProblem('RECORD_UNREADABLE')], step.notes)
        : await judgeOne(
            step,
            { tag, account: chooseAccount(personKeysOf(tag).map((key) => accounts.get(key))) },
            ground,
          ),
    );
  }
  return tellDiffering(judged, { candidates, ground });
}

interface Found {
  readonly tag: PersonTags;
  readonly account: TaggedAccount | undefined;
}

/** One row by what the ledger has of the person: whose business it is, and what the change's own rule says. */
async function judgeOne(
  { row, notes }: Candidate,
  { tag, account }: Found,
  ground: JudgeGround,
): Promise<JudgedRow> {
  const { readModel, scope } = ground;
  if (account === undefined) return bad(row, [documentProblem('MEMBER_NOT_FOUND')], notes);
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
  const refusal = await refusalOf(entry, written, ground);
  if (refusal !== undefined) return as('bad', [refusal]);
  return { ...as('ready', []), prepared: { entry, record: undefined } };
}

/** Whether the membership is already as the row would have it, for the same reason. */
function isSo(entry: ChangeRow, { account: { state, why } }: WrittenAccount): boolean {
  const reason = entry.action === 'decease' ? 'deceased' : entry.reason;
  if (membershipStep(state, entry.action) !== undefined || why !== reason) return false;
  return (
    membershipStep('ACTIVE', entry.action)?.to === state || (entry.action === 'resume' && state === 'ACTIVE')
  );
}

async function refusalOf(
  entry: ChangeRow,
  { account }: WrittenAccount,
  { readModel, today, time }: JudgeGround,
): Promise<Problem | undefined> {
  const transfer = (await readModel.transfer(entry.identityId).catch(unlessUnreadable))?.transfer;
  try {
    changeByRow(entry, { account, transfer, today, time });
    return undefined;
  } catch (error) {
    const refusal = asDomainError(error);
    if (refusal === undefined) throw error;
    const { code, details } = refusal;
    const column = COLUMN_OF[code];
    return column === undefined ? documentProblem(code, details) : { code, column, details };
  }
}

/**
 * Rows whose member is registered under another number by now, or of whom the vault has no record any more: whoever signs could not
 * compare them.
 */
async function tellDiffering(
  judged: readonly JudgedRow[],
  {
    candidates,
    ground: { vault },
  }: { readonly candidates: readonly Candidate[]; readonly ground: JudgeGround },
): Promise<readonly JudgedRow[]> {
  const ready = judged.flatMap(({ prepared, identityId }) => (prepared && identityId) ?? []);
  const records = await vault.read(ready);
  const numbers = new Map(candidates.map(({ row }) => [row.rowNumber, row.docNumber]));
  return judged.map((one) => {
    const {
      prepared,
      identityId = '',
      rows: [row = 0],
      ...rest
    } = one;
    if (prepared === undefined) return one;
    const record = records.get(identityId);
    if (record?.fields.docNumber === numbers.get(row)) return one;
    const problem = documentProblem(record === undefined ? 'REAL_NAME_LOST' : 'MEMBER_DIFFERS');
    return {
      ...rest,
      rows: one.rows,
      identityId,
      outcome: 'differs',
      notes: { ...one.notes, problems: [problem] },
    };
  });
}

function personDigest({ docType, matchNumber }: ListedChange, { personKey }: JudgeGround): string {
  return toHex(hmacSm3(personKey, encodeUtf8(`${docType}|${matchNumber}`)));
}

function bad(
  { rowNumber }: Pick<ListedChange, 'rowNumber'>,
  problems: readonly Problem[],
  { fixes, warnings }: Pick<RowNotes, 'fixes' | 'warnings'> = NO_NOTES,
): JudgedRow {
  return { rows: [rowNumber], outcome: 'bad', notes: { problems, fixes, warnings } };
}

function isCandidate(step: Step): step is Candidate {
  return 'row' in step;
}
