// SPDX-License-Identifier: Apache-2.0
import { newImport } from '@unionid/chaincode/testing';
import { fundTrace, itemTrace, lineTrace, personTrace, planTrace, type ItemTrace } from '@unionid/domain/api';
import { isExportSignedBy, signedExport } from '@unionid/domain/answer';
import { encodeUtf8, toBase64url } from '@unionid/domain/encoding';
import { sm3 } from '@unionid/domain/sm';
import { isId } from '@unionid/domain/ids';
import { addUpExport, EXPORT_TABLES, parseExportCsv, type ExportRows } from '@unionid/domain/export';
import { expect } from 'chai';
import { openReadModel } from '#src/read-model/database-read-model.js';
import { momentOf } from '#src/traces/trace-moment.js';
import { traceItem } from '#src/traces/trace-item.js';
import { traceFund, traceLine, tracePerson, tracePlan } from '#src/traces/trace-pages.js';
import { DOCUMENT, importPlan, openGrants, PlanSteps, type Grants } from '../support/grants.js';
import {
  csvText,
  MEMBER_COLUMNS,
  memberRow,
  ORGANISATION_COLUMNS,
  organisationRow,
} from '../support/import-files.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { recordQueries } from '../support/record-queries.js';
import { renameUnion } from '../support/rename-union.js';
import { runImport } from '../support/run-import.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const PAYEES = ['序号', '姓名', '证件号码', '发放金额'];
const MEMBERS = 3;
const OTHER_DOCUMENT = toBase64url(new Uint8Array(32).fill(4));

