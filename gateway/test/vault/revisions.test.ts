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

  it('stands after the vault is opened anew, and is destroyed with the person’s record', async () => {
    const { record, root } = await stage('测试甲二');
    await stage('测试甲三');
    await follow(root);
    await vault.close();
    vault = await open();
    expect(await current()).to.deep.equal(record);
    await vault.forget([...(await vault.seen([first.identityId])).values()]);
    expect(await current()).to.equal(undefined);
    expect(await vault.staged(first.identityId)).to.deep.equal([]);
    await vault.close();
    // It would not open with keys that have no record.
    vault = await open();
    const keys = await testDatabase().query(folder(), 'vault-keys', 'select identity_id from record_key');
    expect(keys).to.deep.equal([]);
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
