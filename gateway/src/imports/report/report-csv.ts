// SPDX-License-Identifier: Apache-2.0
import type { Page, ReportRow } from '@unionid/domain/api';
import { FIX_TEXTS, WARNING_TEXTS, type NoteText } from '@unionid/domain/forms';
import type { ReportRequest } from '../jobs/job-rows.js';
import type { RowOutcome } from '../judge/judged-row.js';

/** Who has the pages of a report. */
export interface ReportSource {
  report(importId: string, page: ReportRequest): Promise<Page<ReportRow>>;
}

/** Excel takes a CSV for UTF-8 only by its byte order mark. */
const BYTE_ORDER_MARK = '\ufeff';
const PAGE = 500;
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
];

const OUTCOME_TEXTS: Readonly<Record<RowOutcome, string>> = {
  done: '已上链 done',
  ready: '待签名 ready',
  unchanged: '未变化 unchanged',
  bad: '有错误 bad',
  differs: '与登记内容不同 differs',
  refused: '被拒绝 refused',
  elsewhere: '已是其他工会会员 elsewhere',
  ended: '会籍已终止，不导入 ended',
  empty: '只有序号或为示例，已跳过 empty',
};

type Problem = ReportRow['problems'][number];
const NO_PROBLEM: readonly string[] = Array.from({ length: 8 }, () => '');

/** The report as CSV (RFC 4180), one line for each fault of a row, read a page at a time. */
export async function* reportCsv(
  imports: ReportSource,
  importId: string,
  outcome: RowOutcome | undefined,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + line(HEADER);
  let cursor: string | undefined;
  do {
    const page = await imports.report(importId, {
      limit: PAGE,
      cursor,
      ...(outcome === undefined ? {} : { outcome }),
    });
    yield page.items.map(linesOf).join('');
    cursor = page.next;
  } while (cursor !== undefined);
}

function linesOf(row: ReportRow): string {
  const problems = row.problems.length === 0 ? [undefined] : row.problems;
  return problems.map((problem) => line(cellsOf(row, problem))).join('');
}

function cellsOf(row: ReportRow, problem: Problem | undefined): string[] {
  return [
    rowName(row.row, row.sheet),
    OUTCOME_TEXTS[row.outcome],
    ...(problem === undefined ? NO_PROBLEM : problemCells(problem)),
    row.fixes.map(({ column, kind }) => noteOf(column, FIX_TEXTS, kind)).join('；'),
    row.warnings.map(({ column, code }) => noteOf(column, WARNING_TEXTS, code)).join('；'),
    row.identityId ?? '',
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
  return `${column}：${texts[code]?.zh ?? code}`;
}

function line(cells: readonly string[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

// OWASP, "CSV injection": a leading quotation mark keeps a spreadsheet from taking the text for a formula.
function toCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
