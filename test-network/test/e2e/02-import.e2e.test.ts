// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { ImportView, ReportRow } from '@unionid/domain/api';
import { idNumberCheck } from '@unionid/domain/values';
import {
  importFile,
  newVerifier,
  type GovernorClient,
  type TestNetwork,
  prepareEnrolment,
  submitEnrolment,
} from '@unionid/test-network';
import { newBundledFiles } from '#src/data/bundled-files.js';
import { MEMBER_FILE_COLUMNS } from '#src/data/member-file.js';
import type { SamplePerson } from '#src/tour/sample-person.js';
import { expectAgreement } from '../support/agreement.js';
import { gatewayFiles } from '../support/gateway-files.js';
import { openPeers, sameHeight, type Peer } from '../support/peers.js';
import { readWholeReport } from '../support/read-report.js';
import { realNetwork } from '../support/real-network.js';
import { withTextFile } from '../support/text-file.js';

const ELSEWHERE = 8;
const ROWS = 5_000;
const GOOD = 4_800;
const BAD = 200;
const FIXED = 300;
const KINDS = 20;

describe('importing the 5,000-row member file', () => {
  const { organisations, members } = newBundledFiles({ elsewhereRows: ELSEWHERE });
  const { faults, fixes, elsewhere } = members;
  let test: TestNetwork;
  let sichuan: GovernorClient;
  let peers: readonly Peer[];
  let view: ImportView;
  let report: ReadonlyMap<number, ReportRow>;

  before(async () => {
    test = await realNetwork();
    sichuan = test.clientOf('sichuan');
    peers = openPeers(test.network);
    const beijing = test.clientOf('beijing');
    for (const person of elsewhere) {
      const { status } = await submitEnrolment(await prepareEnrolment(beijing, test.ledger, person));
      expect(status).to.equal('COMMITTED');
    }
    const unions = await run('organisations', organisations.csv);
    expect(unions).to.deep.include({ state: 'DONE' });
    expect(unions.counts.bad).to.equal(0);
    view = await run('members', members.csv);
    report = new Map((await readWholeReport(sichuan, view.importId)).map((row) => [row.row, row]));
  });

  after(() => {
    for (const peer of peers) peer.close();
  });

  it('ends with every row told of, 4,800 of them done', () => {
    expect(view.state).to.equal('DONE');
    expect(view.counts).to.include({ rows: ROWS, done: GOOD, refused: 0, unchanged: 0 });
    expect(view.counts.bad + view.counts.elsewhere).to.equal(BAD);
    expect(report.size).to.equal(ROWS);
  });

  it('reports each bad row with its own code and what to do, in Chinese and English', () => {
    expect(faults).to.have.length(BAD);
    expect(new Set(faults.map(({ code }) => code)).size).to.be.at.least(KINDS);
    for (const { row, code, column } of faults) {
      const problems = report.get(row)?.problems ?? [];
      const found = problems.find((problem) => problem.code === code);
      expect(
        found,
        `row ${String(row)}: ${code}, not ${problems.map((each) => each.code).join()}`,
      ).to.include({
        column,
      });
      for (const text of [found?.zh, found?.fixZh]) expect(text).to.match(/\p{Script=Han}/u);
      for (const text of [found?.en, found?.fixEn]) expect(text).to.match(/[A-Za-z]{2}/);
    }
  });

  it('refuses no other row than those', () => {
    const refused = [...report.values()].filter(({ outcome }) => outcome !== 'done').map(({ row }) => row);
    expect(new Set(refused)).to.deep.equal(new Set(faults.map(({ row }) => row)));
  });

  it('mends the 300 rows that can be mended without loss, and says how', () => {
    expect(fixes).to.have.length(FIXED);
    expect(view.counts.fixed).to.be.at.least(FIXED);
    for (const { row, kind, column } of fixes) {
      expect(report.get(row)?.outcome, `row ${String(row)}`).to.equal('done');
      expect(report.get(row)?.fixes, `row ${String(row)}`).to.deep.include({ kind, column });
    }
  });

  it('gathers those who are members elsewhere, with their way to a transfer', async () => {
    const expected = faults.filter(({ code }) => code === 'MEMBER_EXISTS').map(({ row }) => row);
    expect(expected).to.have.length(ELSEWHERE);
    const list = await readWholeReport(sichuan, view.importId, 'elsewhere');
    expect(list.map(({ row }) => row)).to.have.members(expected);
    for (const { problems } of list) {
      expect(problems.map(({ code }) => code)).to.deep.equal(['MEMBER_EXISTS']);
      expect(problems[0]?.fixZh).to.include('会籍接转');
    }
    expect(view.counts.elsewhere).to.equal(ELSEWHERE);
  });

  it('has exactly 4,800 accounts on the ledger: vault, report and every peer agree', async () => {
    const orgs = await unionIds();
    await expectAgreement(test, peers, { organization: 'sichuan', orgs, view });
    expect((await gatewayFiles(test, 'beijing').accountsOf(orgs)).size).to.equal(GOOD);
  });

  it('lets another province verify a mended row’s member', async () => {
    const rowOf = new Map(fixes.map(({ row, kind }) => [kind, row]));
    const verify = newVerifier(test, 'beijing');
    for (const kind of ['FIFTEEN_DIGITS', 'LETTER_CASE', 'FULL_WIDTH'] as const) {
      const person = personOf(rowOf.get(kind) ?? expect.fail(kind));
      expect((await verify(person)).isMember, kind).to.equal('yes');
    }
  });

  it('changes nothing when it is imported again', async () => {
    const orgs = await unionIds();
    const again = await run('members', members.csv);
    expect(again.importId).to.not.equal(view.importId);
    expect(again.state).to.equal('DONE');
    expect(again.counts).to.include({ rows: ROWS, unchanged: GOOD, done: 0, submitted: 0, refused: 0 });
    expect(again.counts.bad + again.counts.elsewhere).to.equal(BAD);
    await sameHeight(peers);
    await expectAgreement(test, peers, { organization: 'sichuan', orgs, view });
    expect((await gatewayFiles(test, 'sichuan').vaultStates(`import/${again.importId}`)).size).to.equal(0);
  });

  function run(kind: 'organisations' | 'members', text: string): Promise<ImportView> {
    return withTextFile(text, (file) => importFile(sichuan, test.ledger, { kind, file }));
  }

  async function unionIds(): Promise<readonly string[]> {
    const { items, next } = await sichuan.client.organisations.list({ province: '51', limit: 500 });
    expect(next).to.equal(undefined);
    const names = new Set(organisations.basic.map(({ name }) => name));
    const found = items.filter(({ name }) => names.has(name)).map(({ orgId }) => orgId);
    expect(found).to.have.length(names.size);
    return found;
  }

  /** Whom a row means, written as it should be. */
  function personOf(row: number): SamplePerson {
    const cells = (members.csv.split('\r\n')[row - 1] ?? '').split(',');
    const cell = (column: string): string => cells[MEMBER_FILE_COLUMNS.indexOf(column)] ?? '';
    return { name: plain(cell('姓名')), docNumber: toEighteenDigits(plain(cell('证件号码')).toUpperCase()) };
  }
});

function plain(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '');
}

/** GB 11643-1989 numbers are of the 20th century. */
function toEighteenDigits(number: string): string {
  if (number.length !== 15) return number;
  const first17 = `${number.slice(0, 6)}19${number.slice(6)}`;
  return first17 + idNumberCheck(first17);
}
