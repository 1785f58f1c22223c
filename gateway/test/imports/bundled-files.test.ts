// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { reportOf, runImport } from '../support/run-import.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const DATA = fileURLToPath(new URL('../../../test-network/data/', import.meta.url));

describeOnDatabases('import of the bundled files', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
  });
  afterEach(() => network.close());

  const read = (name: string): string => readFileSync(`${DATA}${name}`, 'utf8');

  it('enrols 4,800 of 5,000, reports 200 by row, repairs 300, and changes nothing the second time', async () => {
    const { test, sichuan } = network;
    const content = read('sichuan-organisations.csv');
    const unions = await runImport(test, sichuan, { kind: 'organisations', content });
    expect(unions.counts).to.include({ bad: 0, refused: 0, elsewhere: 0 });
    expect(unions.counts.done).to.equal(unions.counts.rows);
    expect(unions.manifest?.rows, 'several units, one union').to.be.below(unions.counts.rows);

    const members = await runImport(test, sichuan, { content: read('sichuan-members.csv') });
    expect(members.counts).to.deep.include({ rows: 5_000, ready: 4_800, done: 4_800, bad: 200, fixed: 300 });
    const { province } = sichuan.config;
    const accounts = await sichuan.services.readModel.accounts({ province }, { limit: 1, cursor: undefined });
    expect(accounts.items).to.have.lengthOf(1);
    expect(await sichuan.services.vault.count()).to.deep.equal({
      pending: 0,
      active: 4_800 + (unions.manifest?.rows ?? 0),
    });
    const bad = await reportOf(sichuan, members.importId, 'bad');
    expect(new Set(bad.flatMap(({ problems }) => problems.map(({ code }) => code))).size).to.be.at.least(20);
    for (const { row, problems } of bad) {
      expect(problems, `row ${String(row)}`).to.have.lengthOf(1);
      for (const text of Object.values(problems[0] ?? {})) expect(text).to.not.equal('');
    }

    const height = test.ledger.height;
    const again = await runImport(test, sichuan, { content: read('sichuan-members.csv') });
    expect(again.importId).to.not.equal(members.importId);
    expect(again.state).to.equal('DONE');
    expect(again.counts).to.deep.include({ rows: 5_000, unchanged: 4_800, bad: 200, ready: 0, submitted: 0 });
    expect(test.ledger.height, 'nothing was submitted').to.equal(height);
  });

  it('leaves no name, number or phone in any file of the gateway', async () => {
    const { test, sichuan } = network;
    await runImport(test, sichuan, { kind: 'organisations', content: read('sichuan-organisations.csv') });
    const lines = read('sichuan-members.csv').split('\r\n').slice(0, 40);
    const view = await runImport(test, sichuan, { content: lines.join('\r\n') });
    expect(view.counts.done).to.be.at.least(30);
    expect(
      await testDatabase().filesHolding(folder(), view.importId),
      'the canary',
    ).to.have.lengthOf.at.least(1);
    const [, first = ''] = lines;
    const cells = first.split(',');
    for (const value of [cells[1], cells[7], cells[10]])
      expect(await testDatabase().filesHolding(folder(), value ?? ''), value).to.deep.equal([]);
    for (const value of ['测负责人', '028-8555'])
      expect(await testDatabase().filesHolding(folder(), value), value).to.deep.equal([]);
  });
});
