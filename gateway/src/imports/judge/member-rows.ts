// SPDX-License-Identifier: Apache-2.0
import { encodeUtf8 } from '@unionid/domain/encoding';
import {
  cellsByColumn,
  checkAgainstUnion,
  isUnfilledRow,
  memberFields,
  readMemberRow,
  type MemberColumn,
  type MemberRow,
  type RowFix,
  type RowWarning,
} from '@unionid/domain/forms';
import { SEED_BYTES, type PersonIdentifiers } from '@unionid/domain/privacy';
import { randomBytes } from '@unionid/domain/signing';
import { hmacSm3, toHex } from '@unionid/domain/sm';
import type { TableRow } from '@unionid/domain/table';
import type { RealNameRecord } from '../../vault/vault.js';
import { endProblem } from './end-problem.js';
import { faultProblem } from './file-header.js';
import type { JudgeGround } from './file-judge.js';
import { NO_NOTES, relevantWarnings, type JudgedRow, type Problem, type RowNotes } from './judged-row.js';
import { documentProblem } from './lost-members.js';
import { UnionResolver, type ResolvedUnion } from './union-resolver.js';

// Rows of the member form, as far as file and union tell: what all lists of persons begin with.

export interface MemberGround extends JudgeGround {
  readonly columns: readonly (MemberColumn | undefined)[];
  readonly unions: UnionResolver;
}

/** A row on its way: judged as soon as one step has the answer, else with what the steps have found. */
export interface Candidate {
  readonly row: MemberRow;
  readonly union: ResolvedUnion;
  readonly notes: RowNotes;
}

export type Step = JudgedRow | Candidate;

export function toMemberGround(ground: JudgeGround): MemberGround {
  return {
    ...ground,
    columns: ground.header.columns as readonly (MemberColumn | undefined)[],
    unions: new UnionResolver(ground.readModel, ground.scope),
  };
}

export async function readAndResolve(
  tableRow: TableRow,
  ground: MemberGround,
  check: UnionCheck = checkJoining,
): Promise<Step> {
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
  return resolveUnion(result.row, { fixes, warnings }, { ground, check });
}

/** What of a row is held against the union that it names. */
export type UnionCheck = (
  row: MemberRow,
  union: ResolvedUnion,
  notes: Pick<RowNotes, 'fixes' | 'warnings'>,
) => Step;

async function resolveUnion(
  row: MemberRow,
  notes: Pick<RowNotes, 'fixes' | 'warnings'>,
  { ground, check }: { readonly ground: MemberGround; readonly check: UnionCheck },
): Promise<Step> {
  const resolution = await ground.unions.resolve(row);
  return resolution.ok
    ? check(row, resolution.union, notes)
    : bad(row.rowNumber, [resolution.problem], notes);
}

/** Whoever joins by a row. */
function checkJoining(
  row: MemberRow,
  union: ResolvedUnion,
  { fixes, warnings }: Pick<RowNotes, 'fixes' | 'warnings'>,
): Step {
  const check = checkAgainstUnion(row, union.facts);
  const notes = { problems: check.problems, fixes, warnings: [...warnings, ...check.warnings] };
  if (check.problems.length > 0) return { rows: [row.rowNumber], outcome: 'bad', notes };
  if (row.target === 'ENDED')
    return { rows: [row.rowNumber], outcome: 'ended', notes: { ...notes, problems: [endProblem(row)] } };
  return { row, union, notes };
}

export async function refuseDuplicates(
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

export function unreadableRow({ row, notes }: Candidate): JudgedRow {
  return bad(row.rowNumber, [documentProblem('RECORD_UNREADABLE')], notes);
}

export function newRecord({ row }: Candidate): Omit<RealNameRecord, 'identityId'> {
  return {
    fields: memberFields(row),
    seed: randomBytes(SEED_BYTES),
    identifiers: identifiersOf({ row }),
  };
}

export function identifiersOf({ row }: Pick<Candidate, 'row'>): PersonIdentifiers {
  return { docType: row.docType, docNumber: row.matchNumber, name: row.name.normalised };
}

function personDigest({ docType, matchNumber }: MemberRow, { personKey }: MemberGround): string {
  return toHex(hmacSm3(personKey, encodeUtf8(`${docType}|${matchNumber}`)));
}

export function bad(
  rowNumber: number,
  problems: readonly Problem[],
  {
    fixes,
    warnings,
  }: { readonly fixes: readonly RowFix[]; readonly warnings: readonly RowWarning[] } = NO_NOTES,
): JudgedRow {
  return { rows: [rowNumber], outcome: 'bad', notes: { problems, fixes, warnings } };
}

export function isCandidate(step: Step): step is Candidate {
  return 'union' in step;
}
