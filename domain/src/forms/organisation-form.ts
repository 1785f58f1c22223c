// SPDX-License-Identifier: Apache-2.0
import { divisionField, organisationNameField, signedNameField } from '../schema/index.js';
import { EARLIEST_DAY, type IsoDate } from '../values/calendar-date.js';
import { parseContactPhone } from '../values/contact-phone.js';
import {
  creditCodeWarnings,
  fixCreditCode,
  isUnionCreditCode,
  parseCreditCode,
  type CreditCode,
} from '../values/credit-code.js';
import { accept, refuse, type Parsed } from '../values/parsed.js';
import { characterCount, removeBlanks, toHalfWidth } from '../text/plain-text.js';
import { repair } from '../values/repair.js';
import type { Cells, ColumnMapping } from './form.js';
import { ORGANISATION_FORM, type OrganisationColumn } from './organisation-columns.js';
import { RowReader } from './row-reader.js';
import type { RowResult } from './row-result.js';
import { parseUnionReference, type UnionReference } from './union-reference.js';

/** A unit (单位) as a row of the organisation form states it. */
export interface UnitRow {
  readonly name: string;
  readonly creditCode: string;
  readonly address: string;
  readonly district: string | undefined;
  readonly nature: string | undefined;
  readonly economicType: string;
  readonly industry: string | undefined;
  readonly headcount: number;
}

/** Level of a union as a file can state it: 1 province to 5 basic. */
export type UnionLevel = 1 | 2 | 3 | 4 | 5;

/** A row of the organisation form, read: one unit and the union that covers it. */
export interface OrganisationRow {
  readonly rowNumber: number;
  readonly unit: UnitRow;
  readonly unionName: string;
  /** Undefined for a union without legal personality. */
  readonly unionCreditCode: string | undefined;
  readonly parent: UnionReference;
  readonly foundedOn: IsoDate;
  readonly unionType: string;
  /** Undefined where neither the column nor the type tells; then it follows from the superior's. */
  readonly level: UnionLevel | undefined;
  /** Six digits of GB/T 2260; undefined where the column says nothing. */
  readonly division: string | undefined;
  readonly memberCount: number | undefined;
  readonly leader: string;
  readonly phone: string;
}

export interface OrganisationRowContext {
  /** The day in China on which the file is read. */
  readonly today: IsoDate;
  readonly mapping: ColumnMapping;
  readonly rowNumber: number;
}

type Reader = RowReader<OrganisationColumn>;

const NAME_MIN = 2;
/** UTF-16 code units, as the ledger's field counts them. */
const NAME_MAX = 120;
const MAX_PEOPLE = 1_000_000_000;
/** 独立基层工会 and 联合基层工会. */
const BASIC_TYPES: readonly string[] = ['01', '02'];
const BASIC_LEVEL = 5;
const REQUIRED = { required: true } as const;

/** Reads one row of the organisation form by the import rules of union-law.md §5.3: every fault at once. */
export function readOrganisationRow(
  cells: Cells<OrganisationColumn>,
  context: OrganisationRowContext,
): RowResult<OrganisationRow> {
  const reader = new RowReader(ORGANISATION_FORM, cells, context.mapping);
  const unit = readUnit(reader);
  const union = readUnion(reader, context.today);
  warnOfCounts(reader, unit.headcount, union);
  return reader.finish(() => {
    const wholeUnit = complete(unit, ['name', 'creditCode', 'address', 'economicType', 'headcount']);
    const wholeUnion = complete(union, ['unionName', 'parent', 'foundedOn', 'unionType', 'leader', 'phone']);
    if (wholeUnit === undefined || wholeUnion === undefined) return undefined;
    return { rowNumber: context.rowNumber, unit: wholeUnit, ...wholeUnion };
  });
}

function readUnit(reader: Reader): Loose<UnitRow> {
  return {
    name: readName(reader, '单位名称'),
    creditCode: readCreditCode(reader, '单位统一社会信用代码')?.code,
    address: reader.text('单位地址', REQUIRED),
    district: readName(reader, '单位所在政区', false),
    nature: reader.code('单位性质类别'),
    economicType: reader.code('经济类型', REQUIRED),
    industry: reader.code('单位所属行业'),
    headcount: readCount(reader, '职工人数', true),
  };
}

function readUnion(reader: Reader, today: IsoDate): Loose<Omit<OrganisationRow, 'rowNumber' | 'unit'>> {
  const unionType = reader.code('基层工会类型', REQUIRED);
  return {
    unionName: readName(reader, '工会名称'),
    unionCreditCode: readUnionCreditCode(reader),
    parent: readParent(reader),
    foundedOn: reader.date('建会日期', today, { ...REQUIRED, notBefore: EARLIEST_DAY }),
    unionType,
    level: readLevel(reader, unionType),
    division: readDivision(reader),
    memberCount: readCount(reader, '会员人数', false),
    leader: reader.text('工会负责人', { required: true, maxCharacters: 60 }),
    phone: readPhone(reader),
  };
}

