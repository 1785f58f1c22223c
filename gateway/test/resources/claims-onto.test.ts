// SPDX-License-Identifier: Apache-2.0
import { newMemberEntry, type TestOperator } from '@unionid/chaincode/testing';
import { signedAnswer } from '@unionid/domain/answer';
import {
  accountView,
  claimView,
  fileParts,
  historyEntry,
  inboxPage,
  memberView,
  pageOf,
  type AccountView,
  type ClaimView,
  type CorrectionParts,
  type PersonInput,
} from '@unionid/domain/api';
import { parseSignedInstruction, type InstructionType, type PayloadOf } from '@unionid/domain/catalogue';
import { instructionDigest } from '@unionid/domain/instruction';
import type { ClaimKind } from '@unionid/domain/ledger';
import { identityIdFor } from '@unionid/domain/person';
import { expect } from 'chai';
import { alarmsOf } from '../support/alarms-of.js';
import {
  askCorrection,
  CORRECTION_EVIDENCE as EVIDENCE,
  correctionPayload,
  prepareCorrection,
} from '../support/correct.js';
import { enrol, PERSON, registerUnion, submitInstruction } from '../support/enrol.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { bindPerson, registerOperator } from '../support/register-operator.js';
import { expectProblem, signedFetch, type TestResponse } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const DAY = 86_400_000;
/** Two persons as they are; each was registered with the other's number. */
const ONE: PersonInput = PERSON;
const TWO: PersonInput = {
  ...PERSON,
  name: '测试乙二',
  docNumber: '119999199003070035',
  mobile: '13800000009',
};

