// SPDX-License-Identifier: Apache-2.0
import { readdirSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';

/** Bytes on the disk of one peer, on the average of all. */
export interface DiskUse {
  /** Current values of keys. */
  readonly state: number;
  /** Blocks. */
  readonly chain: number;
  /** The above, and the indexes of history and transactions. */
  readonly ledger: number;
}

const LEDGERS = 'ledgersData';
const STATE = 'stateLeveldb';
const CHAINS = 'chains';

/** Looks at the files of every peer of a run folder. */
export function measureDisk(runDir: string): DiskUse {
  const data = join(runDir, 'data');
  const ledgers = readdirSync(data)
    .filter((name) => name.startsWith('peer'))
    .map((name) => findFolder(join(data, name), LEDGERS));
  const average = (...path: string[]): number =>
    ledgers.reduce((sum, folder) => sum + bytesIn(join(folder, ...path)), 0) / ledgers.length;
  return { state: average(STATE), chain: average(CHAINS, CHAINS), ledger: average() };
}

/** Growth from one look to the next. */
export function growthOf(before: DiskUse, after: DiskUse): DiskUse {
  return {
    state: after.state - before.state,
    chain: after.chain - before.chain,
    ledger: after.ledger - before.ledger,
  };
}

function findFolder(root: string, name: string): string {
  const found = readdirSync(root, { recursive: true, encoding: 'utf8' }).find(
    (path) => path === name || path.endsWith(`/${name}`),
  );
  if (found === undefined) throw new RangeError(`no folder ${name} in ${root}`);
  return join(root, found);
}

function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + sizeOf(join(parentPath, name)), 0);
}

// LevelDB drops files while one looks.
function sizeOf(file: string): number {
  const stats: Stats | undefined = statSync(file, { throwIfNoEntry: false });
  return stats?.size ?? 0;
}
