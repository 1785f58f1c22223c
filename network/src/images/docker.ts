// SPDX-License-Identifier: Apache-2.0
import { docker, type DockerOptions } from '../containers/engine.js';
import { NetworkError, type NetworkErrorCode } from '../base/errors.js';

const ENGINE_TIMEOUT_MS = 10_000;

/**
 * Resolves when the docker command, its engine and Compose v2 are there.
 * @throws NetworkError DOCKER_MISSING, DOCKER_UNREACHABLE or COMPOSE_MISSING
 */
export async function assertDocker({ env }: Pick<DockerOptions, 'env'> = {}): Promise<void> {
  const options = { timeoutMs: ENGINE_TIMEOUT_MS, ...(env && { env }) };
  // Compose v1 is another program (docker-compose); as a plug-in there is only v2 and newer.
  const [engine, compose] = await Promise.allSettled([
    docker(['version', '--format', '{{.Server.Version}}'], options),
    docker(['compose', 'version', '--short'], options),
  ]);
  if (engine.status === 'rejected') throw withCode(engine.reason, 'DOCKER_UNREACHABLE');
  if (compose.status === 'rejected') throw withCode(compose.reason, 'COMPOSE_MISSING');
}

/** What a docker command prints, without the last line's end. */
export async function readDocker(args: readonly string[], options: DockerOptions = {}): Promise<string> {
  return (await docker(args, options)).trimEnd();
}

/** Whatever these two commands fail of, it means one thing. */
function withCode(error: unknown, code: NetworkErrorCode): unknown {
  if (!(error instanceof NetworkError) || error.code !== 'CONTAINERS_FAILED') return error;
  return new NetworkError(code, { reason: error.reason, cause: error });
}
