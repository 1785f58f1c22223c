// SPDX-License-Identifier: Apache-2.0
import { batchesOf } from '@unionid/domain/batches';
import { DomainError, unlessRefused } from '@unionid/domain/errors';
import { countsOn, isStanding } from '@unionid/domain/file';
import {
  ITEMS_PER_RECORD,
  ledgerKey,
  type FileRecord,
  type FundSource,
  type PlanItem,
  type PlanRecord,
} from '@unionid/domain/ledger';
import { CHUNK_ROWS_OF, provenChunkOf } from '@unionid/domain/manifest';
import {
  besideFile,
  countedUnder,
  grantItem,
  householdNames,
  itemOf,
  nearWindows,
  openInstruction,
  planChunk,
  sumsOfItems,
  type PlanRow,
} from '@unionid/domain/plan';
import { divisionOf } from '@unionid/domain/organisation';
import { fundOn } from '../fund/fund-on-ledger.js';
import { sumFen } from '@unionid/domain/values';
import type { StateStore } from '../kernel/state-store.js';
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
  once: ({ identityId, for: whom }) => whom ?? identityId,
  keys: () => [],
  ended: endedIn,
  open: openRows,
};

/** Of households that rows name, and of those in which payees stand, who has an account. */
async function endedIn(rows: readonly PlanRow[], state: StateStore): Promise<readonly string[]> {
  const homes = rows.map(({ identityId }) => ledgerKey.household(identityId));
  await state.read(homes);
  const stands = homes.flatMap((key) => state.readable(key)?.file ?? []);
  const named = rows.flatMap(({ file }) => file ?? []);
  const files = [...new Set([...stands, ...named])].map((fileId) => ledgerKey.hardshipFile(fileId));
  await state.read(files);
  const ids = files.flatMap((key) => (state.readable(key)?.members ?? []).flatMap(({ id }) => id ?? []));
  return [...new Set(ids)];
}

async function openRows(chunk: OpenedChunk<PlanRow>): Promise<RowWriter<PlanRow>> {
  const { manifestId: planId, state, rows, authority, today, persons: signers } = chunk;
  await state.read([ledgerKey.plan(planId)]);
  const plan = planOn(state, planId);
  assertTakesRows(plan, today);
  const programme = await programmeOf(state, plan);
  const alsoOf = (id: string): readonly string[] => unlessRefused(() => authority.member(id))?.also ?? [];
  const files = await readFiles(state, plan, { rows, alsoOf, today });
  // Of a household filed under an account that has ended for the payee's, nobody could be asked about before that one was known.
  await authority.readStanding(rows.flatMap((row) => relativesOf(row, files)));
  const grantedKey = (name: string, window = plan.window) => ledgerKey.granted(plan.class, window, name);
  const beside = nearWindows(plan, programme);
  const nearKeys = (name: string) => beside.map((window) => grantedKey(name, window));
  const countedOf = (row: PlanRow): readonly string[] => {
    const file = files.named(row);
    const household = householdNames(programme, row.file === undefined ? files.standing(row) : file);
    const beside = besideFile(row, plan.class, files.standing(row));
    return [
      ...[...countedUnder(itemOf(row, file), plan.class, file), ...alsoOf(row.identityId), ...household],
      ...[...beside, ...relativesOf(row, files).flatMap((id) => authority.standingFor(id))],
    ];
  };
  const names = [...new Set(rows.flatMap(countedOf))];
  const voucherKey = (voucher: string) => ledgerKey.voucher(plan.fund, plan.org, voucher);
  const vouchers = rows.flatMap(({ voucher }) => (voucher === undefined ? [] : voucherKey(voucher)));
  await state.read([
    ...names.flatMap((name) => [grantedKey(name), ...nearKeys(name)]),
    ...itemKeys(chunk),
    ...vouchers,
  ]);
  return {
    put: (row) => {
      const member = authority.member(row.identityId);
      if (!authority.isWithin(member.org, plan.org)) throw new DomainError('OUT_OF_SCOPE');
      const { granted } = grantItem(row, {
        ...{ plan, planId, programme, member, signers, source: files.source },
        ...{ file: files.named(row), home: files.home(row), isFiled: files.isFiled(row) },
        standing: files.standing(row),
        granted: (name) => state.get(grantedKey(name)),
        also: (name) => (name === row.identityId ? (member.also ?? []) : authority.standingFor(name)),
        near: (name) => nearKeys(name).flatMap((key) => state.get(key) ?? []),
        division: divisionOf(member.org, (org) => authority.organisation(org)),
        isBooked: (voucher) => state.has(voucherKey(voucher)),
      });
      for (const [name, record] of granted) state.put(grantedKey(name), record);
      if (row.voucher !== undefined) state.put(voucherKey(row.voucher), planId);
    },
    end: (refused) => putItems(chunk, { refused, files }),
  };
}

