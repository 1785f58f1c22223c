// SPDX-License-Identifier: Apache-2.0
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { TestLedger, TestOperator } from '@unionid/chaincode/testing';
import { problemDocument } from '@unionid/domain/api';
import { DomainError, type ErrorCode } from '@unionid/domain/errors';
import { gatewaySignerId } from '@unionid/domain/http';
import { keyIdOf } from '@unionid/domain/instruction';
import { newKeySigner, newSm2KeyPair } from '@unionid/domain/signing';
import { DatabaseUnavailableError } from '#src/database/database-errors.js';
import { BODY_MS, maxBodyBytes } from '#src/http/body.js';
import { declaredErrors } from '#src/http/declared-errors.js';
import type { Route } from '#src/http/route.js';
import { HEIGHT_TIMEOUT_MS } from '#src/http/router.js';
import { ROUTES } from '#src/resources/routes.js';
import type { Services } from '#src/resources/services.js';
import { noteAnswer } from '../support/declared-answers.js';
import { sendRaw } from '../support/raw-request.js';
import { registerOperator } from '../support/register-operator.js';
import { newRequestSamples, type RequestSamples } from '../support/request-samples.js';
import {
  headOf,
  plainFetch,
  signedFetch,
  type RequestSigner,
  type TestRequest,
} from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { gatewaySigner, openTestGateway, type TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

type GatewayRoute = Route<Services>;

/** Signed requests of one signer in five minutes. */
const SHARE = 1_000;
const FAR = '999999999999';

// On one database: nothing of this is the database's.
describe('each route that declares it refuses with', function () {
  this.timeout(30_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let test: TestLedger;
  let gateway: TestGateway;
  let samples: RequestSamples;

  beforeEach(async () => {
    network = await openTestNetwork(folder(), { config: { requestsPerSigner: SHARE } });
    ({ test, sichuan: gateway } = network);
    samples = await newRequestSamples(test, gateway.union);
  });
  afterEach(() => network.close());

  const isSigned = ({ access }: GatewayRoute): boolean => access !== 'public';
  const gatewayOf = (code: '11' | '34'): RequestSigner => {
    return { operatorId: gatewaySignerId(code), signer: gatewaySigner(test.provinces[code]) };
  };
  const signerOf = ({ access }: GatewayRoute): RequestSigner =>
    access === 'gateway' ? gatewayOf('11') : gateway.union.root;
  const newCadre = (grants: Parameters<typeof registerOperator>[2]['grants'] = []): Promise<TestOperator> =>
    registerOperator(test, gateway.union, { role: 'cadre', grants });

  interface Asked {
    readonly by?: RequestSigner;
    readonly change?: NonNullable<TestRequest['change']>;
    readonly query?: string;
    readonly headers?: Readonly<Record<string, string>>;
  }

  /** The code of the answer to a well-formed request of a route, but for what is said otherwise. */
  const ask = async (route: GatewayRoute, { by, query = '', headers, change }: Asked = {}) => {
    const sample = samples(route);
    const target = withQuery(sample.target, query);
    const request = {
      ...{ ...sample, target, headers: { ...sample.headers, ...headers } },
      ...(change !== undefined && { change }),
    };
    if (by !== undefined || isSigned(route))
      return codeOf((await signedFetch(gateway, by ?? signerOf(route), request)).text);
    const { method } = request;
    return codeOf((await plainFetch(gateway, target, { method, headers: request.headers })).text);
  };
  const each = async (
    code: ErrorCode,
    asking: (route: GatewayRoute) => Promise<string>,
    among: (route: GatewayRoute) => boolean = () => true,
  ): Promise<void> => {
    const declaring = ROUTES.filter((route) => declaredErrors(route).includes(code) && among(route));
    expect(declaring).to.not.deep.equal([]);
    for (const route of declaring) expect(await asking(route), route.operationId).to.equal(code);
  };

  it('INVALID_REQUEST what it does not know', () =>
    each('INVALID_REQUEST', (route) => ask(route, { query: 'colour=red' })));

  it('UNSUPPORTED_MEDIA_TYPE a compressed body', () =>
    each('UNSUPPORTED_MEDIA_TYPE', (route) => ask(route, { headers: { 'content-encoding': 'gzip' } })));

  it('TOO_LARGE what is beyond its limit, before anything of it has come', () =>
    each('TOO_LARGE', async (route) => {
      const { method, target, headers } = samples(route);
      const lines = {
        'content-type': 'application/json',
        ...headers,
        'content-length': String(maxBodyBytes(route) + 1),
      };
      return codeOf((await sendRaw(gateway, rawHead({ method, target }, lines))).body);
    }));

  it('HEADERS_TOO_LARGE endless headers', () =>
    each('HEADERS_TOO_LARGE', async (route) => {
      const { method, target } = samples(route);
      const { status, body } = await sendRaw(gateway, rawHead({ method, target }, { x: 'x'.repeat(40_000) }));
      noteAnswer({ method, target, status, mediaType: 'application/problem+json', text: body });
      return codeOf(body);
    }));

  it('REQUEST_TIMEOUT a body that does not come', () =>
    each('REQUEST_TIMEOUT', async (route) => {
      const sample = samples(route);
      const head = isSigned(route)
        ? await headOf(gateway, signerOf(route), sample)
        : rawHead(sample, { 'content-length': '0' });
      const waiting = head.replace(/content-length: \d+/, 'transfer-encoding: chunked');
      return codeOf((await inNoTime(BODY_MS, () => sendRaw(gateway, waiting))).body);
    }));

  it('REQUEST_TIMEOUT ends the connection, however short the rest was to be', async () => {
    const head = await headOf(gateway, gateway.union.root, { target: '/v1/verifications', body: {} });
    expect(codeOf((await inNoTime(BODY_MS, () => sendRaw(gateway, head))).body)).to.equal('REQUEST_TIMEOUT');
  });

  it('UNAUTHENTICATED who does not sign', () =>
    each('UNAUTHENTICATED', async (route) => {
      const { method, target, headers = {}, body } = samples(route);
      const response = await plainFetch(gateway, target, {
        ...{ method, headers: { 'content-type': 'application/json', ...headers } },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return codeOf(response.text);
    }));

  it('REQUEST_EXPIRED a signature of yesterday', () => {
    const created = Math.floor(test.clock.now() / 1_000) - 86_400;
    return each('REQUEST_EXPIRED', (route) => ask(route, { change: { created, expires: created + 60 } }));
  });

  it('REQUEST_REPLAYED a request sent again', () =>
    each('REQUEST_REPLAYED', async (route) => {
      const change = { nonce: `sent-twice-${route.operationId}` };
      await ask(route, { change });
      return ask(route, { change });
    }));

  it('KEY_REVOKED a key that was replaced', async () => {
    const cadre = await newCadre();
    const { operatorId } = cadre;
    const signer = newKeySigner(newSm2KeyPair().privateKey);
    const proof = await test.prove({ purpose: 'operator-key', holder: operatorId }, signer);
    const revokeKeyId = keyIdOf(cadre.signer.publicKey);
    const payload = { operatorId, publicKey: signer.publicKey, proof, revokeKeyId };
    await test.submit('operator.rotateKey', payload, { by: cadre, subjectVersion: 1 });
    await gateway.catchUp();
    await each('KEY_REVOKED', (route) => ask(route, { by: cadre }));
  });

  it('OPERATOR_REVOKED an operator who left', async () => {
    const cadre = await newCadre();
    const payload = { operatorId: cadre.operatorId, reason: 'left' } as const;
    await test.submit('operator.revoke', payload, { by: gateway.union.root, subjectVersion: 1 });
    await gateway.catchUp();
    await each('OPERATOR_REVOKED', (route) => ask(route, { by: cadre }));
  });

  it('FORBIDDEN a gateway where operators ask, and an operator where gateways do', () =>
    each('FORBIDDEN', (route) =>
      ask(route, { by: route.access === 'gateway' ? gateway.union.root : gatewayOf('11') }),
    ));

  it('GRANT_MISSING an operator without it', async () => {
    const cadre = await newCadre();
    await gateway.catchUp();
    await each(
      'GRANT_MISSING',
      (route) => ask(route, { by: cadre }),
      (route) => isGranted(route),
    );
  });

  it('SUBMITTER_FOREIGN an operator of another province', () =>
    each(
      'SUBMITTER_FOREIGN',
      (route) => ask(route, { by: network.beijing.union.root }),
      (route) => isGranted(route),
    ));

  it('TOO_MANY_REQUESTS who has used up what there is', async () => {
    const cadre = await newCadre(['verify', 'member', 'organisation']);
    await gateway.catchUp();
    for (const { operatorId } of [cadre, gatewayOf('34')])
      for (let at = 0; at < SHARE; at += 1) await gateway.services.budgets.charge(operatorId);
    const by = (route: GatewayRoute) => (route.access === 'gateway' ? gatewayOf('34') : cadre);
    await each('TOO_MANY_REQUESTS', (route) => ask(route, { by: by(route) }), isSigned);
    const dataDir = join(folder(), 'full');
    mkdirSync(dataDir);
    const full = await openTestGateway(test, test.provinces['34'], { dataDir, config: { maxRequests: 0 } });
    try {
      const asking = async (route: GatewayRoute): Promise<string> =>
        codeOf((await plainFetch(full, samples(route).target)).text);
      await each('TOO_MANY_REQUESTS', asking, (route) => !isSigned(route));
    } finally {
      await full.close();
    }
  });

  it('HEIGHT_NOT_REACHED who wants what is not there yet', () =>
    each('HEIGHT_NOT_REACHED', (route) =>
      inNoTime(HEIGHT_TIMEOUT_MS, () => ask(route, { query: `minHeight=${FAR}` })),
    ));

  it('LEDGER_BEHIND while the gateway is behind', () => {
    gateway.services.channel.tell('NationalMSP', test.ledger.height + 100);
    return each('LEDGER_BEHIND', (route) => ask(route));
  });

  const FAILURES: readonly (readonly [ErrorCode, Error])[] = [
    ['RECORD_UNREADABLE', new DomainError('RECORD_UNREADABLE')],
    ['DATABASE_UNAVAILABLE', new DatabaseUnavailableError('away')],
  ];
  for (const [code, error] of FAILURES) {
    it(`${code} what it can not read`, async () => {
      const fail = (): Promise<never> => Promise.reject(error);
      Object.assign(gateway.services.readModel, { operator: fail, provinces: fail });
      await each(code, (route) => ask(route));
    });
  }
});

/** Whether the way to the handler asks for a grant, by itself. */
function isGranted({ access }: GatewayRoute): boolean {
  return !['public', 'operator', 'gateway'].includes(access);
}

function withQuery(target: string, query: string): string {
  if (query === '') return target;
  return `${target}${target.includes('?') ? '&' : '?'}${query}`;
}

function rawHead(
  { method, target }: Pick<TestRequest, 'method' | 'target'>,
  headers: Readonly<Record<string, string>>,
): string {
  const lines = Object.entries({ host: 'localhost', connection: 'close', ...headers });
  return `${method ?? 'GET'} ${target} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

function codeOf(text: string): string {
  const problem = problemDocument.safeParse(JSON.parse(text));
  return problem.success ? problem.data.code : 'no refusal';
}

/** While `work` goes on, clocks of this length run out at once. */
async function inNoTime<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  const original = globalThis.setTimeout;
  const hasty = (job: () => void, after?: number): NodeJS.Timeout =>
    original(job, after === milliseconds ? 0 : after);
  globalThis.setTimeout = hasty as typeof original;
  try {
    return await work();
  } finally {
    globalThis.setTimeout = original;
  }
}
