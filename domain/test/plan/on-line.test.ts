// SPDX-License-Identifier: Apache-2.0
import { PLAN_STATUSES } from '#src/ledger/index.js';
import { chunkOfItem, itemAt, paidOff, reservedBy, standingAsPaid, sumsOfItems } from '#src/plan/index.js';
import { expect } from 'chai';

const OVER = ['RECONCILED', 'CLOSED', 'CANCELLED'];
const signed = { items: 4, fen: 1000 };
const stands = { items: 3, fen: 900, root: 'r' };
const sums = (fen: number) => ({ items: 1, fen });

describe('what a plan comes to on its line', () => {
  it('is reserved until it is over: what was signed, then what stands, without what was struck off', () => {
    for (const status of PLAN_STATUSES) {
      const isOver = OVER.includes(status);
      expect(reservedBy({ status, signed }), status).to.equal(isOver ? 0 : 1000);
      expect(reservedBy({ status, signed, stands }), status).to.equal(isOver ? 0 : 900);
      expect(reservedBy({ status, signed, stands, voided: sums(7) }), status).to.equal(isOver ? 0 : 893);
    }
  });

  it('is paid once all of it is answered, less what came back whole or in part', () => {
    const back = { paid: sums(800), returned: sums(30), recovered: sums(4) };
    for (const status of PLAN_STATUSES) {
      const isPaid = status === 'RECONCILED' || status === 'CLOSED';
      expect(standingAsPaid({ status, ...back }), status).to.equal(isPaid ? 766 : 0);
      expect(paidOff({ status, ...back, partly: sums(100) }), status).to.equal(isPaid ? 666 : -100);
    }
    const status = 'CLOSED';
    expect(standingAsPaid({ status })).to.equal(0);
    expect(standingAsPaid({ status, paid: sums(800) })).to.equal(800);
    expect(paidOff({ status, paid: sums(800) })).to.equal(800);
  });
});

describe('an item of a plan’s list', () => {
  it('has come in a chunk of 250', () => {
    expect([0, 249, 250, 499, 500].map(chunkOfItem)).to.deep.equal([0, 0, 1, 1, 2]);
    expect([itemAt(0, 0), itemAt(0, 249), itemAt(1, 0), itemAt(2, 7)]).to.deep.equal([0, 249, 250, 507]);
  });

  it('is summed up with those beside it, under a root of the plan, the chunk and each of them', () => {
    const chunk = { planId: 'm', index: 1, items: [400, 300].map((fen) => ({ id: 'p', fen })) };
    const { root, ...all } = sumsOfItems(chunk);
    expect(all).to.deep.equal({ items: 2, fen: 700 });
    expect(sumsOfItems({ ...chunk }).root).to.equal(root);
    for (const other of [{ planId: 'n' }, { index: 2 }, { items: chunk.items.toReversed() }, { items: [] }])
      expect(sumsOfItems({ ...chunk, ...other }).root).not.to.equal(root);
  });
});
