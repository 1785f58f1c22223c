// SPDX-License-Identifier: Apache-2.0
import type { OrganisationLevel, OrganisationState } from '../ledger/index.js';
import { isBeforeFounding, JOINING } from '../person/index.js';
import type { IsoDate } from '../values/calendar-date.js';
import { comparableOrganisationName } from '../values/organisation-name.js';
import type { MemberRow } from './member-row.js';
import type { RowProblem, RowWarning } from './row-result.js';

/** What the ledger tells of the union that a row names. */
export interface UnionFacts {
  readonly state: OrganisationState;
  readonly level: OrganisationLevel;
  readonly foundedOn: IsoDate;
  /** Full names of the units it covers. */
  readonly employers: readonly string[];
}

export interface UnionCheck {
  readonly problems: readonly RowProblem[];
  readonly warnings: readonly RowWarning[];
}

/** County, and above it: unions whose members are other unions (union-law.md §5.2). */
const LOWEST_UPPER_LEVEL = 3;

/** Holds a row against its union, undefined where no union was found (Q14, Q20, Q22). An ended row needs only a union. */
export function checkAgainstUnion(row: MemberRow, union: UnionFacts | undefined): UnionCheck {
  if (union === undefined) return { problems: [problem('UNION_UNKNOWN', '所属工会')], warnings: [] };
  if (row.target === 'ENDED') return { problems: [], warnings: [] };
  const problems = [
    ...(union.state === 'CLOSED' ? [problem('UNION_CLOSED', '所属工会')] : []),
    ...(isCovered(row, union) ? [] : [problem('EMPLOYER_NOT_COVERED', '工作单位')]),
    ...foundingProblems(row, union),
  ];
  const isUpper = union.level <= LOWEST_UPPER_LEVEL && union.employers.length === 0;
  return { problems, warnings: isUpper ? [{ column: '所属工会', code: 'MEMBER_AT_UPPER_UNION' }] : [] };
}

/** A unit that a union covers. */
export interface CoveredUnit {
  readonly name: string;
  readonly creditCode: string;
}

/** Credit code of the unit that a row's person works for: of those that its union covers the one it names, else the only one. */
export function unitOfRow(
  { employer }: Pick<MemberRow, 'employer'>,
  covered: readonly CoveredUnit[],
): string | undefined {
  const [unit, second] =
    employer === undefined ? covered : covered.filter(({ name }) => isSameUnit(name, employer));
  return second === undefined ? unit?.creditCode : undefined;
}

/**
 * Of two rows for one person the first stands. `key` is the caller's keyed digest of the document (never the number);
 * `seen` is kept by the caller for the whole file.
 */
export function noteDuplicate(
  seen: Pick<Map<string, number>, 'get' | 'set'>,
  key: string,
  rowNumber: number,
): RowProblem | undefined {
  const firstRow = seen.get(key);
  if (firstRow !== undefined) return { code: 'DUPLICATE_IN_FILE', column: '证件号码', details: { firstRow } };
  seen.set(key, rowNumber);
  return undefined;
}

// A union without listed units (a federation, a street union) takes members of any.
function isCovered({ employer }: MemberRow, { employers }: UnionFacts): boolean {
  if (employer === undefined || employers.length === 0) return true;
  return employers.some((name) => isSameUnit(name, employer));
}

function isSameUnit(one: string, other: string): boolean {
  return comparableOrganisationName(one) === comparableOrganisationName(other);
}

function foundingProblems(row: MemberRow, { foundedOn }: UnionFacts): readonly RowProblem[] {
  const { changeType: change = JOINING, joinedDate: joined, changeDate: changed } = row;
  if (!isBeforeFounding({ change, joined, changed }, foundedOn)) return [];
  return [problem('JOINED_BEFORE_FOUNDING', change === JOINING ? '入会日期' : '会籍变化日期')];
}

function problem(code: RowProblem['code'], column: string): RowProblem {
  return { code, column, details: {} };
}
