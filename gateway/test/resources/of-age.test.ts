// SPDX-License-Identifier: Apache-2.0
import { newOrganisationEntry } from '@unionid/chaincode/testing';
import { preparedParts, type PersonInput } from '@unionid/domain/api';
import { samplePayload, toSignedInstruction, type InstructionType } from '@unionid/domain/catalogue';
import type { ErrorCode } from '@unionid/domain/errors';
import { instructionDigest } from '@unionid/domain/instruction';
import { expect } from 'chai';
import { enrol, PERSON, registerUnion, submitInstruction } from '../support/enrol.js';
import { csvText, idNumber, MEMBER_COLUMNS, memberRow } from '../support/import-files.js';
import { readImport, reportOf } from '../support/run-import.js';
import { expectProblem, signedFetch, type TestResponse } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const TODAY = '2026-03-02';
const OPENED = '2026-03-01';

// Whoever joins is sixteen, by whatever way: a file and a counter are held by `rules-on-every-way` and `vault-preparations`, a
// correction by `corrections`.
describe('nobody is a member before sixteen', function () {
  this.timeout(60_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let sichuan: TestGateway;
  let org: string;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ sichuan } = network);
    org = await registerUnion(network.test, sichuan.union);
    await network.catchUp();
  });
  afterEach(() => network.close());

  const openAccount = async (birth: string, by: Partial<PersonInput> = {}): Promise<string> => {
    const docNumber = idNumber(1, birth.replaceAll('-', ''));
    const sex = Number(docNumber.charAt(16)) % 2 === 1 ? '1' : '2';
    const person = { ...PERSON, name: '测试童子', docNumber, sex, birthDate: birth, ...by };
    const body = { type: 'person.openAccount', person, org, on: OPENED };
    const { json, text } = await signedFetch(sichuan, sichuan.union.root, {
      ...{ target: '/v1/preparations', body },
    });
    const { identityId, personKey, nameTag, root, level } = preparedParts.parse(json, { error: () => text });
    const payload = { identityId, personKey, nameTag, root, level, org, on: OPENED };
    expect((await send('person.openAccount', payload, 0)).status).to.equal(200);
    return identityId;
  };
  const instruct = (type: InstructionType, payload: object, subjectVersion: number): Promise<string> =>
    network.test.instruct(type, payload as never, { by: sichuan.union.root, subjectVersion });
  const send = async (type: InstructionType, payload: object, version: number): Promise<TestResponse> => {
    const argument = await instruct(type, payload, version);
    const response = await submitInstruction(sichuan, sichuan.union.root, { argument });
    await network.catchUp();
    return response;
  };
  const application = (type: InstructionType, identityId: string, change: object = {}): object => ({
    ...samplePayload(type),
    ...{ identityId, place: '', org, ...change },
  });

  describe('by an application', () => {
    it('that is recorded, admitted or admitted again, nor by whoever confirms it', async () => {
      const { test } = network;
      const identityId = await openAccount('2016-03-07');
      const asks = application('application.open', identityId);
      expectProblem(await send('application.open', asks, 0), 'TOO_YOUNG');
      // Of before the rule, or by a gateway that does not ask.
      await test.submit('application.open', asks as never, { by: sichuan.union.root, subjectVersion: 0 });
      await network.catchUp();
      for (const type of ['application.admit', 'application.readmit'] as const) {
        const admits = application(type, identityId, { on: TODAY });
        expectProblem(await send(type, admits, 1), 'TOO_YOUNG');
        const decision = toSignedInstruction(JSON.parse(await instruct(type, admits, 1)));
        const confirms = { decision, digest: instructionDigest(decision.instruction) };
        expectProblem(await send('decision.confirm', confirms, 1), 'TOO_YOUNG');
      }
      expect(await sichuan.services.readModel.account(identityId)).to.include({ state: 'NONE' });
    });

    it('but from that day on, and no other day says whose it is', async () => {
      const identityId = await openAccount('2010-03-02');
      expect(
        (await send('application.open', application('application.open', identityId), 0)).status,
      ).to.equal(200);
      const otherwise = {
        '2026-03-01': 'DATES_INVALID',
        '2026-03-03': 'DATES_INVALID',
        '2020-03-01': 'PERSON_UNBOUND',
      };
      for (const [on, code] of Object.entries(otherwise))
        expectProblem(
          await send('application.admit', application('application.admit', identityId, { on }), 1),
          code as ErrorCode,
        );
      const admits = application('application.admit', identityId, { on: TODAY });
      expect((await send('application.admit', admits, 1)).status).to.equal(200);
      expect(await sichuan.services.readModel.account(identityId)).to.include({ state: 'ACTIVE' });
    });

    it('says nothing of whose record was erased, which the contract decides on', async () => {
      const identityId = await openAccount('2016-03-07');
      const { vault } = sichuan.services;
      await vault.setAside([...(await vault.seen([identityId])).values()]);
      const response = await send('application.open', application('application.open', identityId), 0);
      expect(response.status, response.text).to.equal(200);
    });
  });

  it('by joining on the account at the counter, whatever is entered', async () => {
    const identityId = await openAccount('2010-03-02', { docType: '414', docNumber: 'E12345678' });
    const enrolled = (joined: string): Promise<TestResponse> => {
      const person = {
        ...PERSON,
        name: '测试童子',
        docType: '414',
        docNumber: 'E12345678',
        birthDate: '1980-01-01',
      };
      const body = { type: 'person.enrol', person, org, decision: { joined } };
      return signedFetch(sichuan, sichuan.union.root, { target: '/v1/preparations', body });
    };
    const refused = await enrolled(OPENED);
    expectProblem(refused, 'INVALID_REQUEST');
    const fields = ['person.birthDate: TOO_YOUNG'];
    expect(refused.json).to.have.deep.nested.property('details.fields', fields);
    for (const day of ['2015-01-01', '2026-02-20'])
      expect((await enrolled(day)).text, 'other days all say the same').to.contain('JOINED_BEFORE_ACCOUNT');
    const { status, json } = await enrolled(TODAY);
    expect(status).to.equal(201);
    expect(json).to.include({ identityId });
  });

  it('by a day before the account was opened, which no document but a number of GB 11643 is tried on', async () => {
    const passport = { docType: '414', docNumber: 'E12345678' };
    await openAccount('2010-03-02', passport);
    const person = { ...PERSON, name: '测试童子', ...passport, birthDate: '1980-01-01' };
    const prepare = (who: object, joined: string) =>
      signedFetch(sichuan, sichuan.union.root, {
        ...{
          target: '/v1/preparations',
          body: { type: 'person.enrol', person: who, org, decision: { joined } },
        },
      });
    for (const joined of ['2015-05-04', '2026-02-20']) {
      const refused = await prepare(person, joined);
      expectProblem(refused, 'INVALID_REQUEST');
      expect(refused.text).to.contain('JOINED_BEFORE_ACCOUNT');
    }
    await openAccount('2009-01-01');
    const docNumber = idNumber(1, '20090101');
    const sex = Number(docNumber.charAt(16)) % 2 === 1 ? '1' : '2';
    const child = { ...PERSON, name: '测试童子', docNumber, sex, birthDate: '2009-01-01' };
    const young = await prepare(child, '2020-05-04');
    expectProblem(young, 'INVALID_REQUEST');
    expect(young.text).to.contain('TOO_YOUNG');
    // However the document is named: left out it is a resident identity card.
    for (const docType of ['111', '居民身份证', '']) {
      const { status, text } = await prepare({ ...child, docType }, '2026-02-20');
      expect(status, text).to.equal(201);
    }
  });

  it('by a list within a province, whose rows say nothing of the record that stays', async () => {
    const { test } = network;
    const document = { docType: '414', docNumber: 'E12345678', birthDate: '1980-01-01' };
    await enrol(test, sichuan, { org, person: { ...PERSON, name: 'ZHANG SAN', ...document } });
    const entry = newOrganisationEntry(test, sichuan.union.orgId, { level: 5, name: '示范接收工会委员会' });
    await test.submit('organisation.register', entry, { by: sichuan.union.root });
    await network.catchUp();
    const row = memberRow(0, {
      ...{ 姓名: 'ZHANG SAN', 有效证件类别: '普通护照', 证件号码: document.docNumber, 性别: '男' },
      ...{ 所属工会: '示范接收工会委员会', 工作单位: '', 出生日期: '2009/05/05' },
      ...{ 会籍变化类型: '', 会籍变化日期: '', 入会日期: '' },
    });
    const content = csvText(MEMBER_COLUMNS, [row]);
    const sides = { from: org, to: entry.orgId };
    const { importId } = await readImport(sichuan, { kind: 'transfers', content, sides });
    const [told] = await reportOf(sichuan, importId);
    expect(told, JSON.stringify(told)).to.include({ outcome: 'ready' });
  });

  describe('by a transfer from another province', () => {
    /** By a passport: a number of GB 11643 says itself when its owner was born. */
    const passport: PersonInput = {
      ...{ ...PERSON, name: 'ZHANG SAN', docType: '414', docNumber: 'E12345678', birthDate: '1980-01-01' },
    };
    let street: string;

    beforeEach(async () => {
      const { test, beijing } = network;
      const entry = newOrganisationEntry(test, beijing.union.orgId, { level: 4, name: '示范街道总工会' });
      await test.submit('organisation.register', entry, { by: beijing.union.root });
      street = entry.orgId;
      await network.catchUp();
      await enrol(test, sichuan, { org, person: passport });
      await network.catchUp();
    });

    it('that is asked for singly', async () => {
      const { beijing } = network;
      const ask = (birthDate: string): Promise<TestResponse> => {
        const person = { ...passport, birthDate };
        const evidence = { kind: 'residence', digest: 'A'.repeat(43) };
        const body = { type: 'transfer.request', person, org: street, employer: '', evidence };
        return signedFetch(beijing, beijing.union.root, { target: '/v1/preparations', body });
      };
      // Joined on 2025-05-04.
      for (const birthDate of ['2009-05-05', '2009-12-01']) {
        const refused = await ask(birthDate);
        expectProblem(refused, 'INVALID_REQUEST');
        const fields = ['person.birthDate: TOO_YOUNG'];
        expect(refused.json).to.have.deep.nested.property('details.fields', fields);
      }
      expect((await ask('2009-05-04')).status).to.equal(201);
    });

    it('that stands on a list', async () => {
      const { beijing, test } = network;
      const basic = await registerUnion(test, beijing.union);
      await network.catchUp();
      const listed = async (born: string): Promise<string> => {
        const row = memberRow(0, {
          ...{ 姓名: passport.name, 有效证件类别: '普通护照', 证件号码: passport.docNumber, 性别: '男' },
          ...{ 所属工会: '示范机械厂工会委员会', 工作单位: '', 出生日期: born },
          ...{ 会籍变化类型: '', 会籍变化日期: '', 入会日期: '' },
        });
        const content = csvText(MEMBER_COLUMNS, [row]);
        const sides = { from: org, to: basic };
        const { importId, state } = await readImport(beijing, { kind: 'transfers', content, sides });
        const [told] = await reportOf(beijing, importId);
        if (state === 'READY') await beijing.services.imports.cancel(importId);
        return [told?.outcome, ...(told?.problems ?? []).map(({ code, column }) => `${code} ${column}`)].join(
          ' ',
        );
      };
      expect(await listed('2009/05/05')).to.equal('bad TOO_YOUNG 出生日期');
      expect(await listed('2009/05/04')).to.equal('ready');
    });
  });
});
