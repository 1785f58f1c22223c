// SPDX-License-Identifier: Apache-2.0
import { samplePayload, type InstructionType, type PayloadOf } from '@unionid/domain/catalogue';
import { ledgerKey, type AccountRecord, type ApplicationRecord } from '@unionid/domain/ledger';
import { expect } from 'chai';
import { newAccountPayload, newOrganisationEntry, type TestOperator } from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

const DIGEST = 'A'.repeat(43);
const TODAY = '2026-03-02';
type Step = 'open' | 'admit' | 'refuse' | 'withdraw';

describe('an application to join', () => {
  let tree: UnionTree;
  let root: TestOperator;
  /** Where the person also applies. */
  let other: string;
  let identityId: string;

  beforeEach(async () => {
    tree = await newUnionTree({ isUnbound: true });
    ({ root } = tree.sichuan);
    const entry = newOrganisationEntry(tree, tree.city);
    other = entry.orgId;
    await tree.submit('organisation.register', entry, { by: root });
    const opened = newAccountPayload(tree, tree.basic, { person: 'courier' });
    ({ identityId } = opened);
    await tree.submit('person.openAccount', opened, { by: root });
  });

  const application = (org = tree.basic): ApplicationRecord =>
    JSON.parse(tree.ledger.state(ledgerKey.application(identityId, org)) ?? '{"v":0}') as ApplicationRecord;
  const account = (): AccountRecord =>
    JSON.parse(tree.ledger.state(ledgerKey.account(identityId)) ?? '{}') as AccountRecord;
  const step = (action: Step, change: object = {}, by = root): ReturnType<UnionTree['submit']> => {
    const type: InstructionType = `application.${action}`;
    const payload = {
      ...samplePayload(type),
      ...(action === 'admit' && { on: TODAY }),
      ...{ identityId, place: '', org: tree.basic },
      ...change,
    } as PayloadOf<typeof type>;
    const { org } = payload as { org: string };
    return tree.submit(type, payload, { by, subjectVersion: application(org).v });
  };

  // Covers: S1, S2
  it('is recorded, and becomes a membership on the account that the person has, by the union’s approval', async () => {
    await step('open', { means: 'online' });
    expect(application()).to.deep.include({ v: 1, status: 'APPLIED', means: 'online', province: '51' });
    expect(account(), 'no member yet').to.include({ state: 'NONE' });
    const { tag, root: recordRoot } = account();
    await step('admit');
    expect(account()).to.deep.equal({
      ...{ v: 2, state: 'ACTIVE', province: '51', org: tree.basic, joined: TODAY, since: TODAY },
      ...{ loa: account().loa, tag, root: recordRoot },
    });
    expect(application()).to.include({ v: 2, status: 'ADMITTED' });
    expect(tree.ledger.state(ledgerKey.membership(tree.basic, identityId))).to.equal('1');
    expect(await codeOf(step('admit'))).to.equal('MEMBER_UNCHANGED');
  });

  // Covers: S3
  it('is refused with a reason, or taken back, and may be followed by another', async () => {
    await step('open');
    expect(await codeOf(step('open'))).to.equal('APPLICATION_OPEN');
    await step('refuse', { reason: 'incomplete' });
    expect(application()).to.include({ status: 'REFUSED', reason: 'incomplete' });
    expect(await codeOf(step('admit'))).to.equal('APPLICATION_ENDED');
    await step('open');
    expect(application(), 'of the refusal nothing is left').not.to.have.property('reason');
    await step('withdraw');
    expect(application()).to.include({ v: 4, status: 'WITHDRAWN' });
    expect(account()).to.include({ v: 1, state: 'NONE' });
  });

  // Covers: W8
  it('to one of two unions comes to nothing once the other has approved, for ever', async () => {
    await step('open');
    await step('open', { org: other });
    await step('admit', { org: other });
    expect(await codeOf(step('admit'))).to.equal('MEMBER_EXISTS');
    expect(await codeOf(step('refuse'))).to.equal('APPLICATION_ENDED');
    // On the very day: no date tells that anything has happened meanwhile.
    const end = { identityId, place: '', on: TODAY, evidence: DIGEST, reason: 'request' } as const;
    await tree.submit('membership.leave', end, { by: root, subjectVersion: 2 });
    expect(await codeOf(step('admit')), 'nor once that has ended').to.equal('APPLICATION_ENDED');
    await step('open');
    await step('admit');
    expect(account()).to.include({ state: 'ACTIVE', org: tree.basic });
  });

  it('comes to nothing by a membership since, also one of the very days of that before', async () => {
    const end = { identityId, place: '', on: TODAY, evidence: DIGEST, reason: 'request' } as const;
    const leave = (): Promise<unknown> =>
      tree.submit('membership.leave', end, { by: root, subjectVersion: account().v });
    const joinOther = async (): Promise<void> => {
      await step('open', { org: other });
      await step('admit', { org: other });
      await leave();
    };
    await joinOther();
    await step('open');
    expect(application()).not.to.have.property('nth');
    const { since, joined } = account();
    await joinOther();
    expect(account()).to.deep.include({ since, joined, nth: 2, state: 'WITHDRAWN' });
    expect(await codeOf(step('admit'))).to.equal('APPLICATION_ENDED');
    await step('open');
    expect(application()).to.include({ nth: 2 });
    await step('admit');
    expect(account()).to.include({ state: 'ACTIVE', org: tree.basic, nth: 3 });
  });

  it('lapses where nobody decides', async () => {
    await step('open');
    expect(application().due).to.equal('2026-03-17T02:00:00.000Z');
    tree.clock.set(Date.parse(application().lapsesAt) - 1);
    await step('open').catch((error: unknown) => expect(error).to.include({ code: 'APPLICATION_OPEN' }));
    tree.clock.advance(1);
    expect(await codeOf(step('admit', { on: '2026-05-01' }))).to.equal('APPLICATION_ENDED');
    await step('open');
  });

  it('is decided by the union or one above it, by nobody beside it and by no applicant', async () => {
    await step('open');
    const cadre = (org: string): Promise<TestOperator> =>
      registerOperator(tree, { org, role: 'superadmin', grants: ['member'] });
    expect(await codeOf(step('admit', {}, await cadre(other)))).to.equal('OUT_OF_SCOPE');
    expect(await codeOf(step('admit', {}, tree.beijing.root))).to.equal('PROVINCE_FOREIGN');
    const own = await cadre(tree.basic);
    const bound = { operatorId: own.operatorId, identityId, place: '' };
    await tree.submit('operator.bindPerson', bound, { by: root, subjectVersion: 1 });
    expect(await codeOf(step('admit', {}, own))).to.equal('OWN_ACCOUNT');
    await step('admit', {}, await cadre(tree.city));
  });

  it('is for whoever is no member, from a day that can be', async () => {
    await step('open');
    expect(await codeOf(step('admit', { on: '2026-03-03' }))).to.equal('DATES_INVALID');
    expect(await codeOf(step('admit', { on: '2026-03-01' })), 'before it was asked').to.equal(
      'DATES_INVALID',
    );
    expect(await codeOf(step('admit', { on: '2025-09-30' })), 'late facts take two').to.equal(
      'PERSON_UNBOUND',
    );
    await step('admit');
    expect(await codeOf(step('open', { org: other })), 'apply for a transfer').to.equal('MEMBER_EXISTS');
  });

  // Covers: S14
  it('of somebody who was expelled is two persons’ decision', async () => {
    await step('open');
    await step('admit');
    const first = await boundCadre(tree, { org: tree.city, person: 'first' });
    const third = await boundCadre(tree, { org: tree.sichuan.orgId, person: 'third' });
    const end = { ...samplePayload('membership.expel'), identityId, place: '', on: TODAY };
    await decideByTwo(tree, 'membership.expel', {
      ...{ payload: end, subjectVersion: 2, first, second: third },
    });
    await step('open');
    expect(await codeOf(step('admit'))).to.equal('MEMBERSHIP_ENDED');
    const payload = { identityId, place: '', org: tree.basic, on: TODAY, evidence: DIGEST };
    await decideByTwo(tree, 'application.readmit', { payload, subjectVersion: 3, first, second: third });
    expect(account()).to.include({ state: 'ACTIVE', org: tree.basic });
    expect(account()).not.to.have.property('was');
  });
});
