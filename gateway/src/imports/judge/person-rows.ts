// SPDX-License-Identifier: Apache-2.0
import { encodeUtf8 } from '@unionid/domain/encoding';
import {
  cellsByColumn,
  isUnfilledRow,
  type Cells,
  type MemberColumn,
  type MemberRow,
  type MemberRowContext,
  type RowResult,
} from '@unionid/domain/forms';
import type { PersonIdentifiers } from '@unionid/domain/privacy';
import { hmacSm3, toHex } from '@unionid/domain/sm';
import type { TableRow } from '@unionid/domain/table';
import { faultProblem } from './file-header.js';
import type { JudgeGround } from './file-judge.js';
import { NO_NOTES, relevantWarnings, type JudgedRow, type Problem, type RowNotes } from './judged-row.js';
import { documentProblem } from './lost-members.js';

// Rows of persons, whatever a list says of them: how they are read, and that nobody is named twice.

/** What was found while a row was read. */
export type ReadNotes = Pick<RowNotes, 'fixes' | 'warnings'>;

/** A row that was read, and what is not its judgement yet. */
export interface PersonCandidate {
  readonly row: Pick<MemberRow, 'rowNumber' | 'docType' | 'matchNumber' | 'name'>;
  readonly notes: ReadNotes;
}

/** A row that was read. */
export interface ReadRow<Row> {
  readonly row: Row;
  readonly notes: ReadNotes;
}

/** Reads a row by its form. @param read the form's own reader */
export function readPersonRow<Row, Column extends string = MemberColumn>(
  { row: rowNumber, fault, cells }: TableRow,
  { header, today, mapping }: JudgeGround,
  read: (cells: Cells<Column>, context: MemberRowContext) => RowResult<Row>,
): JudgedRow | ReadRow<Row> {
  if (fault !== undefined) return bad(rowNumber, [faultProblem(fault, header)]);
  if (isUnfilledRow(header.columns, cells)) return { rows: [rowNumber], outcome: 'empty', notes: NO_NOTES };
  const columns = header.columns as readonly (Column | undefined)[];
  const named = cellsByColumn<Column>({ ...header, columns }, cells);
  const result = read(named, { today, mapping, rowNumber });
  const notes = { fixes: result.fixes, warnings: relevantWarnings(result.warnings, columns) };
  return result.ok ? { row: result.row, notes } : bad(rowNumber, result.problems, notes);
}

interface SingleRows<Candidate> {
  readonly steps: readonly (JudgedRow | Candidate)[];
  readonly persons: ReadonlyMap<string, number>;
}

/** Of rows of one person the first stands. */
export function refuseDuplicates<Candidate extends PersonCandidate>(
  steps: readonly (JudgedRow | Candidate)[],
  ground: JudgeGround,
): Promise<SingleRows<Candidate>> {
  return refuseRepeated(steps, ground, {
    nameOf: ({ row: { docType, matchNumber } }) => `${docType}|${matchNumber}`,
    problem: (details) => documentProblem('DUPLICATE_IN_FILE', details),
  });
}

/** Of rows about one thing, by whatever it is known, the first stands. */
export async function refuseRepeated<Candidate extends ReadRow<{ readonly rowNumber: number }>>(
  steps: readonly (JudgedRow | Candidate)[],
  ground: JudgeGround,
  {
    nameOf,
    problem,
  }: {
    /** Undefined of what may be repeated. */
    readonly nameOf: (candidate: Candidate) => string | undefined;
    readonly problem: (details: Problem['details']) => Problem;
  },
): Promise<SingleRows<Candidate>> {
  const digestOf = (name: string): string => toHex(hmacSm3(ground.personKey, encodeUtf8(name)));
  const digests = new Map(
    candidatesOf(steps).flatMap((step): [JudgedRow | Candidate, string][] => {
      const name = nameOf(step);
      return name === undefined ? [] : [[step, digestOf(name)]];
    }),
  );
  const seen = await ground.seenPersons([...digests.values()]);
  const persons = new Map<string, number>();
  const single = steps.map((step): JudgedRow | Candidate => {
    const digest = digests.get(step);
    if (!isCandidate(step) || digest === undefined) return step;
    const firstRow = seen.get(digest) ?? persons.get(digest);
    if (firstRow !== undefined) return bad(step.row.rowNumber, [problem({ firstRow })], step.notes);
    persons.set(digest, step.row.rowNumber);
    return step;
  });
  return { steps: single, persons };
}

/** As whom the matching keys know the person of a row. */
export function identifiersOf({ row }: Pick<PersonCandidate, 'row'>): PersonIdentifiers {
  return { docType: row.docType, docNumber: row.matchNumber, name: row.name.normalised };
}

export function unreadableRow({ row, notes }: PersonCandidate): JudgedRow {
  return bad(row.rowNumber, [documentProblem('RECORD_UNREADABLE')], notes);
}

export function bad(
  rowNumber: number,
  problems: readonly Problem[],
  { fixes, warnings }: ReadNotes = NO_NOTES,
): JudgedRow {
  return { rows: [rowNumber], outcome: 'bad', notes: { problems, fixes, warnings } };
}

export function candidatesOf<Candidate extends object>(
  steps: readonly (JudgedRow | Candidate)[],
): readonly Candidate[] {
  return steps.flatMap((step) => (isCandidate(step) ? [step] : []));
}

export function isCandidate<Candidate extends object>(step: JudgedRow | Candidate): step is Candidate {
  return 'row' in step;
}