/** What is on file of those whom rows name. */
interface Files {
  readonly source: FundSource;
  /** The file that a row names. */
  named(row: PlanRow): FileRecord | undefined;
  /** The file of the payee's household. */
  home(row: PlanRow): FileRecord | undefined;
  /** The same while it keeps its members out of others. */
  standing(row: PlanRow): FileRecord | undefined;
  /** Whether it counts on the plan's day. */
  isFiled(row: PlanRow): boolean;
}

/** Those of the households of a row who have accounts, but for who is paid. */
function relativesOf(row: PlanRow, files: Files): readonly string[] {
  const members = [files.named(row), files.standing(row)].flatMap((file) => file?.members ?? []);
  return members.flatMap(({ id }) => (id === undefined || id === row.identityId ? [] : id));
}

async function readFiles(
  state: StateStore,
  plan: PlanRecord,
  {
    rows,
    alsoOf,
    today,
  }: {
    readonly rows: readonly PlanRow[];
    readonly alsoOf: (identityId: string) => readonly string[];
    readonly today: string;
  },
): Promise<Files> {
  const { fund, on } = plan;
  const householdsOf = ({ identityId }: PlanRow) =>
    [identityId, ...alsoOf(identityId)].map((name) => ledgerKey.household(name));
  const households = rows.flatMap(householdsOf);
  await state.read([ledgerKey.fund(fund), ...households]);
  const stands = households.flatMap((key) => state.get(key)?.file ?? []);
  const named = rows.flatMap(({ file }) => file ?? []);
  await state.read([...new Set([...stands, ...named])].map((fileId) => ledgerKey.hardshipFile(fileId)));
  const fileOf = (fileId: string | undefined): FileRecord | undefined =>
    fileId === undefined ? undefined : state.get(ledgerKey.hardshipFile(fileId));
  const filesOf = (row: PlanRow): readonly FileRecord[] =>
    householdsOf(row).flatMap((key) => fileOf(state.get(key)?.file) ?? []);
  // Who was entered twice may be filed under either; of both the one that counts.
  const home = (row: PlanRow): FileRecord | undefined => {
    const found = filesOf(row);
    return found.find((file) => countsOn(file, on)) ?? found[0];
  };
  return {
    source: fundOn(state, fund).source,
    named: ({ file }) => fileOf(file),
    home,
    standing: (row) => filesOf(row).find((file) => isStanding(file, today)),
    isFiled: (row) => {
      const file = home(row);
      return file !== undefined && countsOn(file, on);
    },
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
  { refused, files }: { readonly refused: ReadonlySet<number>; readonly files: Files },
): { all: number; items: number; fen: number; root: string } {
  const toItem = (row: PlanRow): PlanItem => itemOf(row, files.named(row));
  [...batchesOf(rows, ITEMS_PER_RECORD)].forEach((part, n) => {
    const at = index * RECORDS_PER_CHUNK + n;
    const letters = part.map((_row, offset) => (refused.has(n * ITEMS_PER_RECORD + offset) ? 'X' : 'S'));
    state.put(ledgerKey.items(manifestId, at), { items: part.map(toItem) });
    state.put(ledgerKey.itemStates(manifestId, at), letters.join(''));
  });
  const items = rows.filter((_row, row) => !refused.has(row)).map(toItem);
  const all = sumFen(rows.map(({ fen }) => fen));
  return { all, ...sumsOfItems({ planId: manifestId, index, items }) };
}
