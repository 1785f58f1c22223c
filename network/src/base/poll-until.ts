// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import { NetworkError } from './errors.js';

export interface PollOptions {
  /** What is awaited, for the error text. */
  readonly what: string;
  readonly timeoutMs: number;
  readonly intervalMs?: number;
  readonly logFile?: string;
}

/** Asks until `probe` gives a value; undefined means not yet. What `probe` throws ends the wait. */
export async function pollUntil<T>(
  probe: () => Promise<T | undefined> | T | undefined,
  { what, timeoutMs, intervalMs = 100, logFile }: PollOptions,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await probe();
    if (value !== undefined) return value;
    if (performance.now() > deadline) {
      const reason = `${what} not reached within ${Math.round(timeoutMs / 1000)} s`;
      throw new NetworkError('TIMED_OUT', logFile === undefined ? { reason } : { reason, logFile });
    }
    await delay(intervalMs);
  }
}

/** Repeats `attempt` while `isTransient` says that its error may pass; the last error is thrown on timeout. */
export async function retryWhile<T>(
  attempt: () => Promise<T>,
  options: {
    readonly isTransient: (error: unknown) => boolean;
    readonly timeoutMs: number;
    readonly intervalMs?: number;
  },
): Promise<T> {
  const deadline = performance.now() + options.timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!options.isTransient(error) || performance.now() > deadline) throw error;
    }
    await delay(options.intervalMs ?? 200);
  }
}
