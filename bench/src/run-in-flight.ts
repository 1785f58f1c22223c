// SPDX-License-Identifier: Apache-2.0

/** How long so many pieces of work took together. */
export interface Timing {
  readonly count: number;
  readonly seconds: number;
}

/** Does each piece of work, so many at a time; the first failure ends it. */
export async function runInFlight<T>(
  items: Iterable<T>,
  { inFlight, work }: { readonly inFlight: number; readonly work: (item: T) => Promise<unknown> },
): Promise<Timing> {
  const source = items[Symbol.iterator]();
  const started = performance.now();
  let count = 0;
  const lane = async (): Promise<void> => {
    for (let next = source.next(); next.done !== true; next = source.next()) {
      await work(next.value);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return { count, seconds: (performance.now() - started) / 1000 };
}

/** Two measurements of the same thing as one. */
export function addTimings(timings: readonly Timing[]): Timing {
  return {
    count: timings.reduce((sum, { count }) => sum + count, 0),
    seconds: timings.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

export function rateOf({ count, seconds }: Timing): number {
  return count / seconds;
}

/** The items again and again, for so many seconds. */
export function* repeat<T>(items: readonly T[], duration: number): Generator<T> {
  const end = performance.now() + duration * 1000;
  while (performance.now() < end) {
    for (const item of items) {
      if (performance.now() >= end) return;
      yield item;
    }
  }
}
