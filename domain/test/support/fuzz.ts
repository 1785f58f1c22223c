// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';

/** Minutes for each target; 0 in the tests, which run the short form (scripts/fuzz.mjs). */
const MINUTES = Number(process.env.UNIONID_FUZZ_MINUTES ?? 0);
/** Runs of each target in place of a time, or of its own number. */
const RUNS = Number(process.env.UNIONID_FUZZ_RUNS ?? 0);
const IS_LONG = MINUTES > 0 || RUNS > 0;
const ENDLESS = 2 ** 31 - 1;

type Property = fc.IRawProperty<unknown>;

/**
 * A target of `npm run fuzz` and, with `runs`, a test. In a file of its own, `*.fuzz.test.ts`, which says above it within how
 * many runs it finds its fault again where the mend is taken back.
 */
export function fuzz(target: string, property: Property, { runs }: { readonly runs: number }): void {
  describe(`fuzz ${target}`, () => {
    const length = MINUTES > 0 ? `${String(MINUTES)} minutes` : `${String(RUNS || runs)} runs`;
    it(`finds nothing in ${length}`, async function () {
      this.timeout(IS_LONG ? 0 : 60_000);
      const limit =
        MINUTES > 0
          ? { numRuns: ENDLESS, interruptAfterTimeLimit: MINUTES * 60_000, endOnFailure: false }
          : { numRuns: RUNS || runs };
      const found = await fc.check(property, limit);
      if (IS_LONG)
        process.stdout.write(`      ${target}: ${String(found.numRuns)} runs, seed ${String(found.seed)}\n`);
      if (found.failed) throw new Error(fc.defaultReportMessage(found), { cause: found.errorInstance });
    });
  });
}
