// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { NetworkError, reasonOf } from '../errors.js';

export interface DockerOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** A command that has not ended by then has failed; 30 s when not given. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 30_000;
const ENGINE_TIMEOUT_MS = 10_000;

/**
 * Resolves when the docker command, its engine and Compose v2 are there.
 * @throws NetworkError DOCKER_MISSING, DOCKER_UNREACHABLE or COMPOSE_MISSING
 */
export async function assertDocker({ env }: Pick<DockerOptions, 'env'> = {}): Promise<void> {
  const options = { timeoutMs: ENGINE_TIMEOUT_MS, ...(env && { env }) };
  const compose = readDocker(['compose', 'version', '--short'], options);
  compose.catch(ignore);
  await readDocker(['version', '--format', '{{.Server.Version}}'], options).catch((cause: unknown) => {
    const isMissing = (cause as { code?: unknown }).code === 'ENOENT';
    throw new NetworkError(isMissing ? 'DOCKER_MISSING' : 'DOCKER_UNREACHABLE', {
      reason: isMissing ? 'docker is not on the PATH' : lastLine(cause),
      cause,
    });
  });
  // Compose v1 is another program (docker-compose); as a plug-in there is only v2 and newer.
  await compose.catch((cause: unknown) => {
    throw new NetworkError('COMPOSE_MISSING', { reason: lastLine(cause), cause });
  });
}

/** What a docker command prints, without the last line's end; rejects when it fails. */
export async function readDocker(args: readonly string[], options: DockerOptions = {}): Promise<string> {
  const { stdout } = await promisify(execFile)('docker', args, {
    env: options.env ?? process.env,
    timeout: options.timeoutMs ?? TIMEOUT_MS,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.trimEnd();
}

function lastLine(error: unknown): string {
  const { stderr } = error as { stderr?: unknown };
  const text = typeof stderr === 'string' && stderr.trim() !== '' ? stderr : reasonOf(error);
  return text.trim().split('\n').at(-1) ?? '';
}

function ignore(): void {
  // Looked at later: a missing engine is the better thing to tell.
}
