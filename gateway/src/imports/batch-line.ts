// SPDX-License-Identifier: Apache-2.0

type Persons = ReadonlyMap<string, number>;

/**
 * Batches of a file on their way from reading to writing: judged at the same time, written one after another in the order
 * of the file. The first failure ends the line; what stood behind it is not written.
 */
export class BatchLine {
  readonly #width: number;
  readonly #underWay: { readonly persons: Persons; readonly written: Promise<void> }[] = [];
  #last: Promise<void> = Promise.resolve();

  constructor(width: number) {
    this.#width = width;
  }

  /** Persons of batches that are not written yet: digest → row. */
  readonly persons = (): Iterable<readonly [string, number]> =>
    this.#underWay.flatMap(({ persons }) => [...persons]);

  /** Puts a batch in line; returns once there is room for another. @throws what a batch before it threw */
  async add<T>(persons: Persons, judged: Promise<T>, write: (judged: T) => Promise<void>): Promise<void> {
    const before = this.#last;
    const written = Promise.all([judged, before]).then(([result]) => write(result));
    // Told to whoever waits for it; until then it is nobody's unhandled rejection.
    written.catch(() => undefined);
    this.#last = written;
    this.#underWay.push({ persons, written });
    if (this.#underWay.length < this.#width) return;
    await this.#underWay[0]?.written;
    this.#underWay.shift();
  }

  /** Waits for the batches that are left. @throws what one of them threw */
  end(): Promise<void> {
    return this.#last;
  }
}
