// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { heldSince } from '#src/ledger/index.js';

describe('since when a state holds', () => {
  const joined = '2020-01-01';

  it('is kept by whoever moves, once it is another day than that of joining', () => {
    expect(heldSince({ joined, since: joined })).to.deep.equal({});
    expect(heldSince({ joined, since: '2026-03-01' })).to.deep.equal({ held: '2026-03-01' });
    expect(heldSince({ joined, since: '2020-01-02' })).to.deep.equal({ held: '2020-01-02' });
    expect(heldSince({ joined, since: '2026-03-01', here: '2025-01-01' })).to.deep.equal({
      held: '2026-03-01',
    });
  });

  it('is no day on which somebody has moved', () => {
    const moved = { joined, since: '2026-03-10', here: '2026-03-10' };
    expect(heldSince(moved)).to.deep.equal({});
    expect(heldSince({ ...moved, held: '2026-03-01' })).to.deep.equal({ held: '2026-03-01' });
    expect(heldSince({ ...moved, held: '2026-03-01', since: '2026-03-12' })).to.deep.equal({
      held: '2026-03-12',
    });
  });
});
