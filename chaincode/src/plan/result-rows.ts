// SPDX-License-Identifier: Apache-2.0
import { canonicalBytes, toBase64url } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { ITEMS_PER_RECORD, ledgerKey } from '@unionid/domain/ledger';
import { provenChunkOf } from '@unionid/domain/manifest';
import { leafHash } from '@unionid/domain/merkle';
import {
  assertPaying,
  handedOver,
  letterOf,
  resultChunk,
  resultsInstruction,
  type ResultRow,
} from '@unionid/domain/plan';
import type { OpenedChunk, RowHandler, RowRead, RowWriter } from '../manifest/execute-chunk.js';
import type { StateStore } from '../kernel/state-store.js';
import { itemOn, putLetter } from './items-on-ledger.js';
import { planOn } from './plan-on-ledger.js';

/** The bank's answers as rows of a chunk, each about one item that stands. */
export const resultRows: RowHandler<ResultRow> = {
  definition: resultsInstruction,
  schema: provenChunkOf(resultChunk),
  home: (_row, read) => planOn(read.state, planIdOf(read)).org,
  manifestKeys: (manifest) => [ledgerKey.plan(planIdOf({ manifest }))],
  unions: ({ state, manifest }) => [planOn(state, planIdOf({ manifest })).org],
  takesEnded: true,
  once: ({ item }) => String(item),
  keys: () => [],
  open: openRows,
};

async function openRows(chunk: OpenedChunk<ResultRow>): Promise<RowWriter<ResultRow>> {
  const { state, rows } = chunk;
  const planId = planIdOf(chunk);
  const attempt = chunk.manifest.attempt ?? 1;
  const plan = assertPaying(state.get(ledgerKey.plan(planId)), attempt);
  const { today: on, persons } = chunk;
  const records = new Set(rows.map(({ item }) => Math.floor(item / ITEMS_PER_RECORD)));
  await state.read([
    ...[...records].flatMap((n) => [ledgerKey.items(planId, n), ledgerKey.itemStates(planId, n)]),
    ...rows.flatMap(({ item, receipt }) => (receipt === undefined ? [] : ledgerKey.receipt(planId, item))),
  ]);
  return {
    put: (row) => {
      const receipt = handedOver(row, { plan, agent: persons[0], on });
      putAnswer(state, { planId, attempt, row });
      if (receipt !== undefined) state.put(ledgerKey.receipt(planId, row.item), receipt);
    },
    end: (refused) => sumsOf(chunk, refused),
  };
}

function putAnswer(
  state: StateStore,
  { planId, attempt, row }: { readonly planId: string; readonly attempt: number; readonly row: ResultRow },
): void {
  const { letter } = itemOn(state, planId, row.item);
  putLetter(state, { planId, item: row.item, letter: letterOf(row, { letter, attempt }) });
}

/** What was paid by the rows that count; `all` is of all rows whose item there is. */
function sumsOf(
  { manifestId, index, state, rows, ...chunk }: OpenedChunk<ResultRow>,
  refused: ReadonlySet<number>,
): { all: number; items: number; fen: number; root: string } {
  const planId = planIdOf(chunk);
  const fenOf = ({ item }: ResultRow): number => itemOn(state, planId, item).item?.fen ?? 0;
  const sum = (some: readonly ResultRow[]): number => some.reduce((fen, row) => fen + fenOf(row), 0);
  const paid = rows.filter((row, at) => !refused.has(at) && row.paid);
  return {
    ...{ all: sum(rows), items: paid.length, fen: sum(paid) },
    root: toBase64url(leafHash(canonicalBytes({ manifestId, index, items: paid }))),
  };
}

function planIdOf({ manifest: { plan } }: Pick<RowRead, 'manifest'>): string {
  if (plan === undefined) throw new DomainError('MANIFEST_UNKNOWN');
  return plan;
}
