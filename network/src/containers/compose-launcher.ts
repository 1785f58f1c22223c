// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NetworkError } from '../base/errors.js';
import { isHealthy } from '../launch/check-health.js';
import { type Launcher, type NodeStatus, type StartOptions } from '../launch/launcher.js';
import { NodeFiles, type NodeOrder } from '../launch/node-files.js';
import { type NodeSpec } from '../launch/node-spec.js';
import { identifyProcess } from '../base/process-identity.js';
import { pollUntil } from '../base/poll-until.js';
import { lastLines } from '../base/run-command.js';
import { composeFile, type ComposeInput } from './compose-file.js';
import { containerUser, giveToUser } from './container-user.js';
import { type ContainerState, Engine } from './engine.js';
import { envFile, type EnvInput } from './env-file.js';
import { type ContainerImages } from './images.js';
import { prometheusConfig } from './prometheus-config.js';

const WATCH = fileURLToPath(new URL('./end-with-caller.js', import.meta.url));
const START_TIMEOUT_MS = 120_000;
/** A container that fell this often while it was being started will not come up. */
const HOPELESS_RESTARTS = 4;
/** The engine of Debian 12 (20.10) was seen to lock itself up for good while thirty containers left their network at once. */
const STOPPED_TOGETHER = 6;
/** Nodes that wait at the same time share one question to the engine. */
const STATES_FRESH_MS = 200;

export interface ComposeLauncherOptions {
  /** Called once, before anything is started. */
  readonly images: () => Promise<ContainerImages>;
  /** Containers are removed when the calling process ends, however it ends: for tests. */
  readonly endWithCaller?: boolean;
  readonly elsewhere?: ComposeInput['elsewhere'];
  readonly addresses?: EnvInput['addresses'];
  readonly publishAddress?: string;
}

/**
 * Containers of one compose project for each run folder. The folder holds all that `docker compose` needs: the file
 * written from the specifications of the nodes, and the values that its administrator may change.
 */
