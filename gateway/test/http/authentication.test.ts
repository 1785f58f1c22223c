// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { expect } from 'chai';
import {
  bootstrapTestLedger,
  type TestLedger,
  type TestOperator,
  type TestUnion,
} from '@unionid/chaincode/testing';
import { gatewaySignerId } from '@unionid/domain/http';
import { keyIdOf } from '@unionid/domain/instruction';
import { newKeySigner, newSm2KeyPair } from '@unionid/domain/signing';
import { registerOperator } from '../support/register-operator.js';
import { expectProblem, plainFetch, signedFetch, type TestRequest } from '../support/signed-fetch.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import {
  gatewaySigner,
  openTestGateway,
  registerGatewayKey,
  type TestGateway,
} from '../support/test-gateway.js';

describeOnDatabases('request signatures', () => {
  const folder = useTemporaryFolder();
  let test: TestLedger;
  let union: TestUnion;
  let gateway: TestGateway;
  let request: TestRequest;

  beforeEach(async () => {
    test = await bootstrapTestLedger();
    union = test.provinces['51'];
    gateway = await openTestGateway(test, union, { dataDir: folder() });
    await gateway.catchUp();
    request = { target: `/v1/operators/${union.root.operatorId}` };
  });
  afterEach(() => gateway.close());

  it('lets a registered operator in', async () => {
    const { status, json } = await signedFetch(gateway, union.root, request);
    expect(status).to.equal(200);
    expect(json).to.include({ operatorId: union.root.operatorId, org: union.orgId, province: '51' });
  });

  it('refuses a request without signature, and names the scheme', async () => {
    const response = await plainFetch(gateway, request.target);
    expectProblem(response, 'UNAUTHENTICATED');
    expect(response.headers.get('www-authenticate')).to.equal('Signature');
  });

  it('refuses an operator whom nobody registered', async () => {
    const stranger = test.newOperator(union, union.orgId);
    expectProblem(await signedFetch(gateway, stranger, request), 'UNAUTHENTICATED');
  });

  it('refuses another key than the operator’s', async () => {
    const signer = newKeySigner(newSm2KeyPair().privateKey);
    const { operatorId, keyId } = union.root;
    const forged = { ...request, change: { keyId } };
    expectProblem(await signedFetch(gateway, { operatorId, signer }, forged), 'UNAUTHENTICATED');
  });

  it('refuses a changed target', async () => {
    const sent = { target: `/v1/operators/${test.national.root.operatorId}` };
    expectProblem(await signedFetch(gateway, union.root, { ...request, sent }), 'UNAUTHENTICATED');
  });

  it('refuses a changed body', async () => {
    const changed = {
      target: '/v1/verifications',
      body: { purpose: 'a' },
      sent: { body: '{"purpose":"b"}' },
    };
    expectProblem(await signedFetch(gateway, union.root, changed), 'UNAUTHENTICATED');
  });

  it('refuses a request that was signed for another gateway, its Host header included', async () => {
    const url = 'http://gateway.example:8443';
    const headers = await headersOf({ ...gateway, url }, union.root, request);
    const own = { ...gateway, url: `http://localhost:${new URL(gateway.url).port}` };
    const target = `${gateway.url}${request.target}`;
    expect(await statusOf(target, { ...headers, host: 'gateway.example:8443' })).to.equal(401);
    // The same way of sending is taken for a name of this gateway's own.
    const { host } = new URL(own.url);
    expect(await statusOf(target, { ...(await headersOf(own, union.root, request)), host })).to.equal(200);
  });

  it('takes a request once', async () => {
    const change = { nonce: 'a-nonce-used-more-than-once' };
    expect((await signedFetch(gateway, union.root, { ...request, change })).status).to.equal(200);
    expectProblem(await signedFetch(gateway, union.root, { ...request, change }), 'REQUEST_REPLAYED');
  });

  it('takes a request once, its restart included', async () => {
    const change = { nonce: 'a-nonce-used-more-than-once' };
    await signedFetch(gateway, union.root, { ...request, change });
    await gateway.close();
    gateway = await openTestGateway(test, union, { dataDir: folder() });
    await gateway.catchUp();
    expectProblem(await signedFetch(gateway, union.root, { ...request, change }), 'REQUEST_REPLAYED');
  });

  it('does not use a nonce up for a request that fails', async () => {
    const change = { nonce: 'a-nonce-of-a-failed-request' };
    const forged = { ...request, change, sent: { signature: '1'.repeat(128) } };
    expectProblem(await signedFetch(gateway, union.root, forged), 'UNAUTHENTICATED');
    expect((await signedFetch(gateway, union.root, { ...request, change })).status).to.equal(200);
  });

  for (const [name, offsets] of [
    ['expired', { created: -100, expires: -1 }],
    ['older than the clock window', { created: -121, expires: 60 }],
    ['from the future', { created: 121, expires: 180 }],
    ['valid for too long', { created: 0, expires: 301 }],
    ['ending before it began', { created: 60, expires: 30 }],
  ] as const) {
    it(`refuses a signature ${name}`, async () => {
      const now = Math.floor(test.clock.now() / 1000);
      const change = { created: now + offsets.created, expires: now + offsets.expires };
      expectProblem(await signedFetch(gateway, union.root, { ...request, change }), 'REQUEST_EXPIRED');
    });
  }

  it('takes signatures at the edges of the window', async () => {
    const now = Math.floor(test.clock.now() / 1000);
    for (const change of [
      { created: now - 120, expires: now },
      { created: now + 120, expires: now + 420 },
    ]) {
      expect((await signedFetch(gateway, union.root, { ...request, change })).status).to.equal(200);
    }
  });

  it('tells the holder of a revoked key, and only them', async () => {
    const cadre = await registerOperator(test, union, { role: 'cadre', grants: ['member'] });
    await gateway.catchUp();
    expect((await signedFetch(gateway, cadre, request)).status).to.equal(200);
    const newKey = newKeySigner(newSm2KeyPair().privateKey);
    await rotateKey(test, cadre, newKey);
    await gateway.catchUp();
    expectProblem(await signedFetch(gateway, cadre, request), 'KEY_REVOKED');
    const forged = { ...request, sent: { signature: '1'.repeat(128) } };
    expectProblem(await signedFetch(gateway, cadre, forged), 'UNAUTHENTICATED');
    const renewed = { operatorId: cadre.operatorId, signer: newKey };
    expect((await signedFetch(gateway, renewed, request)).status).to.equal(200);
  });

  it('tells an operator who was revoked', async () => {
    const cadre = await registerOperator(test, union, { role: 'cadre', grants: ['member'] });
    await test.submit(
      'operator.revoke',
      { operatorId: cadre.operatorId, reason: 'left' },
      { by: union.root, subjectVersion: 1 },
    );
    await gateway.catchUp();
    expectProblem(await signedFetch(gateway, cadre, request), 'OPERATOR_REVOKED');
  });

  it('wants the grant that a route names', async () => {
    const cadre = await registerOperator(test, union, { role: 'cadre', grants: ['member'] });
    await gateway.catchUp();
    const verification = { target: '/v1/verifications', body: { identityId: 'x', purpose: 'test' } };
    const problem = expectProblem(await signedFetch(gateway, cadre, verification), 'GRANT_MISSING');
    expect(problem.details).to.deep.equal({ grant: 'verify' });
  });

  it('sends operators of other provinces to their own gateway', async () => {
    const verification = { target: '/v1/verifications', body: { identityId: 'x', purpose: 'test' } };
    const { root } = test.provinces['11'];
    expectProblem(await signedFetch(gateway, root, verification), 'SUBMITTER_FOREIGN');
  });

  it('keeps gateways and operators apart', async () => {
    await registerGatewayKey(test, union);
    await gateway.catchUp();
    const signer = gatewaySigner(union);
    const asGateway = { operatorId: gatewaySignerId('51'), signer };
    expectProblem(await signedFetch(gateway, asGateway, request), 'FORBIDDEN');
    const matching = { target: '/v1/matching/person-tags', body: { persons: [] } };
    expectProblem(await signedFetch(gateway, union.root, matching), 'FORBIDDEN');
    // The province's own endpoint does not exist, but the signature was taken.
    expectProblem(await signedFetch(gateway, asGateway, matching), 'INVALID_REQUEST');
    const asOther = { operatorId: gatewaySignerId('11'), signer };
    expectProblem(await signedFetch(gateway, asOther, matching), 'UNAUTHENTICATED');
  });
});

async function rotateKey(
  test: TestLedger,
  cadre: TestOperator,
  signer: TestOperator['signer'],
): Promise<void> {
  const proof = await test.prove({ purpose: 'operator-key', holder: cadre.operatorId }, signer);
  const revokeKeyId = keyIdOf(cadre.signer.publicKey);
  const payload = { operatorId: cadre.operatorId, publicKey: signer.publicKey, proof, revokeKeyId };
  await test.submit('operator.rotateKey', payload, { by: cadre, subjectVersion: 1 });
}

/** The headers that a request would be sent with. */
async function headersOf(
  gateway: TestGateway,
  operator: TestOperator,
  request: TestRequest,
): Promise<Record<string, string>> {
  const original = globalThis.fetch;
  let headers = new Headers();
  globalThis.fetch = (_input, init) => {
    headers = new Headers(init?.headers);
    return Promise.resolve(new Response('{}'));
  };
  try {
    await signedFetch(gateway, operator, request);
  } finally {
    globalThis.fetch = original;
  }
  return Object.fromEntries(headers);
}

/** Unlike fetch, `node:http` sends the Host header it is told. */
async function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  const [response] = (await once(get(url, { headers }), 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}
