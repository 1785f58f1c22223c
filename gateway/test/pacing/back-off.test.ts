// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { BackOff } from '#src/pacing/back-off.js';

const HOUR_MS = 3_600_000;

describe('a back-off', () => {
  let waited: number[];
  let backOff: BackOff;

  beforeEach(() => {
    waited = [];
    const wait = (milliseconds: number): Promise<void> => {
      waited.push(milliseconds);
      return Promise.resolve();
    };
    const range = { firstPauseMs: 100, longestPauseMs: 400 };
    backOff = new BackOff(range, new AbortController().signal, wait);
  });

  it('pauses twice as long each time, up to the longest', async () => {
    for (let tries = 0; tries < 4; tries += 1) await backOff.pause();
    expect(waited).to.deep.equal([100, 200, 400, 400]);
  });

  it('begins anew after a try that went well', async () => {
    await backOff.pause();
    await backOff.pause();
    backOff.reset();
    await backOff.pause();
    expect(waited).to.deep.equal([100, 200, 100]);
  });

  it('ends at once when the work is stopped, before or meanwhile', async () => {
    const stop = new AbortController();
    const stopped = new BackOff({ firstPauseMs: HOUR_MS, longestPauseMs: HOUR_MS }, stop.signal);
    const paused = stopped.pause();
    stop.abort();
    await paused;
    await stopped.pause();
  });
});
