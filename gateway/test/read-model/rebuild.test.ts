// SPDX-License-Identifier: Apache-2.0
import { toBase64url } from '@unionid/domain/encoding';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import { newOrganisationEntry, type TestLedger, type TestUnion } from '@unionid/chaincode/testing';
import { accountsOnLedger } from '../support/accounts-on-ledger.js';
import { enrol, loadMembers, registerUnion } from '../support/enrol.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestGateway } from '../support/test-gateway.js';
import { registerOperator } from '../support/register-operator.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';
import { TABLES } from '#src/read-model/aggregates.js';

/** Members of a bulk load: more than one page. */
const LOADED = 20;

describeOnDatabases('read model', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let test: TestLedger;
  let loaded: readonly MemberEntry[];

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ test } = network);
    loaded = await makeHistory(network);
  });
  afterEach(() => network.close());

  it('comes out the same, row for row, when it is built anew from block 0', async () => {
    const { sichuan, national } = network;
    const { dataDir } = sichuan.config;
    await sichuan.close();
    const before = await dump(dataDir);
    await testDatabase().drop(dataDir, 'read-model');
    const again = await openTestGateway(test, sichuan.union, {
      dataDir: sichuan.config.dataDir,
      matchingUrl: national.url,
    });
    await again.catchUp();
    await again.close();
    sichuan.close = () => Promise.resolve();
    const after = await dump(dataDir);
    const filled = ['account', 'account_history', 'organisation', 'operator_key', 'ledger_transaction'];
    for (const table of [...filled, 'fund', 'version', 'seen_instruction'])
      expect(before[table], table).to.have.length.above(0);
    expect(after).to.deep.equal(before);
    expect(before.checkpoint).to.deep.equal([{ id: 1, height: test.ledger.height }]);
  });

  it('goes on from its checkpoint after a stop', async () => {
    const { sichuan } = network;
    await sichuan.close();
    await registerUnion(test, sichuan.union);
    const again = await openTestGateway(test, sichuan.union, { dataDir: sichuan.config.dataDir });
    await again.catchUp();
    expect(await again.services.readModel.height()).to.equal(test.ledger.height);
    await again.close();
    sichuan.close = () => Promise.resolve();
  });

  it('has what the ledger has', async () => {
    const { readModel } = network.beijing.services;
    const [organisations] = [await readModel.organisations({}, { limit: 500, cursor: undefined })];
    const onLedger = test.ledger.entries().filter(([key]) => key.startsWith('\u0000o\u0000'));
    expect(organisations.items).to.have.length(onLedger.length);
    const accounts = await readModel.accounts({}, { limit: 500, cursor: undefined });
    const known = new Map(accountsOnLedger(test).map(({ identityId, account }) => [identityId, account]));
    expect(known.size).to.equal(1 + LOADED);
    expect(accounts.items).to.have.length(known.size);
    for (const { identityId, version, org, state } of accounts.items) {
      expect(known.get(identityId)).to.include({ v: version, org, state });
    }
  });

  it('finds the members of a bulk load by their personKeys, with what brought them', async () => {
    const { readModel } = network.beijing.services;
    const keys = loaded.map(({ personKey }) => personKey);
    const found = await readModel.accountsByPersonKeys([...keys, '1.nobody']);
    expect([...found.keys()]).to.have.members(keys);
    for (const { personKey, identityId, root } of loaded) {
      expect(found.get(personKey)).to.include({ identityId, state: 'ACTIVE', version: 1 });
      expect(await readModel.accountByPersonKey(personKey)).to.include({ identityId, root });
    }
    const [first] = loaded;
    const { items } = await readModel.history(first?.identityId ?? '', { limit: 9, cursor: undefined });
    const { root } = network.sichuan.union;
    expect(items).to.have.length(1);
    expect(items[0]).to.include({ type: 'person.import', actor: root.operatorId });
  });

  it('knows the unions of an employer and what stands below what', async () => {
    const { readModel } = network.sichuan.services;
    const union = test.provinces['51'];
    const [basic] = await readModel.organisationsByName('51', '有单位的工会');
    expect(await readModel.unionsOfEmployer('51', '示范机械有限公司')).to.deep.equal([basic]);
    expect(await readModel.unionsOfEmployer('11', '示范机械有限公司')).to.deep.equal([]);
    expect(await readModel.isWithin(basic!.orgId, union.orgId)).to.equal(true);
    expect(await readModel.isWithin(basic!.orgId, basic!.orgId)).to.equal(true);
    expect(await readModel.isWithin(union.orgId, basic!.orgId)).to.equal(false);
    expect(await readModel.isWithin(basic!.orgId, test.provinces['11'].orgId)).to.equal(false);
    expect(await readModel.isWithin(basic!.orgId, '')).to.equal(false);
  });

  it('tells those who wait for a height that is not reached', async () => {
    const { readModel } = network.sichuan.services;
    const refusal: unknown = await readModel.waitForHeight(1_000, 1).catch((error: unknown) => error);
    expect(refusal).to.have.property('code', 'HEIGHT_NOT_REACHED');
  });
});

async function makeHistory(network: TestNetwork): Promise<readonly MemberEntry[]> {
  const { test, sichuan } = network;
  const { union } = sichuan;
  const org = await registerUnion(test, union);
  const employers = [
    {
      ...{ name: '示范机械有限公司', creditCode: '91519999MA0000001T', nature: '110', economicType: '110' },
      ...{ industry: 'C', district: '', headcount: 12 },
    },
  ];
  const entry = newOrganisationEntry(test, union.orgId, { name: '有单位的工会', employers });
  await test.submit('organisation.register', entry, { by: union.root });
  await network.catchUp();
  await enrol(test, sichuan, { org });
  const members = await loadMembers(test, union, { org, count: LOADED });
  await openFund(test, union);
  await loseRace(test, { by: union.root, parent: union.orgId });
  await network.catchUp();
  return members;
}

/** A fund, in the state of chaincode benefit. */
async function openFund(test: TestLedger, union: TestUnion): Promise<void> {
  const cadre = await registerOperator(test, union, { role: 'cadre', grants: ['fund'] });
  await test.submit(
    'fund.open',
    {
      ...{ fundId: test.newId('fund'), org: union.orgId, source: 'union', fen: 100 },
      document: toBase64url(new Uint8Array(32).fill(3)),
    },
    { by: cadre },
  );
}

/** Two transactions of one block want the same credit code: the block keeps the loser, marked invalid. */
async function loseRace(
  test: TestLedger,
  { by, parent }: { readonly by: TestLedger['national']['root']; readonly parent: string },
): Promise<void> {
  const endorsed = [];
  for (const name of ['争先一厂工会', '争先二厂工会']) {
    const entry = newOrganisationEntry(test, parent, { name, creditCode: '81519999MA0000001U' });
    const argument = await test.instruct('organisation.register', entry, { by });
    const call = { function: 'organisation:register', argument, submitter: { mspId: by.mspId } };
    endorsed.push(await test.ledger.endorse(call));
  }
  const { transactions } = test.ledger.commit([...endorsed, endorsed[0]!]);
  expect(transactions.map(({ valid }) => valid)).to.deep.equal([true, false, false]);
}

/** Every row of every table, in the order of their keys. */
async function dump(folder: string): Promise<Record<string, readonly unknown[]>> {
  const tables = ['checkpoint', ...Object.keys(TABLES)];
  const rows = tables.map(async (table) => {
    const all = await testDatabase().query(folder, 'read-model', `select * from ${table}`);
    return [table, [...all].sort(byText)] as const;
  });
  return Object.fromEntries(await Promise.all(rows));
}

function byText(a: object, b: object): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
