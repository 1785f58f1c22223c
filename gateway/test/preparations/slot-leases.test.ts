// SPDX-License-Identifier: Apache-2.0
import { OPEN_REQUESTS } from '@unionid/domain/transfer';
import { expect } from 'chai';
import { SlotLeases } from '#src/preparations/slot-leases.js';

const ALL = Array.from({ length: OPEN_REQUESTS }, (_, slot) => slot);

describe('slots of open requests', () => {
  let now: number;
  let leases: SlotLeases;

  beforeEach(() => {
    now = 0;
    leases = new SlotLeases(() => now);
  });

  it('are each promised to one person at a time, as many as there are', () => {
    const given = ALL.map((index) => leases.take('union', `person ${index}`, ALL));
    expect(new Set(given).size).to.equal(OPEN_REQUESTS);
    expect(leases.take('another union', 'person', ALL)).to.be.a('number');
  });

  it('are the same for the same person, until the ledger has it', () => {
    const slot = leases.take('union', 'one', ALL);
    leases.take('union', 'two', ALL);
    expect(leases.take('union', 'one', ALL)).to.equal(slot);
    const left = ALL.filter((each) => each !== slot);
    expect(leases.take('union', 'one', left)).to.not.equal(slot);
  });

  it('are free again after a while, and are given all the same where each was promised', () => {
    expect(leases.take('union', 'one', [7])).to.equal(7);
    expect(leases.take('union', 'two', [7]), 'the ledger decides').to.equal(7);
    now = 3 * 60_000;
    expect(leases.take('union', 'three', [7, 8])).to.be.oneOf([7, 8]);
    expect(leases.take('union', 'three', [])).to.equal(undefined);
  });
});
