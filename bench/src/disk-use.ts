// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readBatch, readLog, readTable, type LevelRecord } from '@unionid/ledger-scan';
import { pollUntil } from '@unionid/network';
import { BENEFIT, CHANNEL, IDENTITY, NATIONAL, type TestNetwork } from '@unionid/test-network';

/** Bytes on the disk of a peer. */
export interface DiskUse {
  /** LevelDB of the keys' current values. */
  readonly state: number;
  /** Blocks. */
  readonly chain: number;
  /** Indexes of blocks, transactions and history, and what else belongs to the ledger. */
  readonly indexes: number;
}

/** What stands in the state for the members of chaincode `identity`. */
export interface StateUse {
  readonly members: number;
  /** Keys and values, as the database is given them, of every record that there is one of for each member. */
  readonly bytes: number;
}

const STATE = 'stateLeveldb';
const CHAINS = 'chains';
/** Account, page, personKey index and membership index (domain/src/ledger/keys.ts) of our chaincode, in a key of the state. */
const MEMBER_KEY = new RegExp(`^${CHANNEL}\\0d?${IDENTITY}\\0\\0(a|ap|p|m)\\0`);
/** Plan, manifest and its chunks, items, their letters, what was granted to whom. */
const PLAN_KEY = new RegExp(`^${CHANNEL}\\0d?${BENEFIT}\\0\\0(b|manifest|chunk|it|st|d)\\0`);

/** Looks at the files of the national peer; the others' hold the same. */
export function measureDisk(runDir: string): DiskUse {
  const folder = ledgerFolder(runDir);
  const state = bytesIn(join(folder, STATE));
  const chain = bytesIn(join(folder, CHAINS, CHAINS));
  return { state, chain, indexes: bytesIn(folder) - state - chain };
}

/** Does work that begins with all peers at one height, and tells by how many bytes the blocks of a peer grew by it. */
export async function measureChainGrowth<T>(
  test: TestNetwork,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly chainBytes: number }> {
  await waitForOneHeight(test);
  const before = measureDisk(test.runDir).chain;
  const result = await work();
  await waitForOneHeight(test);
  return { result, chainBytes: measureDisk(test.runDir).chain - before };
}

/** What one load leaves a peer to catch up on must not be the next load's. */
export async function waitForOneHeight({ network }: TestNetwork): Promise<void> {
  const isLevel = async (): Promise<true | undefined> => {
    const { channels } = await network.status();
    const heights = new Set(channels.flatMap((channel) => Object.values(channel.heights)));
    return heights.size === 1 && !heights.has(null) ? true : undefined;
  };
  await pollUntil(isLevel, { what: 'the peers at one height', timeoutMs: 60_000 });
}

/** Reads the state database of the national peer, which must be stopped. */
export function readStateUse(runDir: string): StateUse {
  const sizes = sizesIn(runDir, MEMBER_KEY);
  // Each person has one key, and the account it leads to stands alone or among others.
  const members = [...sizes.values()].filter(({ type }) => type === 'p').length;
  return { members, bytes: sum(sizes) };
}

/** Bytes of all that stands in the state for plans of grants: keys and values, by the types of records. The peer must be stopped. */
export function readPlanBytes(runDir: string): Readonly<Record<string, number>> {
  const byType = Map.groupBy(sizesIn(runDir, PLAN_KEY), ([, { type }]) => type);
  return Object.fromEntries([...byType].map(([type, sizes]) => [type, sum(new Map(sizes))]));
}

type Sizes = ReadonlyMap<string, { readonly type: string; readonly size: number }>;

/** Of each key of a form, as it stands in the first group of it. */
function sizesIn(runDir: string, form: RegExp): Sizes {
  const sizes = new Map<string, { type: string; size: number }>();
  for (const { key, value } of recordsIn(join(ledgerFolder(runDir), STATE))) {
    const name = Buffer.from(key).toString('latin1');
    const type = form.exec(name)?.[1];
    if (type === undefined || sizes.has(name)) continue;
    sizes.set(name, { type, size: key.length + value.length });
  }
  return sizes;
}

function sum(sizes: Sizes): number {
  return [...sizes.values()].reduce((all, { size }) => all + size, 0);
}

function* recordsIn(folder: string): Generator<LevelRecord> {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (/\.(?:ldb|sst)$/.test(name)) yield* readTable(readFileSync(file));
    if (name.endsWith('.log')) for (const payload of readLog(readFileSync(file))) yield* readBatch(payload);
  }
}

function ledgerFolder(runDir: string): string {
  const data = join(runDir, 'data', `peer0-${NATIONAL.organization}`);
  const found = readdirSync(data, { recursive: true, encoding: 'utf8' }).find((path) => path.endsWith(STATE));
  if (found === undefined) throw new RangeError(`no ${STATE} in ${data}`);
  return join(data, found, '..');
}

function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + sizeOf(join(parentPath, name)), 0);
}

// LevelDB drops files while one looks.
function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
