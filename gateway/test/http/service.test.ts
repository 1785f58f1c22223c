// SPDX-License-Identifier: Apache-2.0
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { bootstrapTestLedger, newInMemoryGatewayLedger, type TestLedger } from '@unionid/chaincode/testing';
import { networkView } from '@unionid/domain/api';
import { CHAINCODES } from '@unionid/domain/ledger';
import { listenForMetrics } from '#src/metrics/listen-for-metrics.js';
import { expectProblem, plainFetch } from '../support/signed-fetch.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { gatewaySigner, openTestGateway, type TestGateway } from '../support/test-gateway.js';

describeOnDatabases('the gateway about itself', () => {
  const folder = useTemporaryFolder();
  let test: TestLedger;
  let gateway: TestGateway;
  let ledger: ReturnType<typeof newInMemoryGatewayLedger>;

  beforeEach(async () => {
    test = await bootstrapTestLedger();
    const union = test.provinces['51'];
    ledger = newInMemoryGatewayLedger(test.ledger, { mspId: union.mspId });
    gateway = await openTestGateway(test, union, { dataDir: folder(), ledger });
    await gateway.catchUp();
  });
  afterEach(() => gateway.close());

  it('lives', async () => {
    const { status, json } = await plainFetch(gateway, '/livez');
    expect({ status, json }).to.deep.equal({ status: 200, json: { live: true } });
  });

  it('is ready while the peer answers and the read model has caught up', async () => {
    const { status, json } = await plainFetch(gateway, '/readyz');
    expect(status).to.equal(200);
    expect(json).to.deep.equal({
      ready: true,
      peerHeight: test.ledger.height,
      readModelHeight: test.ledger.height,
    });
  });

  it('is not ready while the peer can not be reached', async () => {
    ledger.unavailable = true;
    const response = await plainFetch(gateway, '/readyz');
    expectProblem(response, 'NOT_READY');
    expect(response.headers.get('retry-after')).to.equal('2');
  });

  it('tells the network and its own key', async () => {
    const { json } = await plainFetch(gateway, '/v1/network');
    const view = networkView.parse(json);
    expect(view).to.include({ ...test.name, mspId: 'SichuanMSP', province: '51' });
    expect(view.chaincodes).to.deep.equal(CHAINCODES.map((name) => ({ name })));
    expect(view.height).to.equal(test.ledger.height);
    expect(view.gatewayKey.publicKey).to.equal(gatewaySigner(test.provinces['51']).publicKey);
    expect(view.nationalOrg).to.equal(test.national.orgId);
    expect(view.provinces.map(({ code }) => code)).to.include.members(['11', '34', '37', '51']);
  });

  it('counts requests by route template', async () => {
    await plainFetch(gateway, '/v1/network');
    const server = await listenForMetrics(gateway.services.metrics, { host: '127.0.0.1', port: 0 });
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const { text, headers } = await plainFetch({ url }, '/metrics');
    expect((await plainFetch({ url }, '/')).status).to.equal(404);
    expect((await plainFetch(gateway, '/metrics')).status).to.equal(404);
    server.close();
    expect(headers.get('content-type')).to.match(/^text\/plain/);
    expect(text).to.match(
      /unionid_http_request_seconds_count\{method="GET",route="\/v1\/network",status="200"\} 1/,
    );
    expect(text).to.include(`unionid_read_model_height ${test.ledger.height}`);
  });

  it('answers an unknown address with a problem document', async () => {
    expectProblem(await plainFetch(gateway, '/v1/nothing'), 'NOT_FOUND');
  });

  it('answers a wrong method with a problem document', async () => {
    expectProblem(await plainFetch(gateway, '/v1/network', { method: 'DELETE' }), 'METHOD_NOT_ALLOWED');
  });

  it('answers a malformed address with a problem document', async () => {
    expectProblem(await plainFetch(gateway, '/v1/operators/%E0%A4%A'), 'INVALID_REQUEST');
  });

  it('puts a request id and security headers on every answer', async () => {
    for (const target of ['/livez', '/v1/nothing', '/v1/operators/%E0%A4%A']) {
      const { headers } = await plainFetch(gateway, target);
      expect(headers.get('x-request-id'), target).to.match(/^[0-9a-f-]{36}$/);
      expect(headers.get('x-content-type-options'), target).to.equal('nosniff');
      expect(headers.get('cache-control'), target).to.equal('no-store');
      expect(headers.has('x-powered-by'), target).to.equal(false);
    }
  });
});
