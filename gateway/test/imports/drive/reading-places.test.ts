// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { ReadingPlaces } from '#src/imports/drive/reading-places.js';

const LIMITS = { all: 3, perOperator: 2 };

interface Asked {
  readonly operatorId: string;
  readonly isStopped: boolean;
}

describe('places for files that are read', () => {
  it('are as many as there are and as many for one operator; whoever waits comes, in order', async () => {
    const asked: fc.Arbitrary<Asked> = fc.record({
      operatorId: fc.constantFrom('P', 'Q', 'R'),
      isStopped: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(asked, { maxLength: 12 }), async (scheduler, jobs) => {
        const places = new ReadingPlaces(LIMITS);
        const running: string[] = [];
        const began: number[] = [];
        const stops = jobs.map(() => new AbortController());
        const ends = jobs.map(({ operatorId }, at) =>
          places.run(operatorId, stops[at]!.signal, async () => {
            began.push(at);
            running.push(operatorId);
            expect(running.length).to.be.at.most(LIMITS.all);
            expect(running.filter((one) => one === operatorId).length).to.be.at.most(LIMITS.perOperator);
            await scheduler.schedule(Promise.resolve());
            running.splice(running.indexOf(operatorId), 1);
          }),
        );
        for (const [at, { isStopped }] of jobs.entries()) if (isStopped) stops[at]!.abort();
        await scheduler.waitFor(Promise.all(ends));
        for (const [at, { isStopped }] of jobs.entries()) if (!isStopped) expect(began).to.include(at);
        for (const name of ['P', 'Q', 'R']) {
          const own = began.filter((at) => jobs[at]?.operatorId === name);
          expect(own).to.deep.equal([...own].sort((a, b) => a - b));
        }
      }),
    );
  });

  it('are given back by what fails, and are not waited for by what was stopped', async () => {
    const places = new ReadingPlaces({ all: 1, perOperator: 1 });
    const { signal } = new AbortController();
    const fault = new Error('fault');
    const failed = await places
      .run('P', signal, () => Promise.reject(fault))
      .catch((error: unknown) => error);
    expect(failed).to.equal(fault);
    const held = Promise.withResolvers<undefined>();
    const first = places.run('P', signal, () => held.promise);
    const stop = new AbortController();
    const second = places.run('Q', stop.signal, () => Promise.reject(fault));
    stop.abort();
    await second;
    held.resolve(undefined);
    await first;
    await places.run('P', stop.signal, () => Promise.reject(fault));
  });
});
