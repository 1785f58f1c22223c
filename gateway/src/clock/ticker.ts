// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { asDomainError, type ErrorCode } from '@unionid/domain/errors';
import type { Logger } from 'pino';
import type { Submissions } from '../submission/submissions.js';

export interface TickerOptions {
  readonly submissions: Pick<Submissions, 'submit'>;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const HOUR_MS = 3_600_000;
const INTERVAL_MS = 5 * 60_000;
/** After a stop of the whole network its clock is hours behind, and nobody is let in before it goes again (health/health.ts). */
const FIRST_MS = 3_000;
const WAIT_MS = 30_000;
/** Another gateway was first, or there is no network yet whose clock could go. */
const SILENT: readonly ErrorCode[] = ['CLOCK_NOT_LATER', 'NOT_BOOTSTRAPPED'];

/**
 * Keeps the ledger's clock going: where it is an hour or more behind this gateway's, it is set to the hour that has begun.
 * Every gateway does so and the first one counts; without ticks a held-back transaction could meet its deadline for ever.
 */
export class Ticker {
  readonly #options: TickerOptions;
  /** The hour that the ledger's clock has reached, as far as is known here. */
  #reached = '';
  #timer: NodeJS.Timeout | undefined;
  #ticking: Promise<void> | undefined;
  #isStopped = false;

  constructor(options: TickerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#tickIn(FIRST_MS);
  }

  #tickIn(milliseconds: number): void {
    // Jitter, so that the gateways of all provinces do not try at the same moment.
    const delay = milliseconds * (0.5 + Math.random());
    this.#timer = setTimeout(() => {
      this.#ticking = this.tick().finally(() => {
        if (!this.#isStopped) this.#tickIn(INTERVAL_MS);
      });
    }, delay).unref();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#ticking;
  }

  /** Once, where it is due. The contract compares, so a clock that is on time costs one endorsement an hour. */
  async tick(): Promise<void> {
    const { submissions, log, now } = this.#options;
    const hour = new Date(Math.floor(now() / HOUR_MS) * HOUR_MS).toISOString();
    if (hour <= this.#reached) return;
    const call = {
      chaincode: 'identity' as const,
      function: 'governance:tick',
      argument: canonicalJson({ hour }),
    };
    try {
      const { status } = await submissions.submit({ key: `tick/${hour}`, digest: '', call }, WAIT_MS);
      if (status === 'COMMITTED') this.#reached = hour;
    } catch (error) {
      const code = asDomainError(error)?.code;
      if (code === 'CLOCK_NOT_LATER') this.#reached = hour;
      if (code === undefined || !SILENT.includes(code))
        log.warn({ err: error, hour }, 'clock of the ledger not set');
    }
  }
}
