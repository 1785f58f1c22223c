// SPDX-License-Identifier: Apache-2.0
import { connect } from 'node:net';
import { type HealthCheck } from './node-spec.js';

const TIMEOUT_MS = 2_000;

/** Whether a node passes all its health checks now; never throws. */
export async function isHealthy(checks: readonly HealthCheck[]): Promise<boolean> {
  return (await Promise.all(checks.map(passes))).every(Boolean);
}

async function passes(check: HealthCheck): Promise<boolean> {
  switch (check.kind) {
    case 'http':
      return answersOk(check.url);
    case 'tcp':
      return accepts(check.port);
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

async function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const end = (result: boolean): void => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(TIMEOUT_MS, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
