// SPDX-License-Identifier: Apache-2.0

type Persons = ReadonlyMap<string, number>;

/**
 * Batches of a file on their way from reading to writing: judged at the same time, written one after another in the order
 * of the file. The first failure ends the line; what stood behind it is not written.
 */
export class BatchLine {
  readonly #width: number;
  readonly #underWay: { readonly persons: Persons; readonly written: Promise<void> }[] = [];
  readonly #judging = new Set<Promise<unknown>>();
  #last: Promise<void> = Promise.resolve();

  constructor(width: number) {
    this.#width = width;
  }

  /** Persons of batches that are not written yet: digest → row. */
  readonly persons = (): Iterable<readonly [string, number]> =>
    this.#underWay.flatMap(({ persons }) => [...persons]);

  /** Puts a batch in line; returns once there is room for another. @throws what a batch before it threw */
  async add<T>(persons: Persons, judged: Promise<T>, write: (judged: T) => Promise<void>): Promise<void> {
    // After the one before it, whichever way this one was judged: nobody is told of an end while a batch is being written.
    const written = this.#last.then(() => judged).then(write);
    // Told to whoever waits for them; until then they are nobody's unhandled rejections.
    written.catch(() => undefined);
    this.#judging.add(judged);
    const forget = (): void => void this.#judging.delete(judged);
    judged.then(forget, forget);
    this.#last = written;
    this.#underWay.push({ persons, written });
    if (this.#underWay.length < this.#width) return;
    await this.#underWay[0]?.written;
    this.#underWay.shift();
  }

  /** Waits until nothing of any batch is under way. @throws what one of them threw */
  async end(): Promise<void> {
    await Promise.allSettled(this.#judging);
    await this.#last;
  }
}
