// SPDX-License-Identifier: Apache-2.0
import { sm3Hex } from '#src/sm/sm3.js';
import { utf8 } from './bytes.js';

/** Numbers that are the same in every run, from a hash of the seed and a counter. */
export class Seeded {
  readonly #seed: string;
  #count = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** 256 bits. */
  number(): bigint {
    this.#count += 1;
    return BigInt(`0x${sm3Hex(utf8(`${this.#seed} ${this.#count}`))}`);
  }

  below(end: number): number {
    return Number(this.number() % BigInt(end));
  }
}
