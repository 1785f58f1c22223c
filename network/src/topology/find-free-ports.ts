// SPDX-License-Identifier: Apache-2.0
import { randomInt } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { NetworkError } from '../base/errors.js';
import { identifyProcess, isSameProcess, type ProcessIdentity } from '../base/process-identity.js';

const LOWEST = 20_000;
const HIGHEST = 32_700;
const LOOKS = 20;
const LOOK_INTERVAL_MS = 250;

/**
 * The base of `count` consecutive free TCP ports on the loopback address. The block is also reserved in the
 * machine's temporary folder until this process ends, so that two copies starting at once take different ones.
 */
export async function findFreePortBase(count: number): Promise<number> {
  const slots = Math.floor((HIGHEST - LOWEST) / count);
  const start = randomInt(slots);
  for (let step = 0; step < slots; step += 1) {
    const base = LOWEST + ((start + step) % slots) * count;
    if ((await busyPorts(base, count)).length === 0 && reserve(base)) return base;
  }
  throw new NetworkError('NO_FREE_PORTS', {
    reason: `${count} consecutive ports between ${LOWEST} and ${HIGHEST}`,
  });
}

/** Those of the given ports that something listens on, and goes on to: a program that is ending lets go of its own. */
export async function whichStayBusy(ports: readonly number[]): Promise<number[]> {
  let busy = await whichAreBusy(ports);
  for (let look = 1; busy.length > 0 && look < LOOKS; look += 1) {
    await delay(LOOK_INTERVAL_MS);
    busy = await whichAreBusy(busy);
  }
  return busy;
}

/** Those of `count` ports from `base` that something listens on. */
async function busyPorts(base: number, count: number): Promise<number[]> {
  return whichAreBusy(Array.from({ length: count }, (_, index) => base + index));
}

/** Those of the given ports that something listens on. */
export async function whichAreBusy(ports: readonly number[]): Promise<number[]> {
  const free = await Promise.all(ports.map(isFree));
  return ports.filter((_, index) => free[index] !== true);
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function reserve(base: number): boolean {
  const folder = join(tmpdir(), `fabric-network-ports-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, String(base));
  if (isHeld(file)) return false;
  rmSync(file, { force: true });
  try {
    writeFileSync(file, JSON.stringify(identifyProcess(process.pid)), { flag: 'wx', mode: 0o600 });
    return true;
  } catch {
    return false;
  }
}

function isHeld(file: string): boolean {
  try {
    return isSameProcess(JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity);
  } catch {
    return false;
  }
}
