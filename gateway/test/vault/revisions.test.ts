// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { formatId } from '@unionid/domain/ids';
import { commitmentRoot } from '@unionid/domain/privacy';
import { randomBytes } from '@unionid/domain/signing';
import type { Databases } from '#src/database/databases.js';
import { openVault } from '#src/vault/database-vault.js';
import type { RealNameRecord, Vault } from '#src/vault/vault.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const DOCUMENT = { docType: '111', docNumber: '119999199003070019' };
const OTHER = { docType: '111', docNumber: '119999199003070035' };
const NOTE = { group: 'operator', promised: '{}' };

describeOnDatabases('what corrections make of a record', () => {
  const folder = useTemporaryFolder();
  let databases: Databases;
  let vault: Vault;
  let now = 1_000;
  let first: RealNameRecord;

  beforeEach(async () => {
    now = 1_000;
    databases = await testDatabase().open(folder());
    vault = await open();
    const identityId = formatId('identity', randomBytes(16));
    first = recordOf(identityId, '测试甲一');
    await vault.prepare('g', [first]);
    await vault.activate([identityId]);
  });
  afterEach(async () => {
    await vault.close();
    await databases.close();
  });

  const open = (): Promise<Vault> =>
    openVault({ databases, vaultKey: new Uint8Array(32).fill(7), now: () => now });
  const stage = async (
    name: string,
    document = DOCUMENT,
  ): Promise<{ record: RealNameRecord; root: string }> => {
    const record = recordOf(first.identityId, name, document);
    const root = commitmentRoot(record.fields, record.seed);
    await vault.stage(record, { ...NOTE, root });
    return { record, root };
  };
  const current = async (): Promise<RealNameRecord | undefined> =>
    (await vault.read([first.identityId])).get(first.identityId);
  const follow = (root: string): Promise<void> => vault.follow([{ identityId: first.identityId, root }]);
  const find = (name: string, document = DOCUMENT) => vault.findPerson({ ...document, name });

  it('counts for nothing until the ledger has its root, and then in all that is asked', async () => {
    const { record, root } = await stage('测试甲二', OTHER);
    expect(await current()).to.deep.equal(first);
    expect(await find('测试甲二', OTHER)).to.equal(undefined);
    expect(await vault.findByDocuments([DOCUMENT, OTHER])).to.deep.equal([first.identityId, undefined]);
    await follow(root);
    expect(await current()).to.deep.equal(record);
    expect(await find('测试甲二', OTHER)).to.deep.equal({ identityId: first.identityId, isNamed: true });
    expect(await find('测试甲一', OTHER)).to.include({ isNamed: false });
    expect(await find('测试甲一'), 'nobody’s document here any more').to.equal(undefined);
    expect(await vault.findByDocuments([DOCUMENT, OTHER])).to.deep.equal([undefined, first.identityId]);
  });

  it('follows the ledger to any root, back to the first one, and again', async () => {
    const [one, two] = [await stage('测试甲二'), await stage('测试甲三')];
    for (const { record, root } of [one, two, one]) {
      await follow(root);
      await follow(root);
      expect(await current()).to.deep.equal(record);
    }
    await follow(commitmentRoot(first.fields, first.seed));
    expect(await current()).to.deep.equal(first);
  });

  /** As of a person who has gone to another province and is asked back. */
  const replace = async (): Promise<RealNameRecord> => {
    await vault.setAside([...(await vault.seen([first.identityId])).values()]);
    const other = recordOf(first.identityId, '测试甲五', OTHER);
    await vault.prepare('g2', [other]);
    return other;
  };
  const rootOf = ({ fields, seed }: RealNameRecord): string => commitmentRoot(fields, seed);
  const state = async (): Promise<string | undefined> =>
    (await vault.states([first.identityId])).get(first.identityId);

  it('stands after the vault is opened anew', async () => {
    const { record, root } = await stage('测试甲二');
    await follow(root);
    await vault.close();
    vault = await open();
    expect(await current()).to.deep.equal(record);
  });

  for (const isCorrected of [false, true])
    it(`and what counts is kept aside for another, and counts again once the ledger has its root${isCorrected ? ', corrected' : ''}`, async () => {
      const corrected = isCorrected ? await stage('测试甲二') : { record: first, root: rootOf(first) };
      await follow(corrected.root);
      const other = await replace();
      expect(await current()).to.deep.equal(other);
      expect(await state()).to.equal('PENDING');
      expect(await vault.findByDocuments([DOCUMENT, OTHER])).to.deep.equal([undefined, first.identityId]);
      await vault.activate([first.identityId]);
      expect(await state(), 'by its root alone').to.equal('PENDING');
      await vault.close();
      vault = await open();
      await follow(corrected.root);
      expect(await current()).to.deep.equal(corrected.record);
      expect(await state()).to.equal('ACTIVE');
      expect(await vault.findByDocuments([DOCUMENT, OTHER])).to.deep.equal([first.identityId, undefined]);
      expect(await find(corrected.record.fields.name ?? '')).to.include({ isNamed: true });
      await vault.discard([first.identityId], 'g');
      expect(await current(), 'nothing came of the other').to.deep.equal(corrected.record);
      // Gone once more, and asked back once more.
      const again = await replace();
      await follow(rootOf(again));
      expect(await current()).to.deep.equal(again);
      expect(await state()).to.equal('ACTIVE');
      await follow(rootOf(first));
      expect(await current(), 'every one of them is there').to.deep.equal(first);
    });

  it('waits on under another root, and makes room where it does not open', async () => {
    await replace();
    await follow('A'.repeat(43));
    expect(await state()).to.equal('PENDING');
    const gone = `delete from record_key where identity_id = '${first.identityId}'`;
    await testDatabase().query(folder(), 'vault-keys', gone);
    await vault.regroup([first.identityId], { from: 'g', to: 'g3' });
    const again = await replace();
    expect(await current()).to.deep.equal(again);
    await follow(rootOf(first));
    expect(await current()).to.deep.equal(first);
  });

  it('stays sealed, with what is left of its key, where it does not open and another takes its place', async () => {
    const sealed = async (): Promise<readonly unknown[]> =>
      (await testDatabase().query(folder(), 'vault', 'select sealed from record')).map((row) => row.sealed);
    const [before] = await sealed();
    const keys = (): Promise<readonly Readonly<Record<string, unknown>>[]> =>
      testDatabase().query(folder(), 'vault-keys', 'select identity_id, wrapped from record_key');
    const [{ wrapped }] = (await keys()) as [{ wrapped: unknown }];
    await vault.close();
    vault = await openVault({ databases, vaultKey: new Uint8Array(32).fill(8), now: () => now });
    await replace();
    const kept = 'select record_id, sealed from revision where identity_id = ';
    const [row, ...more] = await testDatabase().query(folder(), 'vault', `${kept}'${first.identityId}'`);
    expect(more).to.deep.equal([]);
    expect(row?.sealed).to.deep.equal(before);
    const key = (await keys()).find(({ identity_id: recordId }) => recordId === row?.record_id);
    expect(key?.wrapped).to.deep.equal(wrapped);
    await follow(rootOf(first));
    expect(await state(), 'and never counts').to.equal('PENDING');
  });

  it('stays sealed where its key is gone', async () => {
    await testDatabase().query(folder(), 'vault-keys', 'delete from record_key');
    const other = await replace();
    expect(await current()).to.deep.equal(other);
    const rows = await testDatabase().query(folder(), 'vault', 'select root, state from revision');
    expect(rows.map(({ root, state: counts }) => [root, counts])).to.deep.equal([['', 'FORMER']]);
    await vault.close();
    vault = await open();
    expect(await current()).to.deep.equal(other);
  });

  it('is told and taken away by its age, unless it counts', async () => {
    const [one, two] = [await stage('测试甲二'), await stage('测试甲三')];
    await follow(one.root);
    now = 2_000;
    const late = await stage('测试甲四');
    expect(await vault.stagedBefore(2_000, 10)).to.deep.equal([
      { identityId: first.identityId, root: two.root },
    ]);
    await vault.unstage([one, two].map(({ root }) => ({ identityId: first.identityId, root })));
    expect(await current(), 'that it waits was true when somebody looked').to.deep.equal(one.record);
    const waiting = await vault.staged(first.identityId);
    expect(waiting.map(({ root, preparedAt }) => [root, preparedAt])).to.deep.equal([[late.root, 2_000]]);
    await follow(late.root);
    await vault.unstage([{ identityId: first.identityId, root: one.root }]);
    await follow(one.root);
    expect(await current(), 'that has counted, and may again').to.deep.equal(one.record);
  });
});

function recordOf(identityId: string, name: string, document = DOCUMENT): RealNameRecord {
  return {
    identityId,
    fields: { ...document, name, nameNormalised: name },
    seed: randomBytes(32),
    identifiers: { ...document, name },
  };
}
