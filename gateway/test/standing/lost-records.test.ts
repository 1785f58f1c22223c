// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { LostRecords } from '#src/standing/lost-records.js';
import { Metrics } from '#src/metrics/metrics.js';
import type { Services } from '#src/resources/services.js';
import {
  csvText,
  MEMBER_COLUMNS,
  memberRow,
  ORGANISATION_COLUMNS,
  organisationRow,
} from '../support/import-files.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { plainFetch } from '../support/signed-fetch.js';
import { readImport, reportOf, runImport } from '../support/run-import.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

type Told = Readonly<Record<string, unknown>>;

describeOnDatabases('members whom the ledger has and the vault can not name', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const { test, sichuan } = network;
    const unions = csvText(ORGANISATION_COLUMNS, [organisationRow(0)]);
    await runImport(test, sichuan, { kind: 'organisations', content: unions });
    const content = csvText(MEMBER_COLUMNS, [memberRow(0), memberRow(1)]);
    await runImport(test, sichuan, { content });
  });
  afterEach(() => network.close());

  const listFile = (): string => join(network.sichuan.config.dataDir, 'lost-records.csv');

  const start = async (): Promise<{ readonly told: readonly Told[]; readonly metrics: string }> => {
    const { services } = network.sichuan;
    const told: Told[] = [];
    const metrics = new Metrics();
    const log = { error: (fields: Told) => told.push(fields) } as unknown as Services['log'];
    const { dataDir, province } = services.config;
    const lostRecords = new LostRecords({ ...services, log, metrics, dataDir, province });
    await Promise.all([lostRecords.tell(), lostRecords.tell()]);
    await lostRecords.tell();
    return { told, metrics: await metrics.text() };
  };
  const query = (component: 'vault' | 'vault-keys', text: string): Promise<unknown> =>
    testDatabase().query(network.sichuan.config.dataDir, component, text);
  const empty = (component: 'vault' | 'vault-keys', table: string): Promise<unknown> =>
    query(component, `delete from ${table}`);

  it('are none where vault and keys are of the ledger’s time', async () => {
    expect((await start()).told).to.deep.equal([]);
    expect(existsSync(listFile())).to.equal(false);
    expect((await plainFetch(network.sichuan, '/readyz')).json).not.to.have.property('lostRecords');
  });

  const LOST: Readonly<Record<string, () => Promise<unknown>>> = {
    'older keys': () => empty('vault-keys', 'record_key'),
    'an older vault with its keys': async () => {
      await empty('vault-keys', 'record_key');
      await empty('vault', 'record');
    },
  };
  for (const [what, lose] of Object.entries(LOST))
    it(`are counted, and told once a start: ${what}`, async () => {
      await lose();
      const { told, metrics } = await start();
      expect(told).to.deep.equal([{ alarm: 'records-lost', accounts: 2, lost: 2, list: listFile() }]);
      expect(metrics).to.match(/^unionid_lost_records 2$/m);
    });

  it('are listed for whoever runs the gateway, by their identifiers and unions', async () => {
    const { services } = network.sichuan;
    const { items } = await services.readModel.accounts({ province: '51' }, { limit: 10, cursor: undefined });
    const [kept, lost] = items.map(({ identityId }) => identityId);
    await query('vault-keys', `delete from record_key where identity_id = '${lost ?? ''}'`);
    await start();
    const lines = readFileSync(listFile(), 'utf8').split('\r\n').slice(1, -1);
    expect(lines).to.deep.equal([`${lost ?? ''},${items[1]?.org ?? ''},ACTIVE`]);
    expect(readFileSync(listFile(), 'utf8')).not.to.contain(kept);
    expect(statSync(listFile()).mode & 0o777).to.equal(0o600);
  });

  it('are told at /readyz, which stays what it is', async () => {
    await query('vault-keys', 'delete from record_key');
    const { services } = network.sichuan;
    const { dataDir, province } = services.config;
    // The gateway looked at its own start, when there was nobody yet: this is what the next one finds.
    const lostRecords = new LostRecords({ ...services, dataDir, province });
    await lostRecords.tell();
    Object.assign(services, { lostRecords });
    const { status, json } = await plainFetch(network.sichuan, '/readyz');
    expect(status).to.equal(200);
    expect(json).to.deep.include({ ready: true, lostRecords: 2 });
  });

  it('are no “unchanged” in a file that is handed in again', async () => {
    const { vault } = network.sichuan.services;
    const { items } = await network.sichuan.services.readModel.accounts(
      { province: '51' },
      { limit: 10, cursor: undefined },
    );
    const lost = [...(await vault.read(items.map(({ identityId }) => identityId))).values()].find(
      ({ fields }) => fields.name === memberRow(1)['姓名'],
    );
    await query('vault-keys', `delete from record_key where identity_id = '${lost?.identityId ?? ''}'`);
    const content = csvText(MEMBER_COLUMNS, [memberRow(0), memberRow(1)]);
    const view = await readImport(network.sichuan, { content });
    expect(view.counts).to.include({ rows: 2, unchanged: 1, differs: 1, ready: 0 });
    const rows = await reportOf(network.sichuan, view.importId);
    expect(rows.map(({ problems }) => problems.map(({ code }) => code))).to.deep.equal([
      [],
      ['REAL_NAME_LOST'],
    ]);
  });
});
