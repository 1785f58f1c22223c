// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { pino } from 'pino';
import {
  bootstrapTestLedger,
  newInMemoryGatewayLedger,
  type TestLedger,
  type TestUnion,
} from '@unionid/chaincode/testing';
import type { PreparedParts } from '@unionid/domain/api';
import { parseSignedInstruction } from '@unionid/domain/catalogue';
import type { SignedInstruction } from '@unionid/domain/instruction';
import { DatabaseUnavailableError } from '#src/database/database-errors.js';
import { openPostgresDatabases } from '#src/database/postgres-databases.js';
import { instructionKey } from '#src/submission/instruction-name.js';
import { instructEnrolment, PERSON, prepare, registerUnion, submitInstruction } from '../support/enrol.js';
import { FaultyLedger } from '../support/faulty-ledger.js';
import {
  csvText,
  idNumber,
  MEMBER_COLUMNS,
  memberRow,
  ORGANISATION_COLUMNS,
  organisationRow,
} from '../support/import-files.js';
import { describeOnPostgres } from '../support/on-databases.js';
import { PostgresCluster } from '../support/postgres-cluster.js';
import { PostgresProxy } from '../support/postgres-proxy.js';
import { newImport, reportOf, runImport, signManifest } from '../support/run-import.js';
import { expectProblem, plainFetch, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestGateway, registerGatewayKey, type TestGateway } from '../support/test-gateway.js';

const SILENT = pino({ level: 'silent' });
const ROWS = 6;

