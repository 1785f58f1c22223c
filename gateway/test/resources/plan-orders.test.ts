// SPDX-License-Identifier: Apache-2.0
import { newImport, type TestOperator } from '@unionid/chaincode/testing';
import { orderRowView, pageOf, planItemView, planView, unmaskingView } from '@unionid/domain/api';
import { orderFile, paymentOf } from '@unionid/domain/bank';
import { encodeUtf8, toBase64url } from '@unionid/domain/encoding';
import { sm3 } from '@unionid/domain/sm';
import { expect } from 'chai';
import { importPlan, openGrants, PlanSteps, type Grants } from '../support/grants.js';
import {
  csvText,
  MEMBER_COLUMNS,
  memberRow,
  ORGANISATION_COLUMNS,
  organisationRow,
} from '../support/import-files.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { registerOperator } from '../support/register-operator.js';
import { readImport, reportOf, runImport, signManifest } from '../support/run-import.js';
import { expectProblem, signedFetch, type TestRequest } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const MEMBERS = 3;
/** Two have one. */
const ACCOUNTS = ['6222 0200 0000 0001', '', '6222020000000001'];
const DAY_MS = 86_400_000;

describeOnDatabases('the order of a plan', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let grants: Grants;
  let plan: PlanSteps;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const { test, sichuan } = network;
    const unions = csvText(ORGANISATION_COLUMNS, [organisationRow(0)]);
    await runImport(test, sichuan, { kind: 'organisations', content: unions });
    const members = Array.from({ length: MEMBERS }, (_, index) => memberRow(index));
    await runImport(test, sichuan, { content: csvText(MEMBER_COLUMNS, members) });
    grants = await openGrants(network, sichuan);
    const rows = members.map(({ 姓名 = '', 证件号码 = '' }, at) => ({
      ...{ 姓名, 证件号码, 金额: '500.00', 银行账号: ACCOUNTS[at] ?? '' },
    }));
    const content = csvText(['姓名', '证件号码', '金额', '银行账号'], rows);
    const { importId } = await importPlan(network, sichuan, { grants, content });
    plan = new PlanSteps(network, sichuan, grants, importId);
  });
  afterEach(() => network.close());

  const ask = (part: string, request: Partial<TestRequest> = {}, by = grants.payer) =>
    signedFetch(network.sichuan, by, { target: `/v1/plans/${plan.planId}${part}`, ...request });
  const ordered = async () => pageOf(orderRowView).parse((await ask('/order')).json).items;
  const statesOf = async () =>
    pageOf(planItemView)
      .parse((await ask('/items')).json)
      .items.map(({ state }) => state);
  const leave = async (at: number): Promise<void> => {
    const { identityId } = (await network.sichuan.services.readModel.itemsAt(plan.planId, [at])).get(at)!;
    const written = await network.sichuan.services.readModel.writtenAccount(identityId);
    const change = { identityId, place: written?.place ?? '', on: '2026-03-02', evidence: 'A'.repeat(43) };
    const { root: by } = network.sichuan.union;
    const subjectVersion = written?.account.v ?? 0;
    await network.test.submit('membership.leave', { ...change, reason: 'request' }, { by, subjectVersion });
    await network.sichuan.catchUp();
  };

  it('has each payment by its reference, but for whoever is held, and each look stands in the journal', async () => {
    await plan.approve();
    expectProblem(await ask('/order'), 'PLAN_UNSCREENED');
    await leave(1);
    const sums = (items: number) => ({ items, fen: items * 50_000 });
    expect(await plan.screen()).to.deep.include({ attempt: 1, isDone: true, ready: sums(2), held: sums(1) });
    expect(await statesOf()).to.deep.equal(['stands', 'held', 'stands']);
    const rows = await ordered();
    expect(rows.map(({ payee }) => payee)).to.deep.equal([memberRow(0).姓名, memberRow(2).姓名]);
    expect(rows.map(({ reference }) => paymentOf(plan.planId, reference))).to.deep.equal([
      { item: 0, attempt: 1 },
      { item: 2, attempt: 1 },
    ]);
    expect(rows.map(({ accountNumber }) => accountNumber)).to.deep.equal([
      '6222020000000001',
      '6222020000000001',
    ]);
    const items = pageOf(planItemView).parse((await ask('/items')).json).items;
    expect(items[0]?.account, 'one account under two payees').to.be.a('string').and.equal(items[2]?.account);
    expect(JSON.stringify(network.test.ledger.blocks())).to.not.contain('6222020000000001');
    const height = network.test.ledger.blocks().length;
    expect(await plan.screen()).to.include({ isDone: true });
    expect(network.test.ledger.blocks(), 'what was looked at today is not looked at again').to.have.length(
      height,
    );
    const target = '/v1/unmaskings';
    const { json } = await signedFetch(network.sichuan, network.sichuan.union.root, { target });
    expect(pageOf(unmaskingView).parse(json).items[0]).to.deep.include({
      ...{
        what: 'payment-order',
        persons: 2,
        subject: `${plan.planId}/1`,
        operatorId: grants.payer.operatorId,
      },
    });
    await plan.order();
    expect(planView.parse((await ask('')).json)).to.deep.include({ attempt: 1, ordered: sums(2) });
    expectProblem(await ask('/order'), 'PLAN_UNSCREENED');
  });

  it('has goods by how many and at what price, and into no account; each is signed for', async () => {
    const { test, sichuan } = network;
    grants = await openGrants(network, sichuan, { class: 'summer', goods: true });
    const rows = [0, 1, 2].map((at) => {
      const { 姓名 = '', 证件号码 = '' } = memberRow(at);
      return { 姓名, 证件号码, 金额: '500.00', 数量: '5', 单价: '100', 银行账号: ACCOUNTS[0] ?? '' };
    });
    const content = csvText(['姓名', '证件号码', '金额', '数量', '单价', '银行账号'], rows);
    const { importId } = await importPlan(network, sichuan, { grants, content });
    plan = new PlanSteps(network, sichuan, grants, importId);
    await plan.approve();
    await plan.screen();
    const goods = { quantity: 5, unitFen: 10_000 };
    for (const row of await ordered()) expect(row).to.deep.include({ goods, accountNumber: '', fen: 50_000 });
    await plan.order();
    expect(planView.parse((await ask('')).json)).to.include({ goods: true, status: 'PAYING' });
    const { recorder } = grants;
    const answers = csvText(
      ['序号', '结果', '签领单号', '签领方式'],
      [
        { 序号: '1', 结果: '已签领', 签领单号: 'Q1', 签领方式: '本人' },
        { 序号: '2', 结果: '已签领', 签领单号: 'Q2', 签领方式: '' },
        { 序号: '3', 结果: '未签领', 签领单号: '', 签领方式: '' },
      ],
    );
    const actor = { operatorId: recorder.operatorId, org: recorder.org, province: sichuan.union.code };
    const view = await readImport(sichuan, { kind: 'results', content: answers, plan: plan.planId, actor });
    const told = (await reportOf(sichuan, view.importId)).map(({ outcome, problems }) => [
      ...[outcome, ...problems.map(({ code, column }) => `${code} ${column}`)],
    ]);
    expect(told).to.deep.equal([['ready'], ['bad', 'GOODS_RECEIPT 签领方式'], ['ready']]);
    await sichuan.services.imports.approve(view.importId, await signManifest(test, view, recorder));
    await sichuan.services.imports.settled();
    await network.catchUp();
    expect(await statesOf()).to.deep.equal(['paid', 'stands', 'notPaid']);
    const [handed] = pageOf(planItemView).parse((await ask('/items')).json).items;
    expect(handed?.receipt).to.include({ reason: 'cash' });
  });

  it('knows an account by one tag as long as two versions of the key overlap', async () => {
    const { test, sichuan, national } = network;
    const tagOf = async (planId: string): Promise<string | undefined> =>
      (await sichuan.services.readModel.itemsAt(planId, [0])).get(0)?.record.account;
    const others = await openGrants(network, sichuan, { class: 'summer' });
    await test.submit('governance.openKeyVersion', { keyVersion: 2 }, { by: national.union.root });
    await network.catchUp();
    const { 姓名 = '', 证件号码 = '' } = memberRow(1);
    const row = { 姓名, 证件号码, 金额: '500.00', 银行账号: ACCOUNTS[0] ?? '' };
    const content = csvText(['姓名', '证件号码', '金额', '银行账号'], [row]);
    const { importId } = await importPlan(network, sichuan, { grants: others, content });
    const before = await tagOf(plan.planId);
    expect(before).to.match(/^1\./);
    expect(await tagOf(importId), 'one account under two payees, before and in the overlap').to.equal(before);
  });

  it('is written again as it was signed, whatever the bank has answered since, with a trail', async () => {
    await plan.approve();
    expectProblem(await ask('/sent-order'), 'PLAN_STEP');
    await leave(1);
    await plan.screen();
    const rows = await ordered();
    const signed = orderFile({ planId: plan.planId, attempt: 1, rows });
    await plan.order({ order: toBase64url(sm3(encodeUtf8(signed))) });
    const again = async (by = grants.payer): Promise<string> => {
      const { status, json, text } = await ask('/sent-order', {}, by);
      expect(status, text).to.equal(200);
      const { items } = pageOf(orderRowView).parse(json);
      return orderFile({ planId: plan.planId, attempt: 1, rows: items });
    };
    expect(await again()).to.equal(signed);
    await network.catchUp();
    const target = '/v1/unmaskings';
    const { json } = await signedFetch(network.sichuan, network.sichuan.union.root, { target });
    expect(pageOf(unmaskingView).parse(json).items[0]).to.deep.include({
      ...{ what: 'payment-order-again', persons: 2, subject: `${plan.planId}/1` },
      operatorId: grants.payer.operatorId,
    });
    await answer([{ item: 0, paid: true, reference: 'A'.repeat(43) }]);
    expect(await again(), 'the bank has answered for some of it').to.equal(signed);
    expect(await again(grants.recorder), 'who pays and has no duty').to.equal(signed);
    for (const other of [grants.maker, grants.checker])
      expectProblem(await ask('/sent-order', {}, other), 'GRANT_MISSING');
    const { duties } = (await network.sichuan.services.readModel.plan(plan.planId))!;
    const { identityId } = (await network.sichuan.services.readModel.itemsAt(plan.planId, [0])).get(0)!;
    expectProblem(await ask('/sent-order', {}, await payerWho(duties.maker)), 'DUTY_TAKEN');
    expectProblem(await ask('/sent-order', {}, await payerWho(identityId)), 'OWN_ACCOUNT');
    expectProblem(await ask('/sent-order', {}, network.sichuan.union.root), 'PERSON_UNBOUND');
    const { union } = network.beijing;
    const abroad = { target: `/v1/plans/${plan.planId}/sent-order` };
    expectProblem(await signedFetch(network.beijing, union.root, abroad), 'SUBMITTER_FOREIGN');
    const unknown = { target: `/v1/plans/${network.test.newId('manifest')}/sent-order` };
    expectProblem(await signedFetch(network.sichuan, grants.payer, unknown), 'PLAN_UNKNOWN');
  });

  /** Another operator who may pay, who is this person. */
  async function payerWho(identityId: string): Promise<TestOperator> {
    const { test, sichuan } = network;
    const operator = await registerOperator(test, sichuan.union, { role: 'cadre', grants: ['pay'] });
    const { place = '' } = (await sichuan.services.readModel.writtenAccount(identityId)) ?? {};
    const binding = { operatorId: operator.operatorId, identityId, place };
    await test.submit('operator.bindPerson', binding, { by: sichuan.union.root, subjectVersion: 1 });
    await sichuan.catchUp();
    return operator;
  }

  /** A list of what the bank says, all of it on the ledger. */
  async function answer(answers: readonly { item: number; paid: boolean; reference: string }[]) {
    const { test } = network;
    const { recorder } = grants;
    const list = newImport(test, answers, { rowsPerChunk: 250 });
    const { manifestId } = list.manifest;
    await test.submit('plan.results', { ...list.manifest, planId: plan.planId }, { by: recorder });
    const call = (name: string, argument: string) =>
      test.call(name, argument, { mspId: recorder.mspId }, 'benefit');
    await call('plan:resultsChunk', list.chunks[0] ?? '');
    await call('plan:closeResults', JSON.stringify({ manifestId }));
    await network.catchUp();
  }

  it('is neither looked at nor written while the plan is shown in public', async () => {
    await plan.approve();
    const shown = { planId: plan.planId, from: '2026-03-02', until: '2026-03-04', notice: 'A'.repeat(43) };
    await plan.submit('plan.publicise', shown, grants.maker);
    const until = { until: '2026-03-04' };
    for (const asked of [await ask('/screening', { method: 'POST' }), await ask('/order')])
      expect(expectProblem(asked, 'PUBLICITY_OPEN').details).to.deep.equal(until);
    network.test.clock.advance(3 * DAY_MS);
    expect((await plan.screen()).isDone).to.equal(true);
    expect(await ordered()).to.have.length(MEMBERS);
  });

  it('is shown to nobody but who may pay, by the province of the plan, on the day of the second check', async () => {
    const unknown = `/v1/plans/${network.test.newId('manifest')}/order`;
    expectProblem(await signedFetch(network.sichuan, grants.payer, { target: unknown }), 'PLAN_UNKNOWN');
    expectProblem(await ask('/order'), 'PLAN_STEP');
    expectProblem(await ask('/screening', { method: 'POST' }), 'PLAN_STEP');
    await plan.approve();
    await plan.screen();
    expectProblem(await ask('/order', {}, grants.maker), 'GRANT_MISSING');
    await network.catchUp();
    const target = `/v1/plans/${plan.planId}/order`;
    expectProblem(
      await signedFetch(network.beijing, network.beijing.union.root, { target }),
      'SUBMITTER_FOREIGN',
    );
    network.test.clock.advance(DAY_MS);
    expectProblem(await ask('/order'), 'PLAN_UNSCREENED');
  });
});
