// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { fileParts, importView, preparedChunk, type FileParts, type ImportView } from '@unionid/domain/api';
import type { PayloadOf } from '@unionid/domain/catalogue';
import { instructionArgument, instructionDigest } from '@unionid/domain/instruction';
import { openedFields, rootOfOpening } from '@unionid/domain/privacy';
import { expect } from 'chai';
import { openGrants, type Grants } from '../support/grants.js';
import {
  csvText,
  MEMBER_COLUMNS,
  memberRow,
  ORGANISATION_COLUMNS,
  organisationRow,
  type FileRow,
} from '../support/import-files.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { bindPerson, registerOperator } from '../support/register-operator.js';
import { reportOf, runImport, signManifest } from '../support/run-import.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const CSV = { 'content-type': 'text/csv' };
const COLUMNS = ['序号', '姓名', '证件号码', '金额（元）'];
const CHILD_COLUMNS = { 受益人证件号码: '', 数量: '', 单价: '', 凭证号: '' };
const MORE_COLUMNS = [...COLUMNS, ...Object.keys(CHILD_COLUMNS)];

/** What a list says of the member whom `memberRow` makes. */
function payeeRow(index: number, sum = '500.00', change: FileRow = {}): FileRow {
  const { 姓名 = '', 证件号码 = '' } = memberRow(index);
  return { 序号: String(index + 1), 姓名, 证件号码, '金额（元）': sum, ...change };
}