// The server of a gateway is killed with all its processes, or the line to it cut, and comes back; the gateway lives on.
describeOnPostgres('a gateway whose PostgreSQL goes away', function () {
  this.timeout(180_000);
  const folder = useTemporaryFolder();
  let cluster: PostgresCluster;
  let proxy: PostgresProxy;
  let test: TestLedger;
  let union: TestUnion;
  let ledger: FaultyLedger;
  let national: TestGateway;
  let gateway: TestGateway;
  let onCommit: () => void;
  let databases = 0;

  before(async () => {
    cluster = await PostgresCluster.start({ fsync: true });
  });
  after(() => cluster.stop());

  beforeEach(async () => {
    onCommit = () => undefined;
    databases += 1;
    const database = `outage_${String(databases)}`;
    await cluster.query('postgres', `create database ${database}`);
    proxy = await PostgresProxy.open(cluster.host, () => onCommit());
    test = await bootstrapTestLedger();
    union = test.provinces['51'];
    for (const each of [test.national, union]) await registerGatewayKey(test, each);
    national = await openTestGateway(test, test.national, { dataDir: join(folder(), 'national') });
    ledger = new FaultyLedger(newInMemoryGatewayLedger(test.ledger, { mspId: union.mspId }));
    const client = { ...cluster.client(database), host: proxy.host };
    gateway = await openTestGateway(test, union, {
      ...{ dataDir: join(folder(), 'data'), matchingUrl: national.url, ledger },
      databases: await openPostgresDatabases({ client, place: database }, SILENT),
      config: { importChunkRows: 2 },
    });
    await gateway.catchUp();
  });
  afterEach(async () => {
    await gateway.close();
    await national.close();
    await proxy.close();
  });

  it('says so while it is away, and goes on when it is back', async () => {
    const list = (): ReturnType<typeof signedFetch> =>
      signedFetch(gateway, union.root, { target: '/v1/organisations' });
    expect((await list()).status).to.equal(200);
    await cluster.kill();
    const refusal = await list();
    expectProblem(refusal, 'DATABASE_UNAVAILABLE');
    expect(refusal.headers.get('retry-after')).to.equal('2');
    await untilReadyIs(503);
    expect((await plainFetch(gateway, '/livez')).status).to.equal(200);
    // A block that comes meanwhile is applied later.
    const org = await registerUnion(test, union);
    await cluster.startServer();
    await untilReadyIs(200);
    await caughtUp();
    expect(await gateway.services.readModel.organisation(org)).to.include({ orgId: org });
    expect((await list()).status).to.equal(200);
  });

  it('writes down what the ledger decided once it is back', async () => {
    const org = await registerUnion(test, union);
    await caughtUp();
    const parts = await prepare(gateway, union.root, { org });
    const argument = await instructEnrolment(test, union.root, { org, parts });
    const key = instructionKey(parseSignedInstruction(argument).instruction);
    // It dies between the commit on the ledger and the gateway's note of it.
    ledger.fail('status', async () => {
      const status = await newInMemoryGatewayLedger(test.ledger, { mspId: union.mspId }).status(
        await transactionOf(key),
        1_000,
      );
      await cluster.kill();
      return status;
    });
    const { status } = await submitInstruction(gateway, union.root, { argument, wait: 1 });
    expect(status).to.equal(202);
    await cluster.startServer();
    await untilReadyIs(200);
    await caughtUp();
    const { submissions, vault } = gateway.services;
    let found = await submissions.find(key);
    for (; found?.status !== 'COMMITTED'; found = await submissions.find(key)) await sleep(20);
    expect((await vault.states([parts.identityId])).get(parts.identityId)).to.equal('ACTIVE');
    expect(ledger.endorsements).to.equal(1);
  });

  it('loses and doubles nothing of an enrolment, whichever commit is the last before the line is cut', async () => {
    const org = await registerUnion(test, union);
    await caughtUp();
    let cuts = 0;
    for (let last = 1; ; last += 1) {
      const cut = cutAfter(last);
      const parts = await enrolStubbornly(org, last);
      await cut.isOver();
      await caughtUp();
      const { vault } = gateway.services;
      const states = async () => (await vault.states([parts.identityId])).get(parts.identityId);
      expect(await states()).to.equal('ACTIVE');
      expect((await vault.count()).active).to.equal(last);
      if (!cut.happened()) break;
      cuts += 1;
    }
    // Key, record, preparation, outbox twice are each a commit of its own; claim, activation and block may fall together.
    expect(cuts).to.be.at.least(5);
  });

  it('goes on with an import by itself, wherever the server was killed', async () => {
    const unions = csvText(ORGANISATION_COLUMNS, [organisationRow(0)]);
    expect((await runImport(test, gateway, { kind: 'organisations', content: unions })).state).to.equal(
      'DONE',
    );
    for (const [attempt, last] of [2, 5, 9, 14, 19].entries()) {
      const kill = killAfter(last);
      const rows = Array.from({ length: ROWS }, (_, index) => memberRow(attempt * ROWS + index));
      const importId = await importStubbornly(csvText(MEMBER_COLUMNS, rows));
      await kill.isOver();
      expect(kill.happened(), `commit ${String(last)}`).to.equal(true);
      await caughtUp();
      const report = await reportOf(gateway, importId);
      expect(report.map(({ outcome }) => outcome)).to.deep.equal(rows.map(() => 'done'));
      const { vault } = gateway.services;
      const states = await vault.states(report.map(({ identityId }) => identityId ?? ''));
      expect([...states.values()]).to.deep.equal(rows.map(() => 'ACTIVE'));
      // One more is the contact of the union.
      expect(await vault.count()).to.deep.equal({ pending: 0, active: (attempt + 1) * ROWS + 1 });
    }
  });

  interface Outage {
    happened(): boolean;
    /** Resolves when the database is there again, or never went. */
    isOver(): Promise<void>;
  }

  /** Cuts the line right after a commit, so that the gateway does not hear of it. */
  function cutAfter(commits: number): Outage {
    return outageAfter(commits, async () => {
      proxy.cutOff();
      await sleep(20);
      proxy.mend();
    });
  }

  function killAfter(commits: number): Outage {
    return outageAfter(commits, async () => {
      await cluster.kill();
      await cluster.startServer();
    });
  }

  function outageAfter(commits: number, strike: () => Promise<void>): Outage {
    let left = commits;
    let struck: Promise<void> | undefined;
    onCommit = () => {
      left -= 1;
      if (left === 0) struck = strike();
    };
    return {
      happened: () => struck !== undefined,
      isOver: async () => {
        onCommit = () => undefined;
        await struck;
        await untilReadyIs(200);
      },
    };
  }

  /** What a client does that is told to come again: the same request, and never a second signature. */
  async function enrolStubbornly(org: string, index: number): Promise<PreparedParts> {
    const docNumber = idNumber(2 * index + 1);
    let parts: PreparedParts | undefined;
    let argument: string | undefined;
    for (;;) {
      try {
        parts ??= await prepare(gateway, union.root, { org, person: { ...PERSON, docNumber } });
        argument ??= await instructEnrolment(test, union.root, { org, parts });
        const { status } = await submitInstruction(gateway, union.root, { argument });
        if (status === 200) return parts;
      } catch {
        // Refused with DATABASE_UNAVAILABLE.
      }
      await sleep(20);
    }
  }

  /** Hands the file in, signs and asks until it is done; whatever a try comes to, the next one is the same. */
  async function importStubbornly(content: string): Promise<string> {
    const client: ImportingClient = { content };
    let importId: string | undefined;
    while (importId === undefined) {
      importId = await tryImport(client).catch((error: unknown) => {
        if (!(error instanceof DatabaseUnavailableError)) throw error;
        return undefined;
      });
      await sleep(20);
    }
    return importId;
  }

  interface ImportingClient {
    readonly content: string;
    importId?: string;
    signed?: SignedInstruction;
  }

  /** Undefined while it is not done. */
  async function tryImport(client: ImportingClient): Promise<string | undefined> {
    const { imports } = gateway.services;
    client.importId ??= (await imports.start(newImport(gateway, client))).importId;
    const view = await imports.find(client.importId);
    if (view?.state === 'READY') {
      client.signed ??= await signManifest(test, view, union.root);
      await imports.approve(client.importId, client.signed);
    }
    return view?.state === 'DONE' ? client.importId : undefined;
  }

  async function untilReadyIs(status: number): Promise<void> {
    while ((await plainFetch(gateway, '/readyz')).status !== status) await sleep(50);
  }

  /** However long the projector pauses between its tries. */
  async function caughtUp(): Promise<void> {
    while ((await gateway.services.readModel.height()) < test.ledger.height) await sleep(10);
  }

  async function transactionOf(key: string): Promise<string> {
    const outcome = await gateway.services.submissions.find(key);
    return outcome?.transactionId ?? expect.fail('not kept');
  }
});
