// SPDX-License-Identifier: Apache-2.0
import type { ReportRow } from '@unionid/domain/api';
import { allowedTexts, type CodeTable } from '@unionid/domain/codes';
import { ERROR_CATALOGUE } from '@unionid/domain/error-texts';
import { IMPORT_KINDS, type ImportKind } from '@unionid/domain/forms';
import type { StoredRow } from '../jobs/job-rows.js';
import { NO_NOTES, type Problem } from '../judge/judged-row.js';

type ReportProblem = ReportRow['problems'][number];

/** A stored row in the words of the report: cause and next step of each fault, never a value of the file. */
export function toReportRow(
  kind: ImportKind,
  { row, outcome, identityId, notes = NO_NOTES }: StoredRow,
): ReportRow {
  return {
    row,
    outcome,
    problems: notes.problems.map((problem) => toReportProblem(kind, problem)),
    fixes: notes.fixes.map(({ column, kind: fix }) => ({ column, kind: fix })),
    warnings: notes.warnings.map(({ column, code }) => ({ column, code })),
    ...(identityId === undefined ? {} : { identityId }),
  };
}

function toReportProblem(kind: ImportKind, { code, column, details }: Problem): ReportProblem {
  const { zh, en } = ERROR_CATALOGUE[code];
  const allowed = allowedOf(kind, { code, column, details });
  return {
    code,
    column,
    zh: zh.cause,
    en: en.cause,
    fixZh: zh.next,
    fixEn: en.next,
    ...(allowed === undefined ? {} : { allowed: [...allowed] }),
    ...(typeof details.firstRow === 'number' ? { firstRow: details.firstRow } : {}),
  };
}

/** The values offered are those of the column's table: they are looked up, not kept with each row. */
function allowedOf(kind: ImportKind, { code, column, details }: Problem): readonly string[] | undefined {
  if (code !== 'VALUE_NOT_ALLOWED') return Array.isArray(details.allowed) ? details.allowed : undefined;
  const tables: Readonly<Record<string, CodeTable | undefined>> = IMPORT_KINDS[kind].form.tables;
  const table = tables[column];
  return table && allowedTexts(table);
}
