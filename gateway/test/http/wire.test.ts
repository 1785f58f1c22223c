// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { bootstrapTestLedger } from '@unionid/chaincode/testing';
import { problemDocument } from '@unionid/domain/api';
import { assertWellFormed } from '#src/http/assert-well-formed.js';
import { ROUTES } from '#src/resources/routes.js';
import { sendRaw } from '../support/raw-request.js';
import { expectProblem, headOf, plainFetch } from '../support/signed-fetch.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

describeOnDatabases('the wire', () => {
  const folder = useTemporaryFolder();
  let gateway: TestGateway;

  beforeEach(async () => {
    const test = await bootstrapTestLedger();
    gateway = await openTestGateway(test, test.provinces['51'], { dataDir: folder() });
    await gateway.catchUp();
  });
  afterEach(() => gateway.close());

  const REFUSED: readonly (readonly [string, string, number])[] = [
    ['two hosts', 'GET /livez HTTP/1.1\r\nhost: a\r\nhost: b\r\nconnection: close\r\n\r\n', 400],
    ['no host', 'GET /livez HTTP/1.1\r\nconnection: close\r\n\r\n', 400],
    [
      'another transfer coding',
      'GET /livez HTTP/1.1\r\nhost: a\r\ntransfer-encoding: gzip, chunked\r\nconnection: close\r\n\r\n0\r\n\r\n',
      400,
    ],
    [
      'a NUL in the query',
      'GET /v1/organisations?name=%00 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n',
      400,
    ],
    ['an empty host', 'GET /livez HTTP/1.1\r\nhost:\r\nconnection: close\r\n\r\n', 400],
    ['a list of hosts', 'GET /livez HTTP/1.1\r\nhost: a, b\r\nconnection: close\r\n\r\n', 400],
    ['a user before the host', 'GET /livez HTTP/1.1\r\nhost: u@a\r\nconnection: close\r\n\r\n', 400],
    ['a target of another host', 'GET http://b/livez HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 400],
    ['a target of another scheme', 'GET ftp://a/livez HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 400],
    ['a fragment', 'GET /livez#a HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 400],
    ['an expectation', 'GET /livez HTTP/1.1\r\nhost: a\r\nexpect: foo\r\nconnection: close\r\n\r\n', 400],
    [
      'whoever is not known, before it asks for the body',
      'POST /v1/instructions HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n',
      401,
    ],
    ['a tunnel', 'CONNECT a:1 HTTP/1.1\r\nhost: a:1\r\n\r\n', 400],
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['endless headers', `GET /livez HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
  ];
  for (const [what, bytes, status] of REFUSED) {
    it(`refuses ${what} by a problem document`, async () => {
      const { head, body } = await sendRaw(gateway, bytes);
      expect(head)
        .to.match(new RegExp(`^HTTP/1.1 ${status} `))
        .and.match(/application\/problem\+json/i);
      expect(problemDocument.parse(JSON.parse(body)).status).to.equal(status);
    });
  }

  it('takes a target that names the very host', () => {
    const request = (url: string, encrypted?: boolean) => ({
      ...{ rawHeaders: ['Host', 'a:1'], headers: { host: 'a:1' }, url },
      socket: encrypted === undefined ? {} : { encrypted },
    });
    for (const [url, encrypted] of [
      ['http://A:1/livez', undefined],
      ['HTTP://a:1/livez', false],
      ['https://a:1/livez', true],
    ] as const)
      expect(() => {
        assertWellFormed(request(url, encrypted));
      }, url).not.to.throw();
    for (const [url, encrypted] of [
      ['https://a:1/livez', false],
      ['http://a:1/livez', true],
      ['ftp://a:1/livez', false],
      ['x+y://a:1/livez', true],
    ] as const)
      expect(() => {
        assertWellFormed(request(url, encrypted));
      }, url).to.throw('INVALID_REQUEST');
  });

  it('asks for the body of whoever is known', async () => {
    const headers = { expect: '100-continue', connection: 'close' };
    const head = await headOf(gateway, gateway.union.root, { target: '/v1/instructions', body: {}, headers });
    const answer = await sendRaw(gateway, `${head}{}`);
    expect(answer.head).to.equal('HTTP/1.1 100 Continue');
    expect(problemDocument.parse(JSON.parse(answer.body)).code).to.equal('INVALID_REQUEST');
  });

  it('names the methods that there are with each 405', async () => {
    for (const path of new Set(ROUTES.map((route) => route.path))) {
      const methods = ROUTES.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
      const response = await plainFetch(gateway, path.replaceAll(/:\w+/g, 'x'), { method: 'PUT' });
      expectProblem(response, 'METHOD_NOT_ALLOWED');
      expect(response.headers.get('allow')?.split(', ')).to.have.members(methods);
    }
  });
});
