// SPDX-License-Identifier: Apache-2.0
import { checkAgainstUnion, memberFields, readMemberRow, type MemberRow } from '@unionid/domain/forms';
import { SEED_BYTES } from '@unionid/domain/privacy';
import { randomBytes } from '@unionid/domain/signing';
import type { TableRow } from '@unionid/domain/table';
import type { RealNameRecord } from '../../vault/vault.js';
import { endProblem } from './end-problem.js';
import type { JudgeGround } from './file-judge.js';
import type { JudgedRow, RowNotes } from './judged-row.js';
import {
  bad,
  identifiersOf,
  isCandidate,
  readPersonRow,
  type ReadNotes,
  type ReadRow,
} from './person-rows.js';
import { UnionResolver, type ResolvedUnion } from './union-resolver.js';

// Rows of the member form, as far as file and union tell.

export interface MemberGround extends JudgeGround {
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
  return { ...ground, unions: new UnionResolver(ground.readModel, ground.scope) };
}

export async function readAndResolve(
  tableRow: TableRow,
  ground: MemberGround,
  check: UnionCheck = checkJoining,
): Promise<Step> {
  const read: JudgedRow | ReadRow<MemberRow> = readPersonRow(tableRow, ground, readMemberRow);
  if (!isCandidate(read)) return read;
  const { row, notes } = read;
  const resolution = await ground.unions.resolve(row);
  return resolution.ok
    ? check(row, resolution.union, notes)
    : bad(row.rowNumber, [resolution.problem], notes);
}

/** What of a row is held against the union that it names. */
export type UnionCheck = (row: MemberRow, union: ResolvedUnion, notes: ReadNotes) => Step;

/**
 * Whoever comes from another union by a row: there may have been a membership before this union was. Who was transferred away, left or
 * was expelled comes nowhere.
 */
export function checkMoving(row: MemberRow, union: ResolvedUnion, { fixes, warnings }: ReadNotes): Step {
  const notes = { problems: [], fixes, warnings };
  return row.target === 'ENDED' ? ended(row, notes) : { row, union, notes };
}

/** Whoever joins by a row. */
function checkJoining(row: MemberRow, union: ResolvedUnion, { fixes, warnings }: ReadNotes): Step {
  const check = checkAgainstUnion(row, union.facts);
  const notes = { problems: check.problems, fixes, warnings: [...warnings, ...check.warnings] };
  if (check.problems.length > 0) return { rows: [row.rowNumber], outcome: 'bad', notes };
  return row.target === 'ENDED' ? ended(row, notes) : { row, union, notes };
}

function ended(row: MemberRow, notes: RowNotes): JudgedRow {
  return { rows: [row.rowNumber], outcome: 'ended', notes: { ...notes, problems: [endProblem(row)] } };
}

export function newRecord({ row }: Candidate): Omit<RealNameRecord, 'identityId'> {
  return {
    fields: memberFields(row),
    seed: randomBytes(SEED_BYTES),
    identifiers: identifiersOf({ row }),
  };
}
