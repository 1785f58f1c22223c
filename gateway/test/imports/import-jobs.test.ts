// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import iconv from 'iconv-lite';
import type { ImportView, ReportRow } from '@unionid/domain/api';
import { ERROR_CATALOGUE } from '@unionid/domain/error-texts';
import { DomainError, type ErrorCode } from '@unionid/domain/errors';
import { MEMBER_FORM } from '@unionid/domain/forms';
import { reportCsv } from '@unionid/domain/report';
import { expectCode, xlsxFile } from '@unionid/domain/testing';
import { openImportJobs } from '#src/imports/import-jobs.js';
import { IMPORT_LIMITS } from '#src/imports/limits/import-limits.js';
import { TableReaders, type ReadTable } from '#src/imports/reading/table-readers.js';
import type { Imports, NewImport } from '#src/imports/imports.js';
import { JOB_MIGRATIONS, type JobTables } from '#src/imports/jobs/job-schema.js';
import { reportPages } from '#src/imports/report/report-pages.js';
import { MatchingBudgets } from '#src/matching/matching-budgets.js';
import { SlotLeases } from '#src/standing/slot-leases.js';
import { enrol } from '../support/enrol.js';
import {
  csvText,
  idNumber,
  MEMBER_COLUMNS,
  memberRow,
  ORGANISATION_COLUMNS,
  organisationRow,
  type FileRow,
} from '../support/import-files.js';
import {
  collect,
  find,
  newImport,
  readImport,
  reportOf,
  runImport,
  signManifest,
} from '../support/run-import.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { filesOf, useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const NUMBER = '证件号码';
/** The least that an operator may have matched in a day. */
const LEAST_BUDGET = 1_000;

/** Tells how many files were open at once. */
class CountedReaders extends TableReaders {
  most = 0;
  #open = 0;

