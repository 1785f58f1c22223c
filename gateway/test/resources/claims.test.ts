// SPDX-License-Identifier: Apache-2.0
import { signedAnswer } from '@unionid/domain/answer';
import { bindRoot, newMemberEntry } from '@unionid/chaincode/testing';
import {
  claimView,
  pageOf,
  preparedParts,
  type ClaimView,
  type PersonInput,
  type PreparedParts,
} from '@unionid/domain/api';
import type { InstructionType, PayloadOf } from '@unionid/domain/catalogue';
import { formatLead, ledgerKey } from '@unionid/domain/ledger';
import { idNumberCheck } from '@unionid/domain/values';
import { expect } from 'chai';
import { LostRecords } from '#src/standing/lost-records.js';
import { alarmsOf } from '../support/alarms-of.js';
import { enrol, PERSON, registerUnion, submitInstruction } from '../support/enrol.js';
import { inboxOf } from '../support/inbox-of.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { registerOperator } from '../support/register-operator.js';
import { expectProblem, signedFetch, type TestResponse } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const EVIDENCE = 'A'.repeat(43);
const DAY = 86_400_000;
/** In 四川 somebody else's number was typed for this one. */
const OTHER: PersonInput = { ...PERSON, name: '测试乙二', mobile: '13800000009' };

