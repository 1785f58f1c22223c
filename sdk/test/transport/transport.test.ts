// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { canonicalBytes, toBase64url } from '@unionid/domain/encoding';
import { sm3 } from '@unionid/domain/sm';
import { expectCode } from '@unionid/domain/testing';
import * as fc from 'fast-check';
import {
  ApiError,
  createClient,
  newId,
  newInstruction,
  signInstruction,
  type Client,
  type ClientOptions,
} from '#src/index.js';
import { assertAsked } from '#src/transport/transport.js';
import { FakeGateway, problem } from '../support/fake-gateway.js';
import { CONTEXT, OPERATOR, SIGNER } from '../support/fixtures.js';

describe('requests to a gateway', () => {
  let gateway: FakeGateway;
  let waits: number[];

  const client = (options: Partial<ClientOptions> = {}): Client =>
    createClient({
      baseUrl: gateway.url,
      operatorId: OPERATOR,
      signer: SIGNER,
      sleep: (milliseconds) => {
        waits.push(milliseconds);
        return Promise.resolve();
      },
      ...options,
    });

  beforeEach(async () => {
    waits = [];
    gateway = await FakeGateway.start(new Map([[OPERATOR, SIGNER.publicKey]]));
  });
  afterEach(() => gateway.close());

  it('are signed over method, host, path with query, and body', async () => {
    gateway.on('GET /v1/organisations', () => ({ json: { items: [] } }));
    const page = await client().organisations.list({ name: '工会 & 50%', limit: 7 });
    expect(page).to.deep.equal({ items: [] });
    const [request] = gateway.requests;
    expect(request?.signed?.parameters.operatorId).to.equal(OPERATOR);
    expect(request?.query.get('name')).to.equal('工会 & 50%');
  });

  it('are refused by the gateway when another key signed', async () => {
    gateway.on('GET /v1/members', () => ({ json: { items: [] } }));
    const stranger = { publicKey: SIGNER.publicKey, sign: () => SIGNER.sign(Uint8Array.of(1)) };
    await expectCode(client({ signer: stranger }).members.list(), 'SIGNATURE_INVALID');
  });

  it('take no answer that says something else than was asked for, at any depth', () => {
    const leaf = fc.oneof(fc.string({ maxLength: 3 }), fc.integer({ max: 3, min: 0 }), fc.boolean());
    const tree = fc.letrec<{ tree: object }>((tie) => ({
      tree: fc.dictionary(
        fc.constantFrom('a', 'b', 'c'),
        fc.oneof({ depthSize: 'small' }, leaf, tie('tree')),
      ),
    })).tree;
    fc.assert(
      fc.property(tree, tree, (asked, more) => {
        // What else an answer says is no matter.
        expect(() => assertAsked(asked, { ...more, ...asked })).to.not.throw();
        for (const name of Object.keys(asked)) {
          const { [name]: value, ...rest } = asked as Record<string, unknown>;
          const isAsked = typeof value !== 'object' || value === null || Object.keys(value).length > 0;
          if (isAsked) expect(() => assertAsked(asked, { ...rest, [name]: 'other' })).to.throw(ApiError);
          if (isAsked) expect(() => assertAsked(asked, rest)).to.throw(ApiError);
        }
      }),
    );
  });

  it('for a check take none that names a digest of something else', async () => {
    const result = {
      ...{ check: 'DUP-1', rule: 1, title: { zh: '重', en: 'd' }, thresholds: {}, falsePositives: {} },
      ...{ scope: { org: newId('organisation'), sources: ['central'] }, height: 7, asOf: '2026-03-01' },
      ...{ coverage: { plans: 0, items: 0, missing: [] }, findings: [], figures: [], later: 'unknown here' },
    };
    const digest = toBase64url(sm3(canonicalBytes(result)));
    let told: unknown = { digest, result };
    gateway.on('GET /v1/audit/checks/:code', () => ({ json: told }));
    expect(await client().audits.run('DUP-1')).to.have.nested.property('result.height', 7);
    await expectCode(client().audits.run('DUP-1', { height: 6 }), 'PARTS_MISMATCH');
    told = { digest, result: { ...result, later: 'other' } };
    await expectCode(client().audits.run('DUP-1'), 'RESPONSE_INVALID');
  });

  describe('whose answer breaks off', () => {
    /** Answers with the texts one after the other; without one the connection is lost in the middle of it. */
    const telling = (...texts: readonly (string | undefined)[]): typeof globalThis.fetch => {
      const left = [...texts];
      return () => {
        const text = left.shift();
        const body = new ReadableStream<Uint8Array>({
          start(stream) {
            stream.enqueue(new TextEncoder().encode(text ?? '{"items":['));
            if (text === undefined) stream.error(new TypeError('terminated'));
            else stream.close();
          },
        });
        return Promise.resolve(new Response(body, { status: 200 }));
      };
    };

    it('are sent again where that does no harm', async () => {
      const fetch = telling(undefined, undefined, '{"items":[]}');
      expect(await client({ fetch }).organisations.list()).to.deep.equal({ items: [] });
      expect(waits).to.have.length(2);
    });

    it('leave an instruction unknown, and no fault of the program', async () => {
      const payload = { operatorId: OPERATOR, grants: [] };
      const signed = await signInstruction(
        newInstruction({ ...CONTEXT, type: 'operator.grant', payload }),
        SIGNER,
      );
      await expectCode(client({ fetch: telling() }).instructions.submit(signed), 'OUTCOME_UNKNOWN');
      const plan = client({ fetch: telling() }).plans.screen(newId('manifest'));
      await expectCode(plan, 'GATEWAY_UNREACHABLE');
    });

    it('or has no end are answered by nothing', async () => {
      let [sent, isCancelled] = [0, false];
      const part = new Uint8Array(1_024 * 1_024);
      const fetch = (): Promise<Response> =>
        Promise.resolve(
          new Response(
            new ReadableStream<Uint8Array>({
              pull: (stream) => {
                sent += 1;
                stream.enqueue(part);
              },
              cancel: () => void (isCancelled = true),
            }),
            { status: 200 },
          ),
        );
      await expectCode(client({ fetch }).organisations.list(), 'RESPONSE_INVALID');
      expect(isCancelled).to.equal(true);
      expect(sent).to.be.within(500, 510);
    });
  });

  it('about one thing take no answer about another', async () => {
    const [asked, other] = [newId('instruction'), newId('instruction')];
    const status = { digest: 'A'.repeat(43), status: 'PENDING', transactionId: 't' };
    gateway.on('GET /v1/instructions/:id', () => ({ json: { ...status, instructionId: other } }));
    const { details } = await expectCode(client().instructions.get(asked), 'PARTS_MISMATCH');
    expect(details).to.deep.equal({ fields: ['instructionId'] });
    expect(await client().instructions.get(other)).to.include({ instructionId: other });
  });

  it('keep a path in the base address', async () => {
    gateway.on('GET /prefix/v1/organisations', () => ({ json: { items: [] } }));
    await client({ baseUrl: `${gateway.url}/prefix/` }).organisations.list();
    expect(gateway.requests).to.have.length(1);
  });

  it('without operator and key ask only what anybody may', async () => {
    const anybody = createClient({ baseUrl: gateway.url });
    expect((await anybody.network.get()).network).to.equal('union-test');
    await expectCode(anybody.members.list(), 'UNAUTHENTICATED');
    expect(gateway.requests).to.have.length(1);
  });

  it('wait as long as Retry-After says and are signed anew with another nonce', async () => {
    let asked = 0;
    gateway.on('GET /v1/members', () => {
      asked += 1;
      return asked < 3
        ? problem('TOO_MANY_REQUESTS', { headers: { 'retry-after': '2' } })
        : { json: { items: [] } };
    });
    await client().members.list();
    expect(waits).to.deep.equal([2000, 2000]);
    expect(new Set(gateway.requests.map(({ signed }) => signed?.parameters.nonce))).to.have.length(3);
  });

  it('give up where the gateway names no time or a long one', async () => {
    gateway.on('GET /v1/members', () => problem('QUOTA_EXCEEDED'));
    await expectCode(client().members.list(), 'QUOTA_EXCEEDED');
    gateway.on('GET /v1/members', () => problem('TOO_MANY_REQUESTS', { headers: { 'retry-after': '3600' } }));
    await expectCode(client().members.list(), 'TOO_MANY_REQUESTS');
    expect(gateway.requests).to.have.length(2);
  });

  it('go on for two minutes where long work is followed', async () => {
    let asked = 0;
    gateway.on('GET /v1/imports/:id', () => {
      asked += 1;
      return problem('LEDGER_BEHIND', { headers: { 'retry-after': '2' } });
    });
    await expectCode(client().imports.follow('a'), 'LEDGER_BEHIND');
    expect(asked).to.equal(61);
    await expectCode(client().imports.get('a'), 'LEDGER_BEHIND');
    expect(asked).to.equal(65);
  });

  it('tell code, details and request id of a refusal', async () => {
    gateway.on('GET /v1/operators/:id', () => problem('OPERATOR_UNKNOWN', { details: { operatorId: 'x' } }));
    try {
      await client().operators.get('x/y');
      expect.fail('nothing was thrown');
    } catch (error) {
      expect(error).to.include({ code: 'OPERATOR_UNKNOWN', status: 404, requestId: 'request-1' });
      expect(error).to.have.deep.property('details', { operatorId: 'x' });
    }
    expect(gateway.requests[0]?.path).to.equal('/v1/operators/x%2Fy');
  });

  it('refuse an answer of another form, whatever its status', async () => {
    gateway.on('GET /v1/operators/:id', () => ({ json: { operatorId: 'nobody' } }));
    await expectCode(client().operators.get(OPERATOR), 'RESPONSE_INVALID');
    gateway.on('GET /v1/operators/:id', () => ({ status: 502, text: '<html>proxy</html>' }));
    await expectCode(client().operators.get(OPERATOR), 'RESPONSE_INVALID');
  });

  it('do not follow a redirect: what lies behind was not signed', async () => {
    gateway.on('GET /v1/members', () => ({
      status: 307,
      headers: { location: `${gateway.url}/v1/network` },
    }));
    await expectCode(client().members.list(), 'GATEWAY_UNREACHABLE');
  });

  it('end in GATEWAY_UNREACHABLE after four attempts where nobody listens', async () => {
    const lost = client();
    await gateway.close();
    await expectCode(lost.network.get(), 'GATEWAY_UNREACHABLE');
    expect(waits).to.have.length(3);
    gateway = await FakeGateway.start(new Map());
  });

  it('end in GATEWAY_UNREACHABLE when the gateway does not answer in time', async () => {
    let release: (() => void) | undefined;
    gateway.on(
      'POST /v1/preparations',
      () => new Promise((resolve) => (release = () => resolve({ json: {} }))),
    );
    const request = { type: 'person.enrol', org: 'O', person: {} } as never;
    await expectCode(client({ timeoutMs: 50 }).preparations.create(request), 'GATEWAY_UNREACHABLE');
    release?.();
  });

  it('repeat a signed instruction byte for byte after a lost connection, and never call the outcome a failure', async () => {
    gateway.on('POST /v1/instructions', () => ({ hangUp: true }));
    const instruction = newInstruction({
      ...CONTEXT,
      type: 'operator.grant',
      payload: { operatorId: OPERATOR, grants: ['member'] },
      subjectVersion: 3,
    });
    const signed = await signInstruction(instruction, SIGNER);
    const { details } = await expectCode(client().instructions.submit(signed), 'OUTCOME_UNKNOWN');
    expect(details).to.deep.equal({ instructionId: instruction.instructionId });
    const bodies = gateway.requests.map(({ body }) => Buffer.from(body).toString());
    expect(bodies).to.have.length(4);
    expect(new Set(bodies)).to.have.length(1);
    expect(gateway.requests[0]?.headers.prefer).to.equal('wait=20');
  });

  it('ask once whether a gateway is ready', async () => {
    gateway.on('GET /livez', () => ({ json: { live: true } }));
    gateway.on('GET /readyz', () => problem('NOT_READY', { headers: { 'retry-after': '2' } }));
    expect(await client().service.isLive()).to.equal(true);
    expect(await client().service.readiness()).to.deep.equal({ ready: false, code: 'NOT_READY' });
    gateway.on('GET /readyz', () => ({ json: { ready: true } }));
    expect(await client().service.readiness()).to.deep.equal({ ready: true });
    expect(waits).to.deep.equal([]);
  });
});
