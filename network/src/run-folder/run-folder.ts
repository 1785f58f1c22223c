// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NetworkError } from '../base/errors.js';
import { FABRIC_VERSION } from '../binaries/fabric-version.js';
import { type RunPaths } from '../generate/run-paths.js';
import { writeJson } from '../generate/write-network.js';
import { identifyProcess, isSameProcess, type ProcessIdentity } from '../base/process-identity.js';
import { type Runtime } from '../generate/placement.js';
import { type Topology } from '../topology/topology.js';

/** What was generated into a run folder; written last, so its presence means that everything else is there. */
export interface NetworkState {
  readonly fabric: string;
  readonly topologyDigest: string;
  readonly portBase: number;
  readonly runtime: Runtime;
  /** Organisations whose nodes run from this folder. */
  readonly part: readonly string[];
}

const OWNED = [
  'state.json',
  'config',
  'crypto',
  'data',
  'builders',
  'organizations',
  'packages',
  'nodes',
  'logs',
  'compose.yaml',
  '.env',
];

/** What the network generated here is; undefined when there is none. */
export function peekState(paths: RunPaths): NetworkState | undefined {
  if (!existsSync(paths.state)) return undefined;
  return JSON.parse(readFileSync(paths.state, 'utf8')) as NetworkState;
}

/** State of the network generated here; undefined when there is none. A different topology is an error. */
export function readState(paths: RunPaths, topology: Topology): NetworkState | undefined {
  const state = peekState(paths);
  if (state === undefined) return undefined;
  const isSameBase = topology.portBase === 'auto' || topology.portBase === state.portBase;
  if (state.topologyDigest !== digestOf(topology) || !isSameBase) {
    throw new NetworkError('TOPOLOGY_CHANGED', { reason: `${paths.root} was made from another topology` });
  }
  return state;
}

export async function writeState(
  paths: RunPaths,
  {
    topology,
    portBase,
    runtime,
    part,
  }: { topology: Topology; portBase: number; runtime: Runtime; part: Iterable<string> },
): Promise<void> {
  const state: NetworkState = {
    fabric: FABRIC_VERSION.release,
    topologyDigest: digestOf(topology),
    portBase,
    runtime,
    part: [...part],
  };
  await writeJson(paths.state, state);
}

/** Deletes what this package made in the folder, and nothing else that may lie there. */
export function removeNetworkFiles(paths: RunPaths): void {
  for (const name of OWNED) rmSync(join(paths.root, name), { recursive: true, force: true });
}

/** Holds the folder for the duration of `work`, so that two commands never change one network at once. */
export async function withRunFolder<T>(paths: RunPaths, work: () => Promise<T>): Promise<T> {
  // Fabric splits some lists of files at commas.
  if (paths.root.includes(','))
    throw new NetworkError('RUN_FOLDER_UNSUITABLE', { reason: `comma in ${paths.root}` });
  mkdirSync(paths.root, { recursive: true, mode: 0o700 });
  chmodSync(paths.root, 0o700);
  takeLock(paths.lock);
  try {
    return await work();
  } finally {
    rmSync(paths.lock, { force: true });
  }
}

function takeLock(file: string): void {
  const holder = readHolder(file);
  if (holder !== undefined && isSameProcess(holder)) {
    throw new NetworkError('RUN_FOLDER_BUSY', { reason: `process ${holder.pid} holds ${file}` });
  }
  rmSync(file, { force: true });
  try {
    writeFileSync(file, JSON.stringify(identifyProcess(process.pid)), { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    throw new NetworkError('RUN_FOLDER_BUSY', { reason: `another process has just taken ${file}`, cause });
  }
}

function readHolder(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}

// Only what went into keys, certificates and genesis blocks: logging and chaincodes may change at any start.
function digestOf({ name, consensus, organizations, orderers, channels, settings }: Topology): string {
  const { raftTickMs, chaincodeTls } = settings;
  const parts = { name, consensus, organizations, orderers, channels, raftTickMs, chaincodeTls };
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
