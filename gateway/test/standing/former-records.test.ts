// SPDX-License-Identifier: Apache-2.0
import { newOrganisationEntry, type TestOperator } from '@unionid/chaincode/testing';
import { signedAnswer } from '@unionid/domain/answer';
import { memberView, pageOf, type CorrectionParts, type PersonInput } from '@unionid/domain/api';
import { parseSignedInstruction, samplePayload } from '@unionid/domain/catalogue';
import { instructionDigest } from '@unionid/domain/instruction';
import { expect } from 'chai';
import { LostRecords } from '#src/standing/lost-records.js';
import { askCorrection, instructCorrection, prepareCorrection } from '../support/correct.js';
import { enrol, PERSON, submitInstruction } from '../support/enrol.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { bindPerson, registerOperator } from '../support/register-operator.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const RENAMED = { ...PERSON, name: '测试甲二' };
const REBOUND = { ...PERSON, docNumber: '119999199003070035' };
const PHONE = { ...PERSON, mobile: '13800000002' };

describeOnDatabases('members whom the vault names as they were before a correction', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let sichuan: TestGateway;
  let org: string;
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
    org = basic.orgId;
    cadre = await registerOperator(test, union, { org, grants: ['member'] });
    second = await registerOperator(test, union, { org: city.orgId, grants: ['member'] });
    for (const operator of [cadre, second]) await bindPerson(test, union, operator);
    await network.catchUp();
    ({ identityId } = await enrol(test, sichuan, { org }));
  });
  afterEach(() => network.close());

  const onVault = (component: 'vault' | 'vault-keys', text: string) =>
    testDatabase().query(sichuan.config.dataDir, component, text);
  /** Vault and keys as a backup of before the correction has them. */
  const putBack = async (): Promise<void> => {
    await onVault('vault', 'delete from revision');
    await onVault('vault-keys', `delete from record_key where identity_id like '${identityId}/%'`);
  };
  const prepare = (person: PersonInput): Promise<CorrectionParts> =>
    prepareCorrection(sichuan, cadre, { identityId, person });
  /** Corrects as whom the gateway asks for, one or two. */
  const correct = async (person: PersonInput): Promise<CorrectionParts> => {
    const parts = await prepare(person);
    const argument = await instructCorrection(network.test, cadre, parts);
    const response = await submitInstruction(sichuan, cadre, { argument });
    expect(response.status, response.text).to.equal(200);
    if (parts.type !== 'person.correct') {
      const decision = parseSignedInstruction(argument);
      const payload = { decision, digest: instructionDigest(decision.instruction) };
      const by = { by: second, subjectVersion: 1 };
      const confirmed = await network.test.instruct('decision.confirm', payload, by);
      expect((await submitInstruction(sichuan, second, { argument: confirmed })).status).to.equal(200);
    }
    await sichuan.catchUp();
    return parts;
  };
  const isMember = async ({ docNumber, name }: PersonInput): Promise<unknown> => {
    const body = { docType: '111', docNumber, name, purpose: 'test' };
    const response = await signedFetch(sichuan, sichuan.union.root, { target: '/v1/verifications', body });
    return signedAnswer.parse(response.json).answer.result.isMember;
  };
  const nameInList = async (): Promise<unknown> => {
    const { json } = await signedFetch(sichuan, cadre, { target: `/v1/members?org=${org}` });
    return pageOf(memberView)
      .parse(json)
      .items.find((member) => member.identityId === identityId)?.name;
  };
  const start = async (): Promise<number> => {
    const { services } = sichuan;
    const { dataDir, province } = services.config;
    const lostRecords = new LostRecords({ ...services, dataDir, province });
    await lostRecords.tell();
    return lostRecords.count;
  };
  const record = async () => (await sichuan.services.vault.read([identityId])).get(identityId);
  const stands = async () => (await sichuan.services.readModel.account(identityId))?.root;

  for (const [what, now, former] of [
    ['name', RENAMED, PERSON],
    ['document', REBOUND, { ...REBOUND, docNumber: PERSON.docNumber, name: '测试甲三' }],
    ['phone', PHONE, undefined],
  ] as const)
    it(`are lost, and one person enters them anew as the ledger knows them: another ${what}`, async () => {
      const others = await start();
      await correct(now);
      expect(await start(), 'of the ledger’s time').to.equal(others);
      await putBack();

      expect(await start()).to.equal(others + 1);
      expect(await isMember(now)).to.equal('yes');
      if (former !== undefined) expect(await isMember(former), 'is nobody any more').to.equal('no');
      expect(await nameInList(), 'who it was is not shown').to.equal('');
      const body = { type: 'person.enrol', person: now, org, decision: { joined: '2025-05-04' } };
      const enrolment = await signedFetch(sichuan, cadre, { target: '/v1/preparations', body });
      expectProblem(enrolment, 'REAL_NAME_LOST');

      // As it was, it takes whoever a correction of the name or the document takes: the ledger knows better.
      if (former !== undefined) expect((await prepare(former)).type).to.equal('person.rebind');
      const parts = await correct(now);
      expect(parts.type).to.equal('person.correct');
      expect((await record())?.fields).to.deep.equal(parts.record);
      expect(await stands()).to.equal(parts.root);
      expect(await start()).to.equal(others);
      expectProblem(await askCorrection(sichuan, cadre, { identityId, person: now }), 'MEMBER_UNCHANGED');
    });

  it('can be entered anew with what the vault says, where the ledger has another root of it', async () => {
    await correct(PHONE);
    await correct(PERSON);
    await putBack();
    expect((await record())?.fields).to.include({ mobile: PERSON.mobile });
    const parts = await correct(PERSON);
    expect(parts.type).to.equal('person.correct');
    expect(await stands()).to.equal(parts.root);
  });

  it('are led to by the document before, which nobody joins again or is asked for by', async () => {
    await correct(REBOUND);
    const { test } = network;
    const left = { ...samplePayload('membership.leave'), identityId, on: '2026-03-01' };
    await test.submit('membership.leave', left, { by: sichuan.union.root, subjectVersion: 2 });
    await sichuan.catchUp();
    const person = { ...REBOUND, docNumber: PERSON.docNumber };
    const body = { type: 'person.enrol', person, org, decision: { joined: '2026-03-01' } };
    const { root } = sichuan.union;
    expectProblem(
      await signedFetch(sichuan, root, { target: '/v1/preparations', body }),
      'DOCUMENT_REPLACED',
    );
  });

  it('are named anew where the vault waits still for what the ledger has, which no sweep destroys', async () => {
    const others = await start();
    const { root } = await correct(RENAMED);
    await onVault('vault', `update revision set state = 'PENDING', prepared_at = 0`);
    const hour = new Date(Math.floor(network.test.clock.now() / 3_600_000) * 3_600_000).toISOString();
    await network.test.call('governance:tick', JSON.stringify({ hour }), { mspId: sichuan.union.mspId });
    await sichuan.catchUp();
    await sichuan.services.preparations.sweep();
    expect((await record())?.fields).to.include({ name: RENAMED.name });
    await onVault('vault', `update revision set state = 'PENDING'`);
    expect(await start()).to.equal(others);
    expect((await record())?.fields).to.include({ name: RENAMED.name });
    expect(await stands()).to.equal(root);
  });
});
