// SPDX-License-Identifier: Apache-2.0
import { unlessRefused } from '@unionid/domain/errors';
import { ITEMS_PER_RECORD, readLedgerValue } from '@unionid/domain/ledger';
import { chunkTypeOf, provenChunkOf } from '@unionid/domain/manifest';
import { contractFunctionOf, parseArgument } from '@unionid/domain/instruction';
import { resultChunk, resultsInstruction, type ResultRow } from '@unionid/domain/plan';
import { parseWith } from '@unionid/domain/schema';
import { batches } from '../../database/batches.js';
import type { LedgerTransaction } from '../../ledger/ledger.js';
import type { ReadAccess } from '../shape/aggregate.js';
import type { PlanTables } from './plan-tables.js';

/** SM3 of what the bank calls a payment, and of what it calls each part of one that came in several. */
export type PaymentName = Pick<ResultRow, 'reference' | 'parts'>;

/** What went to banks, and what they call what they have paid. */
export interface AnswerQueries {
  /** Of these items of a plan: item → what the bank calls its payment, as it was recorded. */
  references(planId: string, items: readonly number[]): Promise<ReadonlyMap<number, PaymentName>>;
  /** What was said of a plan before a height: item that was paid → block in which that was recorded. */
  paidBefore(planId: string, height: number): Promise<ReadonlyMap<number, number>>;
  /** Block in which an order of a plan went to the bank. */
  orderBlock(planId: string, attempt: number): Promise<number | undefined>;
}

const FUNCTION = contractFunctionOf(chunkTypeOf(resultsInstruction.type));
const argumentSchema = provenChunkOf(resultChunk);

/** Items of one record of 25 that a transaction has recorded as paid: what a list's rows say stands in its argument only. */
export function answersIn(
  { function: called, argument, result }: LedgerTransaction,
  n: number,
): readonly ResultRow[] {
  if (called !== FUNCTION) return [];
  const rows = unlessRefused(() => parseWith(argumentSchema, parseArgument(argument)).chunk.rows) ?? [];
  const refused = unlessRefused(() => readLedgerValue('chunk', result)?.refused) ?? {};
  const isRefused = new Set(Object.values(refused).flat());
  return rows.filter(
    ({ item, paid }, at) => paid && !isRefused.has(at) && Math.floor(item / ITEMS_PER_RECORD) === n,
  );
}

export function openAnswers({ db }: ReadAccess<PlanTables>): AnswerQueries {
  return {
    async references(planId, items) {
      const found = new Map<number, PaymentName>();
      for (const batch of batches(items)) {
        const rows = await db
          .selectFrom('item_answer')
          .select(['item', 'reference', 'parts'])
          .where('plan_id', '=', planId)
          .where('item', 'in', batch)
          .execute();
        for (const { item, reference, parts } of rows)
          found.set(item, { reference, ...(parts !== '' && { parts: parts.split(',') }) });
      }
      return found;
    },
    async paidBefore(planId, height) {
      const rows = await db
        .selectFrom('item_answer')
        .select(['item', 'block'])
        .where('plan_id', '=', planId)
        .where('block', '<', height)
        .execute();
      return new Map(rows.map(({ item, block }) => [item, block]));
    },
    async orderBlock(planId, attempt) {
      const row = await db
        .selectFrom('plan_order')
        .select('block')
        .where('plan_id', '=', planId)
        .where('attempt', '=', attempt)
        .executeTakeFirst();
      return row?.block;
    },
  };
}
