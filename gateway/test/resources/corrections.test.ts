// SPDX-License-Identifier: Apache-2.0
import { newOrganisationEntry, type TestOperator } from '@unionid/chaincode/testing';
import { signedAnswer } from '@unionid/domain/answer';
import { correctionParts, type CorrectionParts, type PersonInput } from '@unionid/domain/api';
import { parseSignedInstruction } from '@unionid/domain/catalogue';
import { instructionDigest } from '@unionid/domain/instruction';
import { ledgerKey } from '@unionid/domain/ledger';
import type { RealNameRecord } from '#src/vault/vault.js';
import { idNumberCheck } from '@unionid/domain/values';
import { expect } from 'chai';
import { askCorrection, instructCorrection, prepareCorrection } from '../support/correct.js';
import { enrol, PERSON, registerUnion, submitInstruction } from '../support/enrol.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { bindPerson, registerOperator } from '../support/register-operator.js';
import { expectProblem, signedFetch, type TestResponse } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';
import { makeUnreadable, writeForeign } from '../support/write-foreign.js';

const PHONE = { ...PERSON, mobile: '13800000002' };
/** Of the same day of birth and the same sex. */
const REBOUND = { ...PERSON, docNumber: '119999199003070035' };
const RENAMED = { ...PERSON, name: '测试甲二' };
const DAY = 86_400_000;

