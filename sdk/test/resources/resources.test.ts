// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { SignedInstruction } from '@unionid/domain/instruction';
import { createClient, newInstruction, signInstruction, type Client } from '#src/index.js';
import { Transport, type Call } from '#src/transport/transport.js';
import { FakeGateway } from '../support/fake-gateway.js';
import { CONTEXT, OPERATOR, PERSON, SIGNER } from '../support/fixtures.js';

/** For another gateway and for the monitoring: not for this client. */
const NOT_FOR_CLIENTS = ['POST /v1/matching/person-tags', 'POST /v1/channel-heights'];
const OPENAPI = new URL('../../../gateway/openapi.json', import.meta.url);

/** Every function of the client and the address it must ask. */
const CALLS: readonly [string, (client: Client, signed: SignedInstruction) => Promise<unknown>][] = [
  ['GET /v1/network', (c) => c.network.get()],
  ['GET /v1/organisations?parent=a&minHeight=5', (c) => c.organisations.list({ parent: 'a', minHeight: 5 })],
  ['GET /v1/organisations/a', (c) => c.organisations.get('a')],
  ['GET /v1/organisations/a/employers', (c) => c.organisations.employers('a')],
  ['GET /v1/operators/a?minHeight=5', (c) => c.operators.get('a', { minHeight: 5 })],
  ['GET /v1/accounts/a', (c) => c.accounts.get('a')],
  ['GET /v1/accounts/a/history?limit=3&cursor=b', (c) => c.accounts.history('a', { limit: 3, cursor: 'b' })],
  ['GET /v1/members?org=a', (c) => c.members.list({ org: 'a' })],
  [
    'POST /v1/preparations',
    (c) => c.preparations.create({ type: 'person.openAccount', person: PERSON, org: 'a', on: '2026-11-01' }),
  ],
  ['POST /v1/corrections', (c) => c.corrections.create({ identityId: 'a', person: PERSON })],
  ['POST /v1/corrections/lost', (c) => c.corrections.createLost({ person: PERSON })],
  ['POST /v1/rekeyings', (c) => c.rekeyings.create({ org: 'a' })],
  ['POST /v1/instructions', (c, signed) => c.instructions.submit(signed, { waitSeconds: 0 })],
  ['GET /v1/instructions/a?actor=b', (c) => c.instructions.get('a', { actor: 'b' })],
  ['GET /v1/decisions?org=a&limit=3', (c) => c.decisions.list({ org: 'a', limit: 3 })],
  ['GET /v1/decisions/a/b', (c) => c.decisions.get('a', 'b')],
  ['GET /v1/funds/a', (c) => c.funds.get('a')],
  ['GET /v1/audit/checks', (c) => c.audits.checks()],
  ['GET /v1/audit/checks/DUP-1?height=5', (c) => c.audits.run('DUP-1', { height: 5 })],
  ['GET /v1/audit/places/a', (c) => c.audits.place('a')],
  ['GET /v1/findings?state=OPEN', (c) => c.audits.findings({ state: 'OPEN' })],
  ['GET /v1/findings/a', (c) => c.audits.finding('a')],
  ['GET /v1/findings/a/history?limit=3', (c) => c.audits.findingHistory('a', { limit: 3 })],
  ['GET /v1/unmasks?side=org', (c) => c.audits.unmasks({ side: 'org' })],
  ['GET /v1/unmasks/a', (c) => c.audits.unmask('a')],
  ['GET /v1/unmasks/a/answer', (c) => c.audits.unmaskAnswer('a')],
  ['GET /v1/samples?state=COMMITTED', (c) => c.audits.samples({ state: 'COMMITTED' })],
  ['GET /v1/samples/a', (c) => c.audits.sample('a')],
  ['GET /v1/applications?limit=3', (c) => c.applications.list({ limit: 3 })],
  ['GET /v1/applications/a/o', (c) => c.applications.get('a', 'o')],
  ['GET /v1/transfers?side=out&limit=3', (c) => c.transfers.list({ side: 'out', limit: 3 })],
  ['GET /v1/transfers/a', (c) => c.transfers.get('a')],
  ['GET /v1/claims?side=holder', (c) => c.claims.list({ side: 'holder' })],
  ['GET /v1/accounts/a/actions', (c) => c.accounts.actions('a')],
  ['GET /v1/claims/a', (c) => c.claims.get('a')],
  ['GET /v1/filings/a', (c) => c.filings.get('a')],
  [
    'GET /v1/policies?scope=51&versions=all&limit=3',
    (c) => c.policies.list({ scope: '51', versions: 'all', limit: 3 }),
  ],
  ['GET /v1/calendars?scope=51&year=2027', (c) => c.calendars.list({ scope: '51', year: 2027 })],
  [
    'POST /v1/imports?kind=members&dryRun=true&fileName=%E8%A1%A8.csv&mapping=eyLmgKfliKsiOnsiTSI6IueUtyJ9fQ',
    (c) =>
      c.imports.create({
        kind: 'members',
        fileName: '表.csv',
        bytes: Uint8Array.of(1, 2, 3),
        dryRun: true,
        mapping: { 性别: { M: '男' } },
      }),
  ],
  ['GET /v1/lines?fund=a', (c) => c.lines.list({ fund: 'a' })],
  ['GET /v1/lines/a/b', (c) => c.lines.get('a', 'b')],
  ['GET /v1/allotments?side=to&state=OFFERED', (c) => c.lines.allotments({ side: 'to', state: 'OFFERED' })],
  ['GET /v1/allotments/a', (c) => c.lines.allotment('a')],
  ['GET /v1/programmes?limit=3', (c) => c.programmes.list({ limit: 3 })],
  ['GET /v1/programmes/a?version=2', (c) => c.programmes.get('a', { version: 2 })],
  ['GET /v1/files?state=OPEN', (c) => c.files.list({ state: 'OPEN' })],
  ['GET /v1/files/a', (c) => c.files.get('a')],
  ['GET /v1/files/a/content', (c) => c.files.content('a')],
  [
    'POST /v1/files/a/content',
    (c) =>
      c.files.prepare('a', {
        org: 'o',
        household: [{ name: 'n', docNumber: '1', relation: 'r' }],
        content: {},
      }),
  ],
  ['GET /v1/recoveries?limit=5', (c) => c.plans.recoveries({ limit: 5 })],
  ['GET /v1/plans?status=OPEN', (c) => c.plans.list({ status: 'OPEN' })],
  ['GET /v1/plans/a', (c) => c.plans.get('a')],
  ['GET /v1/traces/plans/a/items/1?asOf=7', (c) => c.traces.item('a', 1, { asOf: 7 })],
  ['GET /v1/traces/plans/a/items/1/picture', (c) => c.traces.picture('a', 1)],
  ['GET /v1/traces/plans/a?asOf=7&limit=3', (c) => c.traces.plan('a', { asOf: 7, limit: 3 })],
  ['GET /v1/traces/funds/a', (c) => c.traces.fund('a')],
  ['GET /v1/traces/funds/a/lines/b', (c) => c.traces.line('a', 'b')],
  ['GET /v1/traces/persons/a?limit=3', (c) => c.traces.person('a', { limit: 3 })],
  ['POST /v1/plans/a/screening', (c) => c.plans.screen('a')],
  ['GET /v1/plans/a/sent-order', (c) => c.plans.sentOrder('a')],
  ['GET /v1/plans/a/order?limit=3', (c) => c.plans.order('a', { limit: 3 })],
  ['GET /v1/exports/funds/a?asOf=7', (c) => c.exports.manifest('a', { asOf: 7 })],
  ['GET /v1/exports/funds/a/items', (c) => c.exports.table('a', 'items')],
  ['GET /v1/plans/a/items?limit=3', (c) => c.plans.items('a', { limit: 3 })],
  ['GET /v1/imports', (c) => c.imports.list()],
  ['GET /v1/imports/a', (c) => c.imports.get('a')],
  ['GET /v1/imports/a', (c) => c.imports.follow('a')],
  [
    'GET /v1/imports/a/report?outcome=bad&limit=3',
    (c) => c.imports.report('a', { outcome: 'bad', limit: 3 }),
  ],
  ['GET /v1/imports/a/report?format=csv', (c) => c.imports.reportCsv('a')],
  ['GET /v1/imports/a/chunks/7', (c) => c.imports.chunk('a', 7)],
  ['POST /v1/imports/a/manifest', (c, signed) => c.imports.approve('a', signed)],
  ['POST /v1/imports/a/cancel', (c) => c.imports.cancel('a')],
  ['GET /v1/inbox?limit=3', (c) => c.inbox.list({ limit: 3 })],
  ['GET /v1/unmaskings?limit=3', (c) => c.unmaskings.list({ limit: 3 })],
  ['POST /v1/verifications', (c) => c.verifications.create({ identityId: 'a', purpose: 'test' })],
  ['GET /v1/openapi.json', (c) => c.service.openApi()],
  ['GET /livez', (c) => c.service.isLive()],
  ['GET /readyz', (c) => c.service.readiness()],
];

