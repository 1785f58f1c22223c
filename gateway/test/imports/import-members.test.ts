// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { fromBase64url } from '@unionid/domain/encoding';
import type { MemberEntry } from '@unionid/domain/person';
import { commitmentRoot } from '@unionid/domain/privacy';
import {
  csvText,
  MEMBER_COLUMNS,
  memberRow,
  ORGANISATION_COLUMNS,
  organisationRow,
} from '../support/import-files.js';
import { readImport, reportOf, runImport } from '../support/run-import.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

describeOnDatabases('import of members', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const content = csvText(ORGANISATION_COLUMNS, [organisationRow(0)]);
    const view = await runImport(network.test, network.sichuan, { kind: 'organisations', content });
    expect(view.state, JSON.stringify(await reportOf(network.sichuan, view.importId))).to.equal('DONE');
    expect(view.counts.done).to.equal(1);
  });
  afterEach(() => network.close());

  it('brings good rows onto the ledger and into the vault', async () => {
    const rows = Array.from({ length: 12 }, (_, index) => memberRow(index));
    const view = await runImport(network.test, network.sichuan, { content: csvText(MEMBER_COLUMNS, rows) });
    expect(view.state).to.equal('DONE');
    expect(view.counts).to.include({ rows: 12, ready: 12, done: 12, submitted: 12, bad: 0, refused: 0 });
    const report = await reportOf(network.sichuan, view.importId);
    expect(report.map(({ outcome }) => outcome)).to.deep.equal(rows.map(() => 'done'));
    const { vault, readModel } = network.sichuan.services;
    expect(await vault.count()).to.deep.equal({ pending: 0, active: 13 });
    for (const { identityId } of report) {
      const account = await readModel.account(identityId ?? '');
      const record = (await vault.read([identityId ?? ''])).get(identityId ?? '');
      expect(account?.root).to.equal(commitmentRoot(record!.fields, record!.seed));
    }
  });

  it('shows each chunk with what its rows are made of', async () => {
    const rows = Array.from({ length: 3 }, (_, index) => memberRow(index));
    const view = await readImport(network.sichuan, { content: csvText(MEMBER_COLUMNS, rows) });
    const chunk = await network.sichuan.services.imports.chunk(view.importId, 0);
    expect(chunk?.rows).to.have.lengthOf(3);
    for (const [position, { row, record }] of chunk!.evidence.entries()) {
      expect(row).to.equal(position + 2);
      const entry = chunk!.rows[position] as MemberEntry;
      const { fields, seed } = record.is === 'entered' ? record : expect.fail(record.is);
      expect(commitmentRoot(fields, fromBase64url(seed))).to.equal(entry.root);
    }
    expect(await network.sichuan.services.imports.chunk(view.importId, 1)).to.equal(undefined);
  });

  it('keeps no personal value in any file, while reading and afterwards', async () => {
    const content = csvText(MEMBER_COLUMNS, [memberRow(0)]);
    const view = await readImport(network.sichuan, { content, fileName: '测子子入会.csv' });
    expect(
      await testDatabase().filesHolding(folder(), view.importId),
      'the canary',
    ).to.have.lengthOf.at.least(1);
    const { 姓名: name = '', 证件号码: number = '', 移动电话: mobile = '' } = memberRow(0);
    for (const value of [name, number, mobile])
      expect(await testDatabase().filesHolding(folder(), value), value).to.deep.equal([]);
  });
});
