// SPDX-License-Identifier: Apache-2.0
import type { PersonInput } from '@unionid/domain/api';
import type { ErrorCode } from '@unionid/domain/errors';
import { MEMBER_FORM_COLUMNS } from '@unionid/domain/forms';
import type { FixKind } from '@unionid/domain/values';
import { toCsv, type FileRow } from './csv.js';
import { FAULTS, LOSSLESS_FAULTS } from './faults.js';
import type { GeneratedUnion } from './organisation-file.js';
import { PersonSource } from './person.js';
import { newSeededRandom, type SeededRandom } from './seeded-random.js';

/** What the import must say of a planted row. */
export interface ExpectedFault {
  /** Row of the file, 1 for the header. */
  readonly row: number;
  readonly code: ErrorCode;
  readonly column: string;
}

export interface ExpectedFix {
  readonly row: number;
  readonly kind: FixKind;
  readonly column: string;
}

export interface MemberFile {
  readonly csv: string;
  readonly rows: number;
  /** Rows that become members. */
  readonly good: number;
  /** Rows refused, members elsewhere included. */
  readonly faults: readonly ExpectedFault[];
  readonly fixes: readonly ExpectedFix[];
  /** Persons to be enrolled in another province first, so that their rows here find them there. */
  readonly elsewhere: readonly PersonInput[];
}

export interface MemberFileOptions {
  readonly seed: number;
  readonly unions: readonly GeneratedUnion[];
  /** Division of the ID numbers; `XX9999` is not assigned. */
  readonly provinceCode: string;
  readonly rows: number;
  readonly badRows: number;
  readonly fixableRows: number;
  /** Of the bad rows, those whose person is a member of another province; 0 by default. */
  readonly elsewhereRows?: number;
}

export const MEMBER_FILE_COLUMNS = [...MEMBER_FORM_COLUMNS, '所属工会', '入会日期'];

/** Rows at the start that are plainly good, for whoever shows the file. */
const PLAIN_ROWS = 5;

interface Planned {
  readonly cells: FileRow;
  readonly fault?: Omit<ExpectedFault, 'row'>;
  readonly fix?: Omit<ExpectedFix, 'row'>;
  readonly isElsewhere?: true;
}

/** A member file of which every row's fate is known beforehand; the same one for the same seed. */
export function newMemberFile(options: MemberFileOptions): MemberFile {
  const { rows, badRows, fixableRows, seed } = options;
  const random = newSeededRandom(seed);
  const draw = newDraw(options, random);
  const goodRows = rows - badRows - fixableRows;
  const good = Array.from({ length: goodRows }, (): Planned => ({ cells: draw() }));
  const fixable = Array.from({ length: fixableRows }, (_, index) => planFix(index, draw));
  const bad = planFaults(options, good, draw);
  const [head, tail] = [good.slice(0, PLAIN_ROWS), good.slice(PLAIN_ROWS)];
  const ordered = duplicatesAfterFirst([...head, ...random.shuffle([...tail, ...fixable, ...bad])]);
  return describe(ordered, goodRows + fixableRows);
}

type Draw = () => FileRow;

function newDraw({ unions, provinceCode }: MemberFileOptions, random: SeededRandom): Draw {
  const persons = new PersonSource(random, provinceCode);
  return () => persons.next(random.pick(unions));
}

function planFix(index: number, draw: Draw): Planned {
  const lossless = LOSSLESS_FAULTS[index % LOSSLESS_FAULTS.length];
  if (lossless === undefined) throw new RangeError('no lossless fault');
  for (;;) {
    const cells = lossless.disguise(draw());
    if (cells !== undefined) return { cells, fix: { kind: lossless.kind, column: lossless.column } };
  }
}

function planFaults(
  { badRows, elsewhereRows = 0 }: MemberFileOptions,
  good: readonly Planned[],
  draw: Draw,
): Planned[] {
  const column = '证件号码';
  const elsewhere = Array.from({ length: elsewhereRows }, (): Planned => ({
    cells: draw(),
    fault: { code: 'MEMBER_EXISTS', column },
    isElsewhere: true,
  }));
  const kinds = FAULTS.length + 1;
  const others = Array.from({ length: badRows - elsewhereRows }, (_, index): Planned => {
    const fault = FAULTS[index % kinds];
    if (fault !== undefined)
      return { cells: fault.spoil(draw()), fault: { code: fault.code, column: fault.column } };
    return { cells: { ...good[index]?.cells }, fault: { code: 'DUPLICATE_IN_FILE', column } };
  });
  return [...elsewhere, ...others];
}

// Of two rows for one person the first stands: the planted one must come second.
function duplicatesAfterFirst(rows: readonly Planned[]): readonly Planned[] {
  const isDuplicate = ({ fault }: Planned): boolean => fault?.code === 'DUPLICATE_IN_FILE';
  return [...rows.filter((row) => !isDuplicate(row)), ...rows.filter(isDuplicate)];
}

function describe(planned: readonly Planned[], good: number): MemberFile {
  const numbered = planned.map((plan, index) => ({ ...plan, row: index + 2 }));
  return {
    csv: toCsv(
      MEMBER_FILE_COLUMNS,
      numbered.map(({ cells, row }) => ({ ...cells, 序号: String(row - 1) })),
    ),
    rows: planned.length,
    good,
    faults: numbered.flatMap(({ fault, row }) => (fault === undefined ? [] : [{ ...fault, row }])),
    fixes: numbered.flatMap(({ fix, row }) => (fix === undefined ? [] : [{ ...fix, row }])),
    elsewhere: numbered.filter(({ isElsewhere }) => isElsewhere === true).map(({ cells }) => toPerson(cells)),
  };
}

function toPerson(cells: FileRow): PersonInput {
  return {
    name: cells['姓名'] ?? '',
    docType: '111',
    docNumber: cells['证件号码'] ?? '',
    mobile: cells['移动电话'] ?? '',
    sex: cells['性别'] === '男' ? '1' : '2',
    birthDate: (cells['出生日期'] ?? '').replaceAll('/', '-'),
    householdType: '3',
  };
}
