// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { NetworkError } from '../base/errors.js';
import { pollUntil } from '../base/poll-until.js';
import { lastLines } from '../base/run-command.js';
import { isHealthy } from './check-health.js';
import { type Launcher, type NodeStatus, type StartOptions } from './launcher.js';
import { NodeFiles, type NodeOrder } from './node-files.js';
import { type NodeSpec } from './node-spec.js';
import {
  identifyProcess,
  isSameProcess,
  type ProcessIdentity,
  signalProcess,
} from '../base/process-identity.js';

const SUPERVISOR = fileURLToPath(new URL('./supervisor-main.js', import.meta.url));
const START_TIMEOUT_MS = 60_000;
const STOP_GRACE_MS = 10_000;
const STOP_TIMEOUT_MS = 30_000;
/** A node that fell this often while it was being started will not come up. */
const HOPELESS_RESTARTS = 4;

export interface ProcessLauncherOptions {
  readonly endWithCaller?: boolean;
}

/** Plain processes under one supervising process for each run folder; they outlive whoever started them. */
export class ProcessLauncher implements Launcher {
  readonly #runDir: string;
  readonly #files: NodeFiles;
  readonly #endWithCaller: boolean;

  /**
   * @param options.endWithCaller nodes end when the calling process does, however it ends: for tests
   */
  constructor(runDir: string, { endWithCaller = false }: ProcessLauncherOptions = {}) {
    this.#runDir = runDir;
    this.#files = new NodeFiles(runDir);
    this.#endWithCaller = endWithCaller;
  }

  async start(specs: readonly NodeSpec[], options: StartOptions = {}): Promise<void> {
    this.#nameOwner();
    for (const spec of specs) this.#orderStart(spec);
    await this.#ensureSupervisor();
    await Promise.all(
      specs.map(async (spec) => {
        await this.#waitHealthy(spec, options.timeoutMs ?? START_TIMEOUT_MS);
        options.onHealthy?.(spec.name);
      }),
    );
    // The one that was there may have been dying when it was asked for.
    await this.#ensureSupervisor();
  }

