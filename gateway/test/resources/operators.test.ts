// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { TestOperator } from '@unionid/chaincode/testing';
import { operatorView, type OperatorView } from '@unionid/domain/api';
import { registerUnion } from '../support/enrol.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { bindPerson, registerOperator } from '../support/register-operator.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

describeOnDatabases('operators', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let org: string;
  let bound: TestOperator;
  let person: string;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const { test, sichuan } = network;
    org = await registerUnion(test, sichuan.union);
    bound = await registerOperator(test, sichuan.union, { org, grants: ['member'] });
    person = await bindPerson(test, sichuan.union, bound);
  });
  afterEach(() => network.close());

  const show = async (gateway: TestGateway, by: TestOperator): Promise<OperatorView> => {
    await network.catchUp();
    const target = `/v1/operators/${bound.operatorId}`;
    const { status, json, text } = await signedFetch(gateway, by, { target });
    expect(status, text).to.equal(200);
    return operatorView.parse(json);
  };

  it('are told with union, grants and keys, and who is behind one to those of the province who grant', async () => {
    const { sichuan } = network;
    expect(await show(sichuan, sichuan.union.root)).to.deep.include({
      ...{ operatorId: bound.operatorId, org, province: '51', role: 'superadmin' },
      ...{ grants: ['member'], state: 'ACTIVE', grantedBy: sichuan.union.root.operatorId, version: 2 },
      ...{ keys: [{ keyId: bound.keyId, publicKey: bound.signer.publicKey, state: 'ACTIVE' }], person },
    });
  });

  it('are told to anybody else without who is behind them', async () => {
    const { test, sichuan, beijing, national } = network;
    const cadre = await registerOperator(test, sichuan.union, { role: 'cadre', grants: ['member', 'fund'] });
    const { person: behind, ...rest } = await show(sichuan, sichuan.union.root);
    expect(behind).to.equal(person);
    for (const [gateway, by] of [
      [sichuan, cadre],
      [sichuan, bound],
      [beijing, beijing.union.root],
      [national, national.union.root],
    ] as const)
      expect(await show(gateway, by), by.mspId).to.deep.equal(rest);
  });

  it('that do not exist are told so', async () => {
    const { test, sichuan } = network;
    const target = `/v1/operators/${test.newId('operator')}`;
    expectProblem(await signedFetch(sichuan, sichuan.union.root, { target }), 'OPERATOR_UNKNOWN');
  });
});
