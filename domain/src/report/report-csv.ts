// SPDX-License-Identifier: Apache-2.0
import type { ReportRow } from '../api/index.js';
import { FIX_TEXTS, WARNING_TEXTS, type NoteText } from '../forms/index.js';
import { BYTE_ORDER_MARK, csvLine } from '../text/csv-line.js';
import type { Found } from './found.js';

type Problem = ReportRow['problems'][number] & Partial<Found>;

/** A row of a report; beside its faults stands what was found, where the operator's own client put it in. */
export interface ReportLine extends Omit<ReportRow, 'problems'> {
  readonly problems: readonly Problem[];
}

const HEADER = [
  '行号 Row',
  '结果 Outcome',
  '代码 Code',
  '列 Column',
  '原因',
  '处理办法',
  'Cause',
  'Next step',
  '可选值 Allowed',
  '首次出现行 First row',
  '已自动修正 Fixed',
  '提示 Warnings',
  '数字身份标识或工会编号 Identifier',
  '第几个字符 Character',
];
const FOUND_HEADER = '文件中的内容 Found';

const OUTCOME_TEXTS: Readonly<Record<ReportRow['outcome'], string>> = {
  done: '已上链 done',
  ready: '待签名 ready',
  unchanged: '未变化 unchanged',
  bad: '有错误 bad',
  differs: '与登记内容不同 differs',
  refused: '被拒绝 refused',
  elsewhere: '已是其他工会会员 elsewhere',
  ended: '会籍已终止，不导入 ended',
  aside: '不属其他工会，不涉及 aside',
  empty: '只有序号或为示例，已跳过 empty',
};

/** How reports of every version begin. */
export const REPORT_START = BYTE_ORDER_MARK + HEADER.slice(0, 2).join(',');

/**
 * A report as CSV (RFC 4180), one line for each fault of a row, page by page.
 * @param isOwn whether whoever writes it has the file and says what was found in it
 */
export async function* reportCsv(
  pages: AsyncIterable<readonly ReportLine[]>,
  { isOwn = false }: { readonly isOwn?: boolean } = {},
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(isOwn ? [...HEADER, FOUND_HEADER] : HEADER);
  for await (const page of pages) yield page.map((row) => linesOf(row, isOwn)).join('');
}

function linesOf(row: ReportLine, isOwn: boolean): string {
  const problems = row.problems.length === 0 ? [undefined] : row.problems;
  return problems
    .map((problem) => {
      const cells = cellsOf(row, problem);
      return csvLine(isOwn ? [...cells, problem?.found ?? ''] : cells);
    })
    .join('');
}

const NO_PROBLEM: readonly string[] = Array.from({ length: 8 }, () => '');

function cellsOf(row: ReportLine, problem: Problem | undefined): string[] {
  return [
    rowName(row.row, row.sheet),
    OUTCOME_TEXTS[row.outcome],
    ...(problem === undefined ? NO_PROBLEM : problemCells(problem)),
    row.fixes.map(({ column, kind }) => noteOf(column, FIX_TEXTS, kind)).join('；'),
    row.warnings.map(({ column, code }) => noteOf(column, WARNING_TEXTS, code)).join('；'),
    row.identityId ?? '',
    String(problem?.at ?? ''),
  ];
}

function problemCells(problem: Problem): string[] {
  const { code, column, zh, fixZh, en, fixEn, allowed = [], firstRow, firstSheet } = problem;
  const first = firstRow === undefined ? '' : rowName(firstRow, firstSheet);
  return [code, column, zh, fixZh, en, fixEn, allowed.join('、'), first];
}

// As spreadsheets name what stands on another sheet.
function rowName(row: number, sheet: string | undefined): string {
  return sheet === undefined ? String(row) : `${sheet}!${String(row)}`;
}

function noteOf(column: string, texts: Readonly<Record<string, NoteText>>, code: string): string {
  const text = texts[code]?.zh ?? code;
  // Some are of the whole row.
  return column === '' ? text : `${column}：${text}`;
}
