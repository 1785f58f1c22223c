// SPDX-License-Identifier: Apache-2.0
import type { ReportRow } from '@unionid/domain/api';
import type { ReportOutcome } from '@unionid/sdk';
import type { GovernorClient } from '@unionid/test-network';

const PAGE = 500;

/** Every line of an import's report, page by page. */
export async function readWholeReport(
  { client }: GovernorClient,
  importId: string,
  outcome?: ReportOutcome,
): Promise<readonly ReportRow[]> {
  const rows: ReportRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.imports.report(importId, {
      limit: PAGE,
      ...(outcome !== undefined && { outcome }),
      ...(cursor !== undefined && { cursor }),
    });
    rows.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return rows;
}
