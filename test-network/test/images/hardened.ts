// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { pollUntil, readDocker } from '@unionid/network';

/** What the test network's containers are allowed: nothing; as a user that no image knows. */
const HARDENED = [
  ...['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
  ...['--user', '12345:12345', '--tmpfs', '/tmp', '--network', 'none'],
];
const HEALTHY_MS = 120_000;

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a container to its end; options of `docker run` stand before the image's name. */
export function runHardened(...args: readonly string[]): Outcome {
  const { status, stdout, stderr } = spawnSync('docker', ['run', '--rm', ...HARDENED, ...args], {
    encoding: 'utf8',
  });
  return { code: status ?? -1, stdout: stdout.trim(), stderr: stderr.trim() };
}

/** Containers of one test; `end` removes them and their volumes. */
export class Containers {
  readonly #names: string[] = [];
  readonly #volumes: string[] = [];

  async start(...args: readonly string[]): Promise<string> {
    const name = `unionid-test-${randomUUID()}`;
    this.#names.push(name);
    await readDocker(['run', '--detach', '--name', name, ...HARDENED, ...args]);
    return name;
  }

  async newVolume(): Promise<string> {
    const name = `unionid-test-${randomUUID()}`;
    this.#volumes.push(name);
    return readDocker(['volume', 'create', name]);
  }

  async end(): Promise<void> {
    for (const name of this.#names.splice(0)) await readDocker(['rm', '--force', '--volumes', name]);
    for (const name of this.#volumes.splice(0)) await readDocker(['volume', 'rm', name]);
  }
}

/** Runs a program in a running container; answers its exit code and what it printed. */
export async function execIn(name: string, ...args: readonly string[]): Promise<Outcome> {
  try {
    const { stdout, stderr } = await promisify(execFile)('docker', ['exec', name, ...args]);
    return { code: 0, stdout: stdout.trim(), stderr: stderr.trim() };
  } catch (error) {
    const { code, stdout, stderr } = error as Outcome;
    return { code, stdout: stdout.trim(), stderr: stderr.trim() };
  }
}

/** Resolves when the image's own health check, run in the container, succeeds. */
export async function waitHealthy(name: string): Promise<void> {
  const format = '{{json .Config.Healthcheck.Test}}';
  const [, ...check] = JSON.parse(await readDocker(['inspect', '--format', format, name])) as string[];
  await waitSuccess(name, ...check);
}

/** Resolves when a program, run in the container again and again, ends well. */
export async function waitSuccess(name: string, ...args: readonly string[]): Promise<void> {
  await pollUntil(async () => ((await execIn(name, ...args)).code === 0 ? true : undefined), {
    ...{ what: `${args.join(' ')} in container ${name}`, timeoutMs: HEALTHY_MS, intervalMs: 250 },
  });
}
