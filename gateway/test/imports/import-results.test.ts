// SPDX-License-Identifier: Apache-2.0
import { newImport } from '@unionid/chaincode/testing';
import {
  importView,
  pageOf,
  planItemView,
  planView,
  preparedChunk,
  type ImportView,
} from '@unionid/domain/api';
import { serialDigest } from '@unionid/domain/bank';
import { instructionArgument } from '@unionid/domain/instruction';
import { expect } from 'chai';
import { pino } from 'pino';
import { newAnswersCloser } from '#src/closing/answers-closer.js';
import { newPlanFolder } from '#src/closing/plan-folder.js';
import { DOCUMENT, importPlan, openGrants, PlanSteps, type Grants } from '../support/grants.js';
import {
  csvText,
  MEMBER_COLUMNS,
  memberRow,
  ORGANISATION_COLUMNS,
  organisationRow,
  type FileRow,
} from '../support/import-files.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { reportOf, runImport, signManifest } from '../support/run-import.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const CSV = { 'content-type': 'text/csv' };
const PAYEES = ['序号', '姓名', '证件号码', '发放金额'];
const RESULTS = ['序号', '交易状态', '流水号'];
const MEMBERS = 5;

describeOnDatabases('what a bank answers of a plan', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let grants: Grants;
  let plan: PlanSteps;

  const newPlan = async (): Promise<PlanSteps> => {
    const { sichuan } = network;
    const rows = Array.from({ length: MEMBERS }, (_, index) => {
      const { 姓名 = '', 证件号码 = '' } = memberRow(index);
      return { 序号: String(index + 1), 姓名, 证件号码, 发放金额: '500.00' };
    });
    const done = await importPlan(network, sichuan, { grants, content: csvText(PAYEES, rows) });
    return new PlanSteps(network, sichuan, grants, done.importId);
  };

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const { test, sichuan } = network;
    const unions = csvText(ORGANISATION_COLUMNS, [organisationRow(0)]);
    await runImport(test, sichuan, { kind: 'organisations', content: unions });
    const rows = Array.from({ length: MEMBERS }, (_, index) => memberRow(index));
    await runImport(test, sichuan, { content: csvText(MEMBER_COLUMNS, rows) });
    grants = await openGrants(network, sichuan);
    plan = await newPlan();
  });
  afterEach(() => network.close());

  const answer = (item: number, result: string, serial = `S${String(item)}`): FileRow => ({
    ...{ 序号: String(item), 交易状态: result, 流水号: serial },
  });
  const upload = (rows: readonly FileRow[], by = grants.recorder) => {
    const query = new URLSearchParams({ kind: 'results', fileName: 'bank.csv', planId: plan.planId });
    const target = `/v1/imports?${query.toString()}`;
    return signedFetch(network.sichuan, by, { target, body: csvText(RESULTS, rows), headers: CSV });
  };
  const read = async (rows: readonly FileRow[]): Promise<ImportView> => {
    const created = await upload(rows);
    expect(created.status, created.text).to.equal(202);
    await network.sichuan.services.imports.settled();
    const { importId } = importView.parse(created.json);
    const target = `/v1/imports/${importId}`;
    return importView.parse((await signedFetch(network.sichuan, grants.recorder, { target })).json);
  };
  const record = async (rows: readonly FileRow[]): Promise<string> => {
    const { test, sichuan } = network;
    const view = await read(rows);
    expect(view.manifest).to.include({ planId: plan.planId });
    const approved = await signedFetch(sichuan, grants.recorder, {
      target: `/v1/imports/${view.importId}/manifest`,
      body: instructionArgument(await signManifest(test, view, grants.recorder)),
    });
    expect(approved.status, approved.text).to.equal(202);
    await sichuan.services.imports.settled();
    await network.catchUp();
    return view.importId;
  };
  const shown = async () => {
    const target = `/v1/plans/${plan.planId}`;
    return planView.parse((await signedFetch(network.sichuan, grants.recorder, { target })).json);
  };
  const itemsOf = async () => {
    const target = `/v1/plans/${plan.planId}/items`;
    const { json } = await signedFetch(network.sichuan, grants.recorder, { target });
    return pageOf(planItemView).parse(json).items;
  };
  const statesOf = async (): Promise<readonly string[]> => (await itemsOf()).map(({ state }) => state);
  const outcomesOf = async (importId: string): Promise<readonly string[]> =>
    (await reportOf(network.sichuan, importId)).map(({ outcome, problems }) =>
      [outcome, ...problems.map(({ code, column }) => `${code} ${column}`)].join(' '),
    );
  const newFolder = (province = network.sichuan.config.province) =>
    newPlanFolder({ ...network.sichuan.services, province, log: pino({ level: 'silent' }) });

  it('comes in two files, is reconciled by what both say, and what was not paid is granted again', async () => {
    const { services } = network.sichuan;
    await plan.pay();
    const first = await record([answer(1, '成功'), answer(2, '交易失败', ''), answer(3, '已入账')]);
    const second = await record([answer(5, '失败'), answer(4, '成功', 'S4+T4')]);
    expect(await statesOf()).to.deep.equal(['paid', 'notPaid', 'paid', 'paid', 'notPaid']);
    // By what the bank calls each, so that a second payment is told from a repetition; of none that it has not made.
    const named = (await itemsOf()).map(({ reference }) => reference);
    const serials = [serialDigest('S1'), undefined, serialDigest('S3'), serialDigest('S4+T4'), undefined];
    expect(named).to.deep.equal(serials);
    const none = undefined;
    const parts = [none, none, none, [serialDigest('S4'), serialDigest('T4')], none];
    expect((await itemsOf()).map((item) => item.parts)).to.deep.equal(parts);
    const { results } = await shown();
    expect(results).to.have.deep.members([
      { manifestId: first, state: 'CLOSED', rows: 3, attempt: 1, paid: { items: 2, fen: 100_000 } },
      { manifestId: second, state: 'CLOSED', rows: 2, attempt: 1, paid: { items: 1, fen: 50_000 } },
    ]);
    const lists = results.map(({ manifestId }) => manifestId);
    const paid = { items: 3, fen: 150_000 };
    await plan.submit('plan.reconcile', { planId: plan.planId, lists, paid }, grants.recorder);
    // Two at once, as after a restart beside the one that was cut off.
    await Promise.all([newFolder().foldQuietly(), newFolder().foldQuietly()]);
    await network.catchUp();
    expect(await statesOf()).to.deep.equal(['paid', 'givenUp', 'paid', 'paid', 'givenUp']);
    expect(await services.readModel.line(grants.fund, grants.org)).to.include({ reserved: 0, paid: 150_000 });
    await plan.submit('plan.close', { planId: plan.planId }, grants.maker);
    expect(await shown()).to.include({ status: 'CLOSED', folded: 2 });
    plan = await newPlan();
    const again = await services.imports.find(plan.planId);
    expect(again?.counts).to.include({ done: 2, bad: 3 });
  });

  it('is no list that nobody finishes: it is closed once it has run out, and another answers for the rest', async () => {
    await plan.pay();
    const { test, sichuan } = network;
    const rows = [0, 1].map((item) => ({ item, paid: true, reference: DOCUMENT }));
    const list = newImport(test, rows, { rowsPerChunk: 1 });
    const { manifestId } = list.manifest;
    await test.submit('plan.results', { ...list.manifest, planId: plan.planId }, { by: grants.recorder });
    const submitter = { mspId: grants.recorder.mspId };
    await test.call('plan:resultsChunk', list.chunks[0] ?? '', submitter, 'benefit');
    await network.catchUp();
    const closer = newAnswersCloser({
      ...{ ...sichuan.services, province: sichuan.config.province },
      log: pino({ level: 'silent' }),
    });
    await closer.foldQuietly();
    await network.catchUp();
    expect((await shown()).results[0]).to.include({ state: 'OPEN' });
    test.clock.advance(8 * 86_400_000);
    await closer.foldQuietly();
    await network.catchUp();
    expect((await shown()).results[0]).to.deep.include({
      manifestId,
      state: 'CLOSED',
      paid: { items: 1, fen: 50_000 },
    });
    const rest = await record([2, 3, 4, 5].map((item) => answer(item, '成功')));
    const paid = { items: 5, fen: 250_000 };
    const reconciled = { planId: plan.planId, lists: [manifestId, rest], paid };
    await plan.submit('plan.reconcile', reconciled, grants.recorder);
  });

  it('is told row by row before it is signed, and shows nobody’s record', async () => {
    await plan.pay();
    await record([answer(1, '成功')]);
    const { importId } = await read([
      ...[answer(1, '失败'), answer(2, '成功'), answer(2, '失败'), answer(9, '成功')],
      ...[answer(0, '成功'), answer(3, '处理中'), answer(4, '成功', '')],
    ]);
    expect(await outcomesOf(importId)).to.deep.equal([
      ...['bad ITEM_STATE 序号', 'ready', 'bad DUPLICATE_IN_FILE 序号', 'bad ITEM_UNKNOWN 序号'],
      ...['bad ITEM_NUMBER_INVALID 序号', 'bad VALUE_NOT_ALLOWED 结果', 'bad REQUIRED_MISSING 流水号'],
    ]);
    const target = `/v1/imports/${importId}/chunks/0`;
    const chunk = preparedChunk.parse((await signedFetch(network.sichuan, grants.recorder, { target })).json);
    expect(chunk.evidence).to.deep.equal([{ row: 3, record: { is: 'none' } }]);
    expect(chunk.rows[0]).to.include({ item: 1, paid: true });
  });

  it('is recorded by nobody who has another duty, and of no plan that is not at the bank', async () => {
    expectProblem(await upload([answer(1, '成功')]), 'PLAN_STEP');
    await plan.pay();
    expectProblem(await upload([answer(1, '成功')], grants.payer), 'DUTY_TAKEN');
    expectProblem(await upload([answer(1, '成功')], grants.maker), 'GRANT_MISSING');
  });

  it('is not waited for where the plan is cancelled: each grant is given back, once, by its own province', async () => {
    await plan.submit('plan.cancel', { planId: plan.planId, reason: 'error' }, grants.maker);
    await newFolder('11').foldQuietly();
    expect(await statesOf()).to.deep.equal(Array.from({ length: MEMBERS }, () => 'stands'));
    await newFolder().foldQuietly();
    await network.catchUp();
    expect(await statesOf()).to.deep.equal(Array.from({ length: MEMBERS }, () => 'givenUp'));
    const height = network.test.ledger.blocks().length;
    await newFolder().foldQuietly();
    expect(network.test.ledger.blocks(), 'nothing left costs no transactions').to.have.length(height);
    const { planId } = await newPlan();
    expect((await network.sichuan.services.imports.find(planId))?.counts).to.include({ done: MEMBERS });
  });
});
