// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { sql, type Kysely } from 'kysely';
import type { ComponentDatabase, Databases } from '#src/database/databases.js';
import type { Migrations } from '#src/database/migrate.js';
import { toRefusal } from '#src/http/problem.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

interface Tables {
  thing: { name: string; number: number; bytes: Uint8Array | null };
}

const MIGRATIONS: Migrations = ({ text, integer, bytes, keyed }) => ({
  '001-thing': {
    up: async (database: Kysely<unknown>) => {
      const statement = `create table thing (name ${text} primary key, number ${integer} not null, bytes ${bytes}) ${keyed}`;
      await sql.raw(statement).execute(database);
    },
  },
});

describeOnDatabases('values in a database', (dialect) => {
  const folder = useTemporaryFolder();
  let databases: Databases;
  let things: ComponentDatabase<Tables>;

  beforeEach(async () => {
    databases = await testDatabase().open(folder());
    things = await databases.open({ name: 'outbox', migrations: MIGRATIONS });
  });
  afterEach(async () => {
    await things.close();
    await databases.close();
  });

  const add = (thing: Partial<Tables['thing']>): Promise<unknown> =>
    things.db
      .insertInto('thing')
      .values({ name: 'a', number: 1, bytes: null, ...thing })
      .execute();

  it('come back as they were put in', async () => {
    const thing = {
      name: "工会 'x' \\ \u{10ffff}",
      number: Number.MAX_SAFE_INTEGER,
      bytes: new Uint8Array([0, 255, 92, 120]),
    };
    await add(thing);
    const [found] = await things.db.selectFrom('thing').selectAll().execute();
    expect({ ...found, bytes: [...(found?.bytes ?? [])] }).to.deep.equal({
      ...thing,
      bytes: [0, 255, 92, 120],
    });
    expect(Object.getPrototypeOf(found?.bytes)).to.equal(Uint8Array.prototype);
    const [counted] = await things.db
      .selectFrom('thing')
      .select(sql<number>`count(*)`.as('rows'))
      .execute();
    expect(counted).to.deep.equal({ rows: 1 });
  });

  it('sort by code points, not by a language', async () => {
    const names = ['_', 'B', 'a', 'Ä', '一', '丁', '\u{20000}', '\ufffd', 'b'];
    for (const name of names) await add({ name });
    const found = await things.db.selectFrom('thing').select('name').orderBy('name').execute();
    const expected = names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(found.map(({ name }) => name)).to.deep.equal(expected);
    const above = await things.db.selectFrom('thing').select('name').where('name', '>', 'a').execute();
    expect(above).to.have.lengthOf(6);
  });

  it('are never silently another number', async () => {
    await add({});
    const beyond = sql<number>`select 9007199254740993 + number as sum from thing`.execute(things.db);
    const error: unknown = await beyond.then(
      () => undefined,
      (cause: unknown) => cause,
    );
    expect(error).to.be.instanceOf(RangeError);
  });

  // SQLite keeps it.
  if (dialect === 'postgres')
    it('that can not be stored are the fault of whoever asked', async () => {
      for (const thing of [{ name: 'a\u0000b' }, { number: Number.NaN }]) {
        const error: unknown = await add(thing).catch((cause: unknown) => cause);
        expect(toRefusal(error).code).to.equal('INVALID_REQUEST');
        expect(JSON.stringify(error)).to.not.include('a\u0000b');
      }
    });
});
