// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resumeLedger, startBenchNetwork, type BenchNetwork } from './bench-network.js';
import { readStateUse, type StateUse } from './disk-use.js';
import { enrolBare, enrolChunks } from './enrol-chunks.js';
import type { Plan } from './plan.js';
import { waitForRest } from './process-cpu.js';
import { addTimings, type Timing } from './run-in-flight.js';
import { enrolDirectly } from './single-writes.js';

/** Enrolment on a grown ledger, and on a young one in the same hour: the machine's speed changes more than the ledger's. */
export interface GrowthRun {
  readonly young: LedgerRun;
  readonly grown: LedgerRun;
  /** What the grown ledger's state holds for its members. */
  readonly identity: StateUse;
}

export interface LedgerRun {
  /** Members on the ledger before, those of the bare contract too. */
  readonly members: number;
  readonly chunks: Timing;
  readonly bare: Timing;
  readonly singles: Timing;
}

const YOUNG_MEMBERS = 10_000;
const FILL_STEP = 25_000;
const ROWS_PER_CHUNK = 500;

/**
 * Fills the ledger and measures it; stops the network and measures a young one in its place; starts the grown ledger again
 * and measures it once more, so that a drift of the machine meets both. Gateways are stopped throughout: five on one
 * machine would be measured along.
 */
export async function measureGrowth(
  bench: BenchNetwork,
  {
    plan,
    members,
    say,
  }: { readonly plan: Plan; readonly members: number; readonly say: (line: string) => void },
): Promise<GrowthRun> {
  const filled = Math.max(members, plan.fillTo);
  await bench.stopGateways();
  await fill(bench, { plan, from: members, say });
  const first = await measureLedger(bench, plan, filled);
  // A peer that is stopped while LevelDB merges leaves tables that are not whole.
  await restOf(bench);
  bench.ledger.close();
  await bench.test.network.down();
  const identity = readStateUse(bench.test.runDir);
  const young = await measureYoung(plan);
  const resumed = await resumeLedger(bench);
  const last = await measureLedger(resumed, plan, filled);
  resumed.ledger.close();
  return { young, grown: addRuns(first, last), identity };
}

async function fill(
  bench: BenchNetwork,
  { plan, from, say }: { readonly plan: Plan; readonly from: number; readonly say: (line: string) => void },
): Promise<void> {
  for (let members = from; members < plan.fillTo; members += FILL_STEP) {
    const load = { members: FILL_STEP, rowsPerChunk: ROWS_PER_CHUNK, inFlight: plan.chunksInFlight };
    const { count, seconds } = await enrolChunks(bench, load);
    say(`  ${members + FILL_STEP} / ${plan.fillTo}  ${Math.round(count / seconds)} members/s`);
  }
}

async function measureYoung(plan: Plan): Promise<LedgerRun> {
  const runDir = mkdtempSync(join(tmpdir(), 'unionid-bench-young-'));
  try {
    const bench = await startBenchNetwork({ runDir, imports: [], say: () => undefined });
    try {
      await bench.stopGateways();
      const load = { rowsPerChunk: ROWS_PER_CHUNK, inFlight: plan.chunksInFlight };
      await enrolChunks(bench, { ...load, members: YOUNG_MEMBERS });
      return await measureLedger(bench, plan, YOUNG_MEMBERS);
    } finally {
      bench.ledger.close();
      await bench.test.network.reset();
    }
  } finally {
    rmSync(runDir, { recursive: true, force: true });
  }
}

async function measureLedger(
  bench: BenchNetwork,
  { lastMembers, lastSingles, chunksInFlight, singlesInFlight }: Plan,
  members: number,
): Promise<LedgerRun> {
  const single = { count: lastSingles, inFlight: singlesInFlight };
  // Daily work begins on a ledger at rest: what LevelDB has still to merge after a bulk load is that load's.
  await restOf(bench);
  await enrolDirectly(bench, single);
  await restOf(bench);
  const singles = await enrolDirectly(bench, single);
  const load = { members: lastMembers, rowsPerChunk: ROWS_PER_CHUNK, inFlight: chunksInFlight };
  const chunks = await enrolChunks(bench, load);
  const bare = await enrolBare(bench, load);
  return { members, chunks, bare, singles };
}

async function restOf({ test }: BenchNetwork): Promise<void> {
  const status = await test.network.launcher.status();
  await waitForRest(
    status.flatMap(({ name, pid }) => (name.startsWith('peer') && pid !== null ? [pid] : [])),
  );
}

function addRuns(first: LedgerRun, second: LedgerRun): LedgerRun {
  return {
    members: first.members,
    chunks: addTimings([first.chunks, second.chunks]),
    bare: addTimings([first.bare, second.bare]),
    singles: addTimings([first.singles, second.singles]),
  };
}
