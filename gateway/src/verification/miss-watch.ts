// SPDX-License-Identifier: Apache-2.0
import type { Logger } from 'pino';
import type { Metrics } from '../metrics/metrics.js';

/** Below these somebody mistypes; above, somebody tries numbers out. */
const LEAST_ASKED = 200;
const ALARMING_RATIO = 0.5;
const DAY_MS = 24 * 3_600_000;

interface Asked {
  asked: number;
  missed: number;
  alarmed: boolean;
}

export interface MissWatchOptions {
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'missRatioAlarm'>;
  readonly now: () => number;
}

/** Raises an alarm, once a day, at an operator of whose questions by number most find nobody. */
export class MissWatch {
  readonly #options: MissWatchOptions;
  #day = 0;
  #operators = new Map<string, Asked>();

  constructor(options: MissWatchOptions) {
    this.#options = options;
  }

  note(operatorId: string, isMember: 'yes' | 'no' | 'unknown'): void {
    if (isMember === 'unknown') return;
    const counts = this.#countsOf(operatorId);
    counts.asked += 1;
    if (isMember === 'no') counts.missed += 1;
    const { asked, missed } = counts;
    if (counts.alarmed || asked < LEAST_ASKED || missed < asked * ALARMING_RATIO) return;
    counts.alarmed = true;
    const { log, metrics } = this.#options;
    metrics.missRatioAlarm();
    log.error(
      { alarm: 'miss-ratio', operator: operatorId, asked, missed },
      'most numbers asked are nobody’s',
    );
  }

  #countsOf(operatorId: string): Asked {
    const day = Math.floor(this.#options.now() / DAY_MS);
    if (day !== this.#day) this.#operators = new Map();
    this.#day = day;
    const known = this.#operators.get(operatorId);
    if (known !== undefined) return known;
    const counts = { asked: 0, missed: 0, alarmed: false };
    this.#operators.set(operatorId, counts);
    return counts;
  }
}
