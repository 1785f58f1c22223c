// SPDX-License-Identifier: Apache-2.0
import type { FindingEntry, Page } from '@unionid/domain/api';
import type { FindingRecord } from '@unionid/domain/ledger';
import { sql } from 'kysely';
import * as z from 'zod/mini';
import type { ReadAccess } from '../shape/aggregate.js';
import { ListCursor } from '../shape/cursor.js';
import type { PageRequest } from '../shape/page-request.js';
import { recordOf } from '../shape/record-text.js';
import type { VersionColumns } from '../shape/table.js';
import type { AuditTables } from './audit-tables.js';
import type { SourceTables } from './audit-source.js';

export interface FindingHistoryQueries {
  /** Everything that was done about a finding, oldest first. @throws DomainError RECORD_UNREADABLE */
  findingHistory(findingId: string, page: PageRequest): Promise<Page<FindingEntry>>;
}

const CURSOR = new ListCursor('finding-history', z.tuple([z.int(), z.int()]));

type Row = VersionColumns & { readonly before: string | null };

export function openFindingHistory({
  db,
  unreadable,
}: ReadAccess<AuditTables & SourceTables>): FindingHistoryQueries {
  return {
    async findingHistory(findingId, page) {
      unreadable.assertReadable('finding', findingId);
      const [block, position] = CURSOR.after(page) ?? [-1, -1];
      // Each beside the one before it: what was done is what they differ by.
      const { rows } = await sql<Row>`
        select * from (select version.*, lag(record) over (order by block, position) as before from version
          where record_type = 'finding' and name = ${findingId} and record <> '') versions
        where (block, position) > (${block}, ${position})
        order by block, position limit ${page.limit + 1}`.execute(db);
      return CURSOR.page(rows, page, {
        keyOf: (row) => [row.block, row.position],
        toItem: toEntry,
      });
    },
  };
}

function toEntry({ block, transaction_id, time, actor, record, before }: Row): FindingEntry {
  const finding = recordOf('finding', record);
  const { v, state } = finding;
  return {
    ...{ block, transactionId: transaction_id, time, actor, v, state },
    ...doneIn(finding, before === null ? undefined : recordOf('finding', before)),
  };
}

type Done = Pick<FindingEntry, 'action' | 'person' | 'evidence' | 'fen' | 'outcome'>;

function doneIn(
  { person, evidence, remedy, recovery, closing }: FindingRecord,
  before: FindingRecord | undefined,
): Done {
  if (closing !== undefined)
    return { action: 'close', person: closing.person, evidence: closing.evidence, outcome: closing.outcome };
  // What is recovered only grows.
  if (recovery !== undefined && recovery.fen !== before?.recovery?.fen)
    return { action: 'recover', person: recovery.person, evidence: recovery.evidence, fen: recovery.fen };
  if (before !== undefined && remedy !== undefined)
    return { action: 'remedy', person: remedy.person, evidence: remedy.evidence };
  return { action: 'open', person, evidence };
}
