// SPDX-License-Identifier: Apache-2.0
import { samplePayload } from '@unionid/domain/catalogue';
import { expect } from 'chai';
import { enrol, PERSON, registerUnion } from '../support/enrol.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

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
    const parts = await enrol(network.test, sichuan, { org: other });
    expect(parts).to.deep.include({ identityId, root: before?.root, account: { version: 2 } });
    expect(await readModel.account(identityId)).to.include({ state: 'ACTIVE', org: other, version: 3 });
    expect(await sichuan.services.preparations.sweep()).to.equal(0);
    expect((await vault.states([identityId])).get(identityId)).to.equal('ACTIVE');
  });

  it('joins again after the record was erased, on a new one', async () => {
    const { vault, readModel } = sichuan.services;
    await vault.forget([identityId]);
    const parts = await enrol(network.test, sichuan, { org });
    expect(await readModel.account(identityId)).to.include({ state: 'ACTIVE', root: parts.root });
    expect((await vault.read([identityId])).get(identityId)?.fields).to.include({ name: PERSON.name });
  });

  it('is told what is registered otherwise', async () => {
    const person = { ...PERSON, mobile: '13800000009' };
    const body = { type: 'person.enrol', person, org, decision: { joined: '2026-03-01' } };
    const { root } = sichuan.union;
    expectProblem(await signedFetch(sichuan, root, { target: '/v1/preparations', body }), 'MEMBER_DIFFERS');
  });
});