describeOnDatabases('import of payees of a plan', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let grants: Grants;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const { test, sichuan } = network;
    const unions = csvText(ORGANISATION_COLUMNS, [organisationRow(0)]);
    await runImport(test, sichuan, { kind: 'organisations', content: unions });
    const rows = Array.from({ length: 6 }, (_, index) => memberRow(index));
    await runImport(test, sichuan, { content: csvText(MEMBER_COLUMNS, rows) });
    grants = await openGrants(network, sichuan);
  });
  afterEach(() => network.close());

  const targetOf = (change: Readonly<Record<string, string>> = {}): string => {
    const { org, fund, programme } = grants;
    const terms = { org, fund, programme, programmeVersion: '1', on: '2026-03-01', until: '2026-05-31' };
    const query = new URLSearchParams({ kind: 'plans', fileName: 'payees.csv', ...terms, ...change });
    return `/v1/imports?${query.toString()}`;
  };
  const upload = (rows: readonly FileRow[], change: Readonly<Record<string, string>> = {}) =>
    signedFetch(network.sichuan, grants.maker, {
      ...{ target: targetOf(change), body: csvText(COLUMNS, rows), headers: CSV },
    });
  const show = async (importId: string): Promise<ImportView> =>
    importView.parse(
      (await signedFetch(network.sichuan, grants.maker, { target: `/v1/imports/${importId}` })).json,
    );
  const read = async (rows: readonly FileRow[]): Promise<ImportView> => {
    const created = await upload(rows);
    expect(created.status, created.text).to.equal(202);
    await network.sichuan.services.imports.settled();
    return show(importView.parse(created.json).importId);
  };
  const sign = async (view: ImportView): Promise<ImportView> => {
    const { test, sichuan } = network;
    const approved = await signedFetch(sichuan, grants.maker, {
      target: `/v1/imports/${view.importId}/manifest`,
      body: instructionArgument(await signManifest(test, view, grants.maker)),
    });
    expect(approved.status, approved.text).to.equal(202);
    await sichuan.services.imports.settled();
    await network.catchUp();
    return show(view.importId);
  };
  const outcomesOf = async (importId: string): Promise<readonly string[]> =>
    (await reportOf(network.sichuan, importId)).map(({ outcome, problems }) =>
      [outcome, ...problems.map(({ code, column }) => `${code} ${column}`)].join(' '),
    );

  it('goes from the file to the ledger, its sum reserved and each grant recorded', async () => {
    const view = await read([payeeRow(0), payeeRow(1, '300'), payeeRow(2, '１,000.00元')]);
    const { org, fund, programme } = grants;
    expect(view.manifest).to.deep.include({
      ...{ org, fund, programme, programmeVersion: 1, on: '2026-03-01', until: '2026-05-31' },
      ...{ rows: 3, fen: 180_000 },
    });
    const done = await sign(view);
    expect(done).to.include({ state: 'DONE' });
    expect(done.counts).to.include({ done: 3, refused: 0 });
    const { readModel } = network.sichuan.services;
    expect(await readModel.plan(view.importId)).to.deep.include({
      status: 'OPEN',
      signed: { items: 3, fen: 180_000 },
    });
    expect((await readModel.manifest(view.importId, 'benefit'))?.sums).to.include({ all: 180_000, items: 3 });
    expect(await readModel.line(fund, org)).to.include({ reserved: 180_000 });
  });

  it('waits for a second person where its day is more than thirty days back, and then goes on by itself', async () => {
    const { test, sichuan } = network;
    const second = await registerOperator(test, sichuan.union, { role: 'cadre', grants: ['plan'] });
    await bindPerson(test, sichuan.union, second);
    await network.catchUp();
    const created = await upload([payeeRow(0)], { on: '2026-01-15' });
    await sichuan.services.imports.settled();
    const view = await show(importView.parse(created.json).importId);
    const decision = await signManifest(test, view, grants.maker);
    const target = `/v1/imports/${view.importId}/manifest`;
    await signedFetch(sichuan, grants.maker, { target, body: instructionArgument(decision) });
    const until = async (state: ImportView['state']): Promise<ImportView> => {
      for (;;) {
        const found = await show(view.importId);
        if (found.state === state || found.state === 'FAILED') return found;
        await network.catchUp();
        await sleep(5);
      }
    };
    expect(await until('CONFIRMING')).to.include({ state: 'CONFIRMING' });
    expect(await sichuan.services.readModel.plan(view.importId)).to.equal(undefined);
    const payload = { decision, digest: instructionDigest(decision.instruction) };
    const change = { chaincode: 'benefit' } as const;
    const signed = await test.instruct('decision.confirm', payload, {
      by: second,
      subjectVersion: 1,
      change,
    });
    await test.call('decision:confirm', signed, { mspId: second.mspId }, 'benefit');
    expect((await until('DONE')).counts).to.include({ done: 1, refused: 0 });
    const { duties } = (await sichuan.services.readModel.plan(view.importId)) ?? expect.fail();
    expect(duties).to.have.property('second');
  });

  /** Files the first member with children. */
  async function fileHousehold(children: readonly string[], called = '测试小'): Promise<FileParts> {
    const { test, sichuan } = network;
    const filer = await registerOperator(test, sichuan.union, { role: 'cadre', grants: ['file'] });
    await network.catchUp();
    const { 姓名: name = '', 证件号码: docNumber = '' } = memberRow(0);
    const persons = children.map((number) => ({ name: called, docNumber: number, relation: '子女' }));
    const [org, fileId] = [grants.org, test.newId('file')];
    const household = [{ name, docNumber, relation: '户主' }, ...persons];
    const asked = { target: `/v1/files/${fileId}/content`, body: { org, content: {}, household } };
    const parts = fileParts.parse((await signedFetch(sichuan, filer, asked)).json);
    const { members, place, content } = parts;
    const payload: PayloadOf<'file.open'> = {
      ...{ fileId, org, level: 'local' as const, until: '2026-12-31', head: members[0]?.id ?? '', place },
      ...{ members, content, evidence: content },
    };
    await test.submit('file.open', payload, { by: filer });
    await network.catchUp();
    return parts;
  }

  it('finds the file of a household and for whom of it a row is, and takes goods and vouchers', async () => {
    const { sichuan } = network;
    grants = await openGrants(network, sichuan, {
      ...{ class: 'education', files: { level: 'local' }, goods: true },
    });
    const [first, second] = ['119999201503070015', '119999201601010016'];
    const { fileId, members } = await fileHousehold([first, second]);
    const one = { 数量: '1', 单价: '500' };
    const terms = { ...CHILD_COLUMNS, 单价: '250', 数量: '2', 凭证号: '记-1' };
    const rows = [
      payeeRow(0, '500', { 受益人证件号码: first, 数量: '2', 单价: '250', 凭证号: 'J-2026-1' }),
      payeeRow(0, '500', { ...CHILD_COLUMNS, ...one, 受益人证件号码: second }),
      payeeRow(0, '500', { ...CHILD_COLUMNS, ...one, 受益人证件号码: second }),
      payeeRow(1, '500', { ...CHILD_COLUMNS, ...one, 受益人证件号码: first }),
      payeeRow(2, '500', terms),
      payeeRow(3, '500', CHILD_COLUMNS),
    ];
    const created = await signedFetch(sichuan, grants.maker, {
      ...{ target: targetOf({ on: '2026-03-02' }), body: csvText(MORE_COLUMNS, rows), headers: CSV },
    });
    expect(created.status, created.text).to.equal(202);
    await sichuan.services.imports.settled();
    const { importId } = importView.parse(created.json);
    expect(await outcomesOf(importId)).to.deep.equal([
      ...['ready', 'ready', 'bad DUPLICATE_IN_FILE 证件号码', 'bad HARDSHIP_REQUIRED 档案号'],
      ...['bad CODE_FORMAT 凭证号', 'bad GOODS_KIND 数量'],
    ]);
    const done = await sign(await show(importId));
    expect(done.counts).to.include({ done: 2, refused: 0 });
    const { items } = await sichuan.services.readModel.items(importId, { limit: 9, cursor: undefined });
    const goods = { quantity: 2, unitFen: 25_000 };
    expect(items.map(({ record }) => record)).to.deep.equal([
      {
        ...{ id: members[0]?.id, fen: 50_000, file: fileId, fileVersion: 1, for: members[1]?.tag },
        ...{ goods, voucher: 'J-2026-1' },
      },
      {
        ...{ id: members[0]?.id, fen: 50_000, file: fileId, fileVersion: 1, for: members[2]?.tag },
        goods: { quantity: 1, unitFen: 50_000 },
      },
    ]);
  });

  it('tells of whose household another was granted, filed and not counted yet', async () => {
    grants = await openGrants(network, network.sichuan, { class: 'living' });
    const { 姓名: name, 证件号码: spouse = '' } = memberRow(1);
    const { members } = await fileHousehold([spouse], name);
    expect(members[1]).to.have.property('id');
    // Of the day before the file: by none, and once.
    expect((await sign(await read([payeeRow(0)]))).counts).to.include({ done: 1, refused: 0 });
    const { importId } = await read([payeeRow(1), payeeRow(2)]);
    expect(await outcomesOf(importId)).to.deep.equal(['bad ALREADY_GRANTED 证件号码', 'ready']);
    grants = await openGrants(network, network.sichuan, { class: 'summer', householdFen: 60_000 });
    expect((await sign(await read([payeeRow(0)]))).counts).to.include({ done: 1, refused: 0 });
    const capped = await read([payeeRow(1, '100.01'), payeeRow(2)]);
    expect(await outcomesOf(capped.importId)).to.deep.equal(['bad CAP_EXCEEDED 金额', 'ready']);
  });

  it('holds each row against the cap of where the member’s union stands', async () => {
    const { test, sichuan } = network;
    const [unit, union] = ['蜀州第二示范有限公司', '蜀州第二示范有限公司工会委员会'];
    const said = organisationRow(1, { 单位名称: unit, 工会名称: union, 工会区划代码: '510104' });
    const unions = csvText([...ORGANISATION_COLUMNS, '工会区划代码'], [said]);
    await runImport(test, sichuan, { kind: 'organisations', content: unions });
    const members = [6, 7].map((index) => memberRow(index, { 工作单位: unit, 所属工会: union }));
    await runImport(test, sichuan, { content: csvText(MEMBER_COLUMNS, members) });
    grants = await openGrants(network, sichuan, {
      districts: [{ division: '510100', windowFen: 30_000 }],
    });
    const view = await read([payeeRow(6, '300.01'), payeeRow(7, '300'), payeeRow(0, '1')]);
    expect(await outcomesOf(view.importId)).to.deep.equal([
      ...['bad CAP_EXCEEDED 金额', 'ready', 'bad DISTRICT_UNKNOWN 证件号码'],
    ]);
    expect((await sign(view)).counts).to.include({ done: 1, refused: 0 });
    const [founded] = await sichuan.services.readModel.organisationsByName('51', union);
    expect(founded).to.include({ division: '510104' });
    expect(await sichuan.services.readModel.divisionOf(founded?.orgId ?? '')).to.equal('510104');
    expect(await sichuan.services.readModel.divisionOf(sichuan.union.orgId)).to.equal(undefined);
  });

  it('shows of the record behind a row whom it names, for the client to hold against the root, and no more', async () => {
    const { importId } = await read([payeeRow(0)]);
    const target = `/v1/imports/${importId}/chunks/0`;
    const chunk = preparedChunk.parse((await signedFetch(network.sichuan, grants.maker, { target })).json);
    const record = chunk.evidence[0]?.record;
    const opening = record?.is === 'standing' ? record.opening : expect.fail('not standing');
    const { 姓名: name, 证件号码: docNumber } = memberRow(0);
    expect(openedFields(opening)).to.deep.equal({ nameNormalised: name, docType: '111', docNumber });
    expect(chunk.rows[0]).to.include({ root: rootOfOpening(opening), fen: 50_000 });
  });

  it('tells who was granted before, gets too much or is nobody of the union before anything is signed', async () => {
    await sign(await read([payeeRow(0)]));
    const { importId, counts } = await read([
      payeeRow(0),
      payeeRow(1, '1000.01'),
      payeeRow(2, '五百'),
      payeeRow(3, '500', { 姓名: '测别人' }),
      payeeRow(70),
      payeeRow(4),
      payeeRow(4),
    ]);
    expect(await outcomesOf(importId)).to.deep.equal([
      ...['bad ALREADY_GRANTED 证件号码', 'bad CAP_EXCEEDED 金额', 'bad SUM_INVALID 金额'],
      ...['bad MEMBER_NOT_FOUND 证件号码', 'bad MEMBER_NOT_FOUND 证件号码', 'ready'],
      'bad DUPLICATE_IN_FILE 证件号码',
    ]);
    expect(counts).to.include({ rows: 7, ready: 1, bad: 6 });
  });

  it('tells which number of a voucher is another item’s, of this file or of a plan before', async () => {
    const readMore = async (rows: readonly FileRow[]): Promise<ImportView> => {
      const filled = rows.map((row) => ({ ...CHILD_COLUMNS, ...row }));
      const created = await signedFetch(network.sichuan, grants.maker, {
        ...{ target: targetOf(), body: csvText(MORE_COLUMNS, filled), headers: CSV },
      });
      expect(created.status, created.text).to.equal(202);
      await network.sichuan.services.imports.settled();
      return show(importView.parse(created.json).importId);
    };
    const of = (at: number, 凭证号: string): FileRow => payeeRow(at, '500', { 凭证号 });
    const first = await readMore([of(0, 'J-1'), of(1, 'J-1'), of(2, ''), of(3, '')]);
    const taken = 'bad VOUCHER_TAKEN 凭证号';
    expect(await outcomesOf(first.importId)).to.deep.equal(['ready', taken, 'ready', 'ready']);
    await sign(first);
    const second = await readMore([of(1, 'J-1'), of(4, 'J-2')]);
    expect(await outcomesOf(second.importId)).to.deep.equal([taken, 'ready']);
  });

  it('is refused before anything is read by terms that no plan can have', async () => {
    const { test, sichuan, beijing } = network;
    const refused = async (
      change: Readonly<Record<string, string>>,
      code: Parameters<typeof expectProblem>[1],
    ) => {
      expectProblem(await upload([payeeRow(0)], change), code);
    };
    await refused({ programme: test.newId('programme') }, 'PROGRAMME_UNKNOWN');
    await refused({ programmeVersion: '2' }, 'PROGRAMME_REVISED');
    await refused({ fund: test.newId('fund') }, 'FUND_UNKNOWN');
    await refused({ org: beijing.union.orgId }, 'OUT_OF_SCOPE');
    await refused({ org: test.newId('organisation') }, 'ORGANISATION_UNKNOWN');
    await refused({ on: '2027-01-01' }, 'DATES_INVALID');
    await refused({ on: '' }, 'INVALID_REQUEST');
    await refused({ planId: test.newId('manifest') }, 'INVALID_REQUEST');
    const { root } = sichuan.union;
    const unbound = { target: targetOf(), body: csvText(COLUMNS, [payeeRow(0)]), headers: CSV };
    expectProblem(await signedFetch(sichuan, root, unbound), 'PERSON_UNBOUND');
  });
});
