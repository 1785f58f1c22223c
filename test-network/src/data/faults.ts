// SPDX-License-Identifier: Apache-2.0
import { DOCUMENT_KIND, textOfCode } from '@unionid/domain/codes';
import type { ErrorCode } from '@unionid/domain/errors';
import type { FixKind } from '@unionid/domain/values';
import type { FileRow } from './csv.js';
import { idNumberOf, slashed } from './person.js';

/** A way to spoil a good row, and what the import must say of it. */
export interface Fault {
  readonly code: ErrorCode;
  readonly column: string;
  readonly spoil: (row: FileRow) => FileRow;
}

/** A fault that an import repairs without loss. */
export interface LosslessFault {
  readonly kind: FixKind;
  readonly column: string;
  /** Undefined where this row can not carry the fault. */
  readonly disguise: (row: FileRow) => FileRow | undefined;
}

const NUMBER = '证件号码';

/** Every kind of row that an import must refuse by itself; duplicates and members elsewhere need more than one row. */
export const FAULTS: readonly Fault[] = [
  fault('ID_NUMBER_CHECK', NUMBER, (row) => with17(row, (digits) => digits + otherCheck(numberOf(row)))),
  fault('ID_NUMBER_DATE', NUMBER, (row) => ({ ...row, [NUMBER]: withBirth(row, '19990230') })),
  fault('ID_NUMBER_LENGTH', NUMBER, (row) => with17(row, (digits) => digits)),
  fault('ID_NUMBER_CHARSET', NUMBER, (row) =>
    with17(row, (digits) => `${digits.slice(0, 9)}O${digits.slice(10)}1`),
  ),
  fault('ID_NUMBER_PROVINCE', NUMBER, (row) => ({
    ...row,
    [NUMBER]: idNumberOf('009999', numberOf(row).slice(6, 14), Number(numberOf(row).slice(14, 17))),
  })),
  fault('ID_NUMBER_FUTURE', NUMBER, (row) => ({ ...row, [NUMBER]: withBirth(row, '20900101') })),
  fault('ID_NUMBER_CENTENARIAN', NUMBER, (row) => ({
    ...row,
    [NUMBER]: `${numberOf(row).slice(0, 6)}${numberOf(row).slice(8, 14)}997`,
  })),
  fault('SEX_MISMATCH', '性别', (row) => ({ ...row, 性别: row['性别'] === '男' ? '女' : '男' })),
  fault('BIRTH_DATE_MISMATCH', '出生日期', (row) => ({ ...row, 出生日期: '1969/12/31' })),
  fault('DATE_IMPOSSIBLE', '出生日期', (row) => ({ ...row, 出生日期: '1990/02/30' })),
  fault('DATE_FORMAT', '入会日期', (row) => ({ ...row, 入会日期: '去年五月' })),
  fault('DATE_IN_FUTURE', '入会日期', (row) => ({ ...row, 会籍变化日期: '', 入会日期: '2099/05/01' })),
  fault('VALUE_NOT_ALLOWED', '学历', (row) => ({ ...row, 学历: '自学成才' })),
  fault('VALUE_NOT_ALLOWED', '户籍类型', (row) => ({ ...row, 户籍类型: '蓝印户口' })),
  fault('REQUIRED_MISSING', '姓名', (row) => ({ ...row, 姓名: '' })),
  fault('REQUIRED_MISSING', '移动电话', (row) => ({ ...row, 移动电话: '' })),
  fault('MOBILE_INVALID', '移动电话', (row) => ({ ...row, 移动电话: '12345678901' })),
  fault('NAME_CHARSET', '姓名', (row) => ({ ...row, 姓名: `${row['姓名'] ?? ''}2` })),
  fault('NAME_LENGTH', '姓名', (row) => ({ ...row, 姓名: '测' })),
  fault('CELL_FORMULA', '籍贯', (row) => ({ ...row, 籍贯: '=HYPERLINK("http://127.0.0.1")' })),
  fault('CELL_TOO_LONG', '籍贯', (row) => ({ ...row, 籍贯: '示范'.repeat(150) })),
  fault('CELL_UNPRINTABLE', '籍贯', (row) => ({ ...row, 籍贯: '示范\u0007市' })),
  fault('TOO_YOUNG', '入会日期', (row) => asBornIn(row, '20100607', '2024/06/08')),
  fault('DATES_OUT_OF_ORDER', '会籍变化日期', (row) => ({
    ...row,
    会籍变化类型: '保留',
    会籍变化日期: '2019/12/31',
    入会日期: '2020/01/01',
  })),
  fault('CHANGE_CONTRADICTORY', '会籍变化原因', (row) => ({ ...row, 会籍变化原因: '因犯罪被开除会籍' })),
  fault('JOINED_BEFORE_FOUNDING', '入会日期', (row) => asBornIn(row, '19700101', '1992/05/01')),
  fault('DOCUMENT_KIND_MISMATCH', '有效证件类别', (row) => ({ ...row, 有效证件类别: '护照' })),
  fault('DOCUMENT_NUMBER_FORMAT', NUMBER, (row) => ({
    ...row,
    有效证件类别: textOfCode(DOCUMENT_KIND, '516') ?? '',
    [NUMBER]: 'K1234',
  })),
  fault('UNION_UNKNOWN', '所属工会', (row) => ({ ...row, 所属工会: '查无此工会' })),
  fault('CREDIT_CODE_CHECK', '所属工会', (row) => ({ ...row, 所属工会: '81110000XA00004961' })),
  fault('EMPLOYER_NOT_COVERED', '工作单位', (row) => ({ ...row, 工作单位: '别处示范有限公司' })),
];

