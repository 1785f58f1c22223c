// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { expect } from 'chai';
import { Kysely, sql } from 'kysely';
import { newNodeSqliteDialect, type NodeSqliteOptions } from '#src/database/node-sqlite-dialect.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

interface Tables {
  thing: { name: string };
}

/** As SQLite numbers them: 1 waits for the disk at checkpoints, 2 at every commit. */
const LEVELS = { normal: 1, full: 2 } as const;

describe('a database on Node’s SQLite', () => {
  const folder = useTemporaryFolder();
  let db: Kysely<Tables>;

  const open = (options: Pick<NodeSqliteOptions, 'synchronous'> = {}): void => {
    db = new Kysely({ dialect: newNodeSqliteDialect({ file: join(folder(), 'things.db'), ...options }) });
  };
  afterEach(() => db.destroy());

  const add = (name: string): Promise<unknown> => db.insertInto('thing').values({ name }).execute();
  const names = async (): Promise<string[]> => {
    const rows = await db.selectFrom('thing').select('name').orderBy('name').execute();
    return rows.map(({ name }) => name);
  };
  const level = async (): Promise<number | undefined> => {
    const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(db);
    return rows[0]?.synchronous;
  };

  // It answers at once: a job that asks page after page kept everybody from the process until its end.
  it('lets others come in between the questions of one job, in their order', async () => {
    open();
    await sql`create table thing (name text not null)`.execute(db);
    let [isHeard, asked] = [false, 0];
    setTimeout(() => (isHeard = true), 1);
    for (; !isHeard && asked < 1_000_000; asked += 1) await names();
    expect(isHeard, `after ${String(asked)} questions`).to.equal(true);
    const wanted = Array.from({ length: 50 }, (_, index) => String(index).padStart(2, '0'));
    await Promise.all(wanted.map(add));
    const { rows } = await sql<{ name: string }>`select name from thing order by rowid`.execute(db);
    expect(rows.map(({ name }) => name)).to.deep.equal(wanted);
  });

  it('waits for the disk at every commit, but where all can be rebuilt', async () => {
    open();
    expect(await level()).to.equal(LEVELS.full);
    await db.destroy();
    open({ synchronous: 'normal' });
    expect(await level()).to.equal(LEVELS.normal);
  });

  it('takes back a transaction that fails, and no other', async () => {
    open();
    await sql`create table thing (name text primary key)`.execute(db);
    const failing = db.transaction().execute(async (transaction) => {
      await transaction.insertInto('thing').values({ name: 'one' }).execute();
      throw new Error('on purpose');
    });
    const [error] = await Promise.all([failing.catch((thrown: unknown) => thrown), add('two')]);
    expect(String(error)).to.equal('Error: on purpose');
    expect(await names()).to.deep.equal(['two']);
  });

  it('has all that was written after its log was emptied, and when it is opened again', async () => {
    open();
    await sql`create table thing (name text primary key)`.execute(db);
    await Promise.all(['one', 'two'].map(add));
    await sql`pragma wal_checkpoint(truncate)`.execute(db);
    await add('three');
    expect(await names()).to.have.length(3);
    await db.destroy();
    open();
    expect(await names()).to.deep.equal(['one', 'three', 'two']);
  });
});
