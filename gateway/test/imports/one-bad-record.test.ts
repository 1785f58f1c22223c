// SPDX-License-Identifier: Apache-2.0
import { newOrganisationEntry, type TestOperator } from '@unionid/chaincode/testing';
import { memberView, pageOf } from '@unionid/domain/api';
import type { ImportKind } from '@unionid/domain/forms';
import { ledgerKey } from '@unionid/domain/ledger';
import { expect } from 'chai';
import { instructCorrection, prepareCorrection } from '../support/correct.js';
import { submitInstruction } from '../support/enrol.js';
import { csvText, MEMBER_COLUMNS, memberRow, personOfRow } from '../support/import-files.js';
import { testDatabase } from '../support/on-databases.js';
import { registerOperator } from '../support/register-operator.js';
import { readImport, reportOf, runImport } from '../support/run-import.js';
import { signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';
import { makeUnreadable } from '../support/write-foreign.js';

const COLUMNS = ['序号', '姓名', '证件号码', '会籍变化类型', '会籍变化日期', '会籍变化原因'];
const UNIONS = ['甲厂工会委员会', '乙厂工会委员会'];
/** Two members of each union. */
const ROWS = [0, 1, 2, 3].map((index) =>
  memberRow(index, { 所属工会: UNIONS[Math.floor(index / 2)] ?? '', 工作单位: '' }),
);

describe('one record that nobody can read, or that does not open, among many', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let orgs: readonly string[];
  let to: string;
  let members: readonly string[];

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const { test, sichuan } = network;
    const register = async (name: string): Promise<string> => {
      const entry = newOrganisationEntry(test, sichuan.union.orgId, { name });
      await test.submit('organisation.register', entry, { by: sichuan.union.root });
      return entry.orgId;
    };
    orgs = [await register(UNIONS[0] ?? ''), await register(UNIONS[1] ?? '')];
    to = await register('丙厂工会委员会');
    await network.catchUp();
    const { importId } = await runImport(test, sichuan, { content: csvText(MEMBER_COLUMNS, ROWS) });
    members = (await reportOf(sichuan, importId)).map(({ identityId = '' }) => identityId);
  });
  afterEach(() => network.close());

  const listOf = (kind: ImportKind): Parameters<typeof readImport>[1] => {
    const [org = ''] = orgs;
    const changes = ROWS.map(({ 姓名 = '', 证件号码 = '' }, index) => ({
      ...{ 序号: String(index + 1), 姓名, 证件号码, 会籍变化类型: '死亡', 会籍变化日期: '2026/03/01' },
    }));
    if (kind === 'changes') return { kind, evidence: 'A'.repeat(43), content: csvText(COLUMNS, changes) };
    if (kind === 'members') return { kind, content: csvText(MEMBER_COLUMNS, ROWS) };
    const moved = ROWS.slice(0, 2).map((row) => ({ ...row, 所属工会: '丙厂工会委员会' }));
    return { kind, sides: { from: org, to }, content: csvText(MEMBER_COLUMNS, moved) };
  };
  const judged = async (kind: ImportKind): Promise<readonly string[]> => {
    const view = await readImport(network.sichuan, listOf(kind));
    expect(view.error, kind).to.equal(undefined);
    const rows = await reportOf(network.sichuan, view.importId);
    return rows.map(({ outcome, problems }) => [outcome, ...problems.map(({ code }) => code)].join(' '));
  };
  const damage = (identityId: string): Promise<unknown> => {
    const other = `(select sealed from record where identity_id <> '${identityId}' limit 1)`;
    const text = `update record set sealed = ${other} where identity_id = '${identityId}'`;
    return testDatabase().query(network.sichuan.config.dataDir, 'vault', text);
  };

  const UNREADABLE = 'bad RECORD_UNREADABLE';
  const BAD: Readonly<Record<string, { readonly key: () => string; readonly rows: readonly string[] }>> = {
    'the union of two': {
      key: () => ledgerKey.organisation(orgs[0] ?? ''),
      rows: [UNREADABLE, UNREADABLE, 'ready', 'ready'],
    },
    'an account': {
      key: () => ledgerKey.account(members[0] ?? ''),
      rows: [UNREADABLE, 'ready', 'ready', 'ready'],
    },
    'a transfer, which may be open': {
      key: () => ledgerKey.transfer(members[0] ?? ''),
      rows: [UNREADABLE, 'ready', 'ready', 'ready'],
    },
  };
  for (const [what, { key, rows }] of Object.entries(BAD))
    it(`on the ledger is a bad row of a list of changes, and no more: ${what}`, async () => {
      makeUnreadable(network.test, key());
      await network.catchUp();
      expect(await judged('changes')).to.deep.equal(rows);
    });

  it('in the vault is a row of its own in every kind of list', async () => {
    await damage(members[0] ?? '');
    expect(await judged('changes')).to.deep.equal(['differs REAL_NAME_LOST', 'ready', 'ready', 'ready']);
    const lost = ['differs REAL_NAME_LOST', 'unchanged', 'unchanged', 'unchanged'];
    expect(await judged('members')).to.deep.equal(lost);
    expect(await judged('transfers')).to.deep.equal(['bad REAL_NAME_LOST', 'ready']);
  });

  it('in the vault leaves one member without a name, until it is entered anew', async () => {
    const { test, sichuan } = network;
    const [org = ''] = orgs;
    const [identityId = ''] = members;
    const cadre: TestOperator = await registerOperator(test, sichuan.union, { org, grants: ['member'] });
    await network.catchUp();
    const names = async (): Promise<readonly boolean[]> => {
      const { json, text } = await signedFetch(sichuan, cadre, { target: `/v1/members?org=${org}` });
      expect(pageOf(memberView).safeParse(json).success, text).to.equal(true);
      return pageOf(memberView)
        .parse(json)
        .items.map(({ name }) => name !== '');
    };
    await damage(identityId);
    expect(await names()).to.deep.equal([false, true]);
    const person = personOfRow(ROWS[0] ?? {});
    const parts = await prepareCorrection(sichuan, cadre, { identityId, person });
    expect(parts.type, 'whoever has the same document and name').to.equal('person.correct');
    const argument = await instructCorrection(test, cadre, parts);
    const { status, text } = await submitInstruction(sichuan, cadre, { argument });
    expect(status, text).to.equal(200);
    await network.catchUp();
    expect(await names()).to.deep.equal([true, true]);
  });
});
