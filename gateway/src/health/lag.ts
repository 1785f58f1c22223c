// SPDX-License-Identifier: Apache-2.0

/** Blocks the read model may be behind and still answer. */
const MAX_LAG = 10;
/** How long a block that somebody is known to have may be missing, in milliseconds. */
const PATIENCE_MS = 30_000;

/** Whether the read model keeps up with a height that grows: neither far behind nor behind for long. */
export class Lag {
  /** A height that was heard of and is not reached. */
  #missing: { readonly height: number; readonly since: number } | undefined;

  /** @param height undefined while nobody tells it: what is missing stays missing. @param now milliseconds, of a steady clock */
  isBehind(own: number, height: number | undefined, now: number): boolean {
    if (this.#missing !== undefined && own >= this.#missing.height) this.#missing = undefined;
    if (height !== undefined) {
      if (height <= own) this.#missing = undefined;
      else this.#missing ??= { height, since: now };
      if (height - own > MAX_LAG) return true;
    }
    return this.#missing !== undefined && now - this.#missing.since > PATIENCE_MS;
  }
}
