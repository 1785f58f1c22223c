// SPDX-License-Identifier: Apache-2.0
import { newImport } from '@unionid/chaincode/testing';
import type { InboxItem } from '@unionid/domain/api';
import { expect } from 'chai';
import { newAuditor, newSupervisor } from '../support/audits.js';
import { DOCUMENT, importPlan, openGrants, PlanSteps, type Grants } from '../support/grants.js';
import {
  csvText,
  MEMBER_COLUMNS,
  memberRow,
  ORGANISATION_COLUMNS,
  organisationRow,
} from '../support/import-files.js';
import { inboxOf } from '../support/inbox-of.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { registerOperator } from '../support/register-operator.js';
import { runImport } from '../support/run-import.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const PAYEES = ['姓名', '证件号码', '发放金额'];
const DAY_MS = 86_400_000;
/** The plan's last day is over. */
const RUNS_OUT = '2026-05-31T16:00:00.000Z';
type Duty = 'maker' | 'checker' | 'approver' | 'payer' | 'recorder';

describeOnDatabases('what waits in plans', function () {
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
    const members = [memberRow(0), memberRow(1)];
    await runImport(test, sichuan, { content: csvText(MEMBER_COLUMNS, members) });
    grants = await openGrants(network, sichuan, { publicDays: 3 });
    const rows = members.map(({ 姓名 = '', 证件号码 = '' }) => ({ 姓名, 证件号码, 发放金额: '500.00' }));
    const { importId } = await importPlan(network, sichuan, { grants, content: csvText(PAYEES, rows) });
    plan = new PlanSteps(network, sichuan, grants, importId);
  });
  afterEach(() => network.close());

  /** What each of the five has to do, and that nobody else finds the plan; the counts are of as many. */
  async function expectWaiting(
    expected: Partial<Record<Duty, readonly Partial<InboxItem>[]>>,
  ): Promise<void> {
    for (const duty of ['maker', 'checker', 'approver', 'payer', 'recorder'] as const) {
      const { items, counts } = await inboxOf(network.sichuan, grants[duty]);
      const told = items.map(({ kind, actions, ...item }) => ({
        ...{ kind, actions },
        ...('planId' in item && { planId: item.planId }),
        ...('until' in item && item.until !== undefined && { until: item.until, silence: item.silence }),
        ...('item' in item && { item: item.item, reason: item.reason }),
      }));
      expect(told, duty).to.deep.equal(expected[duty] ?? []);
      expect(counts.upToDay + counts.upToWeek + counts.longer, duty).to.equal(items.length);
    }
  }
  const step = (...actions: string[]) => ({ kind: 'plan' as const, actions, planId: plan.planId });
  const timed = (...actions: string[]) => ({
    ...step(...actions),
    ...{ until: RUNS_OUT, silence: 'RUN_OUT' as const },
  });
  const publicise = () =>
    plan.submit(
      'plan.publicise',
      { planId: plan.planId, from: '2026-03-02', until: '2026-03-04', notice: DOCUMENT },
      grants.maker,
    );
  const identityOf = async (item: number): Promise<string> => {
    const found = await network.sichuan.services.readModel.itemsAt(plan.planId, [item]);
    return found.get(item)?.identityId ?? '';
  };

  async function answer(): Promise<void> {
    const { test } = network;
    const { recorder } = grants;
    const { planId } = plan;
    const answers = [0, 1].map((item) => ({ item, paid: true, reference: DOCUMENT }));
    const list = newImport(test, answers, { rowsPerChunk: 250 });
    const { manifestId } = list.manifest;
    await test.submit('plan.results', { ...list.manifest, planId }, { by: recorder });
    const call = (name: string, argument: string) =>
      test.call(name, argument, { mspId: recorder.mspId }, 'benefit');
    await call('plan:resultsChunk', list.chunks[0] ?? '');
    await call('plan:closeResults', JSON.stringify({ manifestId }));
    await network.catchUp();
    const paid = { items: 2, fen: 100_000 };
    await plan.submit('plan.reconcile', { planId, lists: [manifestId], paid }, recorder);
  }

  it('is each step for whoever may do it, until the plan runs out, and for nobody else', async () => {
    const { planId } = plan;
    const { maker, checker, approver } = grants;
    await expectWaiting({ maker: [timed('plan.lock')] });
    const stands = await plan.stands();
    await plan.submit('plan.lock', stands, maker);
    await expectWaiting({ checker: [timed('plan.check')] });
    await plan.submit('plan.check', stands, checker);
    await expectWaiting({ approver: [timed('plan.approve')] });
    await plan.submit('plan.approve', stands, approver);
    await expectWaiting({ maker: [timed('plan.publicise')] });
    await publicise();
    await expectWaiting({});
    network.test.clock.advance(3 * DAY_MS);
    const pays = [timed('plan.pay')];
    await expectWaiting({ payer: pays, recorder: pays });
    const [paid] = (await inboxOf(network.sichuan, grants.payer)).items;
    expect(paid?.since, 'since its publicity is over').to.equal('2026-03-04T16:00:00.000Z');
    await plan.screen();
    await plan.order();
    await expectWaiting({ recorder: [step('plan.results', 'plan.reconcile')] });
    await answer();
    await expectWaiting({ maker: [step('plan.close')] });
    await plan.submit('plan.close', { planId }, maker);
    await expectWaiting({});
  });

  it('is told to cadres above it in its province, and neither to other provinces nor to auditors', async () => {
    const { sichuan, beijing, national } = network;
    expect((await inboxOf(beijing, beijing.union.root)).items).to.deep.equal([]);
    expect((await inboxOf(national, national.union.root)).items).to.deep.equal([]);
    const by = await newSupervisor(network);
    const audits = { org: sichuan.union.orgId, sources: ['union'] } as const;
    const auditor = await newAuditor(network, { by, audits });
    await network.catchUp();
    expect((await inboxOf(national, auditor)).items).to.deep.equal([]);
  });

  it('is nothing of a plan that grants the person or the household something', async () => {
    const { test, sichuan } = network;
    const checker = await registerOperator(test, sichuan.union, { role: 'cadre', grants: ['check'] });
    const identityId = await identityOf(0);
    const { place = '' } = (await sichuan.services.readModel.writtenAccount(identityId)) ?? {};
    const binding = { operatorId: checker.operatorId, identityId, place };
    await test.submit('operator.bindPerson', binding, { by: sichuan.union.root, subjectVersion: 1 });
    const stands = await plan.stands();
    await plan.submit('plan.lock', stands, grants.maker);
    await expectWaiting({ checker: [timed('plan.check')] });
    expect((await inboxOf(sichuan, checker)).items).to.deep.equal([]);
  });

  it('is the cancelling of a plan that has run out', async () => {
    network.test.clock.advance(91 * DAY_MS);
    await expectWaiting({ maker: [step('plan.cancel')] });
    const [waits] = (await inboxOf(network.sichuan, grants.maker)).items;
    expect(waits?.since).to.equal(RUNS_OUT);
    await plan.submit('plan.cancel', { planId: plan.planId, reason: 'expired' }, grants.maker);
    await expectWaiting({});
  });

  it('is money that was offered, for the receiver, until it is accepted', async () => {
    const { test, national, sichuan } = network;
    const allotmentId = test.newId('allotment');
    const given = { source: 'union', document: DOCUMENT, fen: 100 } as const;
    const fund = test.newId('fund');
    const { orgId: nation, root: by } = national.union;
    await test.submit('fund.open', { fundId: fund, org: nation, ...given }, { by });
    const offer = { allotmentId, fund, from: nation, to: sichuan.union.orgId, fen: 100, document: DOCUMENT };
    await test.submit('line.allot', offer, { by });
    await network.catchUp();
    const found = (await inboxOf(sichuan, sichuan.union.root)).items.filter(
      ({ kind }) => kind === 'allotment',
    );
    const since = found[0]?.since ?? '';
    const org = sichuan.union.orgId;
    expect(found).to.deep.equal([{ kind: 'allotment', org, since, actions: ['line.accept'], allotmentId }]);
    expect(Date.parse(since)).to.be.closeTo(test.clock.now(), DAY_MS);
    expect((await inboxOf(national, national.union.root)).items, 'the giver').to.deep.equal([]);
    await test.submit('line.accept', { allotmentId }, { by: sichuan.union.root, subjectVersion: 1 });
    await network.catchUp();
    expect((await inboxOf(sichuan, sichuan.union.root)).items).to.deep.equal([]);
  });

  it('is what is to be got back, for whoever pays and had no duty in the plan', async () => {
    const { test, sichuan } = network;
    await plan.approve();
    await publicise();
    network.test.clock.advance(3 * DAY_MS);
    await plan.screen();
    await plan.order();
    await answer();
    await plan.submit('plan.close', { planId: plan.planId }, grants.maker);
    const identityId = await identityOf(1);
    const account = await sichuan.services.readModel.writtenAccount(identityId);
    const payload = {
      identityId,
      place: account?.place ?? '',
      on: '2026-02-20',
      evidence: DOCUMENT,
    } as const;
    const left = { ...payload, reason: 'request' } as const;
    await test.submit('membership.leave', left, { by: sichuan.union.root, subjectVersion: 1 });
    await network.catchUp();
    const waits = { kind: 'recovery' as const, actions: ['item.recover'], planId: plan.planId };
    await expectWaiting({ recorder: [{ ...waits, item: 1, reason: 'notEligible' as const }] });
    const part = { planId: plan.planId, item: 1, document: DOCUMENT, reason: 'notEligible' } as const;
    await plan.submit('item.recover', part, grants.recorder);
    await expectWaiting({});
  });
});
