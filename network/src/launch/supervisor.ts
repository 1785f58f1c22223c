// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type NodeFiles, type NodeOrder } from './node-files.js';
import { type NodeSpec } from './node-spec.js';
import {
  identifyProcess,
  isSameProcess,
  type ProcessIdentity,
  signalProcess,
} from '../base/process-identity.js';

const FIRST_BACKOFF_MS = 200;
const LONGEST_BACKOFF_MS = 5_000;
/** A process that lived this long is not in a crash loop. */
const STABLE_MS = 15_000;
const DEFAULT_GRACE_MS = 10_000;
const LOG_LIMIT_BYTES = 256 * 1024 * 1024;

interface Watched {
  orderId: string;
  process: ProcessIdentity | null;
  restarts: number;
  backoffMs: number;
  startedAtMs: number;
  notBeforeMs: number;
  stopping: { readonly killAtMs: number } | undefined;
}

/**
 * Brings what runs in line with what was ordered, one pass at a time: starts what is missing, with a growing
 * pause after each crash, and stops what is not wanted. It adopts processes that an earlier supervisor started,
 * so that its own crash harms no node.
 */
export class Supervisor {
  readonly #files: NodeFiles;
  readonly #watched = new Map<string, Watched>();
  readonly #now: () => number;

  constructor(files: NodeFiles, now: () => number = () => performance.now()) {
    this.#files = files;
    this.#now = now;
  }

  /** One pass over all nodes; cheap, so it can run several times a second. */
  reconcile(): void {
    for (const name of this.#files.names()) {
      const order = this.#files.order(name);
      if (order !== undefined) this.#reconcileNode(order, this.#watch(name));
    }
  }

  /** Orders every node to stop; further passes carry it out. */
  orderStop(): void {
    for (const name of this.#files.names()) {
      const order = this.#files.order(name);
      if (order?.desired === 'running') this.#files.writeOrder({ ...order, desired: 'stopped' });
    }
  }

  get isIdle(): boolean {
    return [...this.#watched.values()].every((node) => node.process === null);
  }

  #watch(name: string): Watched {
    const known = this.#watched.get(name);
    if (known !== undefined) return known;
    const record = this.#files.record(name);
    const watched: Watched = {
      orderId: record?.orderId ?? '',
      process: record?.process ?? null,
      restarts: record?.restarts ?? 0,
      backoffMs: FIRST_BACKOFF_MS,
      startedAtMs: this.#now(),
      notBeforeMs: 0,
      stopping: undefined,
    };
    this.#watched.set(name, watched);
    return watched;
  }

  #reconcileNode(order: NodeOrder, node: Watched): void {
    const isCurrent = node.orderId === order.orderId;
    if (node.process !== null && isSameProcess(node.process)) {
      if (order.desired === 'stopped' || !isCurrent) this.#stop(order.spec, node);
      return;
    }
    if (!isCurrent) this.#adoptOrder(order, node);
    if (order.desired === 'running') this.#startAgain(order.spec, node);
    else if (node.process !== null) this.#remember(order.spec.name, node, null);
  }

  #startAgain(spec: NodeSpec, node: Watched): void {
    if (node.process !== null) this.#noteCrash(spec.name, node);
    if (this.#now() >= node.notBeforeMs) this.#start(spec, node);
  }

  #stop({ stopGraceMs = DEFAULT_GRACE_MS }: NodeSpec, node: Watched): void {
    if (node.process === null) return;
    if (node.stopping === undefined) {
      node.stopping = { killAtMs: this.#now() + stopGraceMs };
      signalProcess(node.process, 'SIGTERM');
    } else if (this.#now() >= node.stopping.killAtMs) {
      signalProcess(node.process, 'SIGKILL');
    }
  }

  #adoptOrder({ orderId, spec }: NodeOrder, node: Watched): void {
    Object.assign(node, {
      orderId,
      restarts: 0,
      backoffMs: FIRST_BACKOFF_MS,
      notBeforeMs: 0,
      stopping: undefined,
    });
    this.#remember(spec.name, node, null);
  }

  #noteCrash(name: string, node: Watched): void {
    const now = this.#now();
    if (now - node.startedAtMs > STABLE_MS) node.backoffMs = FIRST_BACKOFF_MS;
    node.notBeforeMs = now + node.backoffMs;
    node.backoffMs = Math.min(node.backoffMs * 2, LONGEST_BACKOFF_MS);
    node.restarts += 1;
    this.#remember(name, node, null);
  }

  #start(spec: NodeSpec, node: Watched): void {
    node.stopping = undefined;
    node.startedAtMs = this.#now();
    const pid = launch(spec, () => this.reconcile());
    const identity = pid === undefined ? undefined : identifyProcess(pid);
    if (identity === undefined) this.#noteCrash(spec.name, node);
    else this.#remember(spec.name, node, identity);
  }

  #remember(name: string, node: Watched, process: ProcessIdentity | null): void {
    node.process = process;
    this.#files.writeRecord(name, { orderId: node.orderId, process, restarts: node.restarts });
  }
}

// In a process group of its own and with files for its output: it outlives the supervisor and any terminal.
function launch(spec: NodeSpec, onExit: () => void): number | undefined {
  mkdirSync(dirname(spec.logFile), { recursive: true, mode: 0o700 });
  setAsideLongLog(spec.logFile);
  const log = openSync(spec.logFile, 'a', 0o600);
  try {
    const child = spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: { ...inherited(), ...spec.env },
      detached: true,
      stdio: ['ignore', log, log],
    });
    child.once('error', (error) => process.stderr.write(`${spec.name}: ${error.message}\n`));
    child.once('exit', onExit);
    return child.pid;
  } finally {
    closeSync(log);
  }
}

function setAsideLongLog(file: string): void {
  if (existsSync(file) && statSync(file).size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
}

function inherited(): Record<string, string> {
  const entries = ['PATH', 'HOME', 'TMPDIR'].map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(
    entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined),
  );
}