  async stop(names: readonly string[]): Promise<void> {
    const orders = names.map((name) => this.#files.order(name)).filter((order) => order !== undefined);
    for (const order of orders) this.#files.writeOrder({ ...order, desired: 'stopped' });
    if (orders.length === 0) return;
    await this.#ensureSupervisor();
    await Promise.all(orders.map((order) => this.#waitStopped(order)));
  }

  async stopAll(): Promise<readonly string[]> {
    // The supervisor first: nothing restarts afterwards, so the rest can be ended from here.
    await this.#stopSupervisor();
    const orders = this.#files.names().map((name) => this.#files.order(name));
    const ended = await Promise.all(
      orders.filter((order) => order !== undefined).map((order) => this.#end(order)),
    );
    return ended.filter((name) => name !== undefined);
  }

  async status(): Promise<readonly NodeStatus[]> {
    const orders = this.#files.names().map((name) => this.#files.order(name));
    return Promise.all(orders.filter((order) => order !== undefined).map((order) => this.#statusOf(order)));
  }

  isSupervising(): Promise<boolean> {
    return Promise.resolve(this.#supervisor() !== undefined);
  }

  refreshLogs(): Promise<void> {
    return Promise.resolve();
  }

  #nameOwner(): void {
    const caller = this.#endWithCaller ? identifyProcess(process.pid) : undefined;
    if (caller === undefined) this.#files.clearOwner();
    else this.#files.writeOwner(caller);
  }

  #orderStart(spec: NodeSpec): void {
    const current = this.#files.order(spec.name);
    const isSame = current?.desired === 'running' && isDeepStrictEqual(current.spec, spec);
    if (!isSame) this.#files.writeOrder({ desired: 'running', orderId: randomUUID(), spec });
  }

  async #waitHealthy(spec: NodeSpec, timeoutMs: number): Promise<void> {
    const { name, logFile, health } = spec;
    const orderId = this.#files.order(name)?.orderId;
    const restartsBefore =
      this.#files.record(name)?.orderId === orderId ? (this.#files.record(name)?.restarts ?? 0) : 0;
    const isUp = async (): Promise<true | undefined> => {
      const record = this.#files.record(name);
      if (record?.orderId !== orderId) return undefined;
      if (record !== undefined && record.restarts - restartsBefore >= HOPELESS_RESTARTS) {
        throw new NetworkError('NODE_NOT_HEALTHY', {
          reason: `${name} keeps ending: ${lastLines(logFile)}`,
          logFile,
        });
      }
      return record?.process && (await isHealthy(health)) ? true : undefined;
    };
    await pollUntil(isUp, { what: `health of ${name}`, timeoutMs, intervalMs: 50, logFile });
  }

  async #waitStopped({ spec }: NodeOrder): Promise<void> {
    const isGone = (): true | undefined => (this.#livingProcess(spec.name) === undefined ? true : undefined);
    const timeoutMs = (spec.stopGraceMs ?? STOP_GRACE_MS) + STOP_TIMEOUT_MS;
    await pollUntil(isGone, {
      what: `end of ${spec.name}`,
      timeoutMs,
      intervalMs: 50,
      logFile: spec.logFile,
    });
  }

  async #end(order: NodeOrder): Promise<string | undefined> {
    const { spec, orderId } = order;
    this.#files.writeOrder({ ...order, desired: 'stopped' });
    const living = this.#livingProcess(spec.name);
    if (living !== undefined)
      await endProcess(living, { name: spec.name, graceMs: spec.stopGraceMs ?? STOP_GRACE_MS });
    this.#files.writeRecord(spec.name, { orderId, process: null, restarts: 0 });
    return living && spec.name;
  }

  #livingProcess(name: string): ProcessIdentity | undefined {
    const identity = this.#files.record(name)?.process;
    return identity && isSameProcess(identity) ? identity : undefined;
  }

  async #statusOf({ spec, desired }: NodeOrder): Promise<NodeStatus> {
    const living = this.#livingProcess(spec.name);
    const state = living === undefined ? (desired === 'running' ? 'restarting' : 'stopped') : 'running';
    return {
      name: spec.name,
      kind: spec.kind,
      state,
      healthy: living !== undefined && (await isHealthy(spec.health)),
      pid: living?.pid ?? null,
      address: living === undefined ? null : '127.0.0.1',
      restarts: this.#files.record(spec.name)?.restarts ?? 0,
      ports: spec.ports,
      logFile: spec.logFile,
    };
  }

  async #ensureSupervisor(): Promise<void> {
    if (this.#supervisor() !== undefined) return;
    this.#files.clearSupervisor();
    const logFile = join(this.#runDir, 'logs', 'supervisor.log');
    mkdirSync(join(this.#runDir, 'logs'), { recursive: true, mode: 0o700 });
    const log = openSync(logFile, 'a', 0o600);
    spawn(process.execPath, [SUPERVISOR, this.#runDir], {
      detached: true,
      stdio: ['ignore', log, log],
    }).unref();
    closeSync(log);
    const options = { what: 'supervisor', timeoutMs: 15_000, intervalMs: 25, logFile };
    await pollUntil(() => this.#supervisor(), options).catch((cause: unknown) => {
      throw new NetworkError('SUPERVISOR_NOT_RUNNING', { reason: lastLines(logFile), logFile, cause });
    });
  }

  async #stopSupervisor(): Promise<void> {
    const supervisor = this.#supervisor();
    if (supervisor !== undefined)
      await endProcess(supervisor, { name: 'supervisor', graceMs: STOP_GRACE_MS });
    this.#files.clearSupervisor();
  }

  #supervisor(): ProcessIdentity | undefined {
    const identity = this.#files.supervisor;
    return identity !== undefined && isSameProcess(identity) ? identity : undefined;
  }
}

async function endProcess(
  identity: ProcessIdentity,
  { name, graceMs }: { name: string; graceMs: number },
): Promise<void> {
  const isGone = (): true | undefined => (isSameProcess(identity) ? undefined : true);
  signalProcess(identity, 'SIGTERM');
  try {
    await pollUntil(isGone, { what: `end of ${name}`, timeoutMs: graceMs, intervalMs: 25 });
  } catch {
    signalProcess(identity, 'SIGKILL');
    await pollUntil(isGone, { what: `end of ${name}`, timeoutMs: STOP_TIMEOUT_MS, intervalMs: 25 }).catch(
      (cause: unknown) => {
        throw new NetworkError('NODE_NOT_STOPPED', {
          reason: `${name} (process ${identity.pid}) survives SIGKILL`,
          cause,
        });
      },
    );
  }
}
