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
import { expectCode } from '@unionid/domain/testing';
import { expect } from 'chai';
import type { Databases } from '#src/database/databases.js';
import type { LedgerBlock } from '#src/ledger/ledger.js';
import { openReadModel, type DatabaseReadModel } from '#src/read-model/database-read-model.js';
import { blockOf, idOf, writeOf, type TransactionPart } from '../support/ledger-blocks.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const ORG = idOf('organisation', 'union');
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
      [accountId('Z'), 1],
      [accountId('B'), 2],
      [accountId('M'), 1],
    ]);
    const rest = await readModel.accounts({ org: ORG }, { limit: 3, cursor: first.next });
    expect(rest.items.map(({ identityId }) => identityId)).to.deep.equal([accountId('A')]);
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
      expect(await readModel.account(accountId('B'))).to.include({ state: 'RETAINED', version: 2 });
      const { items } = await readModel.history(accountId('B'), { limit: 9, cursor: undefined });
      expect(items.map(({ type, account }) => [type, account?.version, account?.state])).to.deep.equal([
        ['person:importChunk', 1, 'ACTIVE'],
        ['person:enrol', 2, 'RETAINED'],
      ]);
      const first = await readModel.history(accountId('B'), { limit: 1, cursor: undefined });
      const second = await readModel.history(accountId('B'), { limit: 1, cursor: first.next });
      expect([...first.items, ...second.items]).to.deep.equal(items);
      expect(second.next).to.equal(undefined);
      expect((await readModel.history(accountId('A'), { limit: 9, cursor: undefined })).items).to.have.length(
        1,
      );
    });

  it('are found by their personKey after a bulk load', async () => {
    await apply(blockOf(0, bulkLoad('A', 'B')));
    expect(await readModel.accountByPersonKey(personKeyOf('B'))).to.include({ identityId: accountId('B') });
    expect(await readModel.accountByPersonKey(personKeyOf('C'))).to.equal(undefined);
  });

  it('tell where they stand: in a page, or by a record of their own', async () => {
    await apply(blockOf(0, bulkLoad('A', 'B')), blockOf(1, alone('B', { v: 2 })));
    expect(await readModel.account(accountId('A'))).to.include({
      place: formatPlace({ pageId: PAGE, slot: 0 }),
    });
    expect(await readModel.account(accountId('B'))).to.include({ place: '' });
    const { items } = await readModel.history(accountId('B'), { limit: 9, cursor: undefined });
    expect(items.map(({ account }) => account?.place)).to.deep.equal([
      formatPlace({ pageId: PAGE, slot: 1 }),
      '',
    ]);
  });

  it('are told whole, with the page in which they came', async () => {
    const changed: Partial<AccountRecord> = { v: 2, state: 'RETAINED', why: 'retire' };
    await apply(blockOf(0, bulkLoad('A', 'B'), alone('C', { v: 1 })), blockOf(1, alone('B', changed)));
    const [first, second] = [0, 1].map((slot) => formatPlace({ pageId: PAGE, slot }));
    const told = ['A', 'B', 'C', 'D'].map((name) => readModel.writtenAccount(accountId(name)));
    expect(await Promise.all(told)).to.deep.equal([
      { account: accountOf('A').account, place: first, firstPlace: first },
      { account: accountOf('B', changed).account, place: '', firstPlace: second },
      { account: accountOf('C').account, place: '', firstPlace: '' },
      undefined,
    ]);
    await apply(
      blockOf(2, { writes: [writeOf(ledgerKey.account(accountId('B')), undefined)] }),
      blockOf(3, { writes: [writeOf(ledgerKey.account(accountId('C')), '"x"')] }),
    );
    expect(await readModel.writtenAccount(accountId('B')), 'deleted').to.equal(undefined);
    await expectCode(readModel.writtenAccount(accountId('C')), 'RECORD_UNREADABLE');
  });

  it('are told as of a block', async () => {
    await apply(
      blockOf(0),
      blockOf(1, bulkLoad('A')),
      blockOf(2),
      blockOf(3, alone('A', { v: 2, state: 'RETAINED' })),
    );
    const versions = [0, 1, 2, 3, 9].map((block) => readModel.accountAsOf(accountId('A'), { block }));
    expect((await Promise.all(versions)).map((version) => version?.account?.version)).to.deep.equal([
      undefined,
      1,
      1,
      2,
      2,
    ]);
  });

  it('are told as of a block by what was in force on a day, though it became known late', async () => {
    await apply(
      blockOf(0, alone('A', { v: 1, since: '2026-01-01' })),
      blockOf(1, alone('A', { v: 2, state: 'RETAINED', since: '2026-03-01' })),
      blockOf(2, alone('A', { v: 3, state: 'WITHDRAWN', since: '2026-02-01' })),
    );
    const told = async (block: number, on?: string): Promise<number | undefined> =>
      (await readModel.accountAsOf(accountId('A'), { block, on }))?.account?.version;
    expect(await told(1, '2026-02-15')).to.equal(1);
    expect(await told(1, '2026-03-01')).to.equal(2);
    expect(await told(2, '2026-02-15')).to.equal(3);
    expect(await told(2, '2026-01-31')).to.equal(1);
    expect(await told(2, '2025-12-31'), 'before it was').to.equal(undefined);
    expect(await told(2)).to.equal(3);
  });

  it('are found by a personKey that a later block leads into their page', async () => {
    const place = JSON.stringify(formatPlace({ pageId: PAGE, slot: 1 }));
    await apply(
      blockOf(0, bulkLoad('A', 'B')),
      blockOf(1, { writes: [writeOf(ledgerKey.person(personKeyOf('N')), place)] }),
    );
    expect(await readModel.accountByPersonKey(personKeyOf('N'))).to.include({ identityId: accountId('B') });
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
    expect(await readModel.account(accountId('A'))).to.include({ identityId: accountId('A') });
  });
});

function accountId(name: string): string {
  return idOf('identity', name);
}

function personKeyOf(name: string): string {
  return `1.${name.padEnd(43, 'x')}`;
}

function accountOf(name: string, change: Partial<AccountRecord> = {}): IdentifiedAccount {
  const days = { joined: '2020-05-04', since: '2020-05-04' };
  const account: AccountRecord = {
    ...{ v: 1, state: 'ACTIVE', province: '51', org: ORG, ...days, loa: 1 },
    ...{ tag: 'A'.repeat(22), root: 'A'.repeat(43) },
    ...change,
  };
  return { identityId: accountId(name), account };
}

/** Writes as the contract makes them, page before persons (chaincode new-pages.ts). */
function bulkLoad(...names: readonly string[]): TransactionPart {
  const page = accountPageOf(names.map((name) => accountOf(name)));
  const places = names.map((name, slot) =>
    writeOf(ledgerKey.person(personKeyOf(name)), JSON.stringify(formatPlace({ pageId: PAGE, slot }))),
  );
  return {
    function: 'person:importChunk',
    writes: [writeOf(ledgerKey.accountPage(PAGE), canonicalJson(page)), ...places],
  };
}

function alone(name: string, change: Partial<AccountRecord>): TransactionPart {
  const { identityId, account } = accountOf(name, change);
  return { writes: [writeOf(ledgerKey.account(identityId), canonicalJson(account))] };
}