  override async open(...asked: Parameters<TableReaders['open']>): Promise<ReadTable> {
    this.most = Math.max(this.most, ++this.#open);
    const table = await super.open(...asked);
    const close = (): void => {
      this.#open -= 1;
      table.close();
    };
    return { ...table, close };
  }
}

describeOnDatabases('import jobs', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const content = csvText(ORGANISATION_COLUMNS, [
      organisationRow(0),
      organisationRow(1, { 工会名称: '蜀州第二示范厂工会委员会', 单位名称: '蜀州第二示范厂' }),
    ]);
    await runImport(network.test, network.sichuan, { kind: 'organisations', content });
  });
  afterEach(() => network.close());

  const members = (rows: readonly FileRow[]): string => csvText(MEMBER_COLUMNS, rows);
  const run = (content: string | Uint8Array) => runImport(network.test, network.sichuan, { content });

  describe('a bad row is reported with its code and never repeated', () => {
    const kinds: readonly [ErrorCode, string, FileRow][] = [
      [
        'ID_NUMBER_CHECK',
        NUMBER,
        { [NUMBER]: idNumber(0).slice(0, 17) + (idNumber(0).endsWith('1') ? '2' : '1') },
      ],
      ['ID_NUMBER_DATE', NUMBER, { [NUMBER]: '519999202302300012' }],
      ['ID_NUMBER_LENGTH', NUMBER, { [NUMBER]: '5199991990' }],
      ['ID_NUMBER_CHARSET', NUMBER, { [NUMBER]: '51999919900307O011' }],
      ['ID_NUMBER_PROVINCE', NUMBER, { [NUMBER]: '009999199001010017' }],
      ['SEX_MISMATCH', '性别', { 性别: '女', [NUMBER]: idNumber(1), 出生日期: '1990/03/07' }],
      ['BIRTH_DATE_MISMATCH', '出生日期', { 出生日期: '1971/01/02' }],
      ['VALUE_NOT_ALLOWED', '学历', { 学历: '自学成才' }],
      ['UNION_UNKNOWN', '所属工会', { 所属工会: '查无此工会' }],
      ['EMPLOYER_NOT_COVERED', '工作单位', { 工作单位: '别处示范公司' }],
      ['MOBILE_INVALID', '移动电话', { 移动电话: '12345' }],
      ['CELL_FORMULA', '籍贯', { 籍贯: '=1+1' }],
      ['REQUIRED_MISSING', '姓名', { 姓名: '' }],
      ['TOO_YOUNG', '入会日期', { [NUMBER]: idNumber(1, '20100101'), 出生日期: '2010/01/01' }],
      ['DATE_IN_FUTURE', '入会日期', { 入会日期: '2099/01/01', 会籍变化日期: '' }],
      ['JOINED_BEFORE_FOUNDING', '入会日期', { 入会日期: '2005/01/01', 会籍变化日期: '2005/01/01' }],
      ['NAME_CHARSET', '姓名', { 姓名: '测2' }],
      ['NAME_LENGTH', '姓名', { 姓名: '测' }],
      ['DATE_FORMAT', '入会日期', { 入会日期: '去年' }],
      ['DATE_IMPOSSIBLE', '出生日期', { 出生日期: '1990/02/30' }],
      ['CHANGE_CONTRADICTORY', '会籍变化原因', { 会籍变化原因: '因犯罪被开除会籍' }],
      ['DOCUMENT_KIND_MISMATCH', '有效证件类别', { 有效证件类别: '护照' }],
      ['CELL_TOO_LONG', '籍贯', { 籍贯: '长'.repeat(300) }],
      ['CELL_UNPRINTABLE', '籍贯', { 籍贯: '示\u0007范' }],
      ['CREDIT_CODE_CHECK', '所属工会', { 所属工会: '81110000XA00004961' }],
    ];

    it('for each of 25 kinds, with the allowed values where there are any', async () => {
      const rows = kinds.map(([, , change], index) => memberRow(index, change));
      const view = await run(members(rows));
      expect(view.state).to.equal('DONE');
      expect(view.counts).to.include({ rows: kinds.length, bad: kinds.length, ready: 0 });
      const report = await reportOf(network.sichuan, view.importId);
      for (const [index, [code, column]] of kinds.entries()) {
        const problems = report[index]?.problems ?? [];
        expect(
          problems.map((problem) => [problem.code, problem.column]),
          `row ${String(index + 2)}`,
        ).to.deep.equal([[code, column]]);
        const [problem] = problems;
        expect(problem).to.include({
          zh: ERROR_CATALOGUE[code].zh.cause,
          fixEn: ERROR_CATALOGUE[code].en.next,
        });
        if (code === 'VALUE_NOT_ALLOWED') expect(problem?.allowed).to.include('本科');
      }
      expect(JSON.stringify(report)).to.not.match(/自学成才|别处示范|519999|138000/);
    });
  });

  it('repairs what loses nothing and says what it repaired', async () => {
    const plain = memberRow(0);
    const number = plain[NUMBER] ?? '';
    const rows = [
      memberRow(0, {
        [NUMBER]: number.replace(/\d/g, (digit) => String.fromCharCode(Number(digit) + 0xff10)),
      }),
      memberRow(1, { 姓名: '测•买买提' }),
      memberRow(2, { 移动电话: '+86 138-0000-0002' }),
      memberRow(3, { 姓名: ' 测 丑 ' }),
      memberRow(4, { 入会日期: '2021年5月1日' }),
    ].map((row, index) => ({
      ...row,
      性别: memberRow(index)['性别'] ?? '',
      出生日期: memberRow(index)['出生日期'] ?? '',
    }));
    const view = await run(members(rows));
    expect(view.counts).to.include({ rows: 5, done: 5, fixed: 5 });
    const report = await reportOf(network.sichuan, view.importId);
    expect(report.map(({ fixes }) => fixes.map(({ kind }) => kind))).to.deep.equal([
      ['FULL_WIDTH'],
      ['NAME_DOT'],
      ['SPACES', 'PHONE_SEPARATORS', 'COUNTRY_CODE'],
      ['SPACES'],
      ['DATE_SPELLING'],
    ]);
    const record = (await network.sichuan.services.vault.read([report[1]?.identityId ?? '']))
      .values()
      .next().value;
    expect(record?.identifiers?.name).to.equal('测·买买提');
  });

  it('takes GB 18030 and XLSX for the same as UTF-8', async () => {
    const rows = [memberRow(0), memberRow(1)];
    const first = await run(iconv.encode(members(rows), 'gb18030'));
    expect(first.counts).to.include({ rows: 2, done: 2 });
    const table = [MEMBER_COLUMNS, ...rows.map((row) => MEMBER_COLUMNS.map((column) => row[column] ?? ''))];
    const second = await run(xlsxFile(table));
    expect(second.counts).to.include({ rows: 2, unchanged: 2, ready: 0 });
  });

  it('reports a formula in a spreadsheet, whatever its result', async () => {
    const row = memberRow(0);
    const cells = MEMBER_COLUMNS.map((column) =>
      column === '姓名' ? { formula: 'A1', value: '测子' } : (row[column] ?? ''),
    );
    const view = await run(xlsxFile([MEMBER_COLUMNS, cells]));
    const [reported] = await reportOf(network.sichuan, view.importId);
    expect(reported?.problems[0]).to.include({ code: 'CELL_FORMULA', column: '姓名' });
  });

  it('lets the first of two rows for one person stand, over batches too', async () => {
    const rows = Array.from({ length: 501 }, (_, index) => memberRow(index));
    const view = await readImport(network.sichuan, {
      content: members([...rows, memberRow(0), memberRow(500)]),
    });
    expect(view.counts).to.include({ rows: 503, ready: 501, bad: 2 });
    const bad = await reportOf(network.sichuan, view.importId, 'bad');
    expect(bad.map(({ row, problems }) => [row, problems[0]?.code, problems[0]?.firstRow])).to.deep.equal([
      [503, 'DUPLICATE_IN_FILE', 2],
      [504, 'DUPLICATE_IN_FILE', 502],
    ]);
  });

  it('gathers members of another province into a list, and others of this one', async () => {
    const { test, beijing, sichuan } = network;
    const [abroad, moved] = [memberRow(0), memberRow(1)];
    await enrol(test, beijing, {
      org: beijing.union.orgId,
      person: {
        ...{ name: abroad['姓名'] ?? '', docType: '111', docNumber: abroad[NUMBER] ?? '' },
        ...{ mobile: '13800000000', sex: abroad['性别'] === '男' ? '1' : '2', householdType: '1' },
        birthDate: (abroad['出生日期'] ?? '').replaceAll('/', '-'),
      },
    });
    await network.catchUp();
    await run(members([moved]));
    const elsewhere = { 所属工会: '蜀州第二示范厂工会委员会', 工作单位: '蜀州第二示范厂' };
    const view = await run(members([abroad, memberRow(1, elsewhere), memberRow(2)]));
    expect(view.counts).to.include({ rows: 3, elsewhere: 2, done: 1, bad: 0 });
    const list = await reportOf(sichuan, view.importId, 'elsewhere');
    expect(list.map(({ row, problems }) => [row, problems[0]?.code])).to.deep.equal([
      [2, 'MEMBER_EXISTS'],
      [3, 'MEMBER_EXISTS'],
    ]);
    expect(list[0]?.problems[0]?.fixZh).to.include('会籍接转');
  });

  it('tells by column what a member of the union is registered with otherwise', async () => {
    const { test, sichuan } = network;
    const row = memberRow(0);
    const [organisation] = (
      await sichuan.services.readModel.organisationsByName('51', row['所属工会'] ?? '')
    ).map(({ orgId }) => orgId);
    const person = {
      ...{ name: row['姓名'] ?? '', docType: '', docNumber: row[NUMBER] ?? '', birthDate: '' },
      ...{ mobile: row['移动电话'] ?? '', sex: row['性别'] ?? '', householdType: row['户籍类型'] ?? '' },
    };
    await enrol(test, sichuan, { org: organisation ?? '', person });
    await network.catchUp();
    const bare = { 民族: '', 就业状况: '', 学历: '', 技术等级: '', 户籍所在地: '', 政治面貌: '', 籍贯: '' };
    const same = { ...bare, 工作单位: '', 是否农民工会员: '', 入会日期: '', 会籍变化日期: '' };
    const unchanged = await readImport(sichuan, { content: members([memberRow(0, same)]) });
    expect(unchanged.counts).to.include({ rows: 1, unchanged: 1 });
    const otherwise = { ...same, 姓名: '测别名', 移动电话: '13900000000', 学历: '硕士' };
    const view = await readImport(sichuan, { content: members([memberRow(0, otherwise)]) });
    expect(view.counts).to.include({ rows: 1, unchanged: 0, ready: 0, bad: 0, differs: 1 });
    const [reported] = await reportOf(sichuan, view.importId);
    expect(reported?.problems.map(({ code, column }) => [code, column])).to.deep.equal([
      ['MEMBER_DIFFERS', '姓名'],
      ['MEMBER_DIFFERS', '学历'],
      ['MEMBER_DIFFERS', '移动电话'],
    ]);
  });

  it('loads retained memberships as such and ended ones not at all', async () => {
    const view = await run(
      members([
        memberRow(0, { 会籍变化类型: '保留', 会籍变化日期: '2024/01/01', 会籍变化原因: '失业' }),
        memberRow(1, { 会籍变化类型: '退会', 会籍变化日期: '2024/01/01', 会籍变化原因: '个人要求退会' }),
        memberRow(2, { 会籍变化类型: '转出', 会籍变化日期: '2024/01/01', 会籍变化原因: '工作调动' }),
      ]),
    );
    const [retained, ended, away] = await reportOf(network.sichuan, view.importId);
    const account = await network.sichuan.services.readModel.account(retained?.identityId ?? '');
    expect(account).to.include({ state: 'RETAINED', joined: '2021-05-01', since: '2024-01-01' });
    // It names what the row is to be done by instead.
    expect(
      [ended, away].map((row) => [row?.outcome, ...(row?.problems ?? []).map(({ code }) => code)]),
    ).to.deep.equal([
      ['ended', 'ROW_IS_A_CHANGE'],
      ['ended', 'ROW_IS_A_TRANSFER'],
    ]);
  });

  it("takes the file's own words by a mapping, and refuses one that leads nowhere", async () => {
    const content = members([memberRow(0, { 学历: '自学成才' })]);
    const request = { content, mapping: { 学历: { 自学成才: '其他' } } };
    const view = await runImport(network.test, network.sichuan, request);
    expect(view.counts).to.include({ done: 1 });
    const wrong = { content, mapping: { 学历: { 自学成才: '没有这个' } } };
    await expectCode(readImport(network.sichuan, wrong), 'MAPPING_UNKNOWN_VALUE');
  });

  it('tells in a dry run what would be, and prepares nothing', async () => {
    const before = await network.sichuan.services.vault.count();
    const view = await readImport(network.sichuan, {
      content: members([memberRow(0), memberRow(1, { 移动电话: '1' })]),
      dryRun: true,
    });
    expect(view).to.include({ state: 'DONE', dryRun: true }).and.not.have.property('manifest');
    expect(view.counts).to.include({ rows: 2, ready: 1, bad: 1 });
    expect(await network.sichuan.services.vault.count()).to.deep.equal(before);
    expect(await network.sichuan.services.imports.chunk(view.importId, 0)).to.equal(undefined);
  });

  /** Jobs of a gateway whose matching answers so many times and then not until it is told to. */
  const openWithMatching = async (
    answers: number,
    sizes: { batchRows?: number; chunkRows?: number; readers?: TableReaders } = {},
    matchingBudgets: MatchingBudgets = network.sichuan.services.matchingBudgets,
  ): Promise<{ imports: Imports; answerAgain: () => void }> => {
    const { services } = network.sichuan;
    let left = answers;
    const databases = await testDatabase().open(join(folder(), 'imports'));
    const imports = await openImportJobs({
      ...{ ...services, databases, spoolFolder: join(folder(), 'spool') },
      ...{ vaultKey: new Uint8Array(32).fill(5), ...sizes, matchingBudgets },
      slots: new SlotLeases(services),
      matching: {
        personTags: (persons, purpose) =>
          left-- > 0
            ? services.matching.personTags(persons, purpose)
            : Promise.reject(new DomainError('MATCHING_UNAVAILABLE')),
      },
      pace: { firstPauseMs: 1, longestPauseMs: 5 },
    });
    return { imports, answerAgain: () => (left = Number.POSITIVE_INFINITY) };
  };

  it('charges matching to who handed in the file, once a row, and waits where the day is used up', async () => {
    const budgets = new MatchingBudgets(0);
    const { operatorId } = network.sichuan.union.root;
    const left = 3;
    await budgets.charge(operatorId, 'enrolment', LEAST_BUDGET - left);
    const { imports, answerAgain } = await openWithMatching(0, { batchRows: 2 }, budgets);
    const content = members(Array.from({ length: 4 }, (_, index) => memberRow(index)));
    const { importId } = await imports.start(newImport(network.sichuan, { content }));
    const waiting = async (code: string): Promise<ImportView> => {
      let view = await find(imports, importId);
      for (; view.error?.code !== code; view = await find(imports, importId)) await sleep(2);
      return view;
    };
    // However often the endpoint is asked in vain.
    await waiting('MATCHING_UNAVAILABLE');
    answerAgain();
    const { state, error } = await waiting('QUOTA_EXCEEDED');
    expect([state, error?.details.purpose]).to.deep.equal(['READING', 'enrolment']);
    await budgets.charge('another', 'enrolment', LEAST_BUDGET);
    await budgets.charge(operatorId, 'verification', LEAST_BUDGET);
    expect(await imports.cancel(importId)).to.include({ state: 'CANCELLED' });
    await imports.close();
  });

  it('shows full chunks while it reads on, the same from memory as from the vault', async () => {
    const { imports, answerAgain } = await openWithMatching(1, { batchRows: 4, chunkRows: 3 });
    const content = members(Array.from({ length: 10 }, (_, index) => memberRow(index)));
    const { importId } = await imports.start(newImport(network.sichuan, { content }));
    let view = await find(imports, importId);
    // The second batch waits for matching while the first is still being written.
    for (; view.chunks === 0 || view.error === undefined; view = await find(imports, importId))
      await sleep(2);
    expect(view).to.include({ state: 'READING', chunks: 2, chunksPrepared: 1 });
    const fresh = await imports.chunk(importId, 0);
    expect(fresh?.rows).to.have.lengthOf(3);
    expect(await imports.chunk(importId, 0)).to.deep.equal(fresh);
    // A row may still be put into the second one.
    expect(await imports.chunk(importId, 1)).to.equal(undefined);
    answerAgain();
    await imports.settled();
    view = await find(imports, importId);
    expect(view).to.include({ state: 'READY', chunks: 4, chunksPrepared: 4 });
    expect(await imports.chunk(importId, 0)).to.deep.equal(fresh);
    expect((await imports.chunk(importId, 1))?.rows).to.have.lengthOf(3);
    await imports.close();
  });

  it('shows no chunk of a job that was cancelled while it was read', async () => {
    const { imports } = await openWithMatching(1, { batchRows: 4, chunkRows: 3 });
    const content = members(Array.from({ length: 10 }, (_, index) => memberRow(index)));
    const { importId } = await imports.start(newImport(network.sichuan, { content }));
    let view = await find(imports, importId);
    for (; view.error === undefined; view = await find(imports, importId)) await sleep(2);
    expect(await imports.cancel(importId)).to.include({ state: 'CANCELLED', chunksPrepared: 0 });
    expect(await imports.chunk(importId, 0)).to.equal(undefined);
    await imports.close();
  });

  it('fails a file that ended the process which reads it twice at the same row, and says why', async () => {
    const { services } = network.sichuan;
    const databases = await testDatabase().open(join(folder(), 'imports'));
    const options = {
      ...{ ...services, databases, spoolFolder: join(folder(), 'spool') },
      vaultKey: new Uint8Array(32).fill(5),
      slots: new SlotLeases(services),
      pace: { firstPauseMs: 1, longestPauseMs: 5 },
    };
    const entry = new URL('../support/ending-reader.js', import.meta.url);
    const imports = await openImportJobs({ ...options, readers: new TableReaders({ entry }) });
    const request = newImport(network.sichuan, { content: members([memberRow(0)]) });
    const { importId } = await imports.start(request);
    await imports.settled();
    const view = await find(imports, importId);
    expect(view.state).to.equal('FAILED');
    expect(view.error).to.deep.equal({ code: 'FILE_READER_ENDED', details: { row: 0 } });
    await imports.close();
    const store = await databases.open<JobTables>({ name: 'imports', migrations: JOB_MIGRATIONS });
    expect(await store.db.selectFrom('job_reading').selectAll().execute()).to.deep.equal([]);
    await store.close();
  });

  it('waits while matching can not be reached, says so, and goes on', async () => {
    const { imports, answerAgain } = await openWithMatching(0);
    const request = newImport(network.sichuan, { content: members([memberRow(0)]) });
    const { importId } = await imports.start(request);
    let view = await find(imports, importId);
    for (; view.error === undefined; view = await find(imports, importId)) await sleep(2);
    expect(view.state).to.equal('READING');
    expect(view.error.code).to.equal('MATCHING_UNAVAILABLE');
    answerAgain();
    await imports.settled();
    expect(await find(imports, importId))
      .to.include({ state: 'READY' })
      .and.not.have.property('error');
    await imports.close();
  });

  it(`takes ${String(IMPORT_LIMITS.unreadPerOperator)} files of an operator that are not read, and not one more`, async () => {
    const readers = new CountedReaders();
    const { imports, answerAgain } = await openWithMatching(0, { readers });
    const request = (at: number): NewImport =>
      newImport(network.sichuan, { content: members([memberRow(at)]) });
    for (let at = 0; at < IMPORT_LIMITS.unreadPerOperator; at += 1) await imports.start(request(at));
    const { details } = await expectCode(
      imports.start(request(IMPORT_LIMITS.unreadPerOperator)),
      'TOO_MANY_REQUESTS',
    );
    expect(details).to.deep.equal({ limit: IMPORT_LIMITS.unreadPerOperator });
    // One that is under way is that, and another operator's is theirs.
    await imports.start(request(0));
    const actor = { operatorId: 'PXXXXXXXXXXX', org: network.sichuan.union.orgId, province: '51' };
    await imports.start({ ...request(0), actor });
    // Those that are read, and the one that is looked at while it is taken in.
    expect(readers.most).to.be.within(2, 2 * IMPORT_LIMITS.readingsPerOperator);
    answerAgain();
    await imports.settled();
    const { items } = await imports.list(network.sichuan.union.orgId, { limit: 99, cursor: undefined });
    expect(new Set(items.map(({ state }) => state))).to.deep.equal(new Set(['READY']));
    await imports.close();
  });

  it('judges bad the rows whose records nobody can read, and the others as ever', async () => {
    const { services } = network.sichuan;
    const { readModel } = services;
    const refuse = () => Promise.reject(new DomainError('RECORD_UNREADABLE'));
    const refusing = async (
      method: keyof typeof readModel,
      refuses: (asked: unknown) => boolean,
      content: string,
    ) => {
      const original = (readModel[method] as (...asked: unknown[]) => unknown).bind(readModel);
      const asking = (...asked: unknown[]): unknown => (refuses(asked[0]) ? refuse() : original(...asked));
      Object.assign(readModel, { [method]: asking });
      const view = await run(content);
      Object.assign(readModel, { [method]: original });
      const report = await reportOf(network.sichuan, view.importId);
      return report.map(({ outcome, problems }) => problems[0]?.code ?? outcome);
    };
    const rows = [memberRow(0), memberRow(1)];
    const keys = new Set<unknown>();
    // A batch that holds one of them, and then this one alone.
    const isFirst = (asked: unknown): boolean => {
      const own = asked as readonly string[];
      if (keys.size === 0) keys.add(own[0]);
      return own.some((key) => keys.has(key));
    };
    const enrolled = await refusing('accountsByPersonKeys', isFirst, members(rows));
    expect(enrolled).to.deep.equal(['RECORD_UNREADABLE', 'done']);
    const isOwn = new Set<unknown>();
    const known = await refusing(
      'account',
      (id) => isOwn.size === 0 && isOwn.add(id).size > 0,
      members([...rows].reverse()),
    );
    expect(known).to.deep.equal(['RECORD_UNREADABLE', 'done']);
    const named = await refusing('employers', () => true, members([memberRow(2)]));
    expect(named).to.deep.equal(['RECORD_UNREADABLE']);
  });

  it('gives the job that is under way for the same file, and none for another operator', async () => {
    const { sichuan } = network;
    const content = members([memberRow(0)]);
    const first = await readImport(sichuan, { content });
    const second = await readImport(sichuan, { content });
    expect(second.importId).to.equal(first.importId);
    const actor = { operatorId: 'PXXXXXXXXXXX', org: sichuan.union.orgId, province: '51' };
    expect((await readImport(sichuan, { content, actor })).importId).to.not.equal(first.importId);
  });

  it('destroys what was prepared when it is cancelled, and the file in any case', async () => {
    const { sichuan } = network;
    const before = await sichuan.services.vault.count();
    const view = await readImport(sichuan, { content: members([memberRow(0)]) });
    expect(await sichuan.services.vault.count()).to.deep.equal({ ...before, pending: 1 });
    expect(filesOf(folder()).filter(({ name }) => name.endsWith('.spool'))).to.deep.equal([]);
    await sichuan.services.imports.cancel(view.importId);
    expect(await sichuan.services.vault.count()).to.deep.equal(before);
    const signed = await signManifest(network.test, view, sichuan.union.root);
    await expectCode(sichuan.services.imports.approve(view.importId, signed), 'IMPORT_FINISHED');
  });

  it('keeps what the ledger has where the job and its records are of an older backup', async () => {
    const { sichuan } = network;
    const { imports, vault } = sichuan.services;
    const { dataDir } = sichuan.config;
    const union = organisationRow(2, { 工会名称: '蜀州第三示范厂工会委员会', 单位名称: '蜀州第三示范厂' });
    const files = [
      { kind: 'members' as const, content: members([memberRow(0), memberRow(1)]) },
      { kind: 'organisations' as const, content: csvText(ORGANISATION_COLUMNS, [union]) },
    ];
    for (const file of files) {
      const before = await vault.count();
      const { importId } = await runImport(network.test, sichuan, file);
      const after = await vault.count();
      expect(after.active).to.be.above(before.active);
      await testDatabase().query(
        dataDir,
        'imports',
        `update job set state = 'READY', signed = null where import_id = '${importId}'`,
      );
      const ofJob = `where record_group like 'import/${importId}/%'`;
      await testDatabase().query(dataDir, 'vault', `update record set state = 'PENDING' ${ofJob}`);
      await imports.cancel(importId);
      expect(await vault.count(), file.kind).to.deep.equal(after);
    }
  });

  it('is signed or cancelled, by one of all who try at once', async () => {
    const { test, sichuan } = network;
    const { imports, vault } = sichuan.services;
    for (let at = 0; at < 6; at += 1) {
      const before = await vault.count();
      const view = await readImport(sichuan, { content: members([memberRow(at)]) });
      const approve = async (): Promise<unknown> =>
        imports.approve(view.importId, await signManifest(test, view, sichuan.union.root));
      const cancel = (): Promise<unknown> => imports.cancel(view.importId);
      const all = at % 2 === 0 ? [approve(), cancel(), approve()] : [cancel(), approve(), approve()];
      const outcomes = await Promise.allSettled(all);
      for (const outcome of outcomes)
        if (outcome.status === 'rejected')
          expect((outcome.reason as DomainError).code).to.be.oneOf([
            'IMPORT_SIGNED',
            'IMPORT_FINISHED',
            'CONFLICT',
          ]);
      await imports.settled();
      await sichuan.catchUp();
      const { state, error } = await find(imports, view.importId);
      expect(error).to.equal(undefined);
      expect(state).to.be.oneOf(['DONE', 'CANCELLED']);
      // Who is a member has a record, and who is not has none.
      const more = state === 'DONE' ? 1 : 0;
      expect(await vault.count(), state).to.deep.equal({ pending: 0, active: before.active + more });
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.lengthOf(1);
    }
  });

  it('takes only the manifest it prepared, and can be signed again after a refusal', async () => {
    const { test, sichuan } = network;
    const { imports } = sichuan.services;
    const view = await readImport(sichuan, { content: members([memberRow(0)]) });
    const other = await readImport(sichuan, { content: members([memberRow(1)]) });
    const wrong = await signManifest(test, other, sichuan.union.root);
    await expectCode(imports.approve(view.importId, wrong), 'PARTS_MISMATCH');
    const stranger = test.newOperator(sichuan.union, sichuan.union.orgId);
    await expectCode(
      imports.approve(view.importId, await signManifest(test, view, stranger)),
      'ACTOR_UNKNOWN',
    );
    const refused = await find(imports, view.importId);
    expect(refused).to.deep.include({ state: 'READY' });
    expect(refused.error?.code).to.equal('ACTOR_UNKNOWN');
    await imports.approve(view.importId, await signManifest(test, view, sichuan.union.root));
    await imports.settled();
    expect((await find(imports, view.importId)).state).to.equal('DONE');
  });

  it('refuses wrong files to whoever hands them in and keeps nothing of them', async () => {
    const { sichuan } = network;
    const header = MEMBER_COLUMNS.join(',');
    const cases: readonly [ErrorCode, string | Uint8Array][] = [
      ['FILE_EMPTY', ''],
      ['FILE_EMPTY', header],
      ['FILE_EMPTY', `${header}\r\n,,,\r\n`],
      ['HEADER_MISSING_COLUMN', '甲,乙\n一,二'],
      ['HEADER_DUPLICATE_COLUMN', `${header},姓名\n1`],
      ['UNSUPPORTED_MEDIA_TYPE', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0)],
    ];
    for (const [code, content] of cases) await expectCode(readImport(sichuan, { content }), code);
    expect(filesOf(folder()).filter(({ name }) => name.endsWith('.spool'))).to.deep.equal([]);
    expect(
      (await sichuan.services.imports.list(sichuan.union.orgId, { limit: 9, cursor: undefined })).items,
    ).to.have.lengthOf(1);
  });

  it('fails a job whose file can not be read to its end', async () => {
    const content = `${members([memberRow(0)])}\r\n"${'长'.repeat(200_000)}`;
    const before = await network.sichuan.services.vault.count();
    const view = await readImport(network.sichuan, { content });
    expect(view.state).to.equal('FAILED');
    expect(view.error?.code).to.equal('FILE_DAMAGED');
    expect(await network.sichuan.services.vault.count()).to.deep.equal(before);
  });

  it('names the columns it leaves out', async () => {
    const content = csvText([...MEMBER_COLUMNS, '备注'], [{ ...memberRow(0), 备注: 'x' }]);
    expect((await readImport(network.sichuan, { content })).ignoredColumns).to.deep.equal(['备注']);
  });

  it('needs only the five columns of the national rule', async () => {
    const columns = ['工作单位', ...MEMBER_FORM.requiredColumns];
    const view = await run(csvText(columns, [memberRow(20)]));
    expect(view.counts).to.include({ rows: 1, done: 1 });
    const [row] = await reportOf(network.sichuan, view.importId);
    const account = await network.sichuan.services.readModel.account(row?.identityId ?? '');
    expect(account).to.include({ state: 'ACTIVE', joined: '2026-03-02' });
    expect(row?.warnings).to.deep.equal([]);
  });

  it('writes the report as a CSV that spreadsheets open and do not run', async () => {
    const view = await run(members([memberRow(0, { 学历: '自学成才' }), memberRow(1, { 姓名: ' 测丑 ' })]));
    const pages = reportPages(network.sichuan.services.imports, view.importId, undefined);
    const text = (await collect(reportCsv(pages))).join('');
    expect(text).to.match(/^\ufeff行号 Row,/);
    const lines = text.trimEnd().split('\r\n');
    expect(lines).to.have.lengthOf(3);
    expect(lines[1]).to.include('VALUE_NOT_ALLOWED').and.include('博士、硕士');
    expect(lines[2]).to.include('已去除多余空格');
    const risky: ReportRow = {
      ...{ row: 2, outcome: 'bad', fixes: [], warnings: [] },
      problems: [{ code: '=1', column: '+2', zh: '-3', en: '@4', fixZh: '"', fixEn: 'a,b' }],
    };
    const imports = { report: () => Promise.resolve({ items: [risky] }) };
    const [, line] = await collect(reportCsv(reportPages(imports, 'M', undefined)));
    expect(line).to.include('\'=1,\'+2,\'-3,"""",\'@4,"a,b"');
  });
});