/** Every kind of fault that is repaired. */
export const LOSSLESS_FAULTS: readonly LosslessFault[] = [
  lossless('FULL_WIDTH', NUMBER, (row) => ({ ...row, [NUMBER]: toFullWidth(numberOf(row)) })),
  lossless('SPACES', NUMBER, (row) => ({ ...row, [NUMBER]: spaced(numberOf(row)) })),
  lossless('SPACES', '姓名', (row) => ({ ...row, 姓名: Array.from(row['姓名'] ?? '').join('\u3000') })),
  lossless('NAME_DOT', '姓名', (row) => ({ ...row, 姓名: (row['姓名'] ?? '').slice(0, 2) + '•买买提' })),
  lossless('NAME_DOT', '姓名', (row) => ({ ...row, 姓名: (row['姓名'] ?? '').slice(0, 2) + '．古丽' })),
  lossless('LETTER_CASE', NUMBER, (row) =>
    numberOf(row).endsWith('X') ? { ...row, [NUMBER]: numberOf(row).toLowerCase() } : undefined,
  ),
  lossless('COUNTRY_CODE', '移动电话', (row) => ({ ...row, 移动电话: `+86${row['移动电话'] ?? ''}` })),
  lossless('PHONE_SEPARATORS', '移动电话', (row) => ({ ...row, 移动电话: dashed(row['移动电话'] ?? '') })),
  lossless('FULL_WIDTH', '移动电话', (row) => ({ ...row, 移动电话: toFullWidth(row['移动电话'] ?? '') })),
  lossless('FIFTEEN_DIGITS', NUMBER, (row) => ({
    ...row,
    [NUMBER]: numberOf(row).slice(0, 6) + numberOf(row).slice(8, 17),
  })),
  lossless('DATE_SPELLING', '入会日期', (row) => ({
    ...row,
    入会日期: (row['入会日期'] ?? '').replace(/^(\d+)\/(\d+)\/(\d+)$/, '$1年$2月$3日'),
  })),
];

function fault(code: ErrorCode, column: string, spoil: Fault['spoil']): Fault {
  return { code, column, spoil };
}

function lossless(kind: FixKind, column: string, disguise: LosslessFault['disguise']): LosslessFault {
  return { kind, column, disguise };
}

function numberOf(row: FileRow): string {
  return row[NUMBER] ?? '';
}

function with17(row: FileRow, change: (digits: string) => string): FileRow {
  return { ...row, [NUMBER]: change(numberOf(row).slice(0, 17)) };
}

function otherCheck(number: string): string {
  return number.endsWith('5') ? '6' : '5';
}

function withBirth(row: FileRow, birth: string): string {
  return idNumberOf(numberOf(row).slice(0, 6), birth, Number(numberOf(row).slice(14, 17)));
}

/** The same sequence, hence the same sex, on another birthday. */
function asBornIn(row: FileRow, birth: string, joined: string): FileRow {
  return {
    ...row,
    [NUMBER]: withBirth(row, birth),
    出生日期: slashed(birth),
    会籍变化日期: joined,
    入会日期: joined,
  };
}

function toFullWidth(text: string): string {
  return text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
}

function spaced(number: string): string {
  return `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)} `;
}

function dashed(mobile: string): string {
  return `${mobile.slice(0, 3)}-${mobile.slice(3, 7)}-${mobile.slice(7)}`;
}
