// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { sql, type Kysely } from 'kysely';
import { pino } from 'pino';
import { DatabaseStartError, DatabaseUnavailableError } from '#src/database/database-errors.js';
import type { ComponentDatabase, Databases } from '#src/database/databases.js';
import type { Migrations } from '#src/database/migrate.js';
import { openPostgresDatabases } from '#src/database/postgres-databases.js';
import type { PostgresSettings } from '#src/database/postgres-settings.js';
import { describeOnPostgres } from '../support/on-databases.js';
import { PostgresCluster } from '../support/postgres-cluster.js';
import { PostgresProxy } from '../support/postgres-proxy.js';

interface Tables {
  note: { text: string };
}

const MIGRATIONS: Migrations = ({ text }) => ({
  '001-note': {
    up: async (database: Kysely<unknown>) => {
      await sql.raw(`create table note (text ${text} primary key)`).execute(database);
    },
  },
});

describeOnPostgres('ownership of a PostgreSQL database', function () {
  this.timeout(120_000);
  let cluster: PostgresCluster;
  let proxy: PostgresProxy;
  let settings: PostgresSettings;
  let logged: string[];
  let opened: Databases[];
  let made = 0;

  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });

  before(async () => {
    cluster = await PostgresCluster.start({ fsync: false });
  });
  after(() => cluster.stop());
  beforeEach(async () => {
    logged = [];
    opened = [];
    made += 1;
    const database = `owned_${String(made)}`;
    await cluster.query('postgres', `create database ${database}`);
    proxy = await PostgresProxy.open(cluster.host, () => undefined);
    settings = { client: { ...cluster.client(database) }, place: database, patienceMs: 100 };
  });
  afterEach(async () => {
    for (const databases of opened) await databases.close();
    await proxy.close();
  });

  const open = async (change: Partial<PostgresSettings> = {}): Promise<Databases> => {
    const databases = await openPostgresDatabases({ ...settings, ...change }, log);
    opened.push(databases);
    return databases;
  };
  const openNotes = (databases: Databases): Promise<ComponentDatabase<Tables>> =>
    databases.open<Tables>({ name: 'outbox', migrations: MIGRATIONS });
  const write = (notes: ComponentDatabase<Tables>, text: string): Promise<unknown> =>
    notes.db.insertInto('note').values({ text }).execute();
  const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => expect.fail('it went well'),
      (error: unknown) => error,
    );

  it('is refused to a second gateway, in words', async () => {
    const first = await open();
    const error = await failureOf(open());
    expect(error).to.be.instanceOf(DatabaseStartError);
    expect(error)
      .to.have.property('message')
      .that.includes('正被另一个网关使用')
      .and.includes('Another gateway');
    await first.close();
    await open();
  });

  it('waits for connections that a former owner left behind', async () => {
    const first = await open();
    const notes = await openNotes(first);
    await write(notes, 'a');
    // Its lock is gone, its other connection is not.
    await first.close();
    expect(await failureOf(open())).to.be.instanceOf(DatabaseStartError);
    await notes.close();
    const second = await openNotes(await open());
    expect(await second.db.selectFrom('note').selectAll().execute()).to.deep.equal([{ text: 'a' }]);
    await second.close();
  });

  it('comes back after its connection was ended', async () => {
    const databases = await open();
    const notes = await openNotes(databases);
    const returned = new Promise<void>((resolve) => databases.onReturn(resolve));
    const ended = await cluster.query(
      settings.place,
      `select pg_terminate_backend(pid) as ended from pg_stat_activity
       where datname = '${settings.place}' and application_name = 'unionid-gateway/gateway'`,
    );
    expect(ended).to.deep.equal([{ ended: true }]);
    await returned;
    await write(notes, 'a');
    await notes.close();
  });

  it('is never shared: who was replaced meanwhile writes no more', async () => {
    const databases = await open({ client: { ...settings.client, host: proxy.host } });
    const notes = await openNotes(databases);
    await write(notes, 'before');
    proxy.cutOff();
    const other = await open();
    const theirs = await openNotes(other);
    await write(theirs, 'theirs');
    await theirs.close();
    await other.close();
    proxy.mend();
    while (!logged.some((line) => line.includes('start this one again'))) await sleep(20);
    expect(await failureOf(write(notes, 'after'))).to.be.instanceOf(DatabaseUnavailableError);
    expect(await databases.isReachable()).to.equal(false);
    const texts = await cluster.query(settings.place, 'select text from note order by text', 'outbox');
    expect(texts).to.deep.equal([{ text: 'before' }, { text: 'theirs' }]);
    await notes.close();
  });

  it('says why it can not start, and never the password', async () => {
    const nowhere = { ...settings.client, host: proxy.host, password: 'geheim' };
    proxy.cutOff();
    for (const [client, expected] of [
      [nowhere, 'can not be reached'],
      [{ ...settings.client, password: 'geheim', database: 'absent' }, 'refuses'],
      [{ ...settings.client, password: 'geheim', user: 'nobody_here' }, 'refuses'],
    ] as const) {
      const error = await failureOf(open({ client }));
      expect(error).to.be.instanceOf(DatabaseStartError);
      expect(error).to.have.property('message').that.includes(expected).and.not.includes('geheim');
    }
  });

  it('is refused on a database that would not keep what it promises', async () => {
    const options = '-c synchronous_commit=off';
    const error = await failureOf(open({ client: { ...settings.client, options } }));
    expect(error)
      .to.be.instanceOf(DatabaseStartError)
      .with.property('message')
      .that.includes('synchronous_commit');
  });
});
