// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { addTimings, rateOf, runInFlight } from '#src/run-in-flight.js';

describe('runInFlight', () => {
  it('does every piece once, no more than so many at a time', async () => {
    const done: number[] = [];
    let running = 0;
    let most = 0;
    const { count } = await runInFlight([1, 2, 3, 4, 5, 6, 7], {
      inFlight: 3,
      work: async (item) => {
        running += 1;
        most = Math.max(most, running);
        await Promise.resolve();
        running -= 1;
        done.push(item);
      },
    });
    expect(count).to.equal(7);
    expect(most).to.equal(3);
    expect(done.toSorted((a, b) => a - b)).to.deep.equal([1, 2, 3, 4, 5, 6, 7]);
  });

  it('fails with the first piece that fails', async () => {
    const failure = new Error('refused');
    const run = runInFlight([1, 2], { inFlight: 1, work: () => Promise.reject(failure) });
    const caught: unknown = await run.catch((error: unknown) => error);
    expect(caught).to.equal(failure);
  });

  it('adds timings before it takes their rate', () => {
    const both = addTimings([
      { count: 10, seconds: 1 },
      { count: 20, seconds: 4 },
    ]);
    expect(both).to.deep.equal({ count: 30, seconds: 5 });
    expect(rateOf(both)).to.equal(6);
  });
});
