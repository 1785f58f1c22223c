// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { bootstrapTestLedger, type TestLedger, type TestUnion } from '@unionid/chaincode/testing';
import { DomainError } from '@unionid/domain/errors';
import { MAX_UPLOADS_PER_SIGNER } from '#src/http/router.js';
import type { NewImport } from '#src/imports/imports.js';
import { registerOperator } from '../support/register-operator.js';
import {
  expectProblem,
  headOf,
  plainFetch,
  signedFetch,
  type RequestSigner,
} from '../support/signed-fetch.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const SOCKETS = 400;
const PLACES = 2;
const SHARE = 20;
const AT_ONCE = 3;

describeOnDatabases('callers who take and give nothing', () => {
  const folder = useTemporaryFolder();
  let test: TestLedger;
  let union: TestUnion;
  let gateway: TestGateway;
  let sockets: Socket[];

  beforeEach(async () => {
    sockets = [];
    test = await bootstrapTestLedger();
    union = test.provinces['51'];
    gateway = await openTestGateway(test, union, {
      ...{ dataDir: folder() },
      config: { maxRequests: PLACES, requestsPerSigner: SHARE, requestsAtOncePerSigner: AT_ONCE },
    });
    await gateway.catchUp();
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await gateway.close();
  });

  const open = async (text: string): Promise<Socket> => {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    // The gateway may cut it at any time.
    socket.on('error', () => undefined);
    sockets.push(socket);
    await once(socket, 'connect');
    socket.write(text);
    return socket;
  };
  const network = async (): Promise<number> => (await plainFetch(gateway, '/v1/network')).status;

  const unsigned = [
    'POST /v1/verifications HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 90\r\n\r\n{',
    'POST /v1/imports HTTP/1.1\r\nhost: a\r\ncontent-type: text/csv\r\ntransfer-encoding: chunked\r\n\r\n1\r\n',
    'GET /v1/network?minHeight=999999999999 HTTP/1.1\r\nhost: a\r\n\r\n',
    'GET /v1/net',
  ];
  for (const text of unsigned) {
    it(`${SOCKETS} × “${text.slice(0, 40).replaceAll('\r\n', ' ')}” keep nobody away`, async () => {
      await Promise.all(Array.from({ length: SOCKETS }, () => open(text)));
      for (let turn = 0; turn < 3; turn += 1) expect(await network()).to.equal(200);
    });
  }

  it('a signed request whose body does not come holds none of the places of all', async () => {
    const cadre = await registerOperator(test, union, { role: 'cadre', grants: ['verify'] });
    await gateway.catchUp();
    for (let at = 0; at < AT_ONCE; at += 1) {
      const socket = await open('');
      socket.write(await headOf(gateway, cadre, { target: '/v1/verifications', body: {} }));
    }
    const target = `/v1/operators/${cadre.operatorId}`;
    while ((await signedFetch(gateway, cadre, { target })).status !== 429);
    expect(await network()).to.equal(200);
    expect((await signedFetch(gateway, union.root, { target })).status).to.equal(200);
  });

  it(`one operator’s uploads hold ${String(MAX_UPLOADS_PER_SIGNER)} places, and leave the others theirs`, async () => {
    const { imports } = gateway.services;
    const began: string[] = [];
    const held = Promise.withResolvers<never>();
    Object.assign(imports, {
      start: ({ actor }: NewImport) => {
        began.push(actor.operatorId);
        return held.promise;
      },
    });
    const cadre = await registerOperator(test, union, { role: 'cadre', grants: ['member'] });
    await gateway.catchUp();
    const request = {
      target: '/v1/imports?kind=members&fileName=a.csv',
      ...{ body: 'x', headers: { 'content-type': 'text/csv' } },
    };
    const upload = (by: RequestSigner) => signedFetch(gateway, by, request);
    const waiting = Array.from({ length: MAX_UPLOADS_PER_SIGNER }, () => upload(cadre));
    while (began.length < waiting.length) await setImmediate();
    expectProblem(await upload(cadre), 'TOO_MANY_REQUESTS');
    waiting.push(upload(union.root));
    while (!began.includes(union.root.operatorId)) await setImmediate();
    held.reject(new DomainError('FILE_EMPTY'));
    for (const answer of waiting) expectProblem(await answer, 'FILE_EMPTY');
  });

  it('who has asked too often is told when to come again; the others are answered', async () => {
    const target = `/v1/operators/${union.root.operatorId}`;
    const cadre = await registerOperator(test, union, { role: 'cadre', grants: [] });
    await gateway.catchUp();
    for (let at = 0; at < SHARE; at += 1)
      expect((await signedFetch(gateway, cadre, { target })).status).to.equal(200);
    const refused = await signedFetch(gateway, cadre, { target });
    expectProblem(refused, 'TOO_MANY_REQUESTS');
    expect(Number(refused.headers.get('retry-after'))).to.be.within(1, 300);
    expect((await signedFetch(gateway, union.root, { target })).status).to.equal(200);
  });

  it('nobody uses up another’s share without the other’s signature', async () => {
    const target = `/v1/operators/${union.root.operatorId}`;
    const signature = '1'.repeat(128);
    for (let at = 0; at < 3 * SHARE; at += 1) {
      const response = await signedFetch(gateway, union.root, { target, sent: { signature } });
      expectProblem(response, 'UNAUTHENTICATED');
    }
    expect((await signedFetch(gateway, union.root, { target })).status).to.equal(200);
  });
});
