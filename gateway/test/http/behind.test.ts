// SPDX-License-Identifier: Apache-2.0
import type { TestLedger } from '@unionid/chaincode/testing';
import { canonicalJson } from '@unionid/domain/encoding';
import { ledgerKey } from '@unionid/domain/ledger';
import { expectCode } from '@unionid/domain/testing';
import { expect } from 'chai';
import { HeightWatch } from '#src/heights/height-watch.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { expectProblem, plainFetch, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

describeOnDatabases('a gateway that is behind the channel', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let test: TestLedger;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ test } = network);
  });
  afterEach(() => network.close());

  const askFor = ({ config, services, union }: TestGateway): Promise<void> => {
    const { readModel, channel, log, now, sm2 } = services;
    const { nationalMspId } = config;
    const { signer, verify } = sm2;
    const url = network.national.url;
    const means = { readModel, channel, log, now, signer, verify };
    return new HeightWatch({ ...means, url, province: union.code, nationalMspId }).ask();
  };
  const readOwn = (gateway: TestGateway) => {
    const { root, orgId } = gateway.union;
    return signedFetch(gateway, root, { target: `/v1/organisations/${orgId}` });
  };

  it('lets nobody in, says so, and tells all the rest', async () => {
    const { sichuan } = network;
    expect((await readOwn(sichuan)).status).to.equal(200);
    sichuan.services.channel.tell('NationalMSP', test.ledger.height + 100);
    const refused = await readOwn(sichuan);
    expectProblem(refused, 'LEDGER_BEHIND');
    expect(refused.headers.get('retry-after')).to.equal('2');
    const body = { identityId: test.newId('identity'), purpose: 'test' };
    const asked = await signedFetch(sichuan, sichuan.union.root, { target: '/v1/verifications', body });
    expectProblem(asked, 'LEDGER_BEHIND');
    expectProblem(await plainFetch(sichuan, '/readyz'), 'NOT_READY');
    // Metrics have a listener of their own.
    for (const target of ['/livez', '/v1/network'])
      expect((await plainFetch(sichuan, target)).status, target).to.equal(200);
    sichuan.services.channel.tell('NationalMSP', test.ledger.height);
    expect((await readOwn(sichuan)).status).to.equal(200);
  });

  it('learns by the signatures of others how far the channel is', async () => {
    const { national, sichuan, beijing } = network;
    await askFor(sichuan);
    expect(sichuan.services.channel.height()).to.equal(test.ledger.height);
    expect(national.services.channel.height(), 'one province is not enough').to.equal(undefined);
    await askFor(beijing);
    expect(national.services.channel.height()).to.equal(test.ledger.height);
  });

  it('is told heights while it is behind, and believes no operator and no stranger', async () => {
    const { national, sichuan, beijing } = network;
    for (const mspId of ['SichuanMSP', 'BeijingMSP']) national.services.channel.tell(mspId, 1_000);
    expectProblem(await readOwn(national), 'LEDGER_BEHIND');
    for (const gateway of [sichuan, beijing]) await askFor(gateway);
    expect((await readOwn(national)).status).to.equal(200);
    const target = '/v1/channel-heights';
    const asked = await signedFetch(national, national.union.root, { target, body: { height: 9 } });
    expectProblem(asked, 'FORBIDDEN');
    await closeAndForget(network.national);
    const failed = await askFor(sichuan).then(
      () => false,
      () => true,
    );
    expect(failed).to.equal(true);
  });

  it('believes another province nothing, whatever its gateway signs', async () => {
    const { sichuan, beijing } = network;
    const { channel, log, now, sm2, readModel } = beijing.services;
    const { signer, verify } = sm2;
    const { nationalMspId } = beijing.config;
    const told = new HeightWatch({
      ...{ channel, log, now, signer, verify, nationalMspId, url: sichuan.url, province: '11' },
      readModel: {
        height: () => Promise.resolve(Number.MAX_SAFE_INTEGER),
        gatewayKey: (mspId, keyId) => readModel.gatewayKey(mspId, keyId),
      },
    });
    // Its answer is no national gateway's; by then it was told.
    await expectCode(told.ask(), 'ANSWER_FOREIGN');
    expect((await readOwn(sichuan)).status).to.equal(200);
  });

  it('goes by the clock of the ledger where gateways keep it going', async () => {
    const hour = new Date(test.clock.now()).toISOString().replace(/:\d\d:.*$/, ':00:00.000Z');
    await test.call('governance:tick', canonicalJson({ hour }), { mspId: 'SichuanMSP' });
    await network.catchUp();
    expect(await network.sichuan.services.readModel.clock()).to.deep.equal({ v: 1, hour });
    test.ledger.submit({
      ...{ function: 'governance:tick', argument: '{}', submitter: { mspId: 'BeijingMSP' } },
      ...{ transactionId: 'f'.repeat(64), time: test.clock.now(), result: '{}' },
      ...{ readSet: [], rangeSet: [], event: undefined, endorsers: ['NationalMSP', 'BeijingMSP'] },
      writeSet: [{ key: ledgerKey.network(), value: 'null' }],
    });
    await network.catchUp();
    // What nobody can read keeps nobody from seeing how things stand.
    expect((await plainFetch(network.sichuan, '/v1/network')).status).to.equal(200);
  });
});

async function closeAndForget(gateway: TestGateway): Promise<void> {
  await gateway.close();
  gateway.close = () => Promise.resolve();
}
