// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pollUntil } from '@unionid/network';

/** Clock ticks of /proc a second, on every Linux that Node runs on. */
const TICKS = 100;
const REST_WINDOW_MS = 2_000;
/** Of one core, all together: five idle peers take a sixth with gossip and heartbeats. */
const REST_SHARE = 0.3;
const REST_TIMEOUT_MS = 300_000;

/** User and system time of a process (proc(5), fields 14 and 15). */
export function cpuSecondsOf(pid: number | null): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid ?? ''}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return undefined;
  }
}

/** Waits until processes do nothing but keep alive; returns at once where the system does not tell. */
export async function waitForRest(pids: readonly number[]): Promise<void> {
  await pollUntil(async () => ((await shareOf(pids)) < REST_SHARE ? true : undefined), {
    what: 'the peers at rest',
    timeoutMs: REST_TIMEOUT_MS,
  });
}

async function shareOf(pids: readonly number[]): Promise<number> {
  const total = (): number => pids.reduce((sum, pid) => sum + (cpuSecondsOf(pid) ?? 0), 0);
  const before = total();
  await sleep(REST_WINDOW_MS);
  return (total() - before) / (REST_WINDOW_MS / 1000);
}
