// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { formatId, randomBytesOf } from '@unionid/domain/ids';
import { commitmentRoot } from '@unionid/domain/privacy';
import { randomBytes } from '@unionid/domain/signing';
import { expectCode } from '@unionid/domain/testing';
import type { Databases } from '#src/database/databases.js';
import { openVault } from '#src/vault/database-vault.js';
import { dropOrphanKeys, VaultMismatchError } from '#src/vault/vault-pair.js';
import type { RealNameRecord, SeenRecord, Vault } from '#src/vault/vault.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { recordStatements } from '../support/record-statements.js';
import { filesOf, useTemporaryFolder } from '../support/temporary-folder.js';

const VAULT_KEY = new Uint8Array(32).fill(7);
const NUMBER = '119999199003070019';
const PERSON = { docType: '111', docNumber: NUMBER, name: '测试甲一' };

describeOnDatabases('vault', (dialect) => {
  const folder = useTemporaryFolder();
  let databases: Databases;
  let vault: Vault;
  let now = 1_000;

  let damaged: string[] = [];
  const open = (vaultKey = VAULT_KEY): Promise<Vault> =>
    openVault({ databases, vaultKey, now: () => now, onDamaged: (recordId) => void damaged.push(recordId) });

  const query = (component: 'vault' | 'vault-keys', text: string) =>
    testDatabase().query(folder(), component, text);

  beforeEach(async () => {
    now = 1_000;
    damaged = [];
    databases = await testDatabase().open(folder());
    vault = await open();
  });
  afterEach(async () => {
    await vault.close();
    await databases.close();
  });

  it('gives back what was prepared, from a newly opened file too', async () => {
    const record = newRecord();
    await vault.prepare('g1', [record]);
    await vault.close();
    vault = await open();
    const found = await vault.read([record.identityId]);
    expect(found.get(record.identityId)).to.deep.equal(record);
    expect(await vault.count()).to.deep.equal({ pending: 1, active: 0 });
  });

  it('keeps the contact of a union, which is no document', async () => {
    const record = { ...newRecord(), identifiers: undefined };
    await vault.prepare('g1', [record]);
    expect((await vault.read([record.identityId])).get(record.identityId)).to.deep.equal(record);
  });

  it('keeps numbers of accounts at banks under the key of the person’s record, and loses them with it', async () => {
    const [kept, erased, nobody] = [newRecord(), newRecord(), newRecord()];
    await vault.prepare('g1', [kept, erased]);
    const accountOf = ({ identityId }: RealNameRecord) => ({
      identityId,
      tag: '1.tag',
      number: '6222020000000001',
    });
    const accounts = [kept, erased, nobody].map(accountOf);
    await vault.keepBankAccounts(accounts);
    await vault.keepBankAccounts(accounts);
    expect([...(await vault.bankAccounts(accounts)).keys()]).to.have.members([
      ...[`${kept.identityId}/1.tag`, `${erased.identityId}/1.tag`],
    ]);
    await vault.discard([erased.identityId], 'g1');
    expect([...(await vault.bankAccounts(accounts)).entries()]).to.deep.equal([
      [`${kept.identityId}/1.tag`, '6222020000000001'],
    ]);
    const other = { identityId: kept.identityId, tag: '1.other' };
    expect((await vault.bankAccounts([other])).size).to.equal(0);
  });

  it('reads the accounts of all others where one, or the key of one, does not open', async () => {
    const [kept, swapped, keyless] = [newRecord(), newRecord(), newRecord()];
    await vault.prepare('g1', [kept, swapped, keyless]);
    const accountOf = ({ identityId }: RealNameRecord) => ({
      identityId,
      tag: '1.tag',
      number: '6222020000000001',
    });
    const accounts = [swapped, keyless, kept].map(accountOf);
    await vault.keepBankAccounts(accounts);
    const of = (table: string, column: string, { identityId }: RealNameRecord): string =>
      `(select ${column} from ${table} where identity_id = '${identityId}')`;
    await query(
      'vault',
      `update bank_account set sealed = ${of('bank_account', 'sealed', kept)} where identity_id = '${swapped.identityId}'`,
    );
    await query(
      'vault-keys',
      `update record_key set wrapped = ${of('record_key', 'wrapped', kept)} where identity_id = '${keyless.identityId}'`,
    );
    expect([...(await vault.bankAccounts(accounts)).keys()]).to.deep.equal([`${kept.identityId}/1.tag`]);
    await vault.keepBankAccounts(accounts);
    expect([...(await vault.bankAccounts(accounts)).keys()]).to.have.members(
      [kept, swapped].map(({ identityId }) => `${identityId}/1.tag`),
    );
    expect(damaged).to.have.members([swapped.identityId, keyless.identityId]);
  });

  it('stores all records of a call or none', async () => {
    const taken = newRecord();
    await vault.prepare('g1', [taken]);
    const fresh = newRecord();
    await expectCode(vault.prepare('g2', [fresh, taken]), 'IDENTITY_ID_TAKEN');
    expect((await vault.states([fresh.identityId])).size).to.equal(0);
  });

  it('stores more records than one statement takes', async () => {
    const records = Array.from({ length: 1_203 }, newRecord);
    await vault.prepare('g1', records);
    const found = await vault.read(records.map(({ identityId }) => identityId));
    expect([...found.values()]).to.have.deep.members(records);
    expect(await vault.findPerson(PERSON)).to.include({
      isNamed: true,
    });
  });

  it('commits to many records as to one', async () => {
    const records = Array.from({ length: 120 }, newRecord);
    const roots = await vault.commitmentRoots(records);
    expect(roots).to.deep.equal(records.map(({ fields, seed }) => commitmentRoot(fields, seed)));
    expect(await vault.commitmentRoots(records.slice(0, 2))).to.deep.equal(roots.slice(0, 2));
  });

  it('activates once and never turns back', async () => {
    const record = newRecord();
    await vault.prepare('g1', [record]);
    await vault.activate([record.identityId]);
    await vault.activate([record.identityId, 'UNKNOWN']);
    await vault.discard([record.identityId], 'g');
    expect((await vault.states([record.identityId])).get(record.identityId)).to.equal('ACTIVE');
    expect(await vault.read([record.identityId])).to.have.lengthOf(1);
  });

  it('makes room for what was seen, and for nothing where one of it is another since then', async () => {
    const [one, two] = [newRecord(), newRecord()];
    const ids = [one.identityId, two.identityId];
    const see = async (): Promise<SeenRecord[]> => [...(await vault.seen(ids)).values()];
    const changes: readonly (() => Promise<void>)[] = [
      () => vault.activate([two.identityId]),
      () => vault.regroup([two.identityId], { from: 'g1', to: 'g2' }),
      async () => {
        await vault.discard([two.identityId], 'g');
        await vault.prepare('g1', [two]);
      },
    ];
    for (const change of changes) {
      await vault.prepare('g1', [one, two]);
      const seen = await see();
      await change();
      await expectCode(vault.setAside(seen), 'IDENTITY_ID_TAKEN');
      expect(await vault.read(ids)).to.have.all.keys(ids);
      await vault.setAside(await see());
      expect(await see()).to.deep.equal([]);
    }
    await vault.prepare('g1', [one, two]);
    const seen = await see();
    await vault.discard([two.identityId], 'g');
    await vault.setAside(seen);
    await vault.setAside(seen);
    expect(await vault.count()).to.deep.equal({ pending: 0, active: 0 });
    await vault.close();
    // It would not open with keys that have no record.
    vault = await openVault({ databases, vaultKey: VAULT_KEY, now: () => now });
  });

  it('prepares one record of whoever is prepared twice at once, and keeps its key', async () => {
    const record = newRecord();
    const tries = [0, 1, 2].map((at) => ({ ...record, seed: new Uint8Array(32).fill(at) }));
    const results = await Promise.allSettled(tries.map((one, at) => vault.prepare(`g${String(at)}`, [one])));
    const won = results.flatMap(({ status }, at) => (status === 'fulfilled' ? [at] : []));
    expect(won).to.have.lengthOf(1);
    expect((await vault.read([record.identityId])).get(record.identityId)).to.deep.equal(tries[won[0]!]);
  });

  it('finds a document by its blind index, ACTIVE before PENDING', async () => {
    const first = newRecord();
    const second = newRecord();
    await vault.prepare('g1', [first]);
    now = 2_000;
    await vault.prepare('g2', [second]);
    expect(await vault.findByDocument('111', NUMBER)).to.equal(first.identityId);
    await vault.activate([second.identityId]);
    expect(await vault.findByDocument('111', NUMBER)).to.equal(second.identityId);
    expect(await vault.findByDocument('414', NUMBER)).to.equal(undefined);
    const [matches] = await vault.matchDocuments([{ docType: '111', docNumber: NUMBER }]);
    expect(matches?.map(({ group }) => group)).to.deep.equal(['g2', 'g1']);
  });

  describe('by document and name', () => {
    it('runs the same statements for a member, for another name of theirs and for a stranger', async () => {
      const { databases: recorded, statements } = recordStatements(databases);
      await vault.close();
      vault = await openVault({ databases: recorded, vaultKey: VAULT_KEY, now: () => now });
      await vault.prepare('g1', [newRecord()]);
      const asked: string[][] = [];
      for (const person of [
        {},
        { name: '测试甲' },
        { docNumber: '119999199003070035' },
        { docType: '414' },
      ]) {
        statements.length = 0;
        await vault.findPerson({ ...PERSON, ...person });
        asked.push([...statements]);
      }
      expect(asked[0]).to.have.lengthOf(3);
      for (const statementsOfOne of asked) expect(statementsOfOne).to.deep.equal(asked[0]);
    });

    it('finds the record and compares the name, ACTIVE before PENDING', async () => {
      const [first, second] = [newRecord(), newRecord()];
      await vault.prepare('g1', [first]);
      now = 2_000;
      await vault.prepare('g2', [second]);
      expect(await vault.findPerson(PERSON)).to.deep.equal({ identityId: first.identityId, isNamed: true });
      await vault.activate([second.identityId]);
      const { identityId } = second;
      expect(await vault.findPerson(PERSON)).to.deep.equal({ identityId, isNamed: true });
      expect(await vault.findPerson({ ...PERSON, name: '测试甲' })).to.deep.equal({
        identityId,
        isNamed: false,
      });
      expect(await vault.findPerson({ ...PERSON, docType: '414' })).to.equal(undefined);
    });

    it('opens a record from before there were tags', async () => {
      const { identityId, ...record } = newRecord();
      await vault.prepare('g1', [{ identityId, ...record }]);
      await query('vault-keys', 'update record_key set name_tag = null');
      expect(await vault.findPerson(PERSON)).to.deep.equal({ identityId, isNamed: true });
      expect(await vault.findPerson({ ...PERSON, name: '测试甲' })).to.deep.equal({
        identityId,
        isNamed: false,
      });
    });

    it('finds nobody whose key was destroyed, and keeps no tag of the name beside the record', async () => {
      const records = [newRecord(), newRecord()];
      await vault.prepare('g1', records);
      const tags = await query('vault-keys', 'select name_tag from record_key');
      const [tag, other] = tags.map((row) => Buffer.from(row.name_tag as Uint8Array));
      if (tag === undefined || other === undefined) throw new RangeError('no tags');
      expect(tag.equals(other), 'one person, two records, one tag').to.equal(false);
      await query('vault-keys', 'delete from record_key');
      expect(await vault.findPerson(PERSON)).to.equal(undefined);
      for (const row of await query('vault', 'select * from record'))
        for (const value of Object.values(row))
          expect(value instanceof Uint8Array && tag.equals(value)).to.equal(false);
    });
  });

  it('lists what still waits, by group and age', async () => {
    const [first, second, third] = [newRecord(), newRecord(), newRecord()];
    await vault.prepare('prepare/a', [first]);
    now = 2_000;
    await vault.prepare('prepare/b', [second]);
    await vault.prepare('import/c', [third]);
    const waiting = await vault.pending({ groupPrefix: 'prepare/', limit: 10 });
    expect(waiting.map(({ identityId }) => identityId)).to.have.members([
      first.identityId,
      second.identityId,
    ]);
    const old = await vault.pending({ groupPrefix: 'prepare/', preparedBefore: 2_000, limit: 10 });
    expect(old).to.deep.equal([{ identityId: first.identityId, group: 'prepare/a', preparedAt: 1_000 }]);
  });

  it('destroys the key of a discarded record, so that an old copy of the records can not be read', async () => {
    const record = newRecord();
    await vault.prepare('g1', [record]);
    await query('vault', 'create table copy as select * from record');
    await vault.discard([record.identityId], 'g');
    await vault.discard([record.identityId], 'g');
    expect(await query('vault-keys', 'select * from record_key')).to.deep.equal([]);
    await query('vault', 'insert into record select * from copy');
    await vault.close();
    vault = await open();
    expect((await vault.states([record.identityId])).size).to.equal(1);
    expect((await vault.read([record.identityId])).size).to.equal(0);
  });

  // PostgreSQL does not promise it (SECURITY.md).
  if (dialect === 'sqlite')
    it('leaves no byte of a destroyed key in the file or its log', async () => {
      const record = newRecord();
      await vault.prepare('g1', [record]);
      const [row] = await query('vault-keys', 'select wrapped from record_key');
      const wrapped = Buffer.from(row?.wrapped as Uint8Array);
      expect(filesWithBytes(folder(), wrapped), 'the key was there').to.have.lengthOf.at.least(1);
      await vault.discard([record.identityId], 'g');
      expect(filesWithBytes(folder(), wrapped)).to.deep.equal([]);
    });
  else
    it('frees the place of a destroyed key at once, to be overwritten', async () => {
      const records = [newRecord(), newRecord()];
      await vault.prepare('g1', records);
      await vault.discard([records[0]!.identityId], 'g');
      const counted = `select vacuum_count as vacuums from pg_stat_user_tables
        where schemaname = 'vault_keys' and relname = 'record_key'`;
      expect(await query('vault-keys', counted)).to.deep.equal([{ vacuums: 1 }]);
    });

  const addOrphans = (...names: readonly string[]): Promise<unknown> =>
    query(
      'vault-keys',
      `insert into record_key (identity_id, wrapped) select name.column1, wrapped from record_key,
         (values ${names.map((name) => `('${name}')`).join()}) as name`,
    );
  const keysLeft = async (): Promise<unknown[]> => {
    const rows = await query('vault-keys', 'select identity_id from record_key');
    return rows.map((row) => row.identity_id);
  };

  it('destroys keys that a crash left without a record, by the note of what was begun', async () => {
    await vault.prepare('g1', [newRecord()]);
    expect(await query('vault-keys', 'select * from unfinished')).to.deep.equal([]);
    await vault.close();
    await addOrphans('ORPHAN');
    await query(
      'vault-keys',
      "insert into unfinished (entry, identity_ids) values ('ORPHAN', 'ORPHAN,OTHER')",
    );
    vault = await open();
    const left = await keysLeft();
    expect(left).to.not.include('ORPHAN');
    expect(left).to.have.lengthOf(1);
    expect(await query('vault-keys', 'select * from unfinished')).to.deep.equal([]);
  });

  it('notes what is begun with its keys, and has no note once the records stand', async () => {
    await vault.prepare('g1', [newRecord()]);
    await query('vault', 'create unique index one_a_moment on record (prepared_at)');
    const record = newRecord();
    const failed = await vault.prepare('g1', [record]).then(
      () => false,
      () => true,
    );
    await query('vault', 'drop index one_a_moment');
    expect(failed).to.equal(true);
    const { identityId } = record;
    const note = [{ entry: identityId, identity_ids: identityId }];
    expect(await query('vault-keys', 'select * from unfinished')).to.deep.equal(note);
    await vault.prepare('g1', [record]);
    expect(await query('vault-keys', 'select * from unfinished')).to.deep.equal([]);
    expect((await vault.read([identityId])).get(identityId)).to.deep.equal(record);
  });

  describe('beside an older backup', () => {
    const older = [newRecord(), newRecord()];
    const newer = [newRecord(), newRecord(), newRecord()];
    const everyone = [...older, ...newer].map(({ identityId }) => identityId);

    beforeEach(async () => {
      await vault.prepare('g1', older);
      await query('vault', 'create table copy as select * from record');
      await query('vault-keys', 'create table copy as select * from record_key');
      await vault.prepare('g2', newer);
      await vault.activate(everyone);
      await vault.close();
    });

    const exchange = async (component: 'vault' | 'vault-keys', table: string): Promise<void> => {
      await query(component, `create table newest as select * from ${table}`);
      await query(component, `delete from ${table}`);
      await query(component, `insert into ${table} select * from copy`);
    };
    const putBack = async (component: 'vault' | 'vault-keys', table: string): Promise<void> => {
      await query(component, `delete from ${table}`);
      await query(component, `insert into ${table} select * from newest`);
    };
    const refusalOf = (work: Promise<unknown>): Promise<unknown> =>
      work.then(
        () => undefined,
        (error: unknown) => error,
      );

    it('of the records, it does not open, tells counts and the repair, and loses nothing', async () => {
      await exchange('vault', 'record');
      const refusal = await refusalOf(open());
      expect(refusal).to.be.instanceOf(VaultMismatchError);
      expect(String(refusal)).to.include('3 of 5 keys').and.include('--drop-orphan-keys 3');
      await putBack('vault', 'record');
      vault = await open();
      expect((await vault.read(everyone)).size).to.equal(5);
    });

    it('of the keys, it loses nothing either', async () => {
      await exchange('vault-keys', 'record_key');
      await (await open()).close();
      await putBack('vault-keys', 'record_key');
      vault = await open();
      expect((await vault.read(everyone)).size).to.equal(5);
    });

    it('destroys keys without a record where somebody says how many there are, and only then', async () => {
      await exchange('vault', 'record');
      expect(await refusalOf(dropOrphanKeys(databases, 2))).to.be.instanceOf(VaultMismatchError);
      expect(await keysLeft()).to.have.length(5);
      await dropOrphanKeys(databases, 3);
      expect(await keysLeft()).to.have.length(2);
      vault = await open();
      expect((await vault.read(everyone)).size).to.equal(2);
    });
  });

  it('refuses a record that was put in the place of another', async () => {
    const [first, second] = [newRecord(), newRecord()];
    await vault.prepare('g1', [first, second]);
    await query(
      'vault',
      `update record set sealed = (select sealed from record where identity_id = '${first.identityId}')
       where identity_id = '${second.identityId}'`,
    );
    await expectCode(vault.read([second.identityId]), 'DECRYPTION_FAILED');
    await expectCode(vault.read([second.identityId]), 'DECRYPTION_FAILED');
    expect(damaged, 'told once').to.deep.equal([second.identityId]);
  });

  it('can not be read with another key', async () => {
    const record = newRecord();
    await vault.prepare('g1', [record]);
    await vault.close();
    vault = await open(new Uint8Array(32).fill(8));
    await expectCode(vault.read([record.identityId]), 'DECRYPTION_FAILED');
    expect(await vault.findByDocument('111', NUMBER)).to.equal(undefined);
  });

  it('keeps no personal value in its files', async () => {
    const record = newRecord();
    await vault.prepare('g1', [record]);
    expect(
      await testDatabase().filesHolding(folder(), record.identityId),
      'the canary',
    ).to.have.lengthOf.at.least(1);
    for (const value of ['测试甲一', NUMBER, '13800000001'])
      expect(await testDatabase().filesHolding(folder(), value), value).to.deep.equal([]);
  });
});

function newRecord(): RealNameRecord {
  return {
    identityId: formatId('identity', randomBytes(randomBytesOf('identity'))),
    fields: { name: '测试甲一', docNumber: NUMBER, mobile: '13800000001' },
    seed: randomBytes(32),
    identifiers: PERSON,
  };
}

function filesWithBytes(folder: string, needle: Buffer): string[] {
  return filesOf(folder)
    .filter(({ bytes }) => bytes.includes(needle))
    .map(({ name }) => name);
}
