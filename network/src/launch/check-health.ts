// SPDX-License-Identifier: Apache-2.0
import { connect } from 'node:net';
import { type HealthCheck } from './node-spec.js';

const TIMEOUT_MS = 2_000;

const LOOPBACK = '127.0.0.1';

/**
 * Whether a node passes all its health checks now; never throws.
 * @param host where to ask instead of at the loopback address that checks are written for
 */
export async function isHealthy(checks: readonly HealthCheck[], host = LOOPBACK): Promise<boolean> {
  return (await Promise.all(checks.map((check) => passes(check, host)))).every(Boolean);
}

async function passes(check: HealthCheck, host: string): Promise<boolean> {
  switch (check.kind) {
    case 'http':
      return answersOk(check.url.replace(LOOPBACK, host));
    case 'tcp':
      return accepts({ host, port: check.port });
  }
}

async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

async function accepts(address: { readonly host: string; readonly port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    const end = (result: boolean): void => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(TIMEOUT_MS, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