export class ComposeLauncher implements Launcher {
  readonly #runDir: string;
  readonly #files: NodeFiles;
  readonly #engine: Engine;
  readonly #project: string;
  readonly #options: ComposeLauncherOptions;
  #images: Promise<ContainerImages> | undefined;
  /** Changes of the project, one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  #states: { readonly at: number; readonly answer: Promise<readonly ContainerState[]> } | undefined;

  constructor(runDir: string, options: ComposeLauncherOptions) {
    this.#runDir = runDir;
    this.#files = new NodeFiles(runDir);
    this.#project = projectOf(runDir);
    this.#engine = new Engine(runDir, this.#project);
    this.#options = options;
  }

  async start(specs: readonly NodeSpec[], options: StartOptions = {}): Promise<void> {
    if (specs.length === 0) return;
    await this.#inTurn(async () => {
      await this.write(specs);
      await this.#engine.up(specs.map(({ name }) => name));
      if (this.#options.endWithCaller) this.#endWithCaller();
    });
    await Promise.all(
      specs.map(async (spec) => {
        await this.#waitHealthy(spec, options.timeoutMs ?? START_TIMEOUT_MS);
        options.onHealthy?.(spec.name);
      }),
    );
  }

  /** Writes the compose file with these nodes and those it has already; starts nothing. */
  async write(specs: readonly NodeSpec[]): Promise<void> {
    this.#images ??= this.#options.images();
    const images = await this.#images;
    const user = containerUser();
    for (const spec of specs) {
      prepareFiles(spec);
      giveToUser(
        spec.files.map(({ path }) => path),
        user,
      );
      this.#files.writeOrder({ desired: 'running', orderId: randomUUID(), spec });
    }
    const { elsewhere, addresses, publishAddress } = this.#options;
    const all = this.#orders().map(({ spec }) => spec);
    this.#write(
      'compose.yaml',
      composeFile({
        root: this.#runDir,
        project: this.#project,
        specs: all,
        images,
        ...(elsewhere && { elsewhere }),
      }),
    );
    const env = { user: `${user.uid}:${user.gid}`, images };
    const envPath = join(this.#runDir, '.env');
    const existing = existsSync(envPath) ? readFileSync(envPath, 'utf8') : '';
    this.#write(
      '.env',
      envFile(
        { ...env, ...(addresses && { addresses }), ...(publishAddress && { publishAddress }) },
        existing,
      ),
    );
    // Read by a container of another user, and nothing in it is secret.
    if (images.prometheus !== null) this.#write('config/prometheus.yml', prometheusConfig(all), 0o644);
  }

  async stop(names: readonly string[]): Promise<void> {
    const orders = names.map((name) => this.#files.order(name)).filter((order) => order !== undefined);
    if (orders.length === 0) return;
    await this.#inTurn(async () => {
      for (const order of orders) this.#files.writeOrder({ ...order, desired: 'stopped' });
      await this.#engine.stop(orders.map(({ spec }) => spec.name));
    });
  }

  async stopAll(): Promise<readonly string[]> {
    if (!existsSync(join(this.#runDir, 'compose.yaml'))) return [];
    return this.#inTurn(async () => {
      const states = await this.#engine.states();
      const running = states.filter(({ isRunning }) => isRunning).map(({ service }) => service);
      const rest = [...running];
      while (rest.length > 0) await this.#engine.stop(rest.splice(0, STOPPED_TOGETHER));
      await this.#engine.down();
      for (const order of this.#orders()) this.#files.writeOrder({ ...order, desired: 'stopped' });
      return running;
    });
  }

  async status(): Promise<readonly NodeStatus[]> {
    const orders = this.#orders();
    if (orders.length === 0) return [];
    const states = new Map((await this.#engine.states()).map((state) => [state.service, state]));
    return Promise.all(orders.map((order) => statusOf(order, states.get(order.spec.name))));
  }

  async isSupervising(): Promise<boolean> {
    return this.#engine.states().then(
      (states) => states.length > 0,
      () => false,
    );
  }

  async refreshLogs(): Promise<void> {
    for (const { spec } of this.#orders()) await this.#refreshLog(spec);
  }

  async #refreshLog({ name, logFile }: NodeSpec): Promise<void> {
    mkdirSync(dirname(logFile), { recursive: true, mode: 0o700 });
    writeFileSync(logFile, await this.#engine.logs(name), { mode: 0o600 });
  }

  async #waitHealthy(spec: NodeSpec, timeoutMs: number): Promise<void> {
    const isUp = async (): Promise<true | undefined> => {
      const state = (await this.#freshStates()).find(({ service }) => service === spec.name);
      if (state !== undefined && state.restarts >= HOPELESS_RESTARTS && !state.isRunning)
        throw new NetworkError('NODE_NOT_HEALTHY', await this.#why(spec));
      return state !== undefined && (await isUpNow(spec, state)) ? true : undefined;
    };
    const { name, logFile } = spec;
    await pollUntil(isUp, { what: `health of ${name}`, timeoutMs, intervalMs: 150, logFile }).catch(
      async (error: unknown) => {
        await this.#refreshLog(spec).catch(() => undefined);
        throw error;
      },
    );
  }

  async #why(spec: NodeSpec): Promise<{ readonly reason: string; readonly logFile: string }> {
    await this.#refreshLog(spec);
    return { reason: `${spec.name} keeps ending: ${lastLines(spec.logFile)}`, logFile: spec.logFile };
  }

  #freshStates(): Promise<readonly ContainerState[]> {
    const now = performance.now();
    if (this.#states === undefined || now - this.#states.at > STATES_FRESH_MS)
      this.#states = { at: now, answer: this.#engine.states() };
    return this.#states.answer;
  }

  #orders(): readonly NodeOrder[] {
    return this.#files
      .names()
      .map((name) => this.#files.order(name))
      .filter((order) => order !== undefined);
  }

  #write(file: string, text: string, mode = 0o600): void {
    mkdirSync(dirname(join(this.#runDir, file)), { recursive: true, mode: 0o700 });
    writeFileSync(join(this.#runDir, file), text, { mode });
  }

  #endWithCaller(): void {
    const caller = identifyProcess(process.pid);
    if (caller === undefined || this.#files.owner?.startedAt === caller.startedAt) return;
    this.#files.writeOwner(caller);
    spawn(process.execPath, [WATCH, this.#runDir, this.#project], {
      detached: true,
      stdio: 'ignore',
    }).unref();
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

/** Name of the compose project: one for each run folder, wherever it lies. */
export function projectOf(runDir: string): string {
  return `unionid-${createHash('sha256').update(runDir).digest('hex').slice(0, 8)}`;
}

function prepareFiles({ files }: NodeSpec): void {
  for (const { path, access } of files) {
    if (access === 'kept') mkdirSync(path, { recursive: true, mode: 0o700 });
    // The engine would make a folder of what it does not find.
    else if (!existsSync(path)) throw new NetworkError('GENERATION_FAILED', { reason: `no file ${path}` });
  }
}

/** What a node is called that does not run, by what is wanted of it. */
const IDLE_STATES = { running: 'restarting', stopped: 'stopped' } as const;

async function statusOf(
  { spec, desired }: NodeOrder,
  state: ContainerState | undefined,
): Promise<NodeStatus> {
  const isRunning = state?.isRunning ?? false;
  return {
    name: spec.name,
    kind: spec.kind,
    state: isRunning ? 'running' : IDLE_STATES[desired],
    healthy: state !== undefined && (await isUpNow(spec, state)),
    pid: state?.pid ?? null,
    address: state === undefined ? null : reachableAddress(state),
    restarts: state?.restarts ?? 0,
    ports: spec.ports,
    logFile: spec.logFile,
  };
}

// The engine's proxy accepts connections to a published port before the node does, and its own check comes twice a
// minute: the node is asked at its own address where this machine can reach it, which is so on Linux.
async function isUpNow(spec: NodeSpec, state: ContainerState): Promise<boolean> {
  if (!state.isRunning) return false;
  const address = reachableAddress(state);
  return address === null ? state.isReportedHealthy : isHealthy(spec.health, address);
}

function reachableAddress({ address }: ContainerState): string | null {
  return process.platform === 'linux' ? address : null;
}