/** What is asked by a query and stands in the answer, too. */
const SAID_BY_ANSWERS = [
  ...[
    'asOf',
    'height',
    'version',
    'fund',
    'state',
    'status',
    'parent',
    'province',
    'scope',
    'year',
    'outcome',
    'org',
  ],
];

function valuesIn(named: unknown): unknown[] {
  if (typeof named === 'object' && named !== null) return Object.values(named).flatMap(valuesIn);
  return named === undefined ? [] : [named];
}

describe('every function of the client', () => {
  let gateway: FakeGateway;
  let signed: SignedInstruction;

  before(async () => {
    gateway = await FakeGateway.start(new Map([[OPERATOR, SIGNER.publicKey]]));
    const payload = { operatorId: OPERATOR, grants: [] };
    signed = await signInstruction(newInstruction({ ...CONTEXT, type: 'operator.grant', payload }), SIGNER);
  });
  after(() => gateway.close());

  for (const [address, call] of CALLS) {
    it(`asks ${address}`, async () => {
      const client = createClient({ baseUrl: gateway.url, operatorId: OPERATOR, signer: SIGNER });
      gateway.requests.length = 0;
      // What the gateway answers is of no account here: it knows most of these addresses not.
      await call(client, signed).catch(() => undefined);
      const [request] = gateway.requests;
      const query = request?.query.toString() ?? '';
      expect(`${request?.method ?? ''} ${request?.path ?? ''}${query && '?'}${query}`).to.equal(address);
    });
  }

  // Whoever signs by an answer would else sign for what the gateway has chosen.
  it('that names one thing, or entries by what they say of themselves, takes no answer about another', async () => {
    const methods = Object.getOwnPropertyDescriptors(Transport.prototype);
    const asked = new Map<string, readonly unknown[]>();
    const note = (named: object, { method, path, query = {} }: Call): Promise<never> => {
      const stated = Object.entries(query).filter(([name]) => SAID_BY_ANSWERS.includes(name));
      asked.set(`${method} ${path}?${stated.map((pair) => pair.join('=')).join('&')}`, valuesIn(named));
      return Promise.reject(new Error('asked'));
    };
    try {
      Transport.prototype.one = note;
      Transport.prototype.json = (call) => note({}, call);
      Transport.prototype.page = (call, _shape, each) => note({ list: true, ...each }, call);
      const client = createClient({ baseUrl: gateway.url, operatorId: OPERATOR, signer: SIGNER });
      for (const [, call] of CALLS) await call(client, signed).catch(() => undefined);
    } finally {
      Object.defineProperties(Transport.prototype, methods);
    }
    expect(asked.get('GET /v1/claims/a?')).to.deep.equal(['a']);
    expect(asked.get('GET /v1/audit/checks/DUP-1?height=5')).to.deep.equal(['DUP-1', 5]);
    expect(asked.get('GET /v1/traces/plans/a/items/1?asOf=7')).to.deep.equal(['a', 1, 7]);
    expect(asked.get('GET /v1/lines?fund=a')).to.deep.equal([true, 'a']);
    for (const [address, names] of asked) {
      const [path = '', query = ''] = address.split('?');
      const isList = names[0] === true;
      // Entries of a list below one thing say what they are of where that is more than a name: items of a plan.
      const parts = isList ? [] : path.split('/').filter((part) => /^(?:[abo]|DUP-1)$/.test(part));
      const values = query.split('&').flatMap((pair) => pair.split('=').slice(1));
      // Which chunk it is the check of the manifest asks (`chunk index`).
      if (path.includes('/chunks/')) continue;
      expect(names.map(String), address).to.include.members([...parts, ...values]);
    }
    expect(asked.get('GET /v1/plans/a/items?')).to.deep.equal([true, 'a']);
  });

  it('is in the list above', () => {
    const client = createClient({ baseUrl: gateway.url });
    const functions = Object.values(client).flatMap((resource) => Object.keys(resource as object));
    expect(CALLS).to.have.length(functions.length);
  });

  it('covers every address of the gateway', async () => {
    const { paths } = JSON.parse(await readFile(OPENAPI, 'utf8')) as { paths: Record<string, object> };
    const addresses = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const asked = CALLS.map(([address]) => address.replace(/\?.*/, ''));
    const uncovered = addresses.filter((address) => {
      const pattern = new RegExp(`^${address.replace(/\{\w+\}/g, '[^/]+')}$`);
      return !NOT_FOR_CLIENTS.includes(address) && !asked.some((call) => pattern.test(call));
    });
    expect(uncovered).to.deep.equal([]);
  });

  it('sends a file as it is, with its media type', async () => {
    const client = createClient({ baseUrl: gateway.url, operatorId: OPERATOR, signer: SIGNER });
    gateway.requests.length = 0;
    const bytes = Uint8Array.of(0x50, 0x4b, 0, 255);
    await client.imports.create({ kind: 'members', fileName: 'a.XLSX', bytes }).catch(() => undefined);
    expect(gateway.requests[0]?.body).to.deep.equal(bytes);
    expect(gateway.requests[0]?.headers['content-type']).to.match(/spreadsheetml\.sheet$/);
  });
});
