// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { newMemberEntry } from '@unionid/chaincode/testing';
import { preparedParts } from '@unionid/domain/api';
import { samplePayload } from '@unionid/domain/catalogue';
import { ledgerKey } from '@unionid/domain/ledger';
import { commitmentRoot, openedFields, rootOfOpening } from '@unionid/domain/privacy';
import { idNumberCheck } from '@unionid/domain/values';
import { expect } from 'chai';
import { alarmsOf } from '../support/alarms-of.js';
import {
  enrol,
  instructEnrolment,
  loadMembers,
  PERSON,
  prepare,
  registerUnion,
  submitInstruction,
} from '../support/enrol.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { expectProblem, signedFetch, type TestResponse } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const FIRST17 = '11999919900307003';
const STRANGER = { docNumber: FIRST17 + idNumberCheck(FIRST17) };

/** The day on which whoever had left joins again. */
const AGAIN = '2026-03-02';

describeOnDatabases('whoever left', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let sichuan: TestGateway;
  let org: string;
  let identityId: string;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ sichuan } = network);
    org = await registerUnion(network.test, sichuan.union);
    await network.catchUp();
    ({ identityId } = await enrol(network.test, sichuan, { org }));
    const left = { ...samplePayload('membership.leave'), identityId, on: '2026-03-01' };
    await network.test.submit('membership.leave', left, { by: sichuan.union.root, subjectVersion: 1 });
    await network.catchUp();
  });
  afterEach(() => network.close());

  // Covers: S12
  it('joins again, another union of the province too, under the same identifier and on the record that is there', async () => {
    const other = await registerUnion(network.test, sichuan.union);
    await network.catchUp();
    const { readModel, vault } = sichuan.services;
    const before = await readModel.account(identityId);
    const parts = await enrol(network.test, sichuan, { org: other, joined: AGAIN });
    expect(parts).to.deep.include({ identityId, root: before?.root, account: { version: 2 } });
    expect(await readModel.account(identityId)).to.include({ state: 'ACTIVE', org: other, version: 3 });
    expect(await sichuan.services.preparations.sweep()).to.equal(0);
    expect((await vault.states([identityId])).get(identityId)).to.equal('ACTIVE');
  });

  // Covers: W1
  it('joins again in another province under the same identifier, which is no alarm at the one before', async () => {
    const { beijing } = network;
    const there = await registerUnion(network.test, beijing.union);
    await network.catchUp();
    const other = { ...PERSON, name: '测试乙二' };
    expectProblem(await prepareAt(beijing, there, other), 'NAME_DIFFERS');
    const parts = await enrol(network.test, beijing, { org: there, joined: AGAIN });
    expect(parts).to.deep.include({ identityId, account: { version: 2 } });
    await network.catchUp();
    for (const { services } of [sichuan, beijing])
      expect(await services.readModel.account(identityId)).to.include({
        ...{ state: 'ACTIVE', org: there, province: '11', version: 3, root: parts.root },
      });
    const record = (await beijing.services.vault.read([identityId])).get(identityId);
    expect(record && commitmentRoot(record.fields, record.seed)).to.equal(parts.root);
    expect(await beijing.services.preparations.sweep()).to.equal(0);
    expect(await alarmsOf(sichuan), 'lawful').to.equal(0);
    // What the province before keeps tells of the membership as the ledger has it.
    expectProblem(await prepareAt(sichuan, org), 'MEMBER_EXISTS');
  });

  // Covers: W1
  it('joins again in another province under two versions of the key, also by the page of a bulk load', async () => {
    const { test, beijing } = network;
    const [loaded] = await loadMembers(test, sichuan.union, { org, count: 2 });
    const there = await registerUnion(test, beijing.union);
    const { identityId: whose, personKey, nameTag, root } = loaded!;
    const place = JSON.parse(test.ledger.state(ledgerKey.person(personKey)) ?? '') as string;
    const left = { ...samplePayload('membership.leave'), identityId: whose, place, on: '2026-03-01' };
    await test.submit('membership.leave', left, { by: sichuan.union.root, subjectVersion: 1 });
    const opened = samplePayload('governance.openKeyVersion');
    await test.submit('governance.openKeyVersion', opened, { by: test.national.root, subjectVersion: 0 });
    const dates = { joined: AGAIN, since: AGAIN };
    const entry = newMemberEntry(test, there, { person: 'again', ...dates });
    const again = { ...entry, identityId: whose, nameTag, root };
    const keys = { personKey: `2.${'B'.repeat(42)}A`, formerKey: personKey };
    await test.submit('person.enrol', { ...again, ...keys }, { by: beijing.union.root, subjectVersion: 2 });
    expect(JSON.parse(test.ledger.state(ledgerKey.person(keys.personKey)) ?? ''), 'the page').to.equal(place);
    await network.catchUp();
    expect([await alarmsOf(sichuan), await alarmsOf(beijing)]).to.deep.equal([0, 0]);
  });

  it('is an alarm where whoever was taken has not left, or is taken as somebody else', async () => {
    const left = await sichuan.services.readModel.account(identityId);
    const there = await registerUnion(network.test, network.beijing.union);
    await network.catchUp();
    const taken = {
      ...{ v: 3, state: 'ACTIVE', province: '11', org: there, joined: '2026-03-02', since: '2026-03-02' },
      ...{ loa: left?.level, tag: left?.nameTag, root: left?.root },
    };
    forge({ ...taken, tag: `${'B'.repeat(21)}A` });
    await network.catchUp();
    expect(await alarmsOf(sichuan), 'another name').to.equal(1);
    const member = await enrol(network.test, network.beijing, {
      org: there,
      person: { ...PERSON, ...STRANGER },
    });
    await network.catchUp();
    forge({ ...taken, v: 2, org, province: '51', tag: member.nameTag, root: member.root }, member.identityId);
    await network.catchUp();
    expect(await alarmsOf(network.beijing), 'a member').to.equal(1);
  });

  it('joins again after the record was erased, on a new one', async () => {
    const { vault, readModel } = sichuan.services;
    await vault.setAside([...(await vault.seen([identityId])).values()]);
    const parts = await enrol(network.test, sichuan, { org, joined: AGAIN });
    expect(await readModel.account(identityId)).to.include({ state: 'ACTIVE', root: parts.root });
    expect((await vault.read([identityId])).get(identityId)?.fields).to.include({ name: PERSON.name });
  });

  // What a list said, or another counter, a third can not know; told where it differs, it would learn it field by field.
  it('joins again on the record that stands, whatever else is entered, and nothing of it is told', async () => {
    const before = await sichuan.services.readModel.account(identityId);
    const other = await registerUnion(network.test, sichuan.union);
    await network.catchUp();
    for (const person of [PERSON, { ...PERSON, mobile: '13800000009', more: { 学历: '本科' } }]) {
      const { json, text } = await prepareAt(sichuan, other, person);
      const { root, record } = preparedParts.parse(json);
      expect(root).to.equal(before?.root);
      const opening = record.is === 'standing' ? record.opening : expect.fail('entered');
      expect(rootOfOpening(opening)).to.equal(root);
      expect(Object.keys(openedFields(opening))).to.have.members(['nameNormalised', 'docType', 'docNumber']);
      expect(text).not.to.contain(PERSON.mobile);
    }
    const parts = await enrol(network.test, sichuan, {
      ...{ org: other, joined: AGAIN, person: { ...PERSON, mobile: '13800000009' } },
    });
    expect(await sichuan.services.readModel.account(identityId)).to.include({
      ...{ state: 'ACTIVE', org: other, root: parts.root },
    });
    const record = (await sichuan.services.vault.read([identityId])).get(identityId);
    expect(record?.fields).to.include({ mobile: PERSON.mobile });
  });

  it('is named to nobody who has the number alone', async () => {
    const other = await registerUnion(network.test, sichuan.union);
    await network.catchUp();
    const response = await prepareAt(sichuan, other, { ...PERSON, name: '测试乙二' });
    expectProblem(response, 'NAME_DIFFERS');
    expect(response.text).not.to.contain(PERSON.name);
  });

  it('is nothing that a wrong name takes from whoever has prepared it, or learns of', async () => {
    const other = await registerUnion(network.test, sichuan.union);
    await network.catchUp();
    const parts = await prepare(sichuan, sichuan.union.root, { org, joined: AGAIN });
    expectProblem(await prepareAt(sichuan, other, { ...PERSON, name: '测试乙二' }), 'NAME_DIFFERS');
    const by = sichuan.union.root;
    const argument = await instructEnrolment(network.test, by, { org, parts, joined: AGAIN });
    const { status, text } = await submitInstruction(sichuan, by, { argument });
    expect(status, text).to.equal(200);
  });

  function prepareAt(at: TestGateway, union: string, person = PERSON): Promise<TestResponse> {
    const body = { type: 'person.enrol', person, org: union, decision: { joined: '2026-03-01' } };
    return signedFetch(at, at.union.root, { target: '/v1/preparations', body });
  }

  /** A transaction of a contract that was altered, by the province that takes somebody. */
  function forge(account: Readonly<Record<string, unknown>>, whose = identityId): void {
    const mspId = account.province === '11' ? 'BeijingMSP' : 'SichuanMSP';
    network.test.ledger.submit({
      ...{ function: 'person:enrol', argument: '{}', submitter: { mspId }, event: undefined },
      ...{ transactionId: randomUUID(), time: network.test.clock.now(), result: '{}', readSet: [] },
      ...{ rangeSet: [], endorsers: ['NationalMSP', mspId] },
      writeSet: [{ key: ledgerKey.account(whose), value: JSON.stringify(account) }],
    });
  }
});