describeOnDatabases('claims', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let sichuan: TestGateway;
  let beijing: TestGateway;
  let holder: string;
  let org: string;
  /** The account that was registered with the wrong number. */
  let identityId: string;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ sichuan, beijing } = network);
    holder = await registerUnion(network.test, sichuan.union);
    org = await registerUnion(network.test, beijing.union);
    await network.catchUp();
    ({ identityId } = await enrol(network.test, sichuan, { org: holder, person: OTHER }));
    await network.catchUp();
  });
  afterEach(() => network.close());

  // Covers: T17, W2
  it('give a number to its owner, whom it had shut out, and the vaults follow', async () => {
    const shutOut = await signedFetch(beijing, beijing.union.root, {
      target: '/v1/preparations',
      body: { type: 'person.enrol', person: PERSON, org, decision: { joined: '2025-05-04' } },
    });
    expectProblem(shutOut, 'MEMBER_EXISTS');
    expect(await isMember(sichuan, OTHER)).to.equal('yes');
    const parts = await prepared();
    await open(parts);
    expect(await view(beijing)).to.include({ status: 'OPENED', owner: parts.identityId, holder, org });
    await answer('yield');
    expect(await view(beijing)).to.include({ status: 'UPHELD', way: 'answer' });
    await step(beijing, 'claim.settle');
    await network.catchUp();
    expect(await view(sichuan)).to.include({ status: 'SETTLED', hasNumber: false });
    expect(await sichuan.services.readModel.account(identityId)).to.include({ state: 'ACTIVE', org: holder });
    expect(await vaultState(beijing, parts.identityId)).to.equal('ACTIVE');
    for (const gateway of [sichuan, beijing])
      expect(await isMember(gateway, OTHER), 'no longer by that number').to.equal('no');
    const joined = await enrol(network.test, beijing, { org });
    expect(joined.identityId).to.equal(parts.identityId);
    await network.catchUp();
    for (const gateway of [sichuan, beijing]) expect(await isMember(gateway, PERSON)).to.equal('yes');
    expect([await alarmsOf(sichuan), await alarmsOf(beijing)], 'lawful').to.deep.equal([0, 0]);
  });

  it('take the number from a vault of an older backup, too, once its gateway starts', async () => {
    const { dataDir, province } = sichuan.services.config;
    const onVault = (text: string) => testDatabase().query(dataDir, 'vault', text);
    await onVault('create table backup as select identity_id, document_index from record');
    await open(await prepared());
    await answer('yield');
    await step(beijing, 'claim.settle');
    await network.catchUp();
    const indexThen = '(select document_index from backup where backup.identity_id = record.identity_id)';
    await onVault(`update record set document_index = ${indexThen}`);
    await new LostRecords({ ...sichuan.services, dataDir, province }).tell();
    expect(await isMember(sichuan, OTHER)).to.equal('no');
  });

  // Covers: T17
  it('leave an account that is listed at its union until its own number is bound', async () => {
    await open(await prepared());
    await answer('yield');
    expect(await listed(beijing, 'claimant')).to.deep.equal([identityId]);
    await step(beijing, 'claim.settle');
    await network.catchUp();
    expect(await listed(sichuan, 'holder'), 'waits for its number').to.deep.equal([identityId]);
    expect(await listed(beijing, 'claimant')).to.deep.equal([]);
    expect(await listed(beijing, 'holder'), 'is nobody else’s').to.deep.equal([]);
    const { items } = await inboxOf(sichuan, sichuan.union.root);
    expect(items.map(({ kind, org: whose, actions }) => [kind, whose, ...actions])).to.deep.equal([
      ['number', holder, 'person.rebind'],
    ]);
    const shown = await signedFetch(sichuan, sichuan.union.root, { target: `/v1/accounts/${identityId}` });
    expect(shown.json).to.include({ numberless: true, state: 'ACTIVE' });
    const first17 = '11999919900307003';
    const right = { ...OTHER, docNumber: first17 + idNumberCheck(first17) };
    const target = '/v1/corrections';
    const body = { identityId, person: right };
    const correction = await signedFetch(sichuan, sichuan.union.root, { target, body });
    expect(correction.status, correction.text).to.equal(201);
    expect(correction.json).to.include({ type: 'person.rebind' }).and.not.have.property('replaces');
  });

  it('leave such an account listed, whatever is claimed of it besides by a number that it had formerly', async () => {
    await open(await prepared());
    await answer('yield');
    await step(beijing, 'claim.settle');
    const { test } = network;
    const entry = newMemberEntry(test, org, { person: 'formerly' });
    const former = formatLead({ holder: identityId, formerTag: `${'B'.repeat(21)}A` });
    test.ledger.submit({
      ...{ function: 'person:rebind', argument: '{}', submitter: { mspId: 'SichuanMSP' }, event: undefined },
      ...{ transactionId: 'e'.repeat(64), time: test.clock.now(), result: '{}', readSet: [], rangeSet: [] },
      endorsers: ['NationalMSP', 'SichuanMSP'],
      writeSet: [{ key: ledgerKey.person(entry.personKey), value: JSON.stringify(former) }],
    });
    const { identityId: owner, personKey, nameTag, root, level } = entry;
    const { version: v } = await view(sichuan);
    const payload = { identityId: owner, personKey, nameTag, root, level, org, claimed: identityId };
    const by = beijing.union.root;
    const asked = { ...payload, kind: 'notMe', evidence: EVIDENCE } as const;
    await test.submit('claim.open', asked, { by, subjectVersion: v });
    const waits = async (): Promise<readonly unknown[]> =>
      (await inboxOf(sichuan, sichuan.union.root)).items.map(({ kind }) => kind).sort();
    expect(await waits()).to.deep.equal(['claim', 'number']);
    const named = { identityId, place: '' };
    await test.submit('claim.withdraw', named, { by, subjectVersion: v + 1 });
    await network.catchUp();
    expect(await listed(sichuan, 'holder')).to.deep.equal([identityId]);
    expect(await waits()).to.deep.equal(['number']);
    expect(await view(sichuan)).to.include({ status: 'WITHDRAWN', hasNumber: false });
  });

  it('tell whoever opened one that another person is to answer it', async () => {
    const other = await registerUnion(network.test, sichuan.union);
    await network.catchUp();
    const options = { at: sichuan, union: other };
    expectProblem(await prepare(PERSON, 'wrongDocument', options), 'PERSON_UNBOUND');
    await bindRoot(network.test, sichuan.union);
    await network.catchUp();
    await open(await prepared(sichuan, other), sichuan, other);
    const nobody = await registerOperator(network.test, sichuan.union, { role: 'cadre', grants: ['member'] });
    await sichuan.catchUp();
    const { json } = await signedFetch(sichuan, nobody, { target: `/v1/claims/${identityId}` });
    for (const action of ['answer', 'withdraw'])
      expect(claimView.parse(json).actions).to.deep.include({
        action,
        allowed: false,
        code: 'PERSON_UNBOUND',
      });
    const { actions } = await view(sichuan);
    expect(actions).to.deep.include({ action: 'answer', allowed: false, code: 'SAME_PERSON' });
    expect(actions).to.deep.include({ action: 'withdraw', allowed: true });
  });

  it('wait in the inbox of whoever is to act, and by silence of whoever is next', async () => {
    await open(await prepared());
    const now = new Date(network.test.clock.now()).toISOString();
    const { items, counts } = await inboxOf(sichuan, sichuan.union.root);
    const [silent, lapse] = (await view(sichuan)).futures.map(({ at }) => at);
    const wait = { kind: 'claim', identityId } as const;
    expect(items).to.deep.equal([
      { ...wait, org: holder, since: now, until: silent, silence: 'UPHELD', actions: ['claim.answer'] },
    ]);
    expect(counts).to.deep.equal({ upToDay: 1, upToWeek: 0, longer: 0 });
    expect((await inboxOf(beijing, beijing.union.root)).items).to.deep.equal([]);
    network.test.clock.set(Date.parse(silent ?? ''));
    expect((await inboxOf(sichuan, sichuan.union.root)).items).to.deep.equal([]);
    expect((await inboxOf(beijing, beijing.union.root)).items).to.deep.equal([
      { ...wait, org, since: silent, until: lapse, silence: 'LAPSED', actions: ['claim.settle'] },
    ]);
    await step(beijing, 'claim.settle');
    expect((await inboxOf(beijing, beijing.union.root)).items).to.deep.equal([]);
  });

  it('that are contested wait for the national union, and can be taken back', async () => {
    await open(await prepared());
    await answer('contest');
    await network.catchUp();
    const { national } = network;
    const [item] = (await inboxOf(national, network.test.national.root)).items;
    expect(item).to.include({ kind: 'claim', silence: 'DISMISSED', org: network.test.national.orgId });
    expect(await listed(national, 'judge')).to.deep.equal([identityId]);
    expect(allowed(await view(beijing))).to.deep.equal(['withdraw']);
    expect(allowed(await view(sichuan))).to.deep.equal([]);
    await step(beijing, 'claim.withdraw');
    expect(await view(beijing)).to.include({ status: 'WITHDRAWN' });
    expect(await listed(national, 'judge')).to.deep.equal([]);
  });

  it('keep what they need as long as they are open, and nothing afterwards', async () => {
    const parts = await prepared();
    expect((await prepared()).identityId, 'prepared once').to.equal(parts.identityId);
    await open(parts);
    expectProblem(await prepare(), 'CLAIM_OPEN');
    const { futures } = await view(beijing);
    network.test.clock.set(Date.parse(futures[0]?.at ?? ''));
    expect(await beijing.services.preparations.sweep()).to.equal(0);
    expect(await vaultState(beijing, parts.identityId)).to.equal('PENDING');
    network.test.clock.set(Date.parse(futures[1]?.at ?? '') + DAY);
    const { preparations } = beijing.services;
    expect(await preparations.sweep(), 'the ledger is not known to be so far').to.equal(0);
    await network.tick();
    expect(await preparations.sweep()).to.equal(1);
    expect(await vaultState(beijing, parts.identityId)).to.equal(undefined);
    expect((await prepared()).claim).to.include({ version: 1 });
  });

  it('are not prepared on a number that leads nowhere, nor as a slip of the pen under the owner’s own name', async () => {
    const first17 = '11999919900307005';
    const stranger = { ...PERSON, docNumber: first17 + idNumberCheck(first17) };
    expectProblem(await prepare(stranger), 'ACCOUNT_UNKNOWN');
    expectProblem(await prepare(OTHER), 'CLAIM_NAME_SAME');
    expect((await prepare(OTHER, 'notMe')).status).to.equal(201);
  });

  it('are nobody’s business but the sides’', async () => {
    const other = await signedFetch(beijing, beijing.union.root, { target: `/v1/claims/${identityId}` });
    expectProblem(other, 'CLAIM_UNKNOWN');
    await open(await prepared());
    await network.catchUp();
    const target = `/v1/claims/${identityId}`;
    expectProblem(
      await signedFetch(network.national, network.test.national.root, { target }),
      'CLAIM_UNKNOWN',
    );
  });

  // Covers: T17, T11
  it('that were not upheld take no number without an alarm at the province that loses it', async () => {
    const parts = await prepared();
    await open(parts);
    await network.catchUp();
    const account = {
      ...{ v: 1, state: 'NONE', province: '11', org, joined: '', since: '2026-03-02', loa: 1 },
      ...{ tag: parts.nameTag, root: parts.root },
    };
    network.test.ledger.submit({
      ...{ function: 'claim:settle', argument: '{}', submitter: { mspId: 'BeijingMSP' }, event: undefined },
      ...{ transactionId: 'f'.repeat(64), time: network.test.clock.now(), result: '{}' },
      ...{ readSet: [], rangeSet: [], endorsers: ['NationalMSP', 'BeijingMSP'] },
      writeSet: [
        { key: ledgerKey.account(parts.identityId), value: JSON.stringify(account) },
        { key: ledgerKey.person(parts.personKey), value: JSON.stringify(parts.identityId) },
      ],
    });
    await network.catchUp();
    expect(await alarmsOf(sichuan)).to.equal(1);
  });

  function prepare(
    person = PERSON,
    kind = 'wrongDocument',
    { at = beijing, union = org } = {},
  ): Promise<TestResponse> {
    const body = { type: 'claim.open', person, org: union, kind, evidence: EVIDENCE };
    return signedFetch(at, at.union.root, { target: '/v1/preparations', body });
  }

  async function prepared(at = beijing, union = org): Promise<PreparedParts> {
    const { status, text, json } = await prepare(PERSON, 'wrongDocument', { at, union });
    expect(status, text).to.equal(201);
    return preparedParts.parse(json);
  }

  async function open(
    { personKey, nameTag, root, level, claim, ...parts }: PreparedParts,
    at = beijing,
    union = org,
  ): Promise<void> {
    const payload = {
      ...{ identityId: parts.identityId, personKey, nameTag, root, level, org: union },
      ...{ claimed: claim?.identityId ?? '', kind: 'wrongDocument' as const, evidence: EVIDENCE },
    };
    await hand(at, 'claim.open', payload, claim?.version ?? 0);
  }

  async function answer(outcome: 'yield' | 'contest'): Promise<void> {
    const { version, place } = await view(sichuan);
    const payload = { identityId, place, outcome, evidence: EVIDENCE };
    await hand(sichuan, 'claim.answer', payload, version);
  }

  async function step(by: TestGateway, type: 'claim.settle' | 'claim.withdraw'): Promise<void> {
    const { version, place } = await view(by);
    await hand(by, type, { identityId, place }, version);
  }

  async function hand<T extends InstructionType & `claim.${string}`>(
    by: TestGateway,
    type: T,
    payload: PayloadOf<T>,
    subjectVersion: number,
  ): Promise<void> {
    const { root } = by.union;
    const argument = await network.test.instruct(type, payload, { by: root, subjectVersion });
    const response = await submitInstruction(by, root, { argument });
    expect(response.status, response.text).to.equal(200);
    await by.catchUp();
  }

  async function view(at: TestGateway): Promise<ClaimView> {
    await at.catchUp();
    const response = await signedFetch(at, at.union.root, { target: `/v1/claims/${identityId}` });
    expect(response.status, response.text).to.equal(200);
    return claimView.parse(response.json);
  }

  async function listed(at: TestGateway, side: string): Promise<readonly string[]> {
    await at.catchUp();
    const response = await signedFetch(at, at.union.root, { target: `/v1/claims?side=${side}` });
    expect(response.status, response.text).to.equal(200);
    return pageOf(claimView)
      .parse(response.json)
      .items.map((claim) => claim.identityId);
  }

  async function isMember(at: TestGateway, { docType, docNumber, name }: PersonInput): Promise<unknown> {
    const body = { docType, docNumber, name, purpose: 'test' };
    const response = await signedFetch(at, at.union.root, { target: '/v1/verifications', body });
    expect(response.status, response.text).to.equal(200);
    return signedAnswer.parse(response.json).answer.result.isMember;
  }

  async function vaultState(at: TestGateway, whose: string): Promise<string | undefined> {
    return (await at.services.vault.states([whose])).get(whose);
  }
});

function allowed({ actions }: ClaimView): readonly string[] {
  return actions.filter((action) => action.allowed && action.action !== 'open').map(({ action }) => action);
}
