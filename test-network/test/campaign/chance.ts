// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';

/** Numbers by chance that are the same again for the same seed. */
export class Chance {
  readonly #seed: string;
  #drawn = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** A whole number from `least` to below `end`. */
  between(least: number, end: number): number {
    this.#drawn += 1;
    const digest = createHash('sha256')
      .update(`${this.#seed}/${String(this.#drawn)}`)
      .digest();
    return least + (digest.readUInt32BE(0) % (end - least));
  }

  among<T>(some: readonly [T, ...T[]]): T {
    return some[this.between(0, some.length)] ?? some[0];
  }
}
