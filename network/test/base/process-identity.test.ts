// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { startOf } from '#src/base/process-identity.js';

describe('what Linux tells of a process', () => {
  it('names the start of one that runs, whatever its name', () => {
    expect(startOf(statOf('S', 9))).to.equal('5430593');
    expect(startOf(statOf('S', 1, 'pe) er (x'))).to.equal('5430593');
  });

  it('has it running while a thread of it is on its way out: its ports are not free yet', () => {
    expect(startOf(statOf('Z', 2))).to.equal('5430593');
  });

  it('has it ended when nothing is left but its number, or not even that', () => {
    expect(startOf(statOf('Z', 1))).to.equal(undefined);
    expect(startOf(statOf('X', 0))).to.equal(undefined);
    expect(startOf('')).to.equal(undefined);
  });
});

/** As Linux 6 has it of a program whose first thread ended before its second. */
function statOf(state: string, threads: number, name = 'peer'): string {
  return `24323 (${name}) ${state} 24314 24314 21553 0 -1 4227084 3054 6504 5 0 6 2 6 2 20 0 ${threads} 0 5430593 0 0`;
}
