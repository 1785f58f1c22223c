// SPDX-License-Identifier: Apache-2.0
import type { Page, ReportRow } from '@unionid/domain/api';
import type { ReportRequest } from '../jobs/job-rows.js';
import type { RowOutcome } from '../judge/judged-row.js';

/** Who has the pages of a report. */
export interface ReportSource {
  report(importId: string, page: ReportRequest): Promise<Page<ReportRow>>;
}

const PAGE = 500;

/** The whole report, a page at a time. */
export async function* reportPages(
  imports: ReportSource,
  importId: string,
  outcome: RowOutcome | undefined,
): AsyncGenerator<readonly ReportRow[]> {
  let cursor: string | undefined;
  do {
    const page = await imports.report(importId, {
      limit: PAGE,
      cursor,
      ...(outcome === undefined ? {} : { outcome }),
    });
    yield page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}
