// SPDX-License-Identifier: Apache-2.0
import type { ReportRow } from '@unionid/domain/api';
import { allowedTexts, type CodeTable } from '@unionid/domain/codes';
import { ERROR_CATALOGUE } from '@unionid/domain/error-texts';
import { IMPORT_KINDS, type ImportKind } from '@unionid/domain/forms';
import { placeOfRow } from '@unionid/domain/table';
import type { StoredRow } from '../jobs/job-rows.js';
import type { Job } from '../jobs/job.js';
import { NO_NOTES, type Problem } from '../judge/judged-row.js';

type ReportProblem = ReportRow['problems'][number];

/** A stored row in the words of the report: cause and next step of each fault, never a value of the file. */
export function toReportRow(
  job: Pick<Job, 'importId' | 'kind' | 'layout'>,
  { row, outcome, identityId, notes = NO_NOTES }: StoredRow,
): ReportRow {
  const place = placeIn(job, row);
  return {
    row: place.row,
    ...(place.sheet === undefined ? {} : { sheet: place.sheet }),
    outcome,
    problems: notes.problems.map((problem) => toReportProblem(job, problem)),
    fixes: notes.fixes.map(({ column, kind: fix }) => ({ column, kind: fix })),
    warnings: notes.warnings.map(({ column, code }) => ({ column, code })),
    ...(identityId === undefined ? {} : { identityId }),
  };
}

/** Number of a row on its sheet; the sheet is named where several are read. */
function placeIn(
  { layout }: Pick<Job, 'layout'>,
  stored: number,
): { readonly row: number; readonly sheet?: string } {
  const { row, sheet } = placeOfRow(stored);
  const read = layout.sheets.filter(({ use }) => use === 'read');
  const name = read.length > 1 ? read[sheet]?.name : undefined;
  return name === undefined ? { row } : { row, sheet: name };
}

function toReportProblem(
  job: Pick<Job, 'importId' | 'kind' | 'layout'>,
  { code, column, details, at }: Problem,
): ReportProblem {
  const { zh, en } = ERROR_CATALOGUE[code];
  const first = typeof details.firstRow === 'number' ? placeIn(job, details.firstRow) : undefined;
  const allowed = allowedOf(job.kind, { code, column, details });
  return {
    code,
    column,
    ...(at === undefined ? {} : { at }),
    zh: zh.cause,
    en: en.cause,
    fixZh: ofImport(zh.next, job),
    fixEn: ofImport(en.next, job),
    ...(allowed === undefined ? {} : { allowed: [...allowed] }),
    ...(first === undefined ? {} : { firstRow: first.row }),
    ...(first?.sheet === undefined ? {} : { firstSheet: first.sheet }),
  };
}

/** A next step that is a command on this very import names it. */
function ofImport(next: string, { importId }: Pick<Job, 'importId'>): string {
  return next.replace('transfers request-from-import', `$& ${importId}`);
}

/** The values offered are those of the column's table: they are looked up, not kept with each row. */
function allowedOf(kind: ImportKind, { code, column, details }: Problem): readonly string[] | undefined {
  if (code !== 'VALUE_NOT_ALLOWED') return Array.isArray(details.allowed) ? details.allowed : undefined;
  const tables: Readonly<Record<string, CodeTable | undefined>> = IMPORT_KINDS[kind].form.tables;
  const table = tables[column];
  return table && allowedTexts(table);
}
