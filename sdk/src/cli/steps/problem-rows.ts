// SPDX-License-Identifier: Apache-2.0
import type { ImportView, ReportRow } from '@unionid/domain/api';
import type { ReportLine } from '@unionid/domain/report';
import type { Client } from '../../client/client.js';
import { besideOwn, type OwnFile } from '../../rebuild/own-rows.js';
import type { CommandContext } from '../command/command.js';
import { openRows, problemLines } from './import-lines.js';

const SHOWN_PROBLEMS = 20;

/** The first rows of an import that came to nothing, beside what stands in the operator's own file. */
export async function problemRows(
  client: Client,
  { importId, counts }: ImportView,
  own: OwnFile,
): Promise<readonly ReportLine[]> {
  const wanted = (
    [
      ['bad', counts.bad],
      ['refused', counts.refused],
      ['differs', counts.differs],
      ['elsewhere', counts.elsewhere],
    ] as const
  ).filter(([, count]) => count > 0);
  const rows: ReportRow[] = [];
  for (const [outcome] of wanted) {
    const limit = SHOWN_PROBLEMS - rows.length;
    if (limit > 0) rows.push(...(await client.imports.report(importId, { outcome, limit })).items);
  }
  return besideOwn(own, rows);
}

/** Tells of rows that are no part of what is signed before it is: who signs may mend the file first. */
export async function showProblems(
  { terminal, session }: CommandContext,
  view: ImportView,
  own: OwnFile,
): Promise<void> {
  if (openRows(view.counts) === 0) return;
  const rows = await problemRows(await session.client(), view, own);
  for (const line of problemLines(terminal, rows, { ...view, wasRead: true })) terminal.note(line);
}
