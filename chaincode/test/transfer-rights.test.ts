// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type OperatorRecord } from '@unionid/domain/ledger';
import { newKeySigner } from '@unionid/domain/signing';
import { expect } from 'chai';
import { newImport, type TestOperator } from '#src/testing/index.js';
import { DIGEST, OneTransfer } from './support/one-transfer.js';
import { codeOf } from './support/refusal.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';
import { registerOperator } from './support/union-tree.js';

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

  // Covers: T6
  it('who has left and joined anew, at the same union even, is asked for anew', async () => {
    const { tree } = one;
    const code = { codeKey: newKeySigner('7'.repeat(64)).publicKey };
    await one.step('transfer.release', tree.sichuan.root, code);
    await one.change('membership.leave', { reason: 'request' });
    await one.joinAnew(tree.basic);
    expect(one.account()).to.include({ state: 'ACTIVE', nth: 2, org: tree.basic });
    expect(await codeOf(one.step('transfer.cancel', tree.sichuan.root)), 'the code').to.equal(
      'TRANSFER_ENDED',
    );
    await one.request();
    expect(one.transfer())
      .to.include({ status: 'REQUESTED', number: 2, nth: 2 })
      .and.not.to.have.property('codeKey');
    await one.silence();
    await one.change('membership.leave', { reason: 'request' }, tree.beijing.root);
    await one.joinAnew(one.to, tree.beijing.root);
    for (const back of [
      one.step('transfer.undo', tree.beijing.root),
      one.dispute('transfer.appeal', tree.sichuan.root),
    ])
      expect(await codeOf(back)).to.equal('TRANSFER_OVERTAKEN');
    expect(one.account()).to.include({ org: one.to, nth: 3 });
  });

  // Covers: T4
  it('is not decided on by the person who asked or objected, with whichever operator', async () => {
    const { tree } = one;
    const inCity = await one.found(tree.city, tree.sichuan.root);
    const asker = await boundCadre(tree, { org: tree.city, person: 'asker' });
    const operator = tree.ledger.state(ledgerKey.operator(asker.operatorId)) ?? '{}';
    const { person = '' } = JSON.parse(operator) as OperatorRecord;
    const again = await registerOperator(tree, { org: tree.city, role: 'superadmin', grants: ['member'] });
    const bound = { operatorId: again.operatorId, identityId: person, place: '' };
    await tree.submit('operator.bindPerson', bound, { by: tree.sichuan.root, subjectVersion: 1 });
    const judge = await boundCadre(tree, { org: tree.city, person: 'judge' });
    await one.request({ to: inCity, root: one.member.root }, asker);
    await one.dispute('transfer.object', tree.sichuan.root);
    for (const by of [asker, again, tree.sichuan.root])
      expect(await codeOf(one.decide('go', by))).to.equal('SAME_PERSON');
    await one.decide('go', judge);
    expect(one.transfer()).to.include({ status: 'AGREED', by: asker.operatorId });
  });

  // Covers: T4, T9
  it('is asked for anew on another document only, once a judge has decided, of an appeal too', async () => {
    const { tree } = one;
    await one.request();
    await one.silence();
    await one.dispute('transfer.appeal');
    await one.decide('stay');
    await one.step('transfer.complete', tree.sichuan.root);
    expect(one.account()).to.include({ org: tree.basic });
    expect(await codeOf(one.request())).to.equal('TRANSFER_DECIDED');
    const sister = await one.found(tree.beijing.orgId, tree.beijing.root);
    await one.request({ to: sister });
    await one.step('transfer.cancel', tree.beijing.root);
    expect(await codeOf(one.request()), 'whatever another has asked between').to.equal('TRANSFER_DECIDED');
    await one.request({ evidence: { kind: 'socialInsurance', digest: `${'B'.repeat(42)}A` } });
  });

  // Covers: T4
  it('is asked for anew on another document only, whatever goes back between, and where nobody decided on an appeal', async () => {
    const { tree } = one;
    const sister = await one.found(tree.beijing.orgId, tree.beijing.root);
    const another = { evidence: { kind: 'contract' as const, digest: `${'B'.repeat(42)}A` } };
    await one.request();
    await one.dispute('transfer.object');
    await one.decide('stay');
    await one.request({ to: sister });
    await one.silence();
    await one.request(another);
    // The one before goes back, and with it what has been begun.
    await one.step('transfer.undo', tree.beijing.root);
    expect(await codeOf(one.request())).to.equal('TRANSFER_DECIDED');
    await one.request(another);
    await one.silence();
    await one.dispute('transfer.appeal', tree.sichuan.root, 'notThisPerson');
    tree.clock.set(Date.parse(one.transfer().objection?.until ?? ''));
    await one.step('transfer.complete', tree.sichuan.root);
    expect(one.account()).to.include({ org: tree.basic });
    expect(await codeOf(one.request(another))).to.equal('TRANSFER_DECIDED');
  });

  // Covers: T4
  it('is asked for on a document that was decided on by nobody who is in the place of who asked, either', async () => {
    const { tree } = one;
    const [asking, heir] = [
      await one.found(tree.city, tree.sichuan.root),
      await one.found(tree.city, tree.sichuan.root),
    ];
    const cadre = (person: string, org = tree.city): Promise<TestOperator> =>
      boundCadre(tree, { org, person, home: heir, grants: ['member', 'organisation'] });
    const [first, judge] = [await cadre('first'), await cadre('judge')];
    const { root } = one.member;
    await one.request({ to: asking, root }, first);
    await one.dispute('transfer.object', tree.sichuan.root);
    await one.decide('stay', judge);
    await one.request({ to: heir, root }, first);
    await one.step('transfer.cancel', first);
    const ending = { orgId: asking, ground: 'merged', heir, on: one.today(), evidence: DIGEST } as const;
    const second = await cadre('second', tree.sichuan.orgId);
    await decideByTwo(tree, 'organisation.beginClosing', {
      payload: ending,
      subjectVersion: 1,
      first,
      second,
    });
    expect(await codeOf(one.request({ to: heir, root }, first))).to.equal('TRANSFER_DECIDED');
    const evidence = { kind: 'contract' as const, digest: `${'B'.repeat(42)}A` };
    await one.request({ to: heir, root, evidence }, first);
  });

  // Covers: T12
  it('goes back to nobody who is the heir of whoever lost the member, and has it by now', async () => {
    const { tree } = one;
    const heir = await one.found(tree.city, tree.sichuan.root);
    const colleague = await boundCadre(tree, { org: tree.city, person: 'colleague', home: heir });
    const signers = { home: heir, grants: ['organisation'] } as const;
    const first = await boundCadre(tree, { org: tree.city, person: 'first', ...signers });
    const second = await boundCadre(tree, { org: tree.sichuan.orgId, person: 'second', ...signers });
    await one.request({ to: heir, root: one.member.root }, tree.sichuan.root);
    await one.silence(tree.sichuan.root);
    const ending = { orgId: tree.basic, ground: 'merged', heir, on: one.today(), evidence: DIGEST } as const;
    const merging = { payload: ending, subjectVersion: 1, first, second };
    await decideByTwo(tree, 'organisation.beginClosing', merging);
    for (const back of [
      one.step('transfer.undo', tree.sichuan.root),
      one.dispute('transfer.appeal', colleague),
    ])
      expect(await codeOf(back)).to.equal('TRANSFER_OVERTAKEN');
  });

  it('is of the new union from no day before the last, where a clock is behind over midnight', async () => {
    const { tree } = one;
    await one.request();
    await one.step('transfer.release', tree.sichuan.root);
    // Five past midnight in China, and ten minutes before by the other side's clock.
    tree.clock.set(Date.parse('2026-03-03T16:05:00.000Z'));
    await one.change('membership.retain', { reason: 'unemployed' });
    tree.clock.set(Date.parse('2026-03-03T15:55:00.000Z'));
    await one.step('transfer.complete', tree.beijing.root);
    expect(one.account()).to.include({ org: one.to, since: '2026-03-04' });
  });

  it('whose death was a mistake is a member in the same membership, and the transfer goes on', async () => {
    const { tree } = one;
    const own = await boundCadre(tree, { org: tree.basic, person: 'own' });
    const above = await boundCadre(tree, { org: tree.city, person: 'above' });
    const two = (type: 'membership.decease' | 'membership.rescind', reason: object = {}): Promise<void> => {
      const named = { identityId: one.member.identityId, place: '', on: one.today(), evidence: DIGEST };
      const subjectVersion = one.account().v;
      return decideByTwo(tree, type, {
        payload: { ...named, ...reason },
        subjectVersion,
        first: own,
        second: above,
      });
    };
    await one.request();
    await two('membership.decease');
    await two('membership.rescind', { reason: 'notDead' });
    expect(one.account()).not.to.have.property('nth');
    await one.silence();
    expect(one.account()).to.include({ state: 'ACTIVE', org: one.to });
  });

  // Covers: T12, S20
  it('whose death was a mistake goes back by appeal still, where the new union has ended meanwhile', async () => {
    const { tree } = one;
    const { orgId, root } = tree.beijing;
    const heir = await one.found(orgId, root);
    const cadre = (org: string, person: string): Promise<TestOperator> =>
      boundCadre(tree, { org, person, home: heir, by: root, grants: ['member', 'organisation'] });
    const [first, second] = [await cadre(orgId, 'first'), await cadre(orgId, 'second')];
    const [own, inherits] = [await cadre(one.to, 'own'), await cadre(heir, 'inherits')];
    await one.request();
    await one.silence();
    const named = { identityId: one.member.identityId, place: '', on: one.today(), evidence: DIGEST };
    const dead = { payload: named, subjectVersion: one.account().v, first: own, second };
    await decideByTwo(tree, 'membership.decease', dead);
    const ending = { orgId: one.to, ground: 'merged', heir, on: one.today(), evidence: DIGEST } as const;
    await decideByTwo(tree, 'organisation.beginClosing', {
      payload: ending,
      subjectVersion: 1,
      first,
      second,
    });
    await tree.call('organisation:fold', JSON.stringify({ orgId: one.to }), { mspId: root.mspId });
    await tree.submit('organisation.close', { orgId: one.to }, { by: first, subjectVersion: 2 });
    const payload = { ...named, reason: 'notDead' as const };
    const taken = { payload, subjectVersion: one.account().v, first: inherits, second };
    await decideByTwo(tree, 'membership.rescind', taken);
    expect(one.account()).to.include({ org: heir, state: 'ACTIVE', here: one.today() });
    await one.dispute('transfer.appeal');
    await one.decide('stay');
    await one.step('transfer.complete', tree.sichuan.root);
    expect(one.account()).to.include({ org: tree.basic, state: 'ACTIVE' });
  });

  /** What becomes of the same by a list of the old side's. */
  async function refusedInList(): Promise<unknown> {
    const { tree } = one;
    const { identityId, root } = one.member;
    const row = { identityId, place: '', root, version: one.account().v, on: one.today(), evidence: DIGEST };
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
