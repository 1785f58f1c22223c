// SPDX-License-Identifier: Apache-2.0
import { batchesOf } from '@unionid/domain/batches';
import { canonicalBytes, toBase64url } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { ITEMS_PER_RECORD, ledgerKey, type PlanRecord } from '@unionid/domain/ledger';
import { CHUNK_ROWS_OF, provenChunkOf } from '@unionid/domain/manifest';
import { leafHash } from '@unionid/domain/merkle';
import { grantItem, itemOf, openInstruction, planChunk, type PlanRow } from '@unionid/domain/plan';
import type { OpenedChunk, RowHandler, RowWriter } from '../manifest/execute-chunk.js';
import { planOn, programmeOf } from './plan-on-ledger.js';

const RECORDS_PER_CHUNK = CHUNK_ROWS_OF['plan.open'] / ITEMS_PER_RECORD;

/** Items as rows of a chunk: each is granted to its subject, or refused, before anything is paid. */
export const planRows: RowHandler<PlanRow> = {
  definition: openInstruction,
  schema: provenChunkOf(planChunk),
  members: (rows) => rows.map(({ identityId, place }) => ({ identityId, place })),
  home: ({ identityId }, { authority }) => authority.member(identityId).org,
  takesEnded: true,
  once: ({ identityId }) => identityId,
  keys: () => [],
  open: openRows,
};

async function openRows(chunk: OpenedChunk<PlanRow>): Promise<RowWriter<PlanRow>> {
  const { manifestId: planId, state, rows, authority, today, persons: signers } = chunk;
  await state.read([ledgerKey.plan(planId)]);
  const plan = planOn(state, planId);
  assertTakesRows(plan, today);
  const programme = await programmeOf(state, plan);
  const grantedKey = ({ identityId }: PlanRow) => ledgerKey.granted(plan.class, plan.window, identityId);
  await state.read([...rows.map(grantedKey), ...itemKeys(chunk)]);
  return {
    put: (row) => {
      const member = authority.member(row.identityId);
      if (!authority.isWithin(member.org, plan.org)) throw new DomainError('OUT_OF_SCOPE');
      const key = grantedKey(row);
      const ground = { plan, planId, programme, member, granted: state.get(key), signers };
      state.put(key, grantItem(row, ground).granted);
    },
    end: (refused) => putItems(chunk, refused),
  };
}

/** @throws DomainError PLAN_STEP, PLAN_EXPIRED */
function assertTakesRows({ status, until }: PlanRecord, today: string): void {
  if (status !== 'OPEN') throw new DomainError('PLAN_STEP', { action: 'open', status });
  if (today > until) throw new DomainError('PLAN_EXPIRED', { until });
}

function itemKeys({ manifestId, index, rows }: OpenedChunk<PlanRow>) {
  return [...batchesOf(rows, ITEMS_PER_RECORD)].flatMap((_part, n) => {
    const at = index * RECORDS_PER_CHUNK + n;
    return [ledgerKey.items(manifestId, at), ledgerKey.itemStates(manifestId, at)];
  });
}

function putItems(
  { manifestId, index, rows, state }: OpenedChunk<PlanRow>,
  refused: ReadonlySet<number>,
): { all: number; items: number; fen: number; root: string } {
  [...batchesOf(rows, ITEMS_PER_RECORD)].forEach((part, n) => {
    const at = index * RECORDS_PER_CHUNK + n;
    const letters = part.map((_row, offset) => (refused.has(n * ITEMS_PER_RECORD + offset) ? 'X' : 'S'));
    state.put(ledgerKey.items(manifestId, at), { items: part.map(itemOf) });
    state.put(ledgerKey.itemStates(manifestId, at), letters.join(''));
  });
  const items = rows.filter((_row, row) => !refused.has(row)).map(itemOf);
  return {
    ...{ all: sumOf(rows), items: items.length, fen: sumOf(items) },
    root: toBase64url(leafHash(canonicalBytes({ planId: manifestId, index, items }))),
  };
}

function sumOf(rows: readonly { readonly fen: number }[]): number {
  return rows.reduce((sum, { fen }) => sum + fen, 0);
}