function readDivision(reader: Reader): string | undefined {
  const text = reader.text('工会区划代码', { silent: true, maxCharacters: 20 });
  if (text === undefined || divisionField.safeParse(text).success) return text;
  reader.problem('CODE_FORMAT', '工会区划代码');
  return undefined;
}

function readName(reader: Reader, column: OrganisationColumn, required = true): string | undefined {
  const text = reader.text(column, { required });
  return text === undefined ? undefined : reader.parsed(column, checkOrganisationName(text));
}

// Whatever a row is accepted with, the ledger must take: one name that it refuses would fail the whole chunk.
function checkOrganisationName(
  text: string,
): Parsed<string, 'ORGANISATION_NAME_INVALID' | 'CELL_UNPRINTABLE'> {
  if (characterCount(text) < NAME_MIN || text.length > NAME_MAX) return refuse('ORGANISATION_NAME_INVALID');
  if (!organisationNameField.safeParse(text).success) return refuse('CELL_UNPRINTABLE');
  return signedNameField.safeParse(text).success ? accept(text) : refuse('ORGANISATION_NAME_INVALID');
}

function readCreditCode(reader: Reader, column: OrganisationColumn, required = true): CreditCode | undefined {
  const text = reader.text(column, { required, maxCharacters: 40 });
  if (text === undefined) return undefined;
  const code = reader.parsed(column, parseCreditCode(reader.fixed(column, fixCreditCode(text))));
  if (code !== undefined) for (const warning of creditCodeWarnings(code)) reader.warn(warning, column);
  return code;
}

// Small unions have no legal personality and so no code (union-law.md §6.3).
function readUnionCreditCode(reader: Reader): string | undefined {
  const code = readCreditCode(reader, '工会统一社会信用代码', false);
  if (code !== undefined && !isUnionCreditCode(code))
    reader.warn('UNION_CODE_PREFIX', '工会统一社会信用代码');
  return code?.code;
}

function readParent(reader: Reader): UnionReference | undefined {
  const text = reader.text('上级工会名称', REQUIRED);
  return text === undefined ? undefined : reader.parsed('上级工会名称', parseUnionReference(text));
}

function readLevel(reader: Reader, unionType: string | undefined): UnionLevel | undefined {
  const stated = reader.code('工会级别', { silent: true });
  if (stated !== undefined) return Number(stated) as UnionLevel;
  return unionType !== undefined && BASIC_TYPES.includes(unionType) ? BASIC_LEVEL : undefined;
}

function readCount(reader: Reader, column: OrganisationColumn, required: boolean): number | undefined {
  const text = reader.text(column, { required, maxCharacters: 40 });
  if (text === undefined) return undefined;
  const digits = reader.fixed(
    column,
    repair(text, [
      ['FULL_WIDTH', toHalfWidth],
      ['SPACES', (value) => removeBlanks(value).replaceAll(',', '')],
    ]),
  );
  return reader.parsed(column, checkCount(digits));
}

function checkCount(digits: string): Parsed<number, 'COUNT_INVALID'> {
  const count = /^\d{1,10}$/.test(digits) ? Number(digits) : NaN;
  return count <= MAX_PEOPLE ? accept(count) : refuse('COUNT_INVALID');
}

function readPhone(reader: Reader): string | undefined {
  const text = reader.text('联系电话', { required: true, maxCharacters: 40, phone: true });
  if (text === undefined) return undefined;
  const plain = repair(text, [
    ['FULL_WIDTH', toHalfWidth],
    ['SPACES', removeBlanks],
  ]);
  return reader.parsed('联系电话', parseContactPhone(reader.fixed('联系电话', plain)));
}

/** Q23 and Q24. */
function warnOfCounts(
  reader: Reader,
  headcount: number | undefined,
  { memberCount, level }: { memberCount: number | undefined; level: UnionLevel | undefined },
): void {
  if (memberCount === undefined) return;
  if (headcount !== undefined && memberCount > headcount) reader.warn('MEMBERS_EXCEED_HEADCOUNT', '会员人数');
  if (memberCount === 0 && level === BASIC_LEVEL) reader.warn('NO_MEMBERS', '会员人数');
}

/** A row's part while it is being read: each field may still be missing. */
type Loose<Part> = { readonly [Key in keyof Part]: Part[Key] | undefined };

function complete<Part>(part: Loose<Part>, required: readonly (keyof Part)[]): Part | undefined {
  return required.every((key) => part[key] !== undefined) ? (part as Part) : undefined;
}
