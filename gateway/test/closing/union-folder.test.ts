// SPDX-License-Identifier: Apache-2.0
import { newOrganisationEntry, type TestOperator } from '@unionid/chaincode/testing';
import { organisationView, pageOf } from '@unionid/domain/api';
import { parseSignedInstruction } from '@unionid/domain/catalogue';
import { instructionDigest } from '@unionid/domain/instruction';
import { expect } from 'chai';
import { pino } from 'pino';
import { newUnionFolder } from '#src/closing/union-folder.js';
import { loadMembers, registerUnion, submitInstruction } from '../support/enrol.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { bindPerson, registerOperator } from '../support/register-operator.js';
import { signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const TODAY = '2026-03-02';
/** More than one transaction carries. */
const MEMBERS = 230;

describeOnDatabases('unions that end', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let sichuan: TestGateway;
  let city: string;
  let basic: string;
  let signers: readonly [TestOperator, TestOperator];

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ sichuan } = network);
    const { test } = network;
    const { union } = sichuan;
    const entry = newOrganisationEntry(test, union.orgId, { level: 2 });
    await test.submit('organisation.register', entry, { by: union.root });
    city = entry.orgId;
    const ending = newOrganisationEntry(test, city);
    await test.submit('organisation.register', ending, { by: union.root });
    basic = ending.orgId;
    const home = await registerUnion(test, union);
    const [first, second] = [
      await registerOperator(test, union, { org: city, grants: ['organisation'] }),
      await registerOperator(test, union, { org: home, grants: ['organisation'] }),
    ];
    for (const operator of [first, second]) await bindPerson(test, union, operator);
    signers = [first, second];
    await loadMembers(test, union, { org: basic, count: MEMBERS });
    await sichuan.catchUp();
  });
  afterEach(() => network.close());

  const newFolder = (province = sichuan.config.province) =>
    newUnionFolder({ ...sichuan.services, province, log: pino({ level: 'silent' }) });
  const show = async () =>
    organisationView.parse(
      (await signedFetch(sichuan, sichuan.union.root, { target: `/v1/organisations/${basic}` })).json,
    );
  const held = async (org: string): Promise<number> =>
    (await sichuan.services.readModel.accounts({ org }, { limit: 500, cursor: undefined })).items.length;

  async function begin(): Promise<void> {
    const [first] = signers;
    const { test } = network;
    const payload = {
      orgId: basic,
      ground: 'dissolved',
      heir: city,
      on: TODAY,
      evidence: 'A'.repeat(43),
    } as const;
    const argument = await test.instruct('organisation.beginClosing', payload, {
      by: first,
      subjectVersion: 1,
    });
    expect((await submitInstruction(sichuan, first, { argument })).status).to.equal(200);
    const decision = parseSignedInstruction(argument);
    const digest = instructionDigest(decision.instruction);
    const { root } = sichuan.union;
    await bindPerson(test, sichuan.union, root);
    await test.submit('decision.confirm', { decision, digest }, { by: root, subjectVersion: 1 });
    await sichuan.catchUp();
  }

  it('have their members carried to the heir, all of them, once, and can be closed then', async () => {
    await begin();
    expect(await show()).to.include({ state: 'CLOSING', heir: city });
    const list = await signedFetch(sichuan, sichuan.union.root, {
      target: '/v1/organisations?state=CLOSING',
    });
    expect(
      pageOf(organisationView)
        .parse(list.json)
        .items.map(({ orgId }) => orgId),
    ).to.deep.equal([basic]);
    const blocks = network.test.ledger.blocks().length;
    // Two at once, as after a restart beside the one that was cut off.
    await Promise.all([newFolder().foldQuietly(), newFolder().foldQuietly()]);
    await sichuan.catchUp();
    expect([await held(basic), await held(city)]).to.deep.equal([0, MEMBERS + 1]);
    const after = network.test.ledger.blocks().length;
    await newFolder().foldQuietly();
    expect(network.test.ledger.blocks(), 'an empty union costs no transactions').to.have.length(after);
    expect(after - blocks).to.be.lessThan(12);
    const close = await network.test.instruct(
      'organisation.close',
      { orgId: basic },
      { by: signers[0], subjectVersion: 2 },
    );
    expect((await submitInstruction(sichuan, signers[0], { argument: close })).status).to.equal(200);
    await sichuan.catchUp();
    expect(await show()).to.include({ state: 'CLOSED', heir: city, version: 3 });
  });

  it('of another province are none of this gateway’s business', async () => {
    await begin();
    await newFolder('11').foldQuietly();
    expect(await held(basic)).to.equal(MEMBERS);
  });
});
