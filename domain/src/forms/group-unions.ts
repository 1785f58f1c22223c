// SPDX-License-Identifier: Apache-2.0
import { comparableOrganisationName } from '../values/organisation-name.js';
import type { OrganisationRow, UnionLevel, UnitRow } from './organisation-form.js';
import type { RowProblem, RowWarning } from './row-result.js';
import type { UnionReference } from './union-reference.js';

export interface NumberedProblem {
  readonly rowNumber: number;
  readonly problem: RowProblem;
}

export interface NumberedWarning {
  readonly rowNumber: number;
  readonly warning: RowWarning;
}

/** A union as its rows state it together. */
export interface UnionDraft {
  /** Rows of the file that make it, in order. */
  readonly rowNumbers: readonly number[];
  readonly name: string;
  readonly creditCode: string | undefined;
  readonly unionType: string;
  readonly level: UnionLevel | undefined;
  readonly foundedOn: string;
  readonly division: string | undefined;
  readonly memberCount: number | undefined;
  readonly leader: string;
  readonly phone: string;
  readonly parent: UnionReference;
  readonly employers: readonly UnitRow[];
}

export interface GroupedUnions {
  readonly drafts: readonly UnionDraft[];
  readonly problems: readonly NumberedProblem[];
  readonly warnings: readonly NumberedWarning[];
}

const INDEPENDENT = '01';
/** Units of one union: what one registration can carry. */
const MAX_UNITS = 200;

/**
 * Rows of one union have its credit code, or its name where it has none. The first row says what the union is; a later
 * one that says otherwise, takes its name or code for another union, or repeats a unit is refused and the rest stands.
 */
export function groupUnions(rows: readonly OrganisationRow[]): GroupedUnions {
  const groups = new Map<string, OrganisationRow[]>();
  const codesByName = new Map<string, string | undefined>();
  const problems: NumberedProblem[] = [];
  for (const row of rows) {
    const name = comparableOrganisationName(row.unionName);
    const group = groups.get(keyOf(row)) ?? [];
    const problem = nameProblem(codesByName, name, row) ?? rowProblem(group, row);
    if (problem !== undefined) {
      problems.push({ rowNumber: row.rowNumber, problem });
      continue;
    }
    codesByName.set(name, row.unionCreditCode);
    group.push(row);
    groups.set(keyOf(row), group);
  }
  const drafts = [...groups.values()].flatMap(toDraft);
  return { drafts, problems, warnings: [...sharedEmployers(drafts), ...independents(drafts)] };
}

function keyOf(row: OrganisationRow): string {
  return row.unionCreditCode ?? comparableOrganisationName(row.unionName);
}

function nameProblem(
  codesByName: ReadonlyMap<string, string | undefined>,
  name: string,
  row: OrganisationRow,
): RowProblem | undefined {
  const isOther = codesByName.has(name) && codesByName.get(name) !== row.unionCreditCode;
  return isOther ? { code: 'UNION_NAME_TAKEN', column: '工会名称', details: {} } : undefined;
}

function rowProblem(group: readonly OrganisationRow[], row: OrganisationRow): RowProblem | undefined {
  const first = group[0];
  if (first === undefined) return undefined;
  if (comparableOrganisationName(first.unionName) !== comparableOrganisationName(row.unionName)) {
    return {
      code: 'CREDIT_CODE_USED',
      column: '工会统一社会信用代码',
      details: { firstRow: first.rowNumber },
    };
  }
  const twin = group.find((other) => other.unit.creditCode === row.unit.creditCode);
  if (twin !== undefined) {
    return {
      code: 'DUPLICATE_IN_FILE',
      column: '单位统一社会信用代码',
      details: { firstRow: twin.rowNumber },
    };
  }
  if (group.length >= MAX_UNITS) {
    return { code: 'TOO_MANY_UNITS', column: '工会名称', details: { maxUnits: MAX_UNITS } };
  }
  const column = differingColumn(first, row);
  if (column === undefined) return undefined;
  return { code: 'UNION_ROWS_DIFFER', column, details: { column, firstRow: first.rowNumber } };
}

function differingColumn(first: OrganisationRow, row: OrganisationRow): string | undefined {
  if (first.foundedOn !== row.foundedOn) return '建会日期';
  if (first.unionType !== row.unionType) return '基层工会类型';
  if (first.level !== row.level) return '工会级别';
  if (first.division !== row.division) return '工会区划代码';
  return referenceKey(first.parent) === referenceKey(row.parent) ? undefined : '上级工会名称';
}

function referenceKey(reference: UnionReference): string {
  return reference.by === 'name' ? reference.name : reference.creditCode;
}

function toDraft(group: readonly OrganisationRow[]): readonly UnionDraft[] {
  const first = group[0];
  if (first === undefined) return [];
  const { unionName, unionCreditCode, unionType, level, foundedOn, division } = first;
  const { memberCount, leader, phone, parent } = first;
  return [
    {
      rowNumbers: group.map((row) => row.rowNumber),
      name: unionName,
      creditCode: unionCreditCode,
      unionType,
      level,
      foundedOn,
      division,
      memberCount,
      leader,
      phone,
      parent,
      employers: group.map((row) => row.unit),
    },
  ];
}

// A group company's unit may have a union of its own beside the group's: odd, not wrong.
function sharedEmployers(drafts: readonly UnionDraft[]): readonly NumberedWarning[] {
  const seen = new Set<string>();
  return drafts.flatMap((draft) =>
    draft.employers.flatMap(({ creditCode }, at): readonly NumberedWarning[] => {
      const isSecond = seen.has(creditCode);
      seen.add(creditCode);
      const rowNumber = draft.rowNumbers[at] ?? 0;
      return isSecond
        ? [{ rowNumber, warning: { column: '单位统一社会信用代码', code: 'EMPLOYER_IN_TWO_UNIONS' } }]
        : [];
    }),
  );
}

function independents(drafts: readonly UnionDraft[]): readonly NumberedWarning[] {
  return drafts
    .filter((draft) => draft.unionType === INDEPENDENT && draft.employers.length > 1)
    .flatMap((draft) =>
      draft.rowNumbers.map((rowNumber) => ({
        rowNumber,
        warning: { column: '基层工会类型', code: 'INDEPENDENT_WITH_EMPLOYERS' as const },
      })),
    );
}