describeOnDatabases('claims onto an account', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let sichuan: TestGateway;
  let beijing: TestGateway;
  let org: string;
  /** In 四川 the second, under the number of the first; in 北京 the first, under that of the second. */
  let [claimed, own]: [string, string] = ['', ''];
  let [first, second]: [TestOperator, TestOperator] = [] as never;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ sichuan, beijing } = network);
    const { test } = network;
    const holder = await registerUnion(test, sichuan.union);
    org = await registerUnion(test, beijing.union);
    first = await registerOperator(test, beijing.union, { org, grants: ['member'] });
    second = await registerOperator(test, beijing.union, { role: 'cadre', grants: ['member'] });
    for (const operator of [first, second]) await bindPerson(test, beijing.union, operator);
    await network.catchUp();
    const wrong = { ...TWO, docNumber: ONE.docNumber };
    ({ identityId: claimed } = await enrol(test, sichuan, { org: holder, person: wrong }));
  });
  afterEach(() => network.close());

  async function swapped(): Promise<void> {
    const person = { ...ONE, docNumber: TWO.docNumber };
    ({ identityId: own } = await enrol(network.test, beijing, { org, person }));
    await network.catchUp();
  }

  // Covers: T17, W2
  it('let two numbers change places, and both vaults follow', async () => {
    await swapped();
    expect([await isMember(ONE), await isMember(TWO)]).to.deep.equal(['no', 'no']);
    const asked = { identityId: own, person: ONE };
    expectProblem(await askCorrection(beijing, first, asked), 'ACCOUNT_EXISTS');
    await open('wrongDocument', await correction(beijing, first, ONE));
    expect(await view(beijing)).to.include({ onto: true, exchange: false, owner: own });
    await answer(await correction(sichuan, sichuan.union.root, TWO));
    expect(await view(beijing)).to.include({ status: 'UPHELD', exchange: true });
    const parts = await correction(beijing, first, ONE);
    await confirmed('person.rebind', correctionPayload(parts) as PayloadOf<'person.rebind'>, 1);
    await network.catchUp();
    expect(await view(sichuan)).to.include({ status: 'SETTLED', hasNumber: true });
    for (const person of [ONE, TWO]) expect(await isMember(person), person.name).to.equal('yes');
    for (const person of [
      { ...ONE, docNumber: TWO.docNumber },
      { ...TWO, docNumber: ONE.docNumber },
    ])
      expect(await isMember(person), 'by the other’s').to.equal('no');
    expect((await recordOf(sichuan, claimed))?.fields).to.include({
      docNumber: TWO.docNumber,
      name: TWO.name,
    });
    expect((await recordOf(beijing, own))?.fields).to.include({ docNumber: ONE.docNumber, name: ONE.name });
    expect([await alarmsOf(sichuan), await alarmsOf(beijing)], 'lawful').to.deep.equal([0, 0]);
  });

  it('wait for nobody who is the owner', async () => {
    await swapped();
    await open('wrongDocument', await correction(beijing, first, ONE));
    const by = await operatorOf(own, sichuan);
    const shown = await signedFetch(sichuan, by, { target: `/v1/claims/${claimed}` });
    const { actions } = claimView.parse(shown.json, { error: () => shown.text });
    const answering = actions.find(({ action }) => action === 'answer');
    expect(answering).to.include({ allowed: false, code: 'OWN_ACCOUNT' });
    const waits = async (who: TestOperator): Promise<readonly string[]> => {
      const inbox = await signedFetch(sichuan, who, { target: '/v1/inbox' });
      return inboxPage.parse(inbox.json, { error: () => inbox.text }).items.map(({ kind }) => kind);
    };
    expect(await waits(by)).to.deep.equal([]);
    expect(await waits(sichuan.union.root)).to.deep.equal(['claim']);
  });

  it('keep the record that a number is exchanged into as long as they are open', async () => {
    await swapped();
    await open('wrongDocument', await correction(beijing, first, ONE));
    const parts = await correction(sichuan, sichuan.union.root, TWO);
    const { root } = parts;
    expectProblem(await submitAnswer({ ...parts, root: EVIDENCE }), 'PREPARATION_UNKNOWN');
    expectProblem(await submitAnswer({ ...parts, nameTag: 'A'.repeat(22) }), 'PREPARATION_DIFFERS');
    await answer(parts);
    const { vault, preparations } = sichuan.services;
    const { futures } = await view(sichuan);
    const lapses = Date.parse(futures[0]?.at ?? '');
    network.test.clock.set(lapses - 1);
    await tick();
    expect(await preparations.sweep()).to.equal(0);
    expect((await vault.staged(claimed)).map((staged) => staged.root)).to.deep.equal([root]);
    network.test.clock.advance(30 * DAY);
    await tick();
    expect(await preparations.sweep()).to.equal(1);
  });

  // Covers: W2
  it('end an account under a wrong number for the one that stands', async () => {
    const wrong = { ...ONE, docNumber: TWO.docNumber };
    ({ identityId: own } = await enrol(network.test, beijing, { org, person: wrong }));
    await network.catchUp();
    const named = { ...TWO, docNumber: ONE.docNumber };
    await endOwn(named);
    expect(await beijing.services.readModel.account(own)).to.include({ state: 'VOIDED' });
    expect((await beijing.services.readModel.writtenAccount(claimed))?.account.also).to.deep.equal([own]);
    expect([await isMember(named), await isMember(wrong)]).to.deep.equal(['yes', 'no']);
    await expectTold(wrong);
    expect([await alarmsOf(sichuan), await alarmsOf(beijing)], 'lawful').to.deep.equal([0, 0]);
  });

  it('leave whoever was entered twice one person in what waits and may be done', async () => {
    const { test } = network;
    const wrong = { ...ONE, docNumber: TWO.docNumber };
    ({ identityId: own } = await enrol(test, beijing, { org, person: wrong }));
    const before = await operatorOf(own);
    const third = { ...PERSON, name: '测试丙三', docNumber: '119999199003070051', mobile: '13800000007' };
    const asked = await enrol(test, beijing, { org, person: third });
    const { nameTag, root } = newMemberEntry(test, org, { person: 'owner' });
    const opening = {
      ...{ personKey: asked.personKey, nameTag, root, org, claimed: asked.identityId, evidence: EVIDENCE },
      ...{ identityId: identityIdFor({ personKey: asked.personKey, root }) },
      ...({ level: 1, kind: 'notMe' } as const),
    };
    await test.submit('claim.open', opening, { by: before });
    const { operatorId } = before;
    const revoked = { operatorId, reason: 'left' as const };
    await test.submit('operator.revoke', revoked, { by: beijing.union.root, subjectVersion: 2 });
    await endOwn({ ...TWO, docNumber: ONE.docNumber });
    const [after, other] = [await operatorOf(claimed), second];
    for (const [by, isTurn] of [
      [after, false],
      [other, true],
    ] as const) {
      await beijing.catchUp();
      const shown = await signedFetch(beijing, by, { target: `/v1/claims/${asked.identityId}` });
      const { actions } = claimView.parse(shown.json, { error: () => shown.text });
      const said = isTurn ? { allowed: true } : { allowed: false, code: 'SAME_PERSON' };
      expect(actions.find(({ action }) => action === 'answer')).to.include(said);
      const inbox = await signedFetch(beijing, by, { target: '/v1/inbox' });
      const { items } = inboxPage.parse(inbox.json, { error: () => inbox.text });
      const waits = items.some((item) => item.kind === 'claim' && item.identityId === asked.identityId);
      expect(waits).to.equal(isTurn);
    }
  });

  async function operatorOf(identityId: string, { union } = beijing): Promise<TestOperator> {
    const { test } = network;
    const as = union === beijing.union ? ({ org } as const) : ({ role: 'cadre' } as const);
    const operator = await registerOperator(test, union, { ...as, grants: ['member'] });
    const bound = { operatorId: operator.operatorId, identityId, place: '' };
    await test.submit('operator.bindPerson', bound, { by: union.root, subjectVersion: 1 });
    await network.catchUp();
    return operator;
  }

  /** By a claim that it is the one account's duplicate, to which the other union yields. */
  async function endOwn(named: PersonInput): Promise<void> {
    await open('duplicate', await correction(beijing, first, named));
    const { version, place } = await view(sichuan);
    const payload = { identityId: claimed, place, outcome: 'yield', evidence: EVIDENCE } as const;
    await hand(sichuan, sichuan.union.root, { type: 'claim.answer', payload, subjectVersion: version });
    const into = { identityId: claimed, place: '' };
    const on = '2026-03-02';
    const ending = { identityId: own, place: '', on, evidence: EVIDENCE, reason: 'duplicate', into } as const;
    await confirmed('membership.void', ending, 1);
    await network.catchUp();
  }

  /** Each side of its own account which one stands and for which; of the other's nobody is told anything. */
  async function expectTold(wrong: PersonInput): Promise<void> {
    const ended = await shown(beijing, own);
    expect(ended).to.include({ state: 'VOIDED', into: claimed }).and.not.have.property('also');
    const standing = await shown(sichuan, claimed);
    expect(standing)
      .to.deep.include({ state: 'ACTIVE', also: [own] })
      .and.not.have.property('into');
    for (const [at, identityId, told] of [
      [beijing, own, { into: claimed }],
      [sichuan, claimed, { also: [own] }],
    ] as const) {
      const [before, now] = await historyOf(at, identityId);
      expect(before).not.to.have.any.keys('into', 'also');
      expect(now).to.deep.include(told);
      const other = at === beijing ? sichuan : beijing;
      for (const target of [`/v1/accounts/${identityId}`, `/v1/accounts/${identityId}/history`])
        expectProblem(await signedFetch(other, other.union.root, { target }), 'PROVINCE_FOREIGN');
    }
    const { items } = pageOf(memberView).parse(
      (await signedFetch(beijing, first, { target: `/v1/members?org=${org}` })).json,
    );
    expect(items.find(({ identityId }) => identityId === own)).to.include({ into: claimed });
    const joining = { type: 'person.enrol', person: wrong, org, decision: { joined: '2026-03-02' } };
    const refused = await signedFetch(beijing, first, { target: '/v1/preparations', body: joining });
    expectProblem(refused, 'MEMBERSHIP_ENDED');
    expect(refused.json).to.deep.include({ details: { state: 'VOIDED', into: claimed } });
    const elsewhere = await signedFetch(sichuan, sichuan.union.root, {
      ...{ target: '/v1/preparations', body: { ...joining, org: sichuan.union.orgId } },
    });
    expect(elsewhere.json).to.deep.include({ code: 'MEMBERSHIP_ENDED', details: { state: 'VOIDED' } });
    const household = [{ name: wrong.name, docNumber: wrong.docNumber, relation: '户主' }];
    const filed = await signedFetch(beijing, beijing.union.root, {
      target: `/v1/files/${network.test.newId('file')}/content`,
      body: { org, household, content: { 困难类别: '深度困难' } },
    });
    expect(filed.status, filed.text).to.equal(201);
    expect(fileParts.parse(filed.json).members[0]).to.include({ id: claimed });
  }

  async function shown(at: TestGateway, identityId: string): Promise<AccountView> {
    const response = await signedFetch(at, at.union.root, { target: `/v1/accounts/${identityId}` });
    expect(response.status, response.text).to.equal(200);
    return accountView.parse(response.json);
  }

  async function historyOf(at: TestGateway, identityId: string) {
    const response = await signedFetch(at, at.union.root, { target: `/v1/accounts/${identityId}/history` });
    expect(response.status, response.text).to.equal(200);
    return pageOf(historyEntry)
      .parse(response.json)
      .items.map(({ account }) => account);
  }

  async function correction(
    at: TestGateway,
    by: TestOperator,
    person: PersonInput,
  ): Promise<CorrectionParts> {
    await at.catchUp();
    const identityId = at === beijing ? own : claimed;
    return prepareCorrection(at, by, { identityId, person, claim: true });
  }

  async function open(kind: ClaimKind, parts: CorrectionParts): Promise<void> {
    const { personKey = '', nameTag = '', claim, place } = parts;
    expect(claim).to.deep.include({ identityId: claimed, version: 0 });
    const payload = {
      ...{ identityId: own, place, personKey, nameTag, root: claim?.standing ?? '', level: 1 as const, org },
      ...{ claimed, kind, evidence: EVIDENCE },
    };
    await hand(beijing, first, { type: 'claim.open', payload, subjectVersion: 0 });
  }

  async function submitAnswer({
    personKey = '',
    nameTag = '',
    root,
    claim,
  }: CorrectionParts): Promise<TestResponse> {
    expect(claim).to.include({ identityId: own });
    const { version, place } = await view(sichuan);
    const payload = { identityId: claimed, place, outcome: 'yield' as const, evidence: EVIDENCE };
    const exchange = { personKey, nameTag, root };
    const by = sichuan.union.root;
    const argument = await network.test.instruct(
      'claim.answer',
      { ...payload, exchange },
      { by, subjectVersion: version },
    );
    return submitInstruction(sichuan, by, { argument });
  }

  async function answer(parts: CorrectionParts): Promise<void> {
    const response = await submitAnswer(parts);
    expect(response.status, response.text).to.equal(200);
    await network.catchUp();
  }

  async function hand<T extends InstructionType>(
    at: TestGateway,
    by: TestOperator,
    {
      type,
      payload,
      subjectVersion,
    }: { readonly type: T; readonly payload: PayloadOf<T>; readonly subjectVersion: number },
  ): Promise<string> {
    const argument = await network.test.instruct(type, payload, { by, subjectVersion });
    const response = await submitInstruction(at, by, { argument });
    expect(response.status, response.text).to.equal(200);
    await network.catchUp();
    return argument;
  }

  /** By both, each by the own gateway of 北京. */
  async function confirmed<T extends InstructionType>(
    type: T,
    payload: PayloadOf<T>,
    subjectVersion: number,
  ): Promise<void> {
    const decision = parseSignedInstruction(await hand(beijing, first, { type, payload, subjectVersion }));
    const confirmation = { decision, digest: instructionDigest(decision.instruction) };
    await hand(beijing, second, { type: 'decision.confirm', payload: confirmation, subjectVersion: 1 });
  }

  async function tick(): Promise<void> {
    const hour = new Date(Math.floor(network.test.clock.now() / 3_600_000) * 3_600_000).toISOString();
    await network.test.call('governance:tick', JSON.stringify({ hour }), { mspId: 'SichuanMSP' });
    await network.catchUp();
  }

  async function view(at: TestGateway): Promise<ClaimView> {
    await at.catchUp();
    const response = await signedFetch(at, at.union.root, { target: `/v1/claims/${claimed}` });
    expect(response.status, response.text).to.equal(200);
    return claimView.parse(response.json);
  }

  /** By both gateways, which answer alike. */
  async function isMember({ docType, docNumber, name }: PersonInput): Promise<unknown> {
    const told: unknown[] = [];
    for (const at of [sichuan, beijing]) {
      const body = { docType, docNumber, name, purpose: 'test' };
      const response = await signedFetch(at, at.union.root, { target: '/v1/verifications', body });
      expect(response.status, response.text).to.equal(200);
      told.push(signedAnswer.parse(response.json).answer.result.isMember);
    }
    expect(told[0]).to.equal(told[1]);
    return told[0];
  }

  async function recordOf(at: TestGateway, identityId: string) {
    return (await at.services.vault.read([identityId])).get(identityId);
  }
});
