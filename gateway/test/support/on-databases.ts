// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Suite } from 'mocha';
import { pino } from 'pino';
import type { ComponentName, Databases, Dialect } from '#src/database/databases.js';
import { openDatabases } from '#src/database/open-databases.js';
import type { PostgresSettings } from '#src/database/postgres-settings.js';
import { findPostgres, PostgresCluster } from './postgres-cluster.js';
import { PostgresProxy } from './postgres-proxy.js';
import { filesHolding } from './temporary-folder.js';
import { watchSqliteCommits } from './watch-commits.js';

/** What a suite can do to the tables beside the gateway, on either database; `folder` is the gateway's `dataDir`. */
export interface TestDatabase {
  readonly dialect: Dialect;
  /** The gateway's databases; a folder that was opened before has what it had. */
  open(folder: string): Promise<Databases>;
  /** Runs a statement on a component's tables; its gateway should be closed, or not mind. */
  query(
    folder: string,
    component: ComponentName,
    text: string,
  ): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Deletes all a component has. */
  drop(folder: string, component: ComponentName): Promise<void>;
  /** Files of any gateway in `folder` that hold `text`, however spelled. */
  filesHolding(folder: string, text: string): Promise<readonly string[]>;
  /** Tells of each commit of a folder's gateway, from its opening on. */
  watchCommits(folder: string, onCommit: () => void): Promise<CommitWatch>;
  /** Lets another folder's gateway go on with this one's database. Nothing for SQLite, whose files were copied. */
  inherit(folder: string, heir: string): void;
}

export interface CommitWatch {
  /** From now on nothing that the gateway does reaches its database. */
  readonly cutOff: () => void;
  /** After the gateway is closed. */
  readonly stop: () => Promise<void>;
}

const SILENT = pino({ level: 'silent' });
const sqlite: TestDatabase = {
  dialect: 'sqlite',
  open: (folder) => openDatabases({ dataDir: folder, log: SILENT }),
  query: (folder, component, text) => {
    const database = new DatabaseSync(join(folder, `${component}.db`));
    try {
      return Promise.resolve(
        database
          .prepare(text)
          .all()
          .map((row) => ({ ...row })),
      );
    } finally {
      database.close();
    }
  },
  drop: (folder, component) => {
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(join(folder, `${component}.db${suffix}`), { force: true });
    return Promise.resolve();
  },
  filesHolding: (folder, text) => Promise.resolve(filesHolding(folder, text)),
  watchCommits: (folder, onCommit) => {
    const stop = watchSqliteCommits((file) => {
      if (file.startsWith(folder)) onCommit();
    });
    // Whoever goes on does so from copies of the files.
    return Promise.resolve({ cutOff: () => undefined, stop: () => Promise.resolve().then(stop) });
  },
  inherit: () => undefined,
};

/** One server for all tests of a process, which it does not outlive; a database for each gateway, dropped after its test. */
class PostgresTestDatabase implements TestDatabase {
  readonly dialect = 'postgres';
  #cluster: Promise<PostgresCluster> | undefined;
  readonly #names = new Map<string, Promise<string>>();
  readonly #proxies = new Map<string, PostgresProxy>();
  #made = 0;

  async open(folder: string): Promise<Databases> {
    return openDatabases({ dataDir: folder, log: SILENT, postgres: await this.settings(folder) });
  }

  /** Settings of the database for a folder, made if it is new. */
  async settings(folder: string): Promise<PostgresSettings> {
    const cluster = await this.#start();
    let name = this.#names.get(folder);
    if (name === undefined) {
      name = this.#create(cluster);
      this.#names.set(folder, name);
    }
    const client = cluster.client(await name);
    const host = this.#proxies.get(folder)?.host ?? client.host;
    return { client: { ...client, host }, place: await name, patienceMs: 5_000 };
  }

  async query(
    folder: string,
    component: ComponentName,
    text: string,
  ): Promise<readonly Record<string, unknown>[]> {
    const cluster = await this.#start();
    return cluster.query((await this.#names.get(folder)) ?? 'unknown', text, schemaOf(component));
  }

  async drop(folder: string, component: ComponentName): Promise<void> {
    await this.query(folder, component, `drop schema ${schemaOf(component)} cascade`);
  }

  async filesHolding(folder: string, text: string): Promise<readonly string[]> {
    const cluster = await this.#start();
    const names = [...this.#names].filter(([of]) => of.startsWith(folder)).map(([, name]) => name);
    const folders = await Promise.all(names.map(async (name) => cluster.filesOf(await name)));
    return [folder, ...folders].flatMap((each) => filesHolding(each, text));
  }

  async watchCommits(folder: string, onCommit: () => void): Promise<CommitWatch> {
    const proxy = await PostgresProxy.open((await this.#start()).host, onCommit);
    this.#proxies.set(folder, proxy);
    const stop = async (): Promise<void> => {
      this.#proxies.delete(folder);
      await proxy.close();
    };
    return { cutOff: () => proxy.cutOff(), stop };
  }

  inherit(folder: string, heir: string): void {
    const name = this.#names.get(folder);
    if (name !== undefined) this.#names.set(heir, name);
  }

  async dropAll(): Promise<void> {
    const names = new Set(await Promise.all(this.#names.values()));
    this.#names.clear();
    const cluster = await this.#cluster;
    for (const name of names) await cluster?.query('postgres', `drop database ${name} with (force)`);
  }

  #start(): Promise<PostgresCluster> {
    return (this.#cluster ??= PostgresCluster.start({ fsync: false }));
  }

  async #create(cluster: PostgresCluster): Promise<string> {
    this.#made += 1;
    const name = `gateway_${String(this.#made)}`;
    await cluster.query('postgres', `create database ${name}`);
    return name;
  }
}

function schemaOf(component: ComponentName): string {
  return component.replaceAll('-', '_');
}

const postgres = new PostgresTestDatabase();
let current: TestDatabase = sqlite;

/** The database of the suite that runs; SQLite outside {@link describeOnDatabases}. */
export function testDatabase(): TestDatabase {
  return current;
}

/** False where this machine has no PostgreSQL; said once, aloud, because then half of the tests do not run. */
export const HAS_POSTGRES = findPostgres() !== undefined;
if (!HAS_POSTGRES)
  process.stderr.write(
    '\n!!! 未安装 PostgreSQL，数据库测试只运行了 SQLite 一半 PostgreSQL is not installed: its half of the database tests does NOT run (Debian: apt-get install postgresql)\n\n',
  );

/** The same suite on SQLite and on PostgreSQL. */
export function describeOnDatabases(title: string, suite: (this: Suite, dialect: Dialect) => void): void {
  describe(title, () => {
    describeOn(sqlite, suite);
    if (HAS_POSTGRES) describeOn(postgres, suite);
    // Outside, so that the suite's own hooks have closed everything before the databases go.
    afterEach(() => postgres.dropAll());
  });
}

/** A suite that only PostgreSQL gives a meaning. */
export function describeOnPostgres(title: string, suite: (this: Suite) => void): void {
  if (HAS_POSTGRES) describe(title, suite);
}

function describeOn(database: TestDatabase, suite: (this: Suite, dialect: Dialect) => void): void {
  describe(`on ${database.dialect}`, function () {
    before(() => {
      current = database;
    });
    suite.call(this, database.dialect);
    after(() => {
      current = sqlite;
    });
  });
}
