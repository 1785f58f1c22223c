// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { expectCode } from '@unionid/domain/testing';
import type { ImportCounts } from '@unionid/domain/api';
import { TEMPLATE_TEXTS } from '@unionid/domain/forms';
import { readImport, reportOf, runImport } from '../support/run-import.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

// Files as people hand them in, of persons who do not exist (union-law.md §6.4).
const FILES = fileURLToPath(new URL('../../test/imports/fixtures/', import.meta.url));

const read = (name: string): string => readFileSync(`${FILES}${name}.csv`, 'utf8');
const bytesOf = (file: string): Uint8Array => new Uint8Array(readFileSync(`${FILES}${file}`));

describeOnDatabases('dirty files', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const content = read('org-sichuan');
    const { counts } = await runImport(network.test, network.sichuan, { kind: 'organisations', content });
    expect(counts).to.include({ rows: 1, done: 1 });
  });
  afterEach(() => network.close());

  type Found = readonly [number, string, string];

  /** Counts of a file, and its problems by row, code and column. */
  const judge = async (content: string | Uint8Array): Promise<[ImportCounts, Found[]]> => {
    const { importId, counts } = await readImport(network.sichuan, { content });
    const rows = await reportOf(network.sichuan, importId);
    const found = rows.flatMap(({ row, problems }) =>
      problems.map(({ code, column }): Found => [row, code, column]),
    );
    return [counts, found];
  };

  for (const [name, rows] of [
    ['one-lf-extra-column', 4],
    ['crlf-then-lf', 3],
  ] as const)
    it(`${name}: every row is read, however its line ends`, async () => {
      const [counts, problems] = await judge(read(name));
      expect(counts).to.include({ rows, ready: rows });
      expect(problems).to.deep.equal([]);
    });

  for (const name of ['quote-then-text', 'double-double', 'inner-quote-quoted'])
    it(`${name}: the row and its column are named`, async () => {
      const [counts, problems] = await judge(read(name));
      expect(counts).to.include({ rows: 1, bad: 1 });
      expect(problems).to.deep.equal([[2, 'CELL_MARKS', '户籍所在地']]);
    });

  it('quotes-in-ignored-column: rows that a pair of marks took in are no success', async () => {
    const [counts, problems] = await judge(read('quotes-in-ignored-column'));
    expect(counts).to.include({ rows: 2, ready: 1, bad: 1 });
    expect(problems).to.deep.equal([[2, 'CELL_HOLDS_ROWS', '备注']]);
  });

  it('mobile-10digit-float: a number that a spreadsheet made is no mobile number', async () => {
    expect((await judge(read('mobile-10digit-float')))[1]).to.deep.equal([[2, 'MOBILE_INVALID', '移动电话']]);
  });

  for (const name of ['title', 'dotslash', 'chartsheet', 'header-x000D'])
    it(`${name}: is read`, async () => {
      const [counts, problems] = await judge(bytesOf(`${name}.xlsx`));
      expect(problems).to.deep.equal([]);
      expect(counts).to.include({ rows: 1, ready: 1 });
    });

  /** Names of those whom a file makes members. */
  const namesOf = async (file: string): Promise<string[]> => {
    const { imports, vault } = network.sichuan.services;
    const { importId } = await readImport(network.sichuan, { content: bytesOf(file) });
    const { rows = [] } = (await imports.chunk(importId, 0)) ?? {};
    const ids = rows.map(({ identityId }) => String(identityId));
    const records = await vault.read(ids);
    return ids.map((id) => records.get(id)?.fields.name ?? '');
  };

  it('hidden-old-list: the visible sheet is read, and the hidden one named', async () => {
    expect(await namesOf('hidden-old-list.xlsx')).to.deep.equal(['测新名单']);
    const { sheets } = await readImport(network.sichuan, { content: bytesOf('hidden-old-list.xlsx') });
    expect(sheets).to.deep.equal([
      { name: '2019年旧名单', use: 'hidden' },
      { name: '会员信息', use: 'read' },
    ]);
  });

  it('two-sheets: both are read, and each row is known by its sheet', async () => {
    const { importId, counts, sheets } = await readImport(network.sichuan, {
      content: bytesOf('two-sheets.xlsx'),
    });
    expect(counts).to.include({ rows: 2, ready: 2 });
    expect(sheets?.map(({ name, use }) => [name, use])).to.deep.equal([
      ['一车间', 'read'],
      ['二车间', 'read'],
    ]);
    const rows = await reportOf(network.sichuan, importId);
    expect(rows.map(({ row, sheet }) => [sheet, row])).to.deep.equal([
      ['一车间', 2],
      ['二车间', 2],
    ]);
  });

  it("relprefix-order: the workbook's first sheet is the first", async () => {
    expect((await namesOf('relprefix-order.xlsx'))[0]).to.equal('测第一张');
  });

  it('merged-date: rows that a merged cell covers have no date of their own, and none of today', async () => {
    const [counts, problems] = await judge(bytesOf('merged-date.xlsx'));
    expect(counts).to.include({ rows: 3, ready: 1, bad: 2 });
    expect(problems).to.deep.equal([
      [3, 'CELL_MERGED', '入会日期'],
      [4, 'CELL_MERGED', '入会日期'],
    ]);
  });

  it('rounded-number-cell: a number that the spreadsheet cut is named, though its check digit fits', async () => {
    const [, problems] = await judge(bytesOf('rounded-number-cell.xlsx'));
    expect(problems).to.deep.equal([[2, 'NUMBER_ROUNDED', '证件号码']]);
  });

  it('numbered-empty-rows: rows with nothing but their number are passed over and counted', async () => {
    const [counts, problems] = await judge(bytesOf('numbered-empty-rows.xlsx'));
    expect(problems).to.deep.equal([]);
    expect(counts).to.include({ rows: 58, ready: 1, empty: 57, bad: 0 });
  });

  it('x000D-union-name: a carriage return at the end of a name is none of it', async () => {
    const content = bytesOf('x000D-union-name.xlsx');
    const { counts } = await runImport(network.test, network.sichuan, { kind: 'organisations', content });
    expect(counts).to.include({ rows: 1, done: 1 });
    const { readModel } = network.sichuan.services;
    const name = '测四川青杨301号商贸有限公司工会委员会';
    expect(await readModel.organisationsByName(network.sichuan.union.code, name)).to.have.lengthOf(1);
  });

  it('nul: the row that has one is named', async () => {
    const [counts, problems] = await judge(read('nul'));
    expect(counts).to.include({ rows: 4, ready: 3, bad: 1 });
    expect(problems).to.deep.equal([[5, 'CELL_UNPRINTABLE', '序号']]);
  });

  it('union-name-and-code: both are used, and must be of one union', async () => {
    const content = read('union-name-and-code');
    expect((await judge(content))[0]).to.include({ rows: 1, ready: 1 });
    const [, problems] = await judge(content.replace('第4联合工会', '第5联合工会'));
    expect(problems).to.deep.equal([[2, 'UNION_CODE_DIFFERS', '所属工会']]);
  });

  it('kangxi-union-name: radicals name the same union as ideographs', async () => {
    const content = read('kangxi-union-name');
    await runImport(network.test, network.sichuan, { kind: 'organisations', content });
    const again = await readImport(network.sichuan, {
      kind: 'organisations',
      content: content.replace('⼈⺠', '人民'),
    });
    expect(again.counts).to.include({ rows: 1, unchanged: 1 });
  });

  for (const [file, ours, theirs] of [
    ['compat-ideograph', '\uf9e1白杨', '李白杨'],
    ['latin-case', 'José Müller', 'JOSE\u0301 MU\u0308LLER'],
  ] as const)
    it(`${file}: either spelling is the same person`, async () => {
      const content = read(file);
      expect(content).to.include(ours);
      const { counts } = await runImport(network.test, network.sichuan, { content });
      expect(counts).to.include({ bad: 0, done: counts.rows });
      const again = await readImport(network.sichuan, { content: content.replace(ours, theirs) });
      expect(again.counts).to.include({ rows: counts.rows, unchanged: counts.rows });
    });

  for (const [file, code] of [
    ['password.xlsx', 'FILE_PASSWORD'],
    ['html.xls', 'FILE_MARKUP'],
  ] as const)
    it(`${file}: is refused for what it is`, async () => {
      await expectCode(readImport(network.sichuan, { content: bytesOf(file) }), code);
    });

  describe('of somebody who is a member already', () => {
    const enrol = async (name: string, ...changes: readonly (readonly [string, string])[]): Promise<void> => {
      const [header = '', row = ''] = read(name).split(/\r?\n/);
      const text = changes.reduce((line, [from, to]) => line.replace(from, to), row);
      const { counts } = await runImport(network.test, network.sichuan, { content: `${header}\n${text}` });
      expect(counts).to.include({ rows: 1, done: 1 });
    };

    it('same-number-other-name: another name is a difference', async () => {
      await enrol('changed-mobile');
      const [counts, problems] = await judge(read('same-number-other-name'));
      expect(counts.unchanged).to.equal(0);
      expect(problems).to.deep.include([2, 'MEMBER_DIFFERS', '姓名']);
    });

    it("passport-other-person: another person's passport number too", async () => {
      await enrol('passport-other-person', ['IVAN PETROV', 'MARIA SANTOS']);
      expect((await judge(read('passport-other-person')))[1]).to.deep.equal([[2, 'MEMBER_DIFFERS', '姓名']]);
    });

    it('changed-mobile: what changed is told by column', async () => {
      await enrol('changed-mobile', ['19988887777', '19920002600'], ['博士', '高中']);
      expect((await judge(read('changed-mobile')))[1]).to.deep.equal([
        [2, 'MEMBER_DIFFERS', '学历'],
        [2, 'MEMBER_DIFFERS', '移动电话'],
      ]);
    });
  });

  it('reads columns of other names where the import says what they are', async () => {
    const [header = '', row = ''] = read('changed-mobile').split(/\r?\n/);
    const content = `${header.replace('证件号码', '号').replace('姓名', '何人')}\n${row}`;
    const named = (names: Record<string, string>) =>
      readImport(network.sichuan, { content, mapping: { 表头: names } });
    expect((await named({ 号: '证件号码', 何人: '姓名' })).counts).to.include({ rows: 1, ready: 1 });
    await expectCode(named({ 号: '证件号码' }), 'HEADER_MISSING_COLUMN');
    await expectCode(named({ 号: '证件号码', 何人: '名' }), 'MAPPING_UNKNOWN_VALUE');
  });

  it('passes over the example of a template, which alone is an empty file', async () => {
    const [header = '', row = ''] = read('changed-mobile').split(/\r?\n/);
    const { example: texts } = TEMPLATE_TEXTS.members as { example: Record<string, string> };
    const example = header
      .split(',')
      .map((column) => texts[column.replace('\ufeff', '')] ?? '')
      .join(',');
    const filled = await judge(`${header}\n${example}\n${row}`);
    expect(filled[0]).to.include({ rows: 2, ready: 1, empty: 1, bad: 0 });
    await expectCode(readImport(network.sichuan, { content: `${header}\n${example}\n` }), 'FILE_EMPTY');
    await expectCode(readImport(network.sichuan, { content: `${header}\n1\n2\n` }), 'FILE_EMPTY');
    const [counts, problems] = await judge(`${header}\n${row.replace(/^[^,]*/, '示例（本行不会导入）')}`);
    expect(counts).to.include({ rows: 1, bad: 1, empty: 0 });
    expect(problems).to.deep.equal([[2, 'EXAMPLE_WRITTEN_OVER', '序号']]);
  });

  it('names a row with something beyond the header, or under an empty one', async () => {
    const [header = '', row = ''] = read('changed-mobile').split(/\r?\n/);
    const width = header.split(',').length;
    const beyond = await judge(`${header},\n${row},\n${row},成都市\n${row},,退会`);
    expect(beyond[0]).to.include({ rows: 3, ready: 1, bad: 2 });
    expect(beyond[1]).to.deep.equal([
      [3, 'CELL_WITHOUT_COLUMN', `第 ${String(width + 1)} 列`],
      [4, 'CELL_WITHOUT_COLUMN', `第 ${String(width + 2)} 列`],
    ]);
  });

  it('finds a header below a title, and says what is wrong with the likeliest one where none is right', async () => {
    const [header = '', row = ''] = read('changed-mobile').split(/\r?\n/);
    const [counts] = await judge(`蜀州示范会员登记表\n\n${header}\n${row}`);
    expect(counts).to.include({ rows: 1, ready: 1 });
    const lacking = `蜀州示范会员登记表\n${header.replace('证件号码', '号')}\n${row}`;
    const refusal = await readImport(network.sichuan, { content: lacking }).catch((error: unknown) => error);
    expect(refusal).to.deep.include({ code: 'HEADER_MISSING_COLUMN' });
    expect((refusal as { details: object }).details).to.deep.equal({
      column: '证件号码',
      columns: ['证件号码'],
    });
  });
});
