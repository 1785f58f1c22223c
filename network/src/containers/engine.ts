// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { NetworkError } from '../base/errors.js';

const run = promisify(execFile);
const MAX_OUTPUT = 256 * 1024 * 1024;

/** What the engine knows of one container. */
export interface ContainerState {
  /** Name of the node: the service in the compose file. */
  readonly service: string;
  readonly isRunning: boolean;
  readonly pid: number | null;
  readonly restarts: number;
  /** The engine's own health check. */
  readonly isReportedHealthy: boolean;
  /** Its address between the containers; null while it has none. */
  readonly address: string | null;
}

/** The containers of one compose project, through the `docker` command line. */
export class Engine {
  readonly #folder: string;
  readonly #project: string;

  /** @param folder where compose.yaml and .env lie */
  constructor(folder: string, project: string) {
    this.#folder = folder;
    this.#project = project;
  }

  /** Creates or recreates, and starts, these services and no others. */
  async up(services: readonly string[]): Promise<void> {
    await this.#compose('up', '--detach', '--no-deps', '--quiet-pull', ...services);
  }

  async stop(services: readonly string[]): Promise<void> {
    await this.#compose('stop', ...services);
  }

  /** Removes every container, the network and anonymous volumes; what is mounted stays. */
  async down(): Promise<void> {
    await this.#compose('down', '--volumes', '--remove-orphans');
  }

  async logs(service: string): Promise<string> {
    return this.#compose('logs', '--no-color', '--no-log-prefix', service);
  }

  async states(): Promise<readonly ContainerState[]> {
    const filter = `label=com.docker.compose.project=${this.#project}`;
    const ids = (await docker(['ps', '--all', '--quiet', '--filter', filter])).split('\n').filter(Boolean);
    if (ids.length === 0) return [];
    // One that is removed between the two questions is left out of the answer.
    const text = await docker(['inspect', '--type', 'container', ...ids]).catch((error: unknown) => {
      if (isGone(error)) return undefined;
      throw error;
    });
    return text === undefined ? this.states() : (JSON.parse(text) as Inspected[]).map(toState);
  }

  async #compose(...args: string[]): Promise<string> {
    return docker(['compose', '--project-name', this.#project, ...args], { cwd: this.#folder });
  }
}

interface Inspected {
  readonly RestartCount: number;
  readonly Config: { readonly Labels: Readonly<Record<string, string>> };
  readonly State: {
    readonly Status: string;
    readonly Pid: number;
    readonly Health?: { readonly Status: string };
  };
  readonly NetworkSettings: {
    readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>>;
  };
}

function toState({ RestartCount, Config, State, NetworkSettings }: Inspected): ContainerState {
  const isRunning = State.Status === 'running' || State.Status === 'paused';
  const [address] = Object.values(NetworkSettings.Networks).map(({ IPAddress }) => IPAddress);
  return {
    service: Config.Labels['com.docker.compose.service'] ?? '',
    isRunning,
    pid: isRunning && State.Pid > 0 ? State.Pid : null,
    restarts: RestartCount,
    isReportedHealthy: State.Health?.Status === 'healthy',
    address: address === undefined || address === '' ? null : address,
  };
}

export interface DockerOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** A command that has not ended by then has failed; without it there is no limit. */
  readonly timeoutMs?: number;
}

/** Runs the docker command line; its complaint is the reason of the error. */
export async function docker(args: readonly string[], options: DockerOptions = {}): Promise<string> {
  const { cwd, env, timeoutMs } = options;
  try {
    const { stdout } = await run('docker', [...args], {
      ...{ cwd, env, maxBuffer: MAX_OUTPUT },
      ...(timeoutMs !== undefined && { timeout: timeoutMs }),
    });
    return stdout;
  } catch (cause) {
    throw toNetworkError(cause, args);
  }
}

function toNetworkError(cause: unknown, [verb = '', ...rest]: readonly string[]): NetworkError {
  const { code, stderr = '' } = cause as { readonly code?: unknown; readonly stderr?: string };
  if (code === 'ENOENT') return new NetworkError('DOCKER_MISSING', { reason: 'no command docker', cause });
  if (
    /cannot connect to the Docker daemon|is the docker daemon running|permission denied while trying to connect/i.test(
      stderr,
    )
  )
    return new NetworkError('DOCKER_UNREACHABLE', { reason: lastLine(stderr), cause });
  if (verb === 'compose' && /is not a docker command|unknown command|unknown (shorthand )?flag/i.test(stderr))
    return new NetworkError('COMPOSE_MISSING', { reason: lastLine(stderr), cause });
  const what = ['docker', verb, rest.find((word) => !word.startsWith('-')) ?? ''].join(' ').trim();
  return new NetworkError('CONTAINERS_FAILED', { reason: `${what}: ${lastLine(stderr)}`, cause });
}

function lastLine(text: string): string {
  return text.trim().split('\n').slice(-3).join('; ');
}

function isGone(error: unknown): boolean {
  return error instanceof NetworkError && /no such (container|object)/i.test(error.reason);
}
