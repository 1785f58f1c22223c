// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportView } from '@unionid/domain/api';
import { toBase64url } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey } from '@unionid/domain/ledger';
import { identityIdFor } from '@unionid/domain/person';
import { randomBytes } from '@unionid/domain/signing';
import { expect } from 'chai';
import type { Databases } from '#src/database/databases.js';
import { openImportJobs } from '#src/imports/import-jobs.js';
import type { Imports } from '#src/imports/imports.js';
import type { Services } from '#src/resources/services.js';
import { SlotLeases } from '#src/standing/slot-leases.js';
import { Crash, withMethods, type CrashPoint } from '../support/failing-port.js';
import {
  csvText,
  MEMBER_COLUMNS,
  memberRow,
  ORGANISATION_COLUMNS,
  organisationRow,
  pieces,
} from '../support/import-files.js';
import { find, newImport, runImport, signManifest } from '../support/run-import.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';
import { makeUnreadable, writeForeign } from '../support/write-foreign.js';

const ROWS = 23;
const VAULT_KEY = new Uint8Array(32).fill(5);

type Ports = Pick<Services, 'vault' | 'matching' | 'submissions' | 'readModel'>;

describeOnDatabases('an import that was interrupted', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let databases: Databases;

  beforeEach(async () => {
    databases = await testDatabase().open(join(folder(), 'imports'));
    network = await openTestNetwork(folder());
    const content = csvText(ORGANISATION_COLUMNS, [organisationRow(0)]);
    await runImport(network.test, network.sichuan, { kind: 'organisations', content });
  });
  afterEach(async () => {
    await databases.close();
    await network.close();
  });

  const open = ({ vault, matching, submissions, readModel }: Ports): Promise<Imports> =>
    openImportJobs({
      databases,
      spoolFolder: join(folder(), 'spool'),
      vaultKey: VAULT_KEY,
      ...{ vault, matching, submissions, readModel },
      matchingBudgets: network.sichuan.services.matchingBudgets,
      slots: new SlotLeases({ readModel, submissions, now: network.test.clock.now }),
      ledger: network.sichuan.services.ledger,
      log: network.sichuan.services.log,
      now: network.test.clock.now,
      batchRows: 5,
      chunkRows: 4,
      pace: { firstPauseMs: 1, longestPauseMs: 2, commitMs: 200, manifestMs: 200 },
    });

  const openBroken = (crash: Crash): Promise<Imports> => {
    const { vault, matching, submissions, readModel } = network.sichuan.services;
    return open({
      vault: crash.wrap('vault', vault),
      matching: crash.wrap('matching', matching),
      submissions: crash.wrap('submissions', submissions),
      readModel: crash.wrap('readModel', readModel),
    });
  };

  const content = csvText(
    MEMBER_COLUMNS,
    Array.from({ length: ROWS }, (_, index) => memberRow(index)),
  );

  const points: CrashPoint[] = (['before', 'after'] as const).flatMap((when): CrashPoint[] => [
    { port: 'matching', method: 'personTags', call: 2, when },
    { port: 'readModel', method: 'accountsByPersonKeys', call: 3, when },
    { port: 'vault', method: 'prepare', call: 1, when },
    { port: 'vault', method: 'prepare', call: 3, when },
    { port: 'vault', method: 'prepare', call: 5, when },
    { port: 'submissions', method: 'submit', call: 1, when },
    { port: 'submissions', method: 'submit', call: 2, when },
    { port: 'submissions', method: 'submit', call: 4, when },
    { port: 'vault', method: 'discard', call: 3, when },
    // Manifest in `approve` and once more in the background, six chunks, closing.
    { port: 'submissions', method: 'submit', call: 9, when },
  ]);

  for (const point of points) {
    const { port, method, call, when } = point;
    it(`goes on where it stopped: killed ${when} call ${String(call)} of ${port}.${method}`, async () => {
      const { test, sichuan } = network;
      const crash = new Crash(point);
      const broken = await openBroken(crash);
      const importId = await driveUntil(broken, crash);
      const before = await broken.find(importId).catch(() => undefined);
      await broken.close();

      const { vault, readModel } = sichuan.services;
      const resumed = await open(sichuan.services);
      await resumed.resume();
      await resumed.settled();
      const ready = await find(resumed, importId);
      if (before?.manifest !== undefined) expect(ready.manifest).to.deep.equal(before.manifest);
      if (ready.state === 'READY')
        await resumed.approve(importId, await signManifest(test, ready, sichuan.union.root));
      await resumed.settled();
      await sichuan.catchUp();

      const done = await find(resumed, importId);
      expect(done.state, JSON.stringify(done.error)).to.equal('DONE');
      expect(done.counts).to.include({ rows: ROWS, ready: ROWS, submitted: ROWS, bad: 0 });
      expect(done.counts.done + done.counts.elsewhere).to.equal(ROWS);
      const report = await resumed.report(importId, { limit: 100, cursor: undefined });
      expect(report.items.map(({ row }) => row)).to.deep.equal(
        Array.from({ length: ROWS }, (_, at) => at + 2),
      );
      const enrolled = report.items.filter(({ outcome }) => outcome === 'done');
      for (const { identityId = '' } of enrolled)
        expect((await readModel.account(identityId))?.state).to.equal('ACTIVE');
      // One union's contact, and the members: nothing is left waiting, nothing is there twice.
      expect(await vault.count()).to.deep.equal({ pending: 0, active: enrolled.length + 1 });
      const manifest = await readModel.manifest(importId);
      expect(manifest?.state).to.equal('CLOSED');
      await resumed.close();
    });
  }

  it('fails where the file that was handed in is gone, and says so', async () => {
    const crash = new Crash({ port: 'matching', method: 'personTags', call: 2, when: 'before' });
    const broken = await openBroken(crash);
    const importId = await driveUntil(broken, crash);
    await broken.close();
    rmSync(join(folder(), 'spool'), { recursive: true });
    const resumed = await open(network.sichuan.services);
    await resumed.resume();
    await resumed.settled();
    expect(await find(resumed, importId)).to.deep.include({
      state: 'FAILED',
      error: { code: 'FILE_GONE', details: {} },
    });
    await resumed.close();
  });

  describe('by what passes', () => {
    /** The own peer's blocks are not here, so many times. */
    let behind = 0;
    beforeEach(() => (behind = 0));
    const portsBehind = (): Ports => {
      const { readModel, ...services } = network.sichuan.services;
      const waitForHeight: typeof readModel.waitForHeight = (height, timeoutMs) => {
        if (behind === 0) return readModel.waitForHeight(height, timeoutMs);
        behind -= 1;
        return Promise.reject(new DomainError('HEIGHT_NOT_REACHED', { height }));
      };
      return { ...services, readModel: withMethods(readModel, { waitForHeight }) };
    };
    const start = async (imports: Imports, text = content): Promise<string> =>
      (await imports.start({ ...newImport(network.sichuan, { content: text }), body: pieces(text) }))
        .importId;
    const pending = async (): Promise<number> => (await network.sichuan.services.vault.count()).pending;

    it('waits for blocks that are not here before it discards what a crash left, and fails of it never', async () => {
      const crash = new Crash({ port: 'vault', method: 'prepare', call: 3, when: 'after' });
      const broken = await openBroken(crash);
      const importId = await driveUntil(broken, crash);
      await broken.close();
      behind = 1;
      const resumed = await open(portsBehind());
      await resumed.resume();
      await resumed.settled();
      const { state, error } = await find(resumed, importId);
      expect([state, error, behind]).to.deep.equal(['READY', undefined, 0]);
      expect(await pending()).to.equal(ROWS);
      await resumed.close();
    });

    /** Another one has a record of the first of a batch a moment before it is prepared, so many times. */
    const openTaken = (times: number): Promise<Imports> => {
      const { services } = network.sichuan;
      const { vault } = services;
      let left = times;
      const prepare: typeof vault.prepare = async (group, records) => {
        if (left > 0 && group.endsWith('/1')) {
          left -= 1;
          await vault.prepare('prepare/another', records.slice(0, 1));
        }
        await vault.prepare(group, records);
      };
      return open({ ...services, vault: withMethods(vault, { prepare }) });
    };

    it('judges a batch again of which one was prepared in the meantime', async () => {
      const imports = await openTaken(2);
      const importId = await start(imports);
      await imports.settled();
      const view = await find(imports, importId);
      expect([view.state, view.error]).to.deep.equal(['READY', undefined]);
      expect(view.counts).to.include({ rows: ROWS, ready: ROWS });
      expect(await pending()).to.equal(ROWS + 2);
      await imports.close();
    });

    it('does not judge it again for ever', async () => {
      const imports = await openTaken(Infinity);
      const importId = await start(imports);
      await imports.settled();
      const { state, error } = await find(imports, importId);
      expect([state, error?.code]).to.deep.equal(['FAILED', 'IDENTITY_ID_TAKEN']);
      await imports.close();
    });

    /** Two lists that were cancelled and kept their records, of 2 and of 3 members. */
    const cancelBehind = async (imports: Imports): Promise<readonly string[]> => {
      const ids: string[] = [];
      for (const rows of [
        [0, 1],
        [2, 3, 4],
      ]) {
        const text = csvText(
          MEMBER_COLUMNS,
          rows.map((index) => memberRow(index)),
        );
        const importId = await start(imports, text);
        await imports.settled();
        behind = 1;
        const refusal: unknown = await imports.cancel(importId).catch((error: unknown) => error);
        expect(refusal).to.have.property('code', 'NOT_READY');
        expect((await find(imports, importId)).state).to.equal('CANCELLED');
        ids.push(importId);
      }
      expect(await pending()).to.equal(5);
      return ids;
    };

    it('is cancelled to its end when it is cancelled again', async () => {
      const imports = await open(portsBehind());
      for (const importId of await cancelBehind(imports)) await imports.cancel(importId);
      expect(await pending()).to.equal(0);
      await imports.close();
    });

    it('leaves nothing once it ended, though blocks came late: each list by itself, at a start and by every sweep', async () => {
      const imports = await open(portsBehind());
      await cancelBehind(imports);
      behind = 1;
      await imports.resume();
      await imports.settled();
      expect(await pending()).to.be.oneOf([2, 3]);
      await imports.tidy();
      expect(await pending()).to.equal(0);
      await imports.close();
    });
  });

  describe('and whose gateway was put back from a backup of before its signature', () => {
    const onImports = (text: string) => testDatabase().query(join(folder(), 'imports'), 'imports', text);
    const onGateway = (component: 'vault' | 'outbox', text: string) =>
      testDatabase().query(network.sichuan.config.dataDir, component, text);

    /** As a backup of then has job, vault and outbox; `change` is of the job, too. */
    const putBack = async (importId: string, change = ''): Promise<void> => {
      const ofJob = `where import_id = '${importId}'`;
      const { counts } = ready;
      await onImports(
        `update job set state = 'READY', signed = null, counts = '${JSON.stringify(counts)}'${change} ${ofJob}`,
      );
      await onImports(`update job_chunk set settled = 0 ${ofJob}`);
      await onImports(`update job_row set outcome = 'ready' ${ofJob} and chunk is not null`);
      await onGateway(
        'vault',
        `update record set state = 'PENDING' where record_group like 'import/${importId}/%'`,
      );
      await onGateway('outbox', 'delete from submission');
    };
    let ready: ImportView;

    /** Signs a file and lets so many submissions through, the manifest with them. */
    const submitFirst = async (submissions: number): Promise<string> => {
      const { test, sichuan } = network;
      let left = submissions;
      const { services } = sichuan;
      const limited: Ports['submissions'] = {
        ...services.submissions,
        find: services.submissions.find.bind(services.submissions),
        submit: (...args) => {
          left -= 1;
          if (left < 0) return Promise.reject(new DomainError('LEDGER_UNAVAILABLE'));
          return services.submissions.submit(...args);
        },
      };
      const imports = await open({ ...services, submissions: limited });
      const { importId } = await imports.start({ ...newImport(sichuan, { content }), body: pieces(content) });
      await imports.settled();
      ready = await find(imports, importId);
      await imports.approve(importId, await signManifest(test, ready, sichuan.union.root));
      while (left >= 0) await sleep(5);
      await imports.close();
      await sichuan.catchUp();
      return importId;
    };

    // Manifest in `approve`, again in the background, six chunks, closing.
    for (const [what, submissions] of [
      ['its manifest only', 2],
      ['some of its chunks', 5],
      ['all of it but the closing', 8],
    ] as const)
      it(`goes on where the ledger is, which has ${what}`, async () => {
        const importId = await submitFirst(submissions);
        await putBack(importId);
        const { services } = network.sichuan;
        const resumed = await open(services);
        await resumed.resume();
        await resumed.settled();
        await network.sichuan.catchUp();
        const done = await find(resumed, importId);
        expect(done.state, JSON.stringify(done.error)).to.equal('DONE');
        expect(done.counts).to.include({ rows: ROWS, ready: ROWS, submitted: ROWS, done: ROWS, refused: 0 });
        expect(await services.vault.count()).to.deep.equal({ pending: 0, active: ROWS + 1 });
        expect((await services.readModel.manifest(importId))?.state).to.equal('CLOSED');
        await resumed.close();
      });

    it('fails where the ledger has another manifest of its name, and destroys nothing that stands there', async () => {
      const importId = await submitFirst(8);
      await putBack(importId, `, root = '${toBase64url(randomBytes(32))}'`);
      const { services } = network.sichuan;
      const resumed = await open(services);
      await resumed.resume();
      await resumed.settled();
      expect(await find(resumed, importId)).to.deep.include({
        state: 'FAILED',
        error: { code: 'MANIFEST_EXISTS', details: {} },
      });
      expect(await services.vault.count()).to.deep.equal({ pending: 0, active: ROWS + 1 });
      await resumed.close();
    });

    it('waits where nobody can read the manifest, destroys nothing, and goes on once it can be read', async () => {
      const importId = await submitFirst(5);
      await putBack(importId);
      const { test, sichuan } = network;
      const key = ledgerKey.manifest(importId);
      const before = test.ledger.state(key) ?? '';
      makeUnreadable(test, key);
      await sichuan.catchUp();
      const { vault } = sichuan.services;
      const count = await vault.count();
      const resumed = await open(sichuan.services);
      await resumed.resume();
      const until = async (is: (view: ImportView) => boolean): Promise<ImportView> => {
        for (;;) {
          const view = await find(resumed, importId);
          if (is(view)) return view;
          await sleep(5);
        }
      };
      expect((await until(({ error }) => error?.code === 'RECORD_UNREADABLE')).state).to.equal('READY');
      expect(await vault.count()).to.deep.equal(count);
      writeForeign(test, key, before);
      await sichuan.catchUp();
      const done = await until(({ state }) => state === 'DONE' || state === 'FAILED');
      expect(done.counts, JSON.stringify(done.error)).to.include({ submitted: ROWS, done: ROWS, refused: 0 });
      await resumed.close();
    });

    it('waits for its signature still, where the ledger has nothing of it', async () => {
      const imports = await open(network.sichuan.services);
      const { importId } = await imports.start({
        ...newImport(network.sichuan, { content }),
        body: pieces(content),
      });
      await imports.settled();
      await imports.close();
      const resumed = await open(network.sichuan.services);
      await resumed.resume();
      await resumed.settled();
      expect((await find(resumed, importId)).state).to.equal('READY');
      await resumed.close();
    });
  });

  /** Starts the import and signs it as soon as it is ready, until the crash. */
  async function driveUntil(imports: Imports, crash: Crash): Promise<string> {
    const { test, sichuan } = network;
    const { importId } = await imports.start({ ...newImport(sichuan, { content }), body: pieces(content) });
    const dead = crash.happened.then(() => true);
    for (;;) {
      if (await Promise.race([dead, sleep(5, false)])) return importId;
      const view = await find(imports, importId);
      if (view.state !== 'READY') continue;
      const signed = await signManifest(test, view, sichuan.union.root);
      await enrolElsewhere(imports, importId);
      await imports.approve(importId, signed).catch(() => undefined);
      if (!(await Promise.race([dead, sleep(30_000, false)])))
        throw new Error('the crash point was not reached');
      return importId;
    }
  }

  /** Two of the persons join elsewhere between preparation and submission: their rows are refused and discarded. */
  async function enrolElsewhere(imports: Imports, importId: string): Promise<void> {
    const { test, beijing } = network;
    for (const index of [1, 3]) {
      const chunk = await imports.chunk(importId, index);
      const [row] = chunk?.rows ?? [];
      if (row === undefined) continue;
      const { personKey, nameTag } = row as Record<'personKey' | 'nameTag', string>;
      const org = beijing.union.orgId;
      // The other province draws salts of its own.
      const root = toBase64url(randomBytes(32));
      const identityId = identityIdFor({ personKey, root });
      const entry = { identityId, personKey, nameTag, root, level: 1, org } as const;
      await test.submit(
        'person.enrol',
        { ...entry, state: 'ACTIVE', joined: '2020-01-01', since: '2020-01-01', change: '1', reason: '' },
        { by: beijing.union.root },
      );
    }
  }
});
