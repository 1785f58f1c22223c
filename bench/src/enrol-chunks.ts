// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { instructionArgument } from '@unionid/domain/instruction';
import type { ChunkRecord } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { pollUntil } from '@unionid/network';
import { newInstruction, signInstruction } from '@unionid/sdk';
import { IDENTITY, newMemberEntries, prepareImport } from '@unionid/test-network';
import { BENCH_CHAINCODE, type BenchNetwork } from './bench-network.js';
import { measureChainGrowth, waitForOneHeight } from './disk-use.js';
import { runInFlight, type Timing } from './run-in-flight.js';

const BARE = 'bare:importChunk';
const YARDSTICK = 'bare:importRecords';

export interface ChunkedLoad {
  readonly members: number;
  readonly rowsPerChunk: number;
  readonly inFlight: number;
}

export interface ChunkComparison {
  readonly ours: Timing;
  /** The keys and messages of ours without its rules. */
  readonly bare: Timing;
  /** Two records a member, by which the design's bars were measured: what the machine is worth. */
  readonly yardstick: Timing;
  /** Growth of a peer's blocks by ours alone. */
  readonly chainBytes: number;
}

/** Chunks to be submitted, and how many members they hold. */
interface OpenImport {
  readonly chunks: readonly string[];
  readonly members: number;
}

/**
 * Enrols new random members into 四川's root union by a manifest and its chunks, past the gateways; and the very same
 * chunks by the contracts to compare with. Each timing counts members.
 */
export async function compareChunks(bench: BenchNetwork, load: ChunkedLoad): Promise<ChunkComparison> {
  const { result, chainBytes } = await measureChainGrowth(bench.test, async () => {
    const opened = await openImport(bench, load);
    return { opened, ours: await submitChunks(bench, opened, load.inFlight) };
  });
  const { opened, ours } = result;
  const bare = await submitToBench(bench, opened, { inFlight: load.inFlight, name: BARE });
  await waitForOneHeight(bench.test);
  const yardstick = await submitToBench(bench, opened, { inFlight: load.inFlight, name: YARDSTICK });
  return { ours, chainBytes, bare, yardstick };
}

/** Ours alone. */
export async function enrolChunks(bench: BenchNetwork, load: ChunkedLoad): Promise<Timing> {
  return submitChunks(bench, await openImport(bench, load), load.inFlight);
}

/** Ours alone, of these members. */
export async function enrolEntries(
  bench: BenchNetwork,
  rows: readonly MemberEntry[],
  { rowsPerChunk, inFlight }: Omit<ChunkedLoad, 'members'>,
): Promise<Timing> {
  return submitChunks(bench, await openImportOf(bench, rows, rowsPerChunk), inFlight);
}

/** The bare contract alone. */
export function enrolBare(bench: BenchNetwork, load: ChunkedLoad): Promise<Timing> {
  return enrolByBench(bench, load, BARE);
}

/** The yardstick alone. */
export function enrolYardstick(bench: BenchNetwork, load: ChunkedLoad): Promise<Timing> {
  return enrolByBench(bench, load, YARDSTICK);
}

async function enrolByBench(bench: BenchNetwork, load: ChunkedLoad, name: string): Promise<Timing> {
  const { members, rowsPerChunk, inFlight } = load;
  const rows = newMemberEntries(members, bench.test.clientOf('sichuan').operator.orgId);
  const { chunks } = prepareImport(rows, rowsPerChunk);
  return submitToBench(bench, { chunks, members }, { inFlight, name });
}

async function openImport(bench: BenchNetwork, { members, rowsPerChunk }: ChunkedLoad): Promise<OpenImport> {
  const rows = newMemberEntries(members, bench.test.clientOf('sichuan').operator.orgId);
  return openImportOf(bench, rows, rowsPerChunk);
}

async function openImportOf(
  { test, ledger }: BenchNetwork,
  rows: readonly MemberEntry[],
  rowsPerChunk: number,
): Promise<OpenImport> {
  const { operator, signer } = test.clientOf('sichuan');
  const { manifest, chunks } = prepareImport(rows, rowsPerChunk);
  const context = { ledger: test.ledger, actor: operator.operatorId, publicKey: signer.publicKey };
  const instruction = newInstruction({ ...context, type: 'person.import', payload: manifest });
  const argument = instructionArgument(await signInstruction(instruction, signer));
  await ledger.submit({ chaincode: IDENTITY, function: 'person:import', arguments: [argument] });
  // Chunks are refused by a peer that has not applied the manifest's block yet.
  const question = canonicalJson({ manifestId: manifest.manifestId });
  const read = { chaincode: IDENTITY, function: 'person:readManifest', arguments: [question] };
  await pollUntil(() => ledger.evaluateAtNational(read).catch(() => undefined), {
    what: 'the manifest at the national peer',
    timeoutMs: 30_000,
  });
  return { chunks, members: rows.length };
}

async function submitToBench(
  { ledger }: BenchNetwork,
  { chunks, members }: OpenImport,
  { inFlight, name }: { readonly inFlight: number; readonly name: string },
): Promise<Timing> {
  const call = { chaincode: BENCH_CHAINCODE, function: name };
  const { seconds } = await runInFlight(chunks, {
    inFlight,
    work: (argument) => ledger.submit({ ...call, arguments: [argument] }),
  });
  return { count: members, seconds };
}

async function submitChunks(
  { ledger }: BenchNetwork,
  { chunks, members }: OpenImport,
  inFlight: number,
): Promise<Timing> {
  let done = 0;
  const { seconds } = await runInFlight(chunks, {
    inFlight,
    work: async (argument) => {
      const call = { chaincode: IDENTITY, function: 'person:importChunk', arguments: [argument] };
      const record = JSON.parse(await ledger.submit(call)) as ChunkRecord;
      done += record.done;
    },
  });
  if (done !== members) throw new RangeError(`${done} of ${members} members were enrolled`);
  return { count: members, seconds };
}
