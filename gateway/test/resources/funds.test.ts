// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { fundView } from '@unionid/domain/api';
import type { PayloadOf } from '@unionid/domain/catalogue';
import { toBase64url } from '@unionid/domain/encoding';
import { registerUnion } from '../support/enrol.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { registerOperator } from '../support/register-operator.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

describeOnDatabases('funds', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let fund: PayloadOf<'fund.open'>;
  let target: string;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const { test, sichuan } = network;
    const org = await registerUnion(test, sichuan.union);
    const document = toBase64url(new Uint8Array(32).fill(3));
    fund = { fundId: test.newId('fund'), org, source: 'union', document, fen: 12_345_678 };
    target = `/v1/funds/${fund.fundId}`;
    await test.submit('fund.open', fund, {
      by: await registerOperator(test, sichuan.union, { role: 'cadre', grants: ['fund'] }),
    });
    await network.catchUp();
  });
  afterEach(() => network.close());

  it('are told to the operators of their union and of those above it', async () => {
    const { test, sichuan } = network;
    const own = await registerOperator(test, sichuan.union, { org: fund.org, grants: [] });
    await sichuan.catchUp();
    for (const by of [sichuan.union.root, own]) {
      const { status, json } = await signedFetch(sichuan, by, { target });
      expect(status).to.equal(200);
      expect(fundView.parse(json)).to.deep.equal({ ...fund, version: 1, state: 'OPEN', province: '51' });
      expect(json).to.have.nested.property(`unionNames.${fund.org}`);
    }
  });

  it('are not told beside or above it in another province', async () => {
    const { test, sichuan, beijing } = network;
    const org = await registerUnion(test, sichuan.union);
    const beside = await registerOperator(test, sichuan.union, { org, grants: ['fund'] });
    await network.catchUp();
    expectProblem(await signedFetch(sichuan, beside, { target }), 'OUT_OF_SCOPE');
    expectProblem(await signedFetch(beijing, beijing.union.root, { target }), 'OUT_OF_SCOPE');
  });

  it('that do not exist are told so', async () => {
    const { test, sichuan } = network;
    const unknown = { target: `/v1/funds/${test.newId('fund')}` };
    expectProblem(await signedFetch(sichuan, sichuan.union.root, unknown), 'FUND_UNKNOWN');
    expectProblem(
      await signedFetch(sichuan, sichuan.union.root, { target: '/v1/funds/FXX' }),
      'INVALID_REQUEST',
    );
  });
});
