// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { ErrorCode } from '@unionid/domain/errors';
import type { OrganisationEntry } from '@unionid/domain/organisation';
import { commitmentRoot } from '@unionid/domain/privacy';
import {
  creditCode,
  csvText,
  ORGANISATION_COLUMNS,
  organisationRow,
  type FileRow,
} from '../support/import-files.js';
import { readImport, reportOf, runImport } from '../support/run-import.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const JOINT = '示范联合工会委员会';

describeOnDatabases('import of unions', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
  });
  afterEach(() => network.close());

  const run = (rows: readonly FileRow[]) =>
    runImport(network.test, network.sichuan, {
      kind: 'organisations',
      content: csvText([...ORGANISATION_COLUMNS, '工会级别'], rows),
    });
  const union = (index: number, name: string, superior: string, change: FileRow = {}): FileRow =>
    organisationRow(index, { 单位名称: `${name}单位`, 工会名称: name, 上级工会名称: superior, ...change });

  it('registers parents before children whatever their order in the file', async () => {
    const view = await run([
      union(0, '示范厂工会委员会', '示范县总工会'),
      union(1, '示范县总工会', '示范市总工会', { 基层工会类型: '总工会', 工会级别: '区县级' }),
      union(2, '示范市总工会', '四川省总工会', { 基层工会类型: '总工会', 工会级别: '市级' }),
    ]);
    expect(view.counts).to.include({ rows: 3, done: 3 });
    const { readModel } = network.sichuan.services;
    const [basic] = await readModel.organisationsByName('51', '示范厂工会委员会');
    expect(await readModel.isWithin(basic?.orgId ?? '', network.sichuan.union.orgId)).to.equal(true);
    expect(basic?.level).to.equal(5);
  });

  it('makes one union of several units, with its contact in the vault', async () => {
    const code = creditCode('81519900', 90);
    const joint = { 工会统一社会信用代码: code, 基层工会类型: '联合基层工会' };
    const view = await run(
      [0, 1, 2].map((index) =>
        union(index, JOINT, '四川省总工会', { ...joint, 单位名称: `示范单位${String(index)}` }),
      ),
    );
    expect(view.counts).to.include({ rows: 3, ready: 3, done: 3 });
    expect(view.manifest?.rows).to.equal(1);
    const { readModel, vault, imports } = network.sichuan.services;
    const found = await readModel.organisationByCreditCode(code);
    expect(found?.employers).to.equal(3);
    const orgId = found?.orgId ?? '';
    const record = (await vault.read([orgId])).get(orgId);
    expect(record?.fields).to.include({ leader: '测负责人', phone: '028-85550001' });
    const chunk = await imports.chunk(view.importId, 0);
    const entry = chunk?.rows[0] as OrganisationEntry;
    expect(entry.contactRoot).to.equal(commitmentRoot(record!.fields, record!.seed));
    expect(JSON.stringify(entry)).to.not.include('测负责人');
    expect((await vault.states([orgId])).get(orgId)).to.equal('ACTIVE');
  });

  it('changes nothing the second time, and says that it adds no unit', async () => {
    const first = union(0, JOINT, '四川省总工会');
    await run([first]);
    const added = { ...first, 单位名称: '后来的单位', 单位统一社会信用代码: creditCode('91519900', 77) };
    const view = await run([first, added]);
    expect(view.counts).to.include({ unchanged: 1, bad: 1, ready: 0 });
    const [, second] = await reportOf(network.sichuan, view.importId);
    expect(second?.problems[0]?.code).to.equal('UNION_REGISTERED');
  });

  it('refuses faulty rows with all below them, and registers the rest', async () => {
    const cases: readonly [FileRow, ErrorCode | undefined][] = [
      [union(0, '好工会委员会', '四川省总工会'), undefined],
      [
        union(1, '错码工会委员会', '四川省总工会', { 工会统一社会信用代码: '81110000XA00004961' }),
        'CREDIT_CODE_CHECK',
      ],
      [union(2, '孤儿工会委员会', '查无此工会'), 'PARENT_UNKNOWN'],
      [union(3, '甲工会', '乙工会', { 基层工会类型: '工会联合会' }), 'PARENT_CYCLE'],
      [union(4, '乙工会', '甲工会', { 基层工会类型: '工会联合会' }), 'PARENT_CYCLE'],
      [union(5, '缺人工会委员会', '四川省总工会', { 工会负责人: '' }), 'REQUIRED_MISSING'],
      [union(6, '负数工会委员会', '四川省总工会', { 职工人数: '-3' }), 'COUNT_INVALID'],
      [union(7, '外省工会委员会', '北京市总工会'), 'PARENT_UNKNOWN'],
    ];
    const view = await run(cases.map(([row]) => row));
    expect(view.counts).to.include({ rows: 8, done: 1, bad: 7 });
    const report = await reportOf(network.sichuan, view.importId);
    expect(report.map(({ problems }) => problems[0]?.code)).to.deep.equal(cases.map(([, code]) => code));
  });

  it('lets an operator found unions below its own only', async () => {
    await run([union(0, '示范市总工会', '四川省总工会', { 基层工会类型: '总工会', 工会级别: '市级' })]);
    const { readModel } = network.sichuan.services;
    const [city] = await readModel.organisationsByName('51', '示范市总工会');
    const content = csvText(ORGANISATION_COLUMNS, [
      union(1, '市下工会委员会', '示范市总工会'),
      union(2, '市外工会委员会', '四川省总工会'),
    ]);
    const actor = {
      operatorId: network.sichuan.union.root.operatorId,
      org: city?.orgId ?? '',
      province: '51',
    };
    const view = await readImport(network.sichuan, { kind: 'organisations', content, actor });
    const report = await reportOf(network.sichuan, view.importId);
    expect(report.map(({ outcome, problems }) => [outcome, problems[0]?.code])).to.deep.equal([
      ['ready', undefined],
      ['bad', 'OUT_OF_SCOPE'],
    ]);
  });
});
