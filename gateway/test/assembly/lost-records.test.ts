// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { LostRecords } from '#src/assembly/lost-records.js';
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
import { runImport } from '../support/run-import.js';
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

  const start = async (): Promise<{ readonly told: readonly Told[]; readonly metrics: string }> => {
    const { services } = network.sichuan;
    const told: Told[] = [];
    const metrics = new Metrics();
    const log = { error: (fields: Told) => told.push(fields) } as unknown as Services['log'];
    const lostRecords = new LostRecords({ ...services, log, metrics });
    await lostRecords.tellOnce();
    await lostRecords.tellOnce();
    return { told, metrics: await metrics.text() };
  };
  const empty = (component: 'vault' | 'vault-keys', table: string): Promise<unknown> =>
    testDatabase().query(network.sichuan.config.dataDir, component, `delete from ${table}`);

  it('are none where vault and keys are of the ledger’s time', async () => {
    expect((await start()).told).to.deep.equal([]);
  });

  const LOST: Readonly<Record<string, () => Promise<unknown>>> = {
    'older keys': () => empty('vault-keys', 'record_key'),
    'an older vault with its keys': async () => {
      await empty('vault-keys', 'record_key');
      await empty('vault', 'record');
    },
  };
  for (const [what, lose] of Object.entries(LOST))
    it(`are counted once a start: ${what}`, async () => {
      await lose();
      const { told, metrics } = await start();
      expect(told).to.deep.equal([{ alarm: 'records-lost', accounts: 2, lost: 2 }]);
      expect(metrics).to.match(/^unionid_lost_records 2$/m);
    });
});
