// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { ledgerKey } from '@unionid/domain/ledger';
import { expect } from 'chai';
import { InMemoryLedger, newTestClock, newTestLedger } from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

const MINUTE = 60_000;

describe('the ledger clock', () => {
  let tree: UnionTree;

  beforeEach(async () => {
    tree = await newUnionTree();
  });

  const tick = (hour: string, mspId = tree.beijing.mspId): ReturnType<UnionTree['call']> =>
    tree.call('governance:tick', canonicalJson({ hour }), { mspId });

  it('is put to a later hour by any organisation, never back', async () => {
    tree.clock.set(Date.parse('2026-03-02T10:05:00.000Z'));
    expect((await tick('2026-03-02T10:00:00.000Z')).result).to.deep.equal({
      v: 1,
      hour: '2026-03-02T10:00:00.000Z',
    });
    expect(await codeOf(tick('2026-03-02T10:00:00.000Z', tree.sichuan.mspId))).to.equal('CLOCK_NOT_LATER');
    expect(await codeOf(tick('2026-03-02T09:00:00.000Z'))).to.equal('CLOCK_NOT_LATER');
    tree.clock.advance(60 * MINUTE);
    await tick('2026-03-02T11:00:00.000Z', tree.sichuan.mspId);
    expect(tree.ledger.state(ledgerKey.clock())).to.equal('{"hour":"2026-03-02T11:00:00.000Z","v":2}');
  });

  it('is at most half an hour ahead of the transaction', async () => {
    tree.clock.set(Date.parse('2026-03-02T10:30:00.000Z') - 1);
    expect(await codeOf(tick('2026-03-02T11:00:00.000Z'))).to.equal('CLOCK_AHEAD');
    tree.clock.advance(1);
    await tick('2026-03-02T11:00:00.000Z');
  });

  it('knows hours of a network that is bootstrapped', async () => {
    for (const hour of ['2026-03-02T10:30:00.000Z', '2026-03-02', '', 'x'])
      expect(await codeOf(tick(hour)), hour).to.equal('INVALID_REQUEST');
    const clock = newTestClock();
    const fresh = newTestLedger(new InMemoryLedger({ now: clock.now }), clock);
    const early = fresh.call('governance:tick', '{"hour":"2026-03-02T02:00:00.000Z"}', {
      mspId: 'BeijingMSP',
    });
    expect(await codeOf(early)).to.equal('NOT_BOOTSTRAPPED');
  });
});
