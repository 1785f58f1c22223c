// SPDX-License-Identifier: Apache-2.0
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { pino } from 'pino';
import { ConfigError } from '#src/config/config.js';
import { DatabaseStartError } from '#src/database/database-errors.js';
import { openPostgresDatabases } from '#src/database/postgres-databases.js';
import { loadPostgresSettings } from '#src/database/postgres-settings.js';
import { describeOnPostgres } from '../support/on-databases.js';
import { PostgresCluster } from '../support/postgres-cluster.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const SECRET = 'geheim-4711';

describe('DATABASE_URL', () => {
  const folder = useTemporaryFolder();
  const passwordFile = (text = `${SECRET}\n`, mode = 0o600): string => {
    const file = join(folder(), 'password');
    writeFileSync(file, text);
    chmodSync(file, mode);
    return file;
  };
  const load = (url?: string, databasePasswordFile?: string) =>
    loadPostgresSettings(url, { databasePasswordFile });

  it('that is not set leaves SQLite', () => {
    expect(load()).to.equal(undefined);
    expect(load('')).to.equal(undefined);
  });

  it('names server, user and database; the place tells no password', () => {
    const { client, place } = load(`postgresql://union:${SECRET}@db.example:5433/gateway`) ?? {};
    expect(client).to.include({ host: 'db.example', port: 5433, user: 'union', database: 'gateway' });
    expect(client).to.include({ password: SECRET });
    expect(place).to.equal('db.example:5433/gateway');
  });

  it('takes the password from a file that only its owner reads', () => {
    const url = 'postgresql://union@db.example/gateway';
    expect(load(url, passwordFile())?.client.password).to.equal(SECRET);
    expect(() => load(url, passwordFile(SECRET, 0o640))).to.throw(ConfigError, 'chmod 600');
  });

  it('takes a folder of a socket for the server', () => {
    const { client } = load('postgresql:///gateway?host=/run/postgresql&user=union') ?? {};
    expect(client).to.include({ host: '/run/postgresql', user: 'union', database: 'gateway' });
  });

  it('takes what TLS has to check from the URL', () => {
    const ca = join(folder(), 'ca.pem');
    writeFileSync(ca, 'certificate of the authority');
    const query = `sslmode=verify-full&sslrootcert=${encodeURIComponent(ca)}`;
    const { client } = load(`postgresql://union@db.example/gateway?${query}`) ?? {};
    expect(client?.ssl).to.deep.include({ ca: 'certificate of the authority' });
    const missing = `postgresql://union@db.example/gateway?sslmode=verify-full&sslrootcert=${folder()}/none.pem`;
    expect(() => load(missing)).to.throw(ConfigError, 'none.pem');
  });

  for (const url of [
    SECRET,
    `mysql://union:${SECRET}@db.example/gateway`,
    `postgresql://union:${SECRET}@db.example`,
    `postgresql://union:${SECRET}@db.example:port/gateway`,
  ])
    it(`is refused without being repeated: ${url.replaceAll(SECRET, '…')}`, () => {
      expect(() => load(url))
        .to.throw(ConfigError, 'postgresql://user@host')
        .with.property('message')
        .that.does.not.include(SECRET);
    });

  it('and a password file are refused where both give a password, or there is no URL', () => {
    const both = (): unknown => load(`postgresql://union:${SECRET}@db.example/gateway`, passwordFile());
    expect(both).to.throw(ConfigError, 'take it out').with.property('message').that.does.not.include(SECRET);
    expect(() => load(undefined, passwordFile())).to.throw(ConfigError, 'DATABASE_URL is not');
  });

  describeOnPostgres('of a server that asks for a password', () => {
    let cluster: PostgresCluster;
    before(async () => {
      cluster = await PostgresCluster.start({ fsync: false, password: SECRET });
    });
    after(() => cluster.stop());

    const open = async (password: string): Promise<void> => {
      const url = `postgresql://unionid@/postgres?host=${encodeURIComponent(cluster.host)}`;
      const settings = load(url, passwordFile(password));
      const log = pino({ level: 'silent' });
      await (await openPostgresDatabases(settings ?? expect.fail('no settings'), log)).close();
    };

    it('opens with the right one', () => open(SECRET));

    it('tells of a wrong one, and does not repeat it', async () => {
      const error: unknown = await open('falsch-0815').catch((cause: unknown) => cause);
      expect(error).to.be.instanceOf(DatabaseStartError);
      expect(error).to.have.property('message').that.includes('refuses').and.not.includes('falsch-0815');
    });
  });
});
