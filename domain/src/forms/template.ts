// SPDX-License-Identifier: Apache-2.0
import { isBlankCell, type Cell } from '../table/cell.js';
import { isShortenedNumber } from '../table/number-cell.js';
import { comparableText } from '../text/equivalents.js';
import { toHalfWidth, trimBlanks } from '../text/plain-text.js';
import { fixDate, parseDate } from '../values/calendar-date.js';
import type { ImportKind } from './import-kinds.js';

/** Column that tells an example. */
export const EXAMPLE_COLUMN = '序号';
/** Begins the 序号 of a row that shows how a form is filled in: such a row is nobody's. */
const EXAMPLE = '示例';
/** Holds what drop-downs offer; hidden. */
const OPTIONS_SHEET = '下拉选项（勿改）';

/** What stands in a template beside the form's own columns. */
export interface TemplateTexts {
  readonly sheet: string;
  readonly options: string;
  /** Column → text of the example; a document of a division that is not assigned (union-law.md §6.4). */
  readonly example: Readonly<Record<string, string>>;
}

/** Kinds with a template of their own; lists of members of other unions are written in that of members. */
export type TemplateKind = Exclude<ImportKind, 'transfers' | 'requests'>;

export const TEMPLATE_TEXTS: Readonly<Record<TemplateKind, TemplateTexts>> = {
  members: {
    sheet: '会员名单',
    options: OPTIONS_SHEET,
    example: {
      ...{ 序号: '示例（本行不会导入）', 姓名: '张示例', 性别: '男', 出生日期: '1990/03/07', 民族: '汉族' },
      ...{ 有效证件类别: '居民身份证', 证件号码: '119999199003070019', 移动电话: '13800000000' },
      ...{ 户籍类型: '居民户口', 工作单位: '示例有限公司', 所属工会: '示例有限公司工会委员会' },
      ...{ 入会日期: '2020/05/01' },
    },
  },
  changes: {
    sheet: '会籍变动名单',
    options: OPTIONS_SHEET,
    example: {
      ...{ 序号: '示例（本行不会导入）', 姓名: '张示例', 有效证件类别: '居民身份证' },
      ...{ 证件号码: '119999199003070019', 会籍变化类型: '保留', 会籍变化日期: '2026/01/31' },
      ...{ 会籍变化原因: '退休' },
    },
  },
  plans: {
    sheet: '发放名单',
    options: OPTIONS_SHEET,
    example: {
      ...{ 序号: '示例（本行不会导入）', 姓名: '张示例', 有效证件类别: '居民身份证' },
      ...{ 证件号码: '119999199003070019', 金额: '500.00' },
    },
  },
  results: {
    sheet: '银行回单',
    options: OPTIONS_SHEET,
    example: { 序号: '示例（本行不会导入）', 结果: '成功', 流水号: '示例流水号' },
  },
  organisations: {
    sheet: '工会名单',
    options: OPTIONS_SHEET,
    example: {
      ...{
        序号: '示例（本行不会导入）',
        单位名称: '示例有限公司',
        单位统一社会信用代码: '91999999MA0000000K',
      },
      ...{ 单位地址: '示例路 1 号', 经济类型: '私营', 职工人数: '120', 工会名称: '示例有限公司工会委员会' },
      ...{ 上级工会名称: '示例县总工会', 建会日期: '2015/05/01', 基层工会类型: '独立基层工会' },
      ...{ 会员人数: '100', 工会负责人: '李示例', 联系电话: '13800000000' },
    },
  },
};

/** True for a number that says its row is an example. */
function isExampleNumber(number: Cell | undefined): boolean {
  return typeof number === 'string' && trimBlanks(number).startsWith(EXAMPLE);
}

/**
 * True for the row of a template that shows how the others are filled in, as the template has it: somebody may have written
 * over it, and left its number.
 */
function isExampleRow(columns: readonly (string | undefined)[], cells: readonly Cell[]): boolean {
  if (!isExampleNumber(cells[columns.indexOf(EXAMPLE_COLUMN)])) return false;
  return Object.values(TEMPLATE_TEXTS).some(({ example }) =>
    cells.every((cell, at) => isBlankCell(cell) || isAsInExample(cell, columns[at], example)),
  );
}

/** True for a row that is numbered as an example and says something else than the template's. */
export function isExampleWrittenOver(cells: Readonly<Record<string, Cell | undefined>>): boolean {
  const filled = Object.entries(cells).map(([column, cell]) => ({ column, cell: cell ?? '' }));
  return (
    isExampleNumber(cells[EXAMPLE_COLUMN]) &&
    !isExampleRow(
      filled.map(({ column }) => column),
      filled.map(({ cell }) => cell),
    )
  );
}

// A spreadsheet that opens a template as CSV writes its dates and its long number in its own way.
function isAsInExample(
  cell: Cell,
  column: string | undefined,
  example: Readonly<Record<string, string>>,
): boolean {
  if (column === undefined || column === EXAMPLE_COLUMN) return true;
  if (typeof cell !== 'string') return cell.fault === 'NUMBER_ROUNDED';
  const text = toHalfWidth(trimBlanks(cell));
  return isShortenedNumber(text) || spelledAlike(text) === spelledAlike(toHalfWidth(example[column] ?? ''));
}

function spelledAlike(text: string): string {
  const date = parseDate(fixDate(text).text);
  return date.ok ? date.value : comparableText(text);
}

/** True for a row in which nothing stands but its number, or that is an example: it is passed over. */
export function isUnfilledRow(columns: readonly (string | undefined)[], cells: readonly Cell[]): boolean {
  if (isExampleRow(columns, cells)) return true;
  return cells.every((cell, at) => isBlankCell(cell) || columns[at] === EXAMPLE_COLUMN);
}

/** True for the sheet of a template that only its drop-downs read. */
export function isOptionsSheet(name: string): boolean {
  return name === OPTIONS_SHEET;
}
