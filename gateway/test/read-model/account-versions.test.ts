// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import {
  accountPageOf,
  formatPlace,
  ledgerKey,
  pageIdOf,
  type AccountRecord,
  type IdentifiedAccount,
} from '@unionid/domain/ledger';
import { expect } from 'chai';
import type { Databases } from '#src/database/databases.js';
import type { LedgerBlock, LedgerTransaction } from '#src/ledger/ledger.js';
import { openReadModel, type DatabaseReadModel } from '#src/read-model/database-read-model.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const ORG = 'UNION';
const PAGE = pageIdOf({ time: Date.UTC(2026, 10, 22), transactionId: 'abcdef' }, 0);

describeOnDatabases('accounts of the read model', () => {
  const folder = useTemporaryFolder();
  let databases: Databases;
  let readModel: DatabaseReadModel;
  const apply = async (...blocks: readonly LedgerBlock[]): Promise<void> => {
    for (const block of blocks) await readModel.apply(block, () => Promise.resolve());
  };

  beforeEach(async () => {
    databases = await testDatabase().open(folder());
    readModel = await openReadModel(databases);
  });
  afterEach(async () => {
    await readModel.close();
    await databases.close();
  });

  it('are listed in the order in which the ledger took them in, page by page', async () => {
    await apply(
      blockOf(0, bulkLoad('Z', 'B', 'M')),
      blockOf(1, alone('A', { v: 1 })),
      blockOf(2, alone('B', { v: 2 })),
    );
    const first = await readModel.accounts({ org: ORG }, { limit: 3, cursor: undefined });
    expect(first.items.map(({ identityId, version }) => [identityId, version])).to.deep.equal([
      [idOf('Z'), 1],
      [idOf('B'), 2],
      [idOf('M'), 1],
    ]);
    const rest = await readModel.accounts({ org: ORG }, { limit: 3, cursor: first.next });
    expect(rest.items.map(({ identityId }) => identityId)).to.deep.equal([idOf('A')]);
    expect(rest.next).to.equal(undefined);
  });

  for (const [when, blocks] of [
    [
      'in a later block',
      [blockOf(0, bulkLoad('A', 'B')), blockOf(1, alone('B', { v: 2, state: 'RETAINED' }))],
    ],
    ['in the same block', [blockOf(0, bulkLoad('A', 'B'), alone('B', { v: 2, state: 'RETAINED' }))]],
  ] as const)
    it(`of a bulk load keep their first version when they change ${when}`, async () => {
      await apply(...blocks);
      expect(await readModel.account(idOf('B'))).to.include({ state: 'RETAINED', version: 2 });
      const { items } = await readModel.history(idOf('B'), { limit: 9, cursor: undefined });
      expect(items.map(({ type, account }) => [type, account?.version, account?.state])).to.deep.equal([
        ['person:importChunk', 1, 'ACTIVE'],
        ['person:enrol', 2, 'RETAINED'],
      ]);
      const first = await readModel.history(idOf('B'), { limit: 1, cursor: undefined });
      const second = await readModel.history(idOf('B'), { limit: 1, cursor: first.next });
      expect([...first.items, ...second.items]).to.deep.equal(items);
      expect(second.next).to.equal(undefined);
      expect((await readModel.history(idOf('A'), { limit: 9, cursor: undefined })).items).to.have.length(1);
    });

  it('are found by their personKey after a bulk load', async () => {
    await apply(blockOf(0, bulkLoad('A', 'B')));
    expect(await readModel.accountByPersonKey(personKeyOf('B'))).to.include({ identityId: idOf('B') });
    expect(await readModel.accountByPersonKey(personKeyOf('C'))).to.equal(undefined);
  });

  it('come again from block 0 where the tables are of an older shape', async () => {
    await apply(blockOf(0, bulkLoad('A')));
    await readModel.close();
    for (const statement of [
      'drop table account',
      'create table account (identity_id text primary key)',
      `delete from kysely_migration where name <> '0001_initial'`,
    ])
      await testDatabase().query(folder(), 'read-model', statement);
    readModel = await openReadModel(databases);
    expect(await readModel.height()).to.equal(0);
    await apply(blockOf(0, bulkLoad('A')));
    expect(await readModel.account(idOf('A'))).to.include({ identityId: idOf('A') });
  });
});

function idOf(name: string): string {
  return name.padEnd(26, '0');
}

function personKeyOf(name: string): string {
  return `1.${name.padEnd(43, 'x')}`;
}

function accountOf(name: string, change: Partial<AccountRecord> = {}): IdentifiedAccount {
  const days = { joined: '2020-05-04', since: '2020-05-04' };
  const account: AccountRecord = {
    ...{ v: 1, state: 'ACTIVE', province: '51', org: ORG, ...days, loa: 1 },
    ...{ tag: 't'.repeat(22), root: 'r'.repeat(43) },
    ...change,
  };
  return { identityId: idOf(name), account };
}

/** Writes as the contract makes them, page before persons (chaincode member-pages.ts). */
function bulkLoad(...names: readonly string[]): Pick<LedgerTransaction, 'function' | 'writes'> {
  const page = accountPageOf(names.map((name) => accountOf(name)));
  const places = names.map((name, slot) => ({
    chaincode: 'identity' as const,
    key: ledgerKey.person(personKeyOf(name)),
    value: JSON.stringify(formatPlace({ pageId: PAGE, slot })),
  }));
  return {
    function: 'person:importChunk',
    writes: [
      { chaincode: 'identity', key: ledgerKey.accountPage(PAGE), value: canonicalJson(page) },
      ...places,
    ],
  };
}

function alone(name: string, change: Partial<AccountRecord>): Pick<LedgerTransaction, 'function' | 'writes'> {
  const { identityId, account } = accountOf(name, change);
  return {
    function: 'person:enrol',
    writes: [{ chaincode: 'identity', key: ledgerKey.account(identityId), value: canonicalJson(account) }],
  };
}

function blockOf(
  number: number,
  ...parts: readonly Pick<LedgerTransaction, 'function' | 'writes'>[]
): LedgerBlock {
  const transactions = parts.map((part, position) => ({
    ...{ chaincode: 'identity', transactionId: `${number}-${position}`, valid: true, code: 0 },
    submitter: 'SichuanMSP',
    ...{ endorsers: ['NationalMSP', 'SichuanMSP'], time: '2026-11-22T00:00:00.000Z', argument: '{}' },
    ...{ result: '{}', event: undefined, ...part },
  }));
  return { number, transactions };
}
