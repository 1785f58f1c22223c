// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import { Kysely, sql } from 'kysely';
import { LogSync } from '#src/database/log-sync.js';
import { newNodeSqliteDialect } from '#src/database/node-sqlite-dialect.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

interface Tables {
  thing: { name: string };
}

/** A disk that ends a write when it is told to. */
class SlowDisk {
  writes = 0;
  readonly #waiting: PromiseWithResolvers<undefined>[] = [];

  writeThrough(): Promise<void> {
    this.writes += 1;
    const write = Promise.withResolvers<undefined>();
    this.#waiting.push(write);
    return write.promise;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async finish(error?: Error): Promise<void> {
    const write = this.#waiting.shift();
    if (write === undefined) throw new RangeError('nothing is being written');
    if (error === undefined) write.resolve(undefined);
    else write.reject(error);
    await turn();
  }
}

/** Notes when a promise is settled. */
function watch(promise: Promise<unknown>): { state: 'waiting' | 'done' | 'failed' } {
  const watched: { state: 'waiting' | 'done' | 'failed' } = { state: 'waiting' };
  promise.then(
    () => (watched.state = 'done'),
    () => (watched.state = 'failed'),
  );
  return watched;
}

describe('writes to the disk', () => {
  it('are shared by who comes before they start, not by who comes later', async () => {
    const disk = new SlowDisk();
    const log = new LogSync(disk);
    const early = [watch(log.synced()), watch(log.synced())];
    await turn();
    const late = [watch(log.synced()), watch(log.synced())];
    await turn();
    expect(disk.writes).to.equal(1);
    await disk.finish();
    expect([...early, ...late].map(({ state }) => state)).to.deep.equal([
      'done',
      'done',
      'waiting',
      'waiting',
    ]);
    expect(disk.writes).to.equal(2);
    await disk.finish();
    expect(late.map(({ state }) => state)).to.deep.equal(['done', 'done']);
  });

  it('that fail are a failure for who waited and for everybody after: behind a gap no log is read', async () => {
    const disk = new SlowDisk();
    const log = new LogSync(disk);
    const first = watch(log.synced());
    await turn();
    const second = watch(log.synced());
    await disk.finish(new Error('EIO'));
    expect([first.state, second.state]).to.deep.equal(['failed', 'failed']);
    const third = watch(log.synced());
    await turn();
    expect([third.state, disk.writes]).to.deep.equal(['failed', 1]);
  });
});

describe('a database whose writes survive a power cut', () => {
  const folder = useTemporaryFolder();
  let disk: SlowDisk;
  let db: Kysely<Tables>;

  beforeEach(async () => {
    disk = new SlowDisk();
    db = new Kysely({ dialect: newNodeSqliteDialect({ file: join(folder(), 'things.db'), log: disk }) });
    const made = sql`create table thing (name text primary key)`.execute(db);
    await turn();
    await disk.finish();
    await made;
    disk.writes = 0;
  });
  afterEach(() => db.destroy());

  const add = (name: string): Promise<unknown> => db.insertInto('thing').values({ name }).execute();
  const names = async (): Promise<string[]> => {
    const rows = await db.selectFrom('thing').select('name').orderBy('name').execute();
    return rows.map(({ name }) => name);
  };

  it('answers a write once it is on the disk; the next writer and readers do not wait for that', async () => {
    const one = watch(add('one'));
    await turn();
    const two = watch(add('two'));
    const three = watch(add('three'));
    expect(await names()).to.deep.equal(['one', 'three', 'two']);
    expect([one, two, three].map(({ state }) => state)).to.deep.equal(['waiting', 'waiting', 'waiting']);
    await disk.finish();
    expect([one, two, three].map(({ state }) => state)).to.deep.equal(['done', 'waiting', 'waiting']);
    await disk.finish();
    expect([two, three].map(({ state }) => state)).to.deep.equal(['done', 'done']);
    expect(disk.writes).to.equal(2);
  });

  it('answers a transaction once its commit is on the disk, and keeps others out until then only', async () => {
    const both = watch(
      db.transaction().execute(async (transaction) => {
        await transaction.insertInto('thing').values({ name: 'one' }).execute();
        await turn();
        await transaction.insertInto('thing').values({ name: 'two' }).execute();
      }),
    );
    const seen = names();
    expect(await seen).to.deep.equal(['one', 'two']);
    expect([both.state, disk.writes]).to.deep.equal(['waiting', 1]);
    await disk.finish();
    expect(both.state).to.equal('done');
  });

  it('takes back a transaction that fails, without the disk', async () => {
    const failing = db.transaction().execute(async (transaction) => {
      await transaction.insertInto('thing').values({ name: 'one' }).execute();
      throw new Error('on purpose');
    });
    expect(String(await failing.catch((error: unknown) => error))).to.equal('Error: on purpose');
    expect(await names()).to.deep.equal([]);
    expect(disk.writes).to.equal(0);
  });

  it('does not take back the next writer’s transaction when the disk fails for the one before', async () => {
    const first = watch(
      db
        .transaction()
        .execute((transaction) => transaction.insertInto('thing').values({ name: 'one' }).execute()),
    );
    await turn();
    const gate = Promise.withResolvers<undefined>();
    const second = watch(
      db.transaction().execute(async (transaction) => {
        await transaction.insertInto('thing').values({ name: 'two' }).execute();
        await gate.promise;
      }),
    );
    await turn();
    await disk.finish(new Error('EIO'));
    expect([first.state, second.state]).to.deep.equal(['failed', 'waiting']);
    gate.resolve(undefined);
    await turn();
    expect(second.state).to.equal('failed');
    expect(await names()).to.deep.equal(['one', 'two']);
  });
});

describe('the log of a real file', () => {
  const folder = useTemporaryFolder();

  it('is written through while the database is in use, after it was emptied, too', async () => {
    const db = new Kysely<Tables>({ dialect: newNodeSqliteDialect({ file: join(folder(), 'things.db') }) });
    await sql`create table thing (name text primary key)`.execute(db);
    await Promise.all(['one', 'two'].map((name) => db.insertInto('thing').values({ name }).execute()));
    await sql`pragma wal_checkpoint(truncate)`.execute(db);
    await db.insertInto('thing').values({ name: 'three' }).execute();
    expect(await db.selectFrom('thing').selectAll().execute()).to.have.length(3);
    await db.destroy();
  });
});
