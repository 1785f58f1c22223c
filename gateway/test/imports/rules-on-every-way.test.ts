// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { xlsxFile } from '@unionid/domain/testing';
import { signedFetch } from '../support/signed-fetch.js';
import { instructEnrolment, PERSON, prepare, submitInstruction } from '../support/enrol.js';
import {
  creditCode,
  csvText,
  MEMBER_COLUMNS,
  memberRow,
  ORGANISATION_COLUMNS,
  organisationRow,
  type FileRow,
} from '../support/import-files.js';
import { readImport, reportOf, runImport } from '../support/run-import.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

// Each rule on each way in that a gateway has; what comes signed past it is the contract's
// (chaincode/test/rules-on-every-way.test.ts).

/** A member joined on a day in the union of `organisationRow(0)`, which was founded on 2010-01-01. */
interface BadMember {
  readonly what: string;
  /** What is wrong at a counter, and where. */
  readonly person?: Readonly<Record<string, unknown>>;
  readonly decision?: Readonly<Record<string, string>>;
  readonly path: string;
  /** What is wrong in a file. */
  readonly row: FileRow;
  readonly code: string;
}

const MEMBERS: readonly BadMember[] = [
  {
    what: 'a change of no list',
    decision: { change: 'zzzz' },
    ...{ path: 'decision.change', row: { 会籍变化类型: 'zzzz' }, code: 'VALUE_NOT_ALLOWED' },
  },
  {
    what: 'a reason against the change',
    decision: { reason: '6' },
    ...{ path: 'decision.reason', row: { 会籍变化原因: '因犯罪被开除会籍' }, code: 'CHANGE_CONTRADICTORY' },
  },
  {
    what: 'the year 1',
    decision: { joined: '0001-01-01' },
    ...{ path: 'decision.joined', row: joinedOn('0001/01/01'), code: 'DATE_TOO_EARLY' },
  },
  {
    what: 'a joining before birth',
    decision: { joined: '1960-01-01' },
    ...{ path: 'decision.joined', row: joinedOn('1960/01/01'), code: 'TOO_YOUNG' },
  },
  {
    what: 'a joining before the founding',
    decision: { joined: '2009-12-31' },
    ...{ path: 'decision.joined', row: joinedOn('2009/12/31'), code: 'JOINED_BEFORE_FOUNDING' },
  },
  {
    what: 'a joining in the future',
    decision: { joined: '2099-01-01' },
    ...{ path: 'decision.joined', row: joinedOn('2099/01/01'), code: 'DATE_IN_FUTURE' },
  },
  {
    what: 'an employer that the union does not cover',
    person: { more: { 工作单位: '不存在的公司' } },
    ...{ path: 'person.more.employer', row: { 工作单位: '不存在的公司' }, code: 'EMPLOYER_NOT_COVERED' },
  },
];

const UNIONS: readonly (readonly [string, FileRow, string])[] = [
  [
    'a wrong check character',
    { 工会统一社会信用代码: wrong(creditCode('81519900', 1)) },
    'CREDIT_CODE_CHECK',
  ],
  [
    "a unit's wrong check character",
    { 单位统一社会信用代码: wrong(creditCode('91519900', 1)) },
    'CREDIT_CODE_CHECK',
  ],
  [
    'a kind of body that there is not',
    { 工会统一社会信用代码: creditCode('88519900', 1) },
    'CREDIT_CODE_KIND',
  ],
  ['a type of no list', { 基层工会类型: 'zzzz' }, 'VALUE_NOT_ALLOWED'],
  ["a unit's industry of no list", { 单位所属行业: 'zzzz' }, 'VALUE_NOT_ALLOWED'],
  ['the year 1', { 建会日期: '0001/01/01' }, 'DATE_TOO_EARLY'],
  ['a founding in the future', { 建会日期: '2099/01/01' }, 'DATE_IN_FUTURE'],
];

