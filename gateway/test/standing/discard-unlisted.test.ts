// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { AccountView, OrganisationView } from '@unionid/domain/api';
import { formatId, randomBytesOf, type IdKind } from '@unionid/domain/ids';
import { randomBytes } from '@unionid/domain/signing';
import { commitmentRoot } from '@unionid/domain/privacy';
import type { Databases } from '#src/database/databases.js';
import type { TaggedAccount } from '#src/read-model/read-model.js';
import { DomainError } from '@unionid/domain/errors';
import { discardUnlisted } from '#src/standing/discard-unlisted.js';
import { openVault } from '#src/vault/database-vault.js';
import type { Vault } from '#src/vault/vault.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const newId = (kind: IdKind): string => formatId(kind, randomBytes(randomBytesOf(kind)));

describe('records of which nothing is known to have come', () => {
  for (const kind of ['identity', 'organisation'] as const)
    it(`are destroyed, but for those that the ledger has here and those that nobody can read: ${kind}`, async () => {
      const [here, elsewhere, nowhere] = [newId(kind), newId(kind), newId(kind)];
      const unreadable = newId(kind);
      const provinces = new Map([
        [here, '51'],
        [elsewhere, '11'],
      ]);
      const find = (id: string): Promise<{ readonly province: string } | undefined> => {
        if (id === unreadable) return Promise.reject(new DomainError('RECORD_UNREADABLE'));
        const province = provinces.get(id);
        const root = kind === 'identity' && { root: 'R' };
        return Promise.resolve(province === undefined ? undefined : { province, ...root });
      };
      const done: (readonly unknown[])[] = [];
      const count = await discardUnlisted([unreadable, here, elsewhere, nowhere], {
        vault: {
          follow: (accounts) => Promise.resolve(void done.push(['follow', accounts])),
          activate: (ids) => Promise.resolve(void done.push(['activate', ids])),
          discard: (ids, group) => Promise.resolve(void done.push(['discard', ids, group])),
          states: (ids) => Promise.resolve(new Map(ids.map((id) => [id, 'ACTIVE'] as const))),
          read: () => Promise.resolve(new Map()),
        },
        readModel: {
          account: (id) => find(id) as Promise<(AccountView & TaggedAccount) | undefined>,
          organisation: (id) => find(id) as Promise<OrganisationView | undefined>,
        },
        province: '51',
        groupPrefix: 'g',
      });
      expect(count).to.equal(2);
      expect(done).to.deep.equal([
        // A union's contact has no root; of a person only the root tells which record it is.
        ...(kind === 'identity'
          ? [
              ['follow', [{ identityId: here, root: 'R' }]],
              ['discard', [here], 'g'],
            ]
          : [['activate', [here]]]),
        ['discard', [elsewhere, nowhere], 'g'],
      ]);
    });
});

describeOnDatabases('records of persons whom the ledger has here', () => {
  const folder = useTemporaryFolder();
  const identityId = newId('identity');
  let databases: Databases;
  let vault: Vault;

  beforeEach(async () => {
    databases = await testDatabase().open(folder());
    vault = await openVault({ databases, vaultKey: new Uint8Array(32).fill(7), now: () => 1_000 });
  });
  afterEach(async () => {
    await vault.close();
    await databases.close();
  });

  const prepare = async (): Promise<string> => {
    const fields = { name: '测试甲一', docNumber: '119999199003070019' };
    const seed = randomBytes(32);
    await vault.prepare('prepare/1', [{ identityId, fields, seed, identifiers: undefined }]);
    return commitmentRoot(fields, seed);
  };
  const sweep = (root: string): Promise<number> =>
    discardUnlisted([identityId], {
      vault,
      readModel: {
        account: () => Promise.resolve({ province: '51', root } as AccountView & TaggedAccount),
        organisation: () => Promise.resolve(undefined),
      },
      province: '51',
      groupPrefix: 'prepare/',
    });
  const state = async (): Promise<string | undefined> => (await vault.states([identityId])).get(identityId);

  it('count under the ledger’s root', async () => {
    await sweep(await prepare());
    expect(await state()).to.equal('ACTIVE');
  });

  it('go where the ledger has another root: what nobody signed never counts', async () => {
    await prepare();
    await sweep('A'.repeat(43));
    expect(await state()).to.equal(undefined);
  });

  it('stay as they are where they do not open: nobody can tell which they are', async () => {
    const root = await prepare();
    await testDatabase().query(folder(), 'vault-keys', 'delete from record_key');
    await sweep(root);
    expect(await state()).to.equal('PENDING');
  });
});