describeOnDatabases('corrections', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let sichuan: TestGateway;
  let identityId: string;
  let cadre: TestOperator;
  let second: TestOperator;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ sichuan } = network);
    const { test } = network;
    const { union } = sichuan;
    const city = newOrganisationEntry(test, union.orgId, { level: 2 });
    await test.submit('organisation.register', city, { by: union.root });
    const basic = newOrganisationEntry(test, city.orgId);
    await test.submit('organisation.register', basic, { by: union.root });
    const org = basic.orgId;
    cadre = await registerOperator(test, union, { org, grants: ['member'] });
    second = await registerOperator(test, union, { org: city.orgId, grants: ['member'] });
    for (const operator of [cadre, second]) await bindPerson(test, union, operator);
    await network.catchUp();
    ({ identityId } = await enrol(test, sichuan, { org }));
  });
  afterEach(() => network.close());

  const prepare = (person: PersonInput, by = cadre): Promise<CorrectionParts> =>
    prepareCorrection(sichuan, by, { identityId, person });
  const submit = async (parts: CorrectionParts, by = cadre) => {
    const argument = await instructCorrection(network.test, by, parts);
    const response = await submitInstruction(sichuan, by, { argument });
    await sichuan.catchUp();
    return { argument, response };
  };
  const confirm = async (argument: string, by = second): Promise<void> => {
    const decision = parseSignedInstruction(argument);
    const digest = instructionDigest(decision.instruction);
    const payload = { decision, digest };
    const confirmed = await network.test.instruct('decision.confirm', payload, { by, subjectVersion: 1 });
    const response = await submitInstruction(sichuan, by, { argument: confirmed });
    expect(response.status, response.text).to.equal(200);
    await sichuan.catchUp();
  };
  const record = async (): Promise<RealNameRecord | undefined> =>
    (await sichuan.services.vault.read([identityId])).get(identityId);
  const account = () => sichuan.services.readModel.account(identityId);
  const isMember = async (person: PersonInput, gateway = sichuan): Promise<unknown> => {
    const { docNumber, name } = person;
    const body = { docType: '111', docNumber, name, purpose: 'test' };
    const { root } = gateway.union;
    const response = await signedFetch(gateway, root, { target: '/v1/verifications', body });
    return signedAnswer.parse(response.json).answer.result.isMember;
  };

  // Covers: S21
  it('that take two unions are not prepared where the province’s own union has nobody above it', async () => {
    const { test } = network;
    const { union } = sichuan;
    const top = await registerOperator(test, union, { role: 'cadre', grants: ['member'] });
    await network.catchUp();
    const first17 = '11999919900307003';
    const person = { ...PERSON, docNumber: first17 + idNumberCheck(first17) };
    const own = await enrol(test, sichuan, { org: union.orgId, person });
    const asked = { identityId: own.identityId, person: { ...person, name: '测试乙一' } };
    expectProblem(await askCorrection(sichuan, top, asked), 'SECOND_NOBODY');
    const phone = { identityId: own.identityId, person: { ...person, mobile: '13800000002' } };
    expect((await askCorrection(sichuan, top, phone)).status).to.equal(201);
    const below = { identityId, person: { ...PERSON, name: '测试乙一' } };
    expect((await askCorrection(sichuan, top, below)).status, 'of a union below').to.equal(201);
  });

  it('of a phone number change the record once the ledger has the new root', async () => {
    const before = await record();
    const parts = await prepare(PHONE);
    expect(parts).to.include({ type: 'person.correct', identityId, version: 1, place: '' });
    expect(parts.fields).to.deep.equal(['mobile']);
    expect(parts).not.to.have.property('nameTag');
    expect(await record(), 'untouched until then').to.deep.equal(before);
    const { response } = await submit(parts);
    expect(response.status, response.text).to.equal(200);
    expect((await record())?.fields).to.include({ mobile: PHONE.mobile, name: PERSON.name });
    expect(await account()).to.include({ root: parts.root, version: 2, state: 'ACTIVE' });
    expect(await isMember(PERSON)).to.equal('yes');
    expect((await prepare(PERSON)).fields, 'and back').to.deep.equal(['mobile']);
  });

  it('enter a record anew that the vault lost: one person, for the same document and name', async () => {
    const { dataDir } = sichuan.config;
    await testDatabase().query(dataDir, 'vault-keys', 'delete from record_key');
    await testDatabase().query(dataDir, 'vault', 'delete from record');
    const { org } = (await account()) ?? { org: '' };
    const body = { type: 'person.enrol', person: PERSON, org, decision: { joined: '2025-05-04' } };
    const enrolment = await signedFetch(sichuan, cadre, { target: '/v1/preparations', body });
    expectProblem(enrolment, 'REAL_NAME_LOST');

    const parts = await prepare(PERSON);
    expect(parts.type).to.equal('person.correct');
    expect(parts.fields).to.include('mobile').and.not.to.include.members(['name']);
    const { response } = await submit(parts);
    expect(response.status, response.text).to.equal(200);
    expect((await record())?.fields).to.deep.equal(parts.record);
    expect(await isMember(PERSON)).to.equal('yes');
    expect((await prepare(PHONE)).fields).to.deep.equal(['mobile']);
  });

  it('find whose record was lost by document and name, and nobody whose stands or who is not theirs', async () => {
    const lost = (person: PersonInput, by = cadre): Promise<TestResponse> =>
      signedFetch(sichuan, by, { target: '/v1/corrections/lost', body: { person } });
    expectProblem(await lost(PERSON), 'MEMBER_UNCHANGED');
    await testDatabase().query(sichuan.config.dataDir, 'vault-keys', 'delete from record_key');
    for (const stranger of [RENAMED, REBOUND]) expectProblem(await lost(stranger), 'MEMBER_NOT_FOUND');
    const elsewhere = await registerUnion(network.test, sichuan.union);
    const other = await registerOperator(network.test, sichuan.union, { org: elsewhere, grants: ['member'] });
    await sichuan.catchUp();
    expectProblem(await lost(PERSON, other), 'MEMBER_NOT_FOUND');
    expectProblem(await lost({ ...PERSON, mobile: '1' }), 'INVALID_REQUEST');
    const { status, text, json } = await lost(PERSON);
    expect(status, text).to.equal(201);
    const parts = correctionParts.parse(json);
    expect(parts).to.include({ type: 'person.correct', identityId });
    expect((await submit(parts)).response.status).to.equal(200);
    expectProblem(await lost(PERSON), 'MEMBER_UNCHANGED');
  });

  it('of a lost record under another name or document take two, as ever', async () => {
    await testDatabase().query(sichuan.config.dataDir, 'vault-keys', 'delete from record_key');
    expect((await prepare(RENAMED)).type).to.equal('person.rebind');
    expect((await prepare(REBOUND)).type).to.equal('person.rebind');
  });

  // Covers: S22
  it('of a name take two, and only then is the member found under it', async () => {
    const parts = await prepare(RENAMED);
    expect(parts).to.include({ type: 'person.correctIdentity' });
    expect(parts.fields).to.deep.equal(['name']);
    const { argument, response } = await submit(parts);
    expect(response.status, response.text).to.equal(200);
    expect((await record())?.fields).to.include({ name: PERSON.name });
    expect([await isMember(PERSON), await isMember(RENAMED)]).to.deep.equal(['yes', 'no']);
    await confirm(argument);
    expect((await record())?.fields).to.include({ name: RENAMED.name, mobile: PERSON.mobile });
    expect([await isMember(PERSON), await isMember(RENAMED)]).to.deep.equal(['no', 'yes']);
    const { items } = await sichuan.services.readModel.history(identityId, { limit: 10, cursor: undefined });
    expect(items.map(({ type }) => type)).to.deep.equal(['person.enrol', 'decision.confirm']);
  });

  // Covers: S23
  it('of a document take two, and the member is found by the old number still, at home and elsewhere', async () => {
    const parts = await prepare(REBOUND);
    expect(parts).to.include({ type: 'person.rebind' });
    expect(parts.fields).to.deep.equal(['docNumber']);
    expect(parts.replaces).to.have.length(1);
    await confirm((await submit(parts)).argument);
    await network.catchUp();
    expect((await record())?.fields).to.include({ docNumber: REBOUND.docNumber, name: PERSON.name });
    for (const gateway of [sichuan, network.beijing])
      for (const person of [PERSON, REBOUND]) {
        expect(await isMember(person, gateway), person.docNumber).to.equal('yes');
        expect(await isMember({ ...person, name: '测试乙二' }, gateway), 'another name').to.equal('no');
      }
    const { org } = (await account()) ?? {};
    for (const person of [PERSON, REBOUND]) {
      const body = { type: 'person.enrol', person, org, decision: { joined: '2025-05-04' } };
      const { root } = sichuan.union;
      expectProblem(
        await signedFetch(sichuan, root, { target: '/v1/preparations', body }),
        'MEMBER_UNCHANGED',
      );
    }
    const { union } = network.beijing;
    const elsewhere = { type: 'person.enrol', person: PERSON, decision: { joined: '2025-05-04' } };
    const basic = await registerUnion(network.test, union);
    await network.catchUp();
    const asked = { target: '/v1/preparations', body: { ...elsewhere, org: basic } };
    expectProblem(await signedFetch(network.beijing, union.root, asked), 'MEMBER_EXISTS');
    expect((await prepare(PERSON)).fields, 'and back').to.deep.equal(['docNumber']);
  });

  it('bind no document that is somebody else’s', async () => {
    const { org = '' } = (await account()) ?? {};
    await enrol(network.test, sichuan, { org, person: REBOUND });
    expectProblem(await askCorrection(sichuan, cadre, { identityId, person: REBOUND }), 'ACCOUNT_EXISTS');
  });

  it('are prepared once: the same again is the same, and something else is another', async () => {
    const parts = await prepare(PHONE);
    expect((await prepare(PHONE)).root).to.equal(parts.root);
    expect((await prepare({ ...PHONE, mobile: '13800000003' })).root).not.to.equal(parts.root);
    expect((await prepare(PHONE, second)).root, 'by another').not.to.equal(parts.root);
  });

  it('of which nothing came leave nothing, also where this gateway was away meanwhile', async () => {
    const { preparations, vault } = sichuan.services;
    const parts = await prepare(PHONE);
    const { argument } = await submit(await prepare(RENAMED));
    network.test.clock.advance(20 * DAY);
    expect(await preparations.sweep(), 'the ledger is not known to be so far').to.equal(0);
    await network.tick();
    expect(await preparations.sweep()).to.equal(2);
    expect(await vault.staged(identityId)).to.deep.equal([]);
    expectProblem((await submit(parts)).response, 'PREPARATION_UNKNOWN');
    expect(argument).to.be.a('string');
    expect((await record())?.fields).to.include({ name: PERSON.name, mobile: PERSON.mobile });
  });

  it('stay where nobody can read the account, for it may have one of them; so does all while the clock is unreadable', async () => {
    const { preparations, vault } = sichuan.services;
    const { root } = await prepare(PHONE);
    network.test.clock.advance(20 * DAY);
    await network.tick();
    const clock = network.test.ledger.state(ledgerKey.clock()) ?? '';
    for (const key of [ledgerKey.clock(), ledgerKey.account(identityId)]) {
      makeUnreadable(network.test, key);
      await network.catchUp();
      expect(await preparations.sweep()).to.equal(0);
      writeForeign(network.test, ledgerKey.clock(), clock);
      await network.catchUp();
    }
    expect((await vault.staged(identityId)).map((staged) => staged.root)).to.deep.equal([root]);
  });

  it('say what was prepared, or are not submitted', async () => {
    const parts = await prepare(PHONE);
    expectProblem((await submit({ ...parts, fields: ['education'] })).response, 'PREPARATION_DIFFERS');
    const other = 'B'.repeat(42) + 'A';
    expectProblem((await submit({ ...parts, root: other })).response, 'PREPARATION_UNKNOWN');
    expect((await submit(parts)).response.status).to.equal(200);
  });

  it('make nobody younger than who joins is: the day of joining stays', async () => {
    const bornOn = async (day: string): Promise<TestResponse> => {
      const passport = { ...PERSON, docType: '414', docNumber: 'E99990001', birthDate: day };
      return askCorrection(sichuan, cadre, { identityId, person: passport });
    };
    const joined = (await account())?.joined ?? '';
    const sixteenYearsBefore = `${String(Number(joined.slice(0, 4)) - 16)}${joined.slice(4)}`;
    expect((await bornOn(sixteenYearsBefore)).status).to.equal(201);
    const younger = await bornOn(`${sixteenYearsBefore.slice(0, 8)}05`);
    expectProblem(younger, 'INVALID_REQUEST');
    expect(younger.json).to.have.deep.nested.property('details.fields', ['person.birthDate: TOO_YOUNG']);
  });

  it('are refused where nothing differs, and of accounts that are not one’s own', async () => {
    const ask = (person: PersonInput, by = cadre) => askCorrection(sichuan, by, { identityId, person });
    expectProblem(await ask(PERSON), 'MEMBER_UNCHANGED');
    expectProblem(await ask({ ...PERSON, mobile: '' }), 'INVALID_REQUEST');
    const { test } = network;
    const org = await registerUnion(test, sichuan.union);
    const beside = await registerOperator(test, sichuan.union, { org, grants: ['member'] });
    await network.catchUp();
    expectProblem(await ask(PHONE, beside), 'OUT_OF_SCOPE');
    const { union } = network.beijing;
    const foreign = await askCorrection(network.beijing, union.root, { identityId, person: PHONE });
    expectProblem(foreign, 'PROVINCE_FOREIGN');
    const nobody = { identityId: test.newId('identity'), person: PHONE };
    expectProblem(await askCorrection(sichuan, cadre, nobody), 'ACCOUNT_UNKNOWN');
  });
});
