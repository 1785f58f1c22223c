// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { pino } from 'pino';
import { DatabaseUnavailableError } from '#src/database/database-errors.js';
import { csvText, ORGANISATION_COLUMNS, organisationRow } from '../support/import-files.js';
import { readImport } from '../support/run-import.js';
import { PERSON, prepare, registerUnion } from '../support/enrol.js';
import { headOf, plainFetch, signedFetch } from '../support/signed-fetch.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

describeOnDatabases('log', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let text: string;

  beforeEach(async () => {
    text = '';
    const log = pino(
      { level: 'debug' },
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          text += chunk.toString();
          done();
        },
      }),
    );
    network = await openTestNetwork(folder(), { log });
  });
  afterEach(() => network.close());

  it('has a line for each request, and of none its address, query or body', async () => {
    const { test, sichuan, beijing } = network;
    const { root } = sichuan.union;
    const org = await registerUnion(test, sichuan.union);
    await network.catchUp();
    await prepare(sichuan, root, { org });
    const { docType, docNumber, name } = PERSON;
    const body = { docType, docNumber, name, purpose: 'canary-purpose' };
    await signedFetch(beijing, beijing.union.root, { target: '/v1/verifications', body });
    await signedFetch(sichuan, root, { target: '/v1/organisations?name=canary-query' });
    await signedFetch(sichuan, root, {
      target: '/v1/verifications',
      body: { ...body, docNumber: 'canary-number' },
    });
    await plainFetch(sichuan, '/v1/canary-path');
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const requests = lines.filter(({ route }) => route !== undefined);
    expect(requests.map(({ route }) => route)).to.include.members([
      ...['/v1/preparations', '/v1/verifications', '/v1/organisations', '(unknown)'],
      '/v1/matching/person-tags',
    ]);
    for (const line of requests) expect(line).to.include.keys('requestId', 'method', 'status', 'ms');
    // Who asked, for whoever looks into it later; of whom was asked, nothing.
    const asked = requests.filter(({ route }) => route === '/v1/preparations');
    expect(asked).to.have.length(1);
    expect(asked[0]).to.include({ operator: root.operatorId, org: sichuan.union.orgId });
    for (const value of [name, docNumber, PERSON.mobile, 'canary', root.keyId])
      expect(text, value).not.to.include(value);
  });

  it('tells a fault in the middle of a stream as one, and a hang-up as what it is', async () => {
    const { sichuan } = network;
    const content = csvText(ORGANISATION_COLUMNS, [organisationRow(0)]);
    const { importId } = await readImport(sichuan, { kind: 'organisations', content });
    const target = `/v1/imports/${importId}/report?format=csv`;
    const [row] = (await sichuan.services.imports.report(importId, { limit: 1, cursor: undefined })).items;
    const lineOf = async (
      rest: (page: unknown) => Promise<unknown>,
      ask: () => Promise<unknown>,
    ): Promise<unknown> => {
      text = '';
      let pages = 0;
      const page = { items: new Array(500).fill(row), next: 'x' };
      Object.assign(sichuan.services.imports, {
        report: () => (++pages === 1 ? Promise.resolve(page) : rest(page)),
      });
      await ask().catch(() => undefined);
      let line: string | undefined;
      while (line === undefined) {
        await sleep(2);
        line = text.split('\n').find((one) => one.includes('/report"'));
      }
      return JSON.parse(line) as unknown;
    };
    const fault = new DatabaseUnavailableError('away');
    const failed = await lineOf(
      () => Promise.reject(fault),
      () => signedFetch(sichuan, sichuan.union.root, { target }),
    );
    expect(failed)
      .to.include({ level: 50, status: 503, code: 'DATABASE_UNAVAILABLE' })
      .and.to.have.property('err');
    const hungUp = await lineOf(
      (page) => Promise.resolve(page),
      async () => {
        const { hostname, port } = new URL(sichuan.url);
        const socket = connect(Number(port), hostname);
        socket.write(await headOf(sichuan, sichuan.union.root, { target }));
        await once(socket, 'data');
        socket.destroy();
      },
    );
    expect(hungUp)
      .to.include({ level: 30, status: 400, code: 'REQUEST_ABORTED' })
      .and.not.to.have.property('err');
  });

  it('names the code of a refusal and the request it belongs to', async () => {
    const { sichuan } = network;
    const response = await signedFetch(sichuan, sichuan.union.root, { target: '/v1/operators/P0' });
    const { requestId } = response.json as { requestId: string };
    const line = text.split('\n').find((candidate) => candidate.includes(requestId)) ?? '{}';
    expect(JSON.parse(line)).to.include({
      code: 'INVALID_REQUEST',
      operator: sichuan.union.root.operatorId,
      status: 400,
      route: '/v1/operators/:operatorId',
    });
    expect(response.headers.get('x-request-id')).to.equal(requestId);
  });
});
