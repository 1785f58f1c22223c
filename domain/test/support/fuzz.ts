// SPDX-License-Identifier: Apache-2.0
import { randomInt } from 'node:crypto';
import * as fc from 'fast-check';

/** Minutes for each target; 0 in the tests, which run the short form (scripts/fuzz.mjs). */
const MINUTES = Number(process.env.UNIONID_FUZZ_MINUTES ?? 0);
/** Runs of each target in place of a time, or of its own number. */
const RUNS = Number(process.env.UNIONID_FUZZ_RUNS ?? 0);
const IS_LONG = MINUTES > 0 || RUNS > 0;
/** Of an earlier run, which is repeated so. */
const SEED = Number(process.env.UNIONID_FUZZ_SEED ?? randomInt(2 ** 31 - 1));
const ENDLESS = 2 ** 31 - 1;
const TOLD_EVERY_MS = 30_000;
/** How long what was found is made smaller: a long history could be shrunk for hours before anybody is told of it. */
const SHRINK_MS = IS_LONG ? 300_000 : 20_000;

type Property = fc.IRawProperty<unknown>;
type Parameters = fc.Parameters<unknown>;

/**
 * A target of `npm run fuzz` and, with `runs`, a test. In a file of its own, `*.fuzz.test.ts`, which says above it within how
 * many runs it finds its fault again where the mend is taken back.
 */
export function fuzz(target: string, property: Property, { runs }: { readonly runs: number }): void {
  describe(`fuzz ${target}`, () => {
    const length = MINUTES > 0 ? `${String(MINUTES)} minutes` : `${String(RUNS || runs)} runs`;
    it(`finds nothing in ${length}`, async function () {
      this.timeout(IS_LONG ? 0 : 60_000);
      const tell = (text: string): void => {
        if (IS_LONG) process.stdout.write(`      ${target}: ${text}\n`);
      };
      tell(`seed ${String(SEED)}, ${length}`);
      const limit =
        MINUTES > 0
          ? { numRuns: ENDLESS, plugins: [fc.interruptAfterTimeLimit(MINUTES * 60_000)] }
          : { numRuns: RUNS || runs };
      const found = await fc.check(told(property, tell), { ...limit, seed: SEED, endOnFailure: true });
      tell(`${String(found.numRuns)} runs, seed ${String(found.seed)}${found.failed ? ', FAILED' : ''}`);
      if (found.failed) throw await reportOf(property, found, limit);
    });
  });
}

/** The property, which says from time to time how far it is. */
function told(property: Property, tell: (text: string) => void): Property {
  const began = performance.now();
  let [runs, last] = [0, began];
  const run: Property['run'] = (value) => {
    const now = performance.now();
    if (now - last >= TOLD_EVERY_MS) {
      last = now;
      tell(`${String(runs)} runs in ${String(Math.round((now - began) / 1000))} s`);
    }
    runs += 1;
    return property.run(value);
  };
  return Object.assign(Object.create(property) as Property, { run });
}

/** What was found, as small as it gets in a while. */
async function reportOf(
  property: Property,
  { seed, counterexamplePath, ...found }: fc.RunDetails<unknown>,
  { numRuns }: Parameters,
): Promise<Error> {
  const shrunk = await fc.check(property, {
    ...{ seed, plugins: [fc.interruptAfterTimeLimit(SHRINK_MS)] },
    ...(numRuns !== undefined && { numRuns }),
    ...(counterexamplePath !== null && { path: counterexamplePath }),
  });
  const said = shrunk.failed ? shrunk : { ...found, seed, counterexamplePath };
  return new Error(fc.defaultReportMessage(said as fc.RunDetails<unknown>), { cause: said.errorInstance });
}
