// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { FreeSlots } from '#src/imports/judge/free-slots.js';

const TIME = '2026-03-02T00:00:00.000Z';

describe('slots for a list of requests', () => {
  const slotsOf = (free: readonly number[], entries: readonly object[] = []): FreeSlots =>
    new FreeSlots({
      readModel: { freeTransferSlots: (org) => Promise.resolve(org === 'a' ? free : [0]) },
      ...{ time: TIME, preparedEntries: () => Promise.resolve(entries.map((row) => JSON.stringify(row))) },
    });

  it('are each given once, of each union its own, until there is none', async () => {
    const slots = slotsOf([3, 5, 8]);
    expect(await Promise.all(['a', 'b', 'a', 'a', 'a', 'b'].map((org) => slots.take(org)))).to.deep.equal([
      ...[3, 0, 5, 8, undefined, undefined],
    ]);
  });

  it('are not given again to a job that goes on after a crash', async () => {
    const slots = slotsOf(
      [3, 5, 8],
      [
        { to: 'a', slot: 5 },
        { to: 'b', slot: 8 },
      ],
    );
    expect([await slots.take('a'), await slots.take('a'), await slots.take('a')]).to.deep.equal([
      ...[3, 8, undefined],
    ]);
  });
});