describeOnDatabases('money on its way', function () {
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
    grants = await openGrants(network, sichuan, { title: '两节送温暖' });
    const rows = members.map(({ 姓名 = '', 证件号码 = '' }, index) => {
      return { 序号: String(index + 1), 姓名, 证件号码, 发放金额: '500.00' };
    });
    const { importId } = await importPlan(network, sichuan, { grants, content: csvText(PAYEES, rows) });
    plan = new PlanSteps(network, sichuan, grants, importId);
    await plan.pay();
  });
  afterEach(() => network.close());

  const ask = (target: string, at: 'sichuan' | 'beijing' | 'national' = 'sichuan') =>
    signedFetch(network[at], network[at].union.root, { target });
  const traced = async (query = ''): Promise<ItemTrace> => {
    const answer = await ask(`/v1/traces/plans/${plan.planId}/items/1${query}`);
    expect(answer.status, answer.text).to.equal(200);
    return itemTrace.parse(answer.json);
  };

  it('is told step by step, with who, when, under which rules, by which transaction and document', async () => {
    const trace = await traced();
    expect(trace).to.include({
      planId: plan.planId,
      item: 1,
      fen: 50_000,
      state: 'stands',
      status: 'PAYING',
    });
    expect(trace).to.include({
      programmeTitle: '两节送温暖',
      source: 'union',
      cut: false,
      org: grants.org,
    });
    expect(trace.steps.map(({ type, kind }) => `${kind} ${type}`)).to.deep.equal([
      ...['fund fund.open', 'programme programme.publish', 'allotment line.allot', 'allotment line.accept'],
      ...['plan plan.open', 'item plan.open', 'plan plan.lock', 'plan plan.check', 'plan plan.approve'],
      'plan plan.pay',
    ]);
    const { test, national } = network;
    expect(trace.steps[0]).to.deep.include({
      zh: `设立资金：归属 ${national.union.orgId}，来源 工会经费，10000.00 元`,
      documents: [{ kind: 'document', digest: DOCUMENT }],
    });
    expect(trace.steps[0]!.by).to.deep.include({
      operator: national.union.root.operatorId,
      keyId: national.union.root.keyId,
      org: national.union.orgId,
    });
    const checked = trace.steps.find(({ type }) => type === 'plan.check')!;
    expect(checked.zh).to.equal('复核：3 笔 1500.00 元');
    expect(checked.by!.operator).to.equal(grants.checker.operatorId);
    expect(isId('identity', checked.by!.person!)).to.equal(true);
    expect(checked.rule).to.deep.include({ programme: grants.programme, programmeVersion: 1 });
    for (const { transactionId, block } of trace.steps)
      expect(test.ledger.statusOf(transactionId)).to.deep.equal({ code: 0, block });
    expect(trace.blockHash).to.equal(test.ledger.blocks(trace.asOf)[0]!.hash);
  });

  it('is as of a block: the same one gives the same bytes, whatever comes after', async () => {
    const now = await traced();
    const lock = now.steps.find(({ type }) => type === 'plan.lock')?.block ?? 0;
    const before = (await ask(`/v1/traces/plans/${plan.planId}/items/1?asOf=${String(lock)}`)).text;
    expect(itemTrace.parse(JSON.parse(before))).to.include({ status: 'LOCKED', asOf: lock });
    const { test } = network;
    await test.submit('fund.open', newFund(), { by: network.national.union.root });
    await network.catchUp();
    expect((await ask(`/v1/traces/plans/${plan.planId}/items/1?asOf=${String(lock)}`)).text).to.equal(before);
    const early = await ask(`/v1/traces/plans/${plan.planId}/items/1?asOf=1`);
    expectProblem(early, 'PLAN_UNKNOWN');
    expectProblem(await ask(`/v1/traces/plans/${plan.planId}/items/1?asOf=99999`), 'HEIGHT_NOT_REACHED');
  });

  it('names the unions in it as the ledger had them once that block was applied, and never otherwise', async () => {
    const { org, fund } = grants;
    const { sichuan, national } = network;
    const asked = [
      `/v1/traces/plans/${plan.planId}/items/1`,
      `/v1/traces/plans/${plan.planId}`,
      `/v1/traces/funds/${fund}`,
      `/v1/traces/funds/${fund}/lines/${org}`,
      `/v1/traces/persons/${(await traced()).identityId}`,
      `/v1/traces/plans/${plan.planId}/items/1/picture`,
    ];
    const { asOf, unionNames: before = {} } = await traced();
    const name = before[org] ?? '';
    expect(name).to.match(/工会/);
    expect(Object.keys(before)).to.deep.equal([org, national.union.orgId].sort());
    const told = (at: number) => Promise.all(asked.map((path) => ask(`${path}?asOf=${String(at)}`)));
    const then = await told(asOf);
    await renameUnion(network, sichuan, { org, name: '改名之后的工会委员会' });
    expect((await told(asOf)).map(({ text }) => text)).to.deep.equal(then.map(({ text }) => text));
    const now = (await traced()).asOf;
    for (const [index, { text }] of (await told(now)).entries()) {
      expect(text, asked[index]).to.include('改名之后的工会委员会').and.not.to.include(name);
      expect(then[index]?.text, asked[index]).to.include(name);
    }
  });

  const newFund = () => {
    const { test, national } = network;
    const of = { org: national.union.orgId, source: 'union', document: DOCUMENT, fen: 1 } as const;
    return { fundId: test.newId('fund'), ...of };
  };

  it('tells of each correction why, how much and by which document, as of its block', async () => {
    const { test, sichuan } = network;
    const { recorder, org, fund } = grants;
    const { planId } = plan;
    const paying = (await traced()).asOf;
    const rows = [0, 1, 2].map((item) => ({ item, paid: true, reference: DOCUMENT }));
    const list = newImport(test, rows, { rowsPerChunk: 250 });
    const { manifestId } = list.manifest;
    await test.submit('plan.results', { ...list.manifest, planId }, { by: recorder });
    const call = (name: string, argument: string) =>
      test.call(name, argument, { mspId: recorder.mspId }, 'benefit');
    await call('plan:resultsChunk', list.chunks[0] ?? '');
    await call('plan:closeResults', JSON.stringify({ manifestId }));
    await network.catchUp();
    const paid = { items: 3, fen: 150_000 };
    await plan.submit('plan.reconcile', { planId, lists: [manifestId], paid }, recorder);
    const part = { planId, item: 1, document: OTHER_DOCUMENT, reason: 'duplicate', fen: 20_000 } as const;
    await plan.submit('item.recover', part, recorder);
    const then = (await traced()).asOf;
    await plan.submit('item.recover', { planId, item: 1, document: DOCUMENT, reason: 'death' }, recorder);
    await plan.submit('item.return', { planId, item: 2, document: OTHER_DOCUMENT }, recorder);
    const told = (await traced()).steps.filter(({ type }) => type.startsWith('item.'));
    expect(told.map(({ kind, zh, fen }) => `${kind} ${zh} ${String(fen)}`)).to.deep.equal([
      'plan 追回，累计 1 笔 200.00 元 20000',
      'item 本笔 500.00 元：追回 200.00 元，累计追回 200.00 元，原因：重复发放 20000',
      'plan 追回，累计 1 笔 500.00 元 30000',
      'item 本笔 500.00 元：追回 300.00 元，累计追回 500.00 元，原因：领款人在发放前已去世 30000',
      'plan 银行退汇一笔，累计 1 笔 500.00 元 50000',
    ]);
    const documentsOf = (digest: string) => [{ kind: 'document', digest }];
    expect(told[1]?.documents).to.deep.equal(documentsOf(OTHER_DOCUMENT));
    expect(told[3]?.documents).to.deep.equal(documentsOf(DOCUMENT));
    const before = await traced(`?asOf=${String(then)}`);
    expect(before.steps.filter(({ type }) => type.startsWith('item.'))).to.deep.equal(told.slice(0, 2));
    const { readModel } = sichuan.services;
    expect(await readModel.line(fund, org)).to.include({ paid: 50_000, reserved: 0 });
    const summed = async (query = '') =>
      planTrace.parse((await ask(`/v1/traces/plans/${planId}${query}`)).json).plan;
    const [one, all] = [
      { items: 1, fen: 50_000 },
      { items: 3, fen: 150_000 },
    ];
    expect(await summed(`?asOf=${String(then)}`)).to.deep.include({
      ...{ paid: all, partly: { items: 1, fen: 20_000 }, onLine: { reserved: 0, paid: 130_000 } },
    });
    const now = { paid: all, recovered: one, returned: one, onLine: { reserved: 0, paid: 50_000 } };
    expect(await summed()).to.deep.include(now);
    for (const asOf of [String(paying), String(then), '']) {
      const rows = await exportedRows(asOf);
      expect(rows.lines.length, asOf).to.equal(2);
      expect(rows.sums.length, asOf).to.equal(1);
      expect(addUpExport(rows), asOf).to.deep.equal([]);
    }
    const { items } = await exportedRows(String(then));
    expect(items.map((row) => row.at(-1))).to.deep.equal(['', '200.00', '']);
  });

  /** An export's tables, as an auditor has them. */
  async function exportedRows(asOf: string): Promise<ExportRows> {
    const tables = await Promise.all(
      EXPORT_TABLES.map(async ({ name }) => {
        const query = asOf === '' ? '' : `?asOf=${asOf}`;
        const { text, status } = await ask(`/v1/exports/funds/${grants.fund}/${name}${query}`, 'national');
        expect(status, text).to.equal(200);
        return [name, parseExportCsv(`\ufeff${text}`)] as const;
      }),
    );
    return Object.fromEntries(tables) as unknown as ExportRows;
  }

  it('is a picture, too, with a title and a description', async () => {
    const { text, status } = await ask(`/v1/traces/plans/${plan.planId}/items/1/picture`);
    expect(status).to.equal(200);
    expect(text)
      .to.match(/^<svg xmlns/)
      .and.to.include('<title id="title">500.00 元从资金到会员</title>');
    expect(text).to.include('两节送温暖').and.to.include('</desc>');
    expect((await ask(`/v1/traces/plans/${plan.planId}/items/1/picture`)).text).to.equal(text);
    expectProblem(await ask(`/v1/traces/plans/${plan.planId}/items/9/picture`), 'ITEM_UNKNOWN');
    expectProblem(await ask(`/v1/traces/plans/${plan.planId}/items/1/picture`, 'beijing'), 'OUT_OF_SCOPE');
    const unknown = network.test.newId('manifest');
    expectProblem(await ask(`/v1/traces/plans/${unknown}/items/1/picture`), 'PLAN_UNKNOWN');
  });

  it('goes down the tree by pages, and up from a person', async () => {
    const { fund, org } = grants;
    const lines = fundTrace.parse((await ask(`/v1/traces/funds/${fund}?limit=1`, 'national')).json);
    const rest = await ask(`/v1/traces/funds/${fund}?limit=1&cursor=${lines.next ?? ''}`, 'national');
    const both = [...lines.items, ...fundTrace.parse(rest.json).items];
    expect(both.map((line) => line.org)).to.have.members([org, network.national.union.orgId]);
    expect(fundTrace.parse((await ask(`/v1/traces/funds/${fund}`)).json).items).to.have.length(1);
    const line = lineTrace.parse((await ask(`/v1/traces/funds/${fund}/lines/${org}`)).json);
    expect(line.line).to.include({ received: 1_000_000, reserved: 150_000 });
    expect(line.movements.map(({ type }) => type)).to.deep.equal(['line.allot', 'line.accept']);
    expect(line.items).to.have.length(1);
    expect(line.items[0]).to.deep.include({ planId: plan.planId, stands: { items: 3, fen: 150_000 } });
    const one = planTrace.parse((await ask(`/v1/traces/plans/${plan.planId}?limit=2`)).json);
    expect(one.items.map(({ item, state }) => [item, state])).to.deep.equal([
      [0, 'stands'],
      [1, 'stands'],
    ]);
    const { identityId } = await traced();
    const person = personTrace.parse((await ask(`/v1/traces/persons/${identityId}`)).json);
    expect(person.items).to.have.length(1);
    expect(person.items[0]).to.deep.include({ class: 'winter', window: '2026' });
    expect(person.items[0]?.grant).to.include({ planId: plan.planId, item: 1, fund, fen: 50_000 });
  });

  it('is told to nobody who does not answer for it', async () => {
    const { fund, org } = grants;
    const { test } = network;
    const [otherPlan, otherFund] = [test.newId('manifest'), test.newId('fund')];
    expectProblem(await ask(`/v1/traces/plans/${plan.planId}/items/1`, 'beijing'), 'OUT_OF_SCOPE');
    expectProblem(await ask(`/v1/traces/plans/${plan.planId}`, 'beijing'), 'OUT_OF_SCOPE');
    expectProblem(await ask(`/v1/traces/plans/${otherPlan}`), 'PLAN_UNKNOWN');
    expectProblem(await ask(`/v1/traces/plans/${plan.planId}/items/9`), 'ITEM_UNKNOWN');
    expectProblem(await ask(`/v1/traces/funds/${otherFund}`), 'FUND_UNKNOWN');
    expectProblem(await ask(`/v1/traces/funds/${fund}/lines/${org}`, 'beijing'), 'OUT_OF_SCOPE');
    expectProblem(await ask(`/v1/traces/funds/${otherFund}/lines/${org}`), 'LINE_UNKNOWN');
    const { identityId } = await traced();
    expectProblem(await ask(`/v1/traces/persons/${identityId}`, 'beijing'), 'OUT_OF_SCOPE');
    expectProblem(await ask(`/v1/traces/persons/${test.newId('identity')}`), 'ACCOUNT_UNKNOWN');
    const cadre = await signedFetch(network.beijing, network.beijing.union.root, {
      target: `/v1/traces/funds/${fund}`,
    });
    expect(fundTrace.parse(cadre.json).items).to.deep.equal([]);
  });

  it('is exported with a signed manifest: one block, one set of bytes, whatever happens meanwhile', async () => {
    const { test } = network;
    const { fund } = grants;
    const target = `/v1/exports/funds/${fund}`;
    const first = signedExport.parse((await ask(target, 'national')).json);
    const { asOf } = first.manifest;
    const tables = EXPORT_TABLES.map(({ name }) => name);
    const textsOf = async () =>
      Promise.all(
        tables.map(async (each) => (await ask(`${target}/${each}?asOf=${String(asOf)}`, 'national')).text),
      );
    const before = await textsOf();
    const offer = {
      allotmentId: test.newId('allotment'),
      fund,
      from: grants.org,
      to: network.national.union.orgId,
    };
    await test.submit(
      'line.return',
      { ...offer, fen: 1, document: DOCUMENT },
      { by: network.sichuan.union.root },
    );
    await network.catchUp();
    expect(await textsOf()).to.deep.equal(before);
    const again = signedExport.parse((await ask(`${target}?asOf=${String(asOf)}`, 'national')).json);
    expect(again.manifest).to.deep.equal(first.manifest);
    const later = signedExport.parse((await ask(target, 'national')).json);
    expect(later.manifest.root).not.to.equal(first.manifest.root);
    expect(isExportSignedBy(first, network.national.services.answers.publicKey)).to.equal(true);
    // fetch takes the byte order mark away.
    const files = new Map(
      tables.map((each, index) => [`${each}.csv`, encodeUtf8(`\ufeff${before[index]!}`)]),
    );
    for (const { file, digest, rows } of first.manifest.tables) {
      expect(toBase64url(sm3(files.get(file)!))).to.equal(digest);
      expect(rows, file).to.be.greaterThan(0);
    }
    const { identityId } = await traced();
    expect(before.join(''), 'nobody can be asked about').not.to.include(identityId);
    expect(first.manifest.rules.programmes).to.deep.equal([{ programme: grants.programme, version: 1 }]);
    expectProblem(await ask(target), 'OUT_OF_SCOPE');
    expectProblem(await ask(`${target}/items`), 'OUT_OF_SCOPE');
    const unknown = `/v1/exports/funds/${test.newId('fund')}`;
    expectProblem(await ask(unknown), 'FUND_UNKNOWN');
    expectProblem(await ask(`${unknown}/items`), 'FUND_UNKNOWN');
  });

  it('is found by indexes alone', async () => {
    const { test } = network;
    const { fund, org } = grants;
    const log = recordQueries(await testDatabase().open(`${folder()}/explained`));
    const readModel = await openReadModel(log.databases);
    for (const block of test.ledger.blocks()) await readModel.apply(block, () => Promise.resolve());
    const moment = await momentOf(readModel, undefined);
    log.queries.length = 0;
    const { identityId } = await traceItem(readModel, { planId: plan.planId, item: 1 }, moment);
    const asked = { moment, page: { limit: 100, cursor: undefined } };
    await traceFund(readModel, { fund, within: network.national.union.orgId }, asked);
    await traceLine(readModel, { fund, org }, asked);
    await tracePlan(readModel, plan.planId, asked);
    await tracePerson(readModel, { identityId, within: org }, asked);
    await readModel.movementsOf(fund, asked.page);
    const plans = await log.explain();
    expect(log.queries.length).to.be.greaterThan(20);
    expect(plans.filter(isWholeScan), plans.join('\n')).to.deep.equal([]);
    expect(plans.join('\n'))
      .to.match(/plan_item/)
      .and.to.match(/version/);
    await readModel.close();
  });
});

/** Of a table, not of what a recursive query has found so far. */
function isWholeScan(step: string): boolean {
  return /^SCAN (?!up\b|CONSTANT)/.test(step) || step.includes('Seq Scan on');
}