describe('rules on every way in of a gateway', function () {
  this.timeout(60_000);
  let folder: string;
  let network: TestNetwork;
  let org: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unionid rules '));
    network = await openTestNetwork(folder);
    const content = csvText(ORGANISATION_COLUMNS, [organisationRow(0)]);
    await runImport(network.test, network.sichuan, { kind: 'organisations', content });
    const [union] = await network.sichuan.services.readModel.organisationsByName(
      '51',
      '蜀州示范机械有限公司工会委员会',
    );
    org = union?.orgId ?? '';
  });
  after(async () => {
    await network.close();
    rmSync(folder, { recursive: true });
  });

  type Kind = 'members' | 'organisations';
  /** Codes of each row of a file, as CSV and as a spreadsheet. */
  const codesOf = async (kind: Kind, columns: readonly string[], rows: readonly FileRow[]): Promise<void> => {
    const cells = rows.map((row) => columns.map((column) => row[column] ?? ''));
    for (const [fileName, content] of [
      ['file.csv', csvText(columns, rows)],
      ['file.xlsx', xlsxFile([columns, ...cells])],
    ] as const) {
      const { importId } = await readImport(network.sichuan, { kind, fileName, content });
      const report = await reportOf(network.sichuan, importId);
      const found = report.map(({ outcome, problems }) => [outcome, problems.map(({ code }) => code)]);
      const wanted = kind === 'members' ? MEMBERS.map(({ code }) => code) : UNIONS.map(([, , code]) => code);
      expect(found, fileName).to.deep.equal(wanted.map((code) => ['bad', [code]]));
    }
  };

  it('members of a file', () =>
    codesOf(
      'members',
      MEMBER_COLUMNS,
      MEMBERS.map(({ row }, index) => memberRow(index, row)),
    ));

  it('unions of a file', () =>
    codesOf(
      'organisations',
      ORGANISATION_COLUMNS,
      UNIONS.map(([what, row], index) =>
        organisationRow(index + 1, { 工会名称: `第${index}${what}`, ...row }),
      ),
    ));

  const ask = (body: object) =>
    signedFetch(network.sichuan, network.sichuan.union.root, { target: '/v1/preparations', body });

  for (const { what, person, decision, path, code } of MEMBERS)
    it(`${what} at a counter: ${code}`, async () => {
      const { status, json } = await ask({
        ...{ type: 'person.enrol', org, person: { ...PERSON, ...person } },
        decision: { joined: '2021-03-12', ...decision },
      });
      expect(status).to.equal(400);
      const { code: found, details } = json as { code: string; details: unknown };
      expect(found).to.equal('INVALID_REQUEST');
      expect(details).to.deep.equal({ fields: [`${path}: ${code}`] });
    });

  it('an account without membership, opened before birth, founding or unions, or tomorrow', async () => {
    const days = {
      '0001-01-01': 'DATE_TOO_EARLY',
      '1990-03-06': 'DATES_OUT_OF_ORDER',
      '2009-12-31': 'JOINED_BEFORE_FOUNDING',
      '2099-01-01': 'DATE_IN_FUTURE',
    };
    for (const [on, code] of Object.entries(days)) {
      const { json } = await ask({ type: 'person.openAccount', org, person: PERSON, on });
      expect((json as { details: unknown }).details).to.deep.equal({ fields: [`on: ${code}`] });
    }
  });

  it('nothing is prepared without a decision that would be signed on it', async () => {
    for (const type of ['person.enrol', 'person.openAccount']) {
      const { status, json } = await ask({ type, org, person: PERSON });
      expect([status, (json as { code: string }).code]).to.deep.equal([400, 'INVALID_REQUEST']);
    }
  });

  it('a prepared instruction that says otherwise: PREPARATION_DIFFERS for each', async () => {
    const { sichuan, test } = network;
    const { root } = sichuan.union;
    const parts = await prepare(sichuan, root, { org });
    const good = await instructEnrolment(test, root, { org, parts });
    const { payload } = (JSON.parse(good) as { instruction: { payload: never } }).instruction;
    const bad = [
      { change: 'zzzz' },
      { reason: '6' },
      { state: 'RETAINED' },
      { joined: '0001-01-01' },
      { joined: '1960-01-01' },
      { since: '2099-01-01' },
      { level: 0 },
      { formerKey: `2.${'A'.repeat(43)}` },
    ];
    for (const change of bad) {
      const argument = await test.instruct('person.enrol', { ...(payload as object), ...change } as never, {
        by: root,
      });
      const { json } = await submitInstruction(sichuan, root, { argument });
      expect(json, JSON.stringify(change)).to.deep.include({
        code: 'PREPARATION_DIFFERS',
        details: { fields: Object.keys(change) },
      });
    }
  });

  it('who stands otherwise on the ledger differs at a counter as in a file', async () => {
    const { sichuan, test } = network;
    const { root } = sichuan.union;
    const row = memberRow(99, { 姓名: '测白杨' });
    await runImport(test, sichuan, { content: csvText(MEMBER_COLUMNS, [row]) });
    const other: FileRow = { ...row, 姓名: '测另名' };
    const { importId } = await readImport(sichuan, { content: csvText(MEMBER_COLUMNS, [other]) });
    const [report] = await reportOf(sichuan, importId);
    expect([report?.outcome, report?.problems.map(({ column }) => column)]).to.deep.equal([
      'differs',
      ['姓名'],
    ]);
    const { 姓名: name, 证件号码: docNumber, 移动电话: mobile, 性别: sex, 户籍类型: householdType } = other;
    const person = { name, docNumber, mobile, sex, householdType };
    const decision = { joined: '2021-05-01' };
    const { json } = await signedFetch(sichuan, root, {
      target: '/v1/preparations',
      body: { type: 'person.enrol', org, person, decision },
    });
    expect((json as { code: string }).code).to.equal('MEMBER_DIFFERS');
    expect((json as { details: { columns: unknown } }).details.columns).to.deep.equal(['姓名']);
  });
});

function joinedOn(day: string): FileRow {
  return { 入会日期: day, 会籍变化日期: '' };
}

/** The same code with another check character. */
function wrong(code: string): string {
  return code.slice(0, 17) + (code.endsWith('0') ? '1' : '0');
}
