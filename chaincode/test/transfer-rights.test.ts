// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { expect } from 'chai';
import { newImport } from '#src/testing/index.js';
import { DIGEST, OneTransfer } from './support/one-transfer.js';
import { codeOf } from './support/refusal.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';

describe('a member whom another union asks for', () => {
  let one: OneTransfer;

  beforeEach(async () => {
    one = await OneTransfer.open();
  });

  // Covers: T6
  it('leaves by no signature of the union that has the member, alone or in a list, till the transfer has ended', async () => {
    const { tree } = one;
    const leave = (by = tree.sichuan.root): Promise<unknown> =>
      one.change('membership.leave', { reason: 'request' }, by);
    await one.request();
    expect(await codeOf(leave())).to.equal('TRANSFER_OPEN');
    expect(await refusedInList()).to.deep.equal({ TRANSFER_OPEN: [0] });
    await one.silence();
    await one.dispute('transfer.appeal');
    expect(await codeOf(leave(tree.beijing.root)), 'appealed').to.equal('TRANSFER_APPEALED');
    await one.decide('stay');
    expect(await codeOf(leave(tree.beijing.root)), 'recalled').to.equal('TRANSFER_RECALLED');
    await one.step('transfer.complete', tree.sichuan.root);
    expect(one.account()).to.include({ state: 'ACTIVE', org: tree.basic });
    await leave();
    expect(one.account()).to.include({ state: 'WITHDRAWN' });
  });

  /** What becomes of the same by a list of the old side's. */
  async function refusedInList(): Promise<unknown> {
    const { tree } = one;
    const { identityId, root } = one.member;
    const row = { identityId, place: '', root, on: one.today(), evidence: DIGEST };
    const list = newImport(tree, [{ ...row, action: 'leave', reason: 'request' }]);
    const first = await boundCadre(tree, { org: tree.city, person: 'first' });
    const second = await boundCadre(tree, { org: tree.sichuan.orgId, person: 'second' });
    await decideByTwo(tree, 'membership.change', {
      payload: list.manifest,
      subjectVersion: 0,
      first,
      second,
    });
    const [chunk = ''] = list.chunks;
    await tree.call('membership:changeChunk', chunk, { mspId: tree.sichuan.mspId });
    const key = ledgerKey.chunk(list.manifest.manifestId, 0);
    return (JSON.parse(tree.ledger.state(key) ?? '{}') as { readonly refused: unknown }).refused;
  }
});
