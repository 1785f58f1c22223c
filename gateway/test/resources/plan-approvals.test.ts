// SPDX-License-Identifier: Apache-2.0
import type { TestOperator } from '@unionid/chaincode/testing';
import { pageOf, planItemView, planView, type PlanView } from '@unionid/domain/api';
import type { PayloadOf } from '@unionid/domain/catalogue';
import { expect } from 'chai';
import { alarmsOf } from '../support/alarms-of.js';
import { newSupervisor } from '../support/audits.js';
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
import { runImport } from '../support/run-import.js';
import { expectProblem, signedFetch, type TestResponse } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

/** Two of them, one of another union than the plan's. */
const BANDS = [{ fen: 100_000_000, approvers: 2, otherUnion: true as const }];

describeOnDatabases('a plan that asks for another union’s approval', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let grants: Grants;
  let approver: TestOperator;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const { test, sichuan, national } = network;
    const unions = csvText(ORGANISATION_COLUMNS, [organisationRow(0)]);
    await runImport(test, sichuan, { kind: 'organisations', content: unions });
    await runImport(test, sichuan, { content: csvText(MEMBER_COLUMNS, [memberRow(0)]) });
    grants = await openGrants(network, sichuan, { bands: BANDS });
    approver = await newSupervisor(network, national.union, 'approve');
    await network.catchUp();
  });
  afterEach(() => network.close());

  it('is, of the province’s own union, for the national one to see, to add up and to approve', async () => {
    const { national, sichuan } = network;
    const plan = await checkedPlan(grants);
    const before = await alarmsOf(sichuan);
    await plan.submit('plan.approve', await plan.stands(), grants.approver);
    await network.catchUp();
    expect(await waitingFor(approver)).to.deep.equal([
      { kind: 'plan', planId: plan.planId, actions: ['plan.approve'] },
    ]);
    expect(allowedOf(await viewOf(plan))).to.deep.equal(['approve']);
    const target = `/v1/plans/${plan.planId}/items`;
    const { json, text } = await signedFetch(national, approver, { target });
    expect(pageOf(planItemView).parse(json).items, text).to.have.lengthOf(1);
    expect((await approve(plan)).status).to.equal(200);
    await network.catchUp();
    const { status, duties } = await viewOf(plan);
    expect(status).to.equal('APPROVED');
    expect(duties.approvers.map(({ org }) => org)).to.deep.equal([grants.org, national.union.orgId]);
    expect(await waitingFor(approver)).to.deep.equal([]);
    // Its own peer has endorsed it.
    expect(await alarmsOf(sichuan)).to.equal(before);
  });

  it('is approved by two of the national union, too, and past the province’s own peer is an alarm there', async () => {
    const { sichuan, national } = network;
    const plan = await checkedPlan(grants);
    const before = await alarmsOf(sichuan);
    expect((await approve(plan)).status).to.equal(200);
    await network.catchUp();
    expect((await viewOf(plan)).status, 'one alone').to.equal('CHECKED');
    expect(await alarmsOf(sichuan)).to.equal(before);
    const second = await newSupervisor(network, national.union, 'approve');
    // By no peer of the province.
    await plan.submit('plan.approve', await plan.stands(), second);
    await network.catchUp();
    expect((await viewOf(plan)).status).to.equal('APPROVED');
    expect(await alarmsOf(sichuan)).to.equal(before + 1);
  });

  it('is, of a union below, the province’s own to approve and nobody’s of the national union', async () => {
    const { test, sichuan } = network;
    const { items } = await sichuan.services.readModel.organisations(
      { parent: grants.org },
      { limit: 1, cursor: undefined },
    );
    const { orgId: org } = items[0] ?? expect.fail();
    const allotmentId = test.newId('allotment');
    const { fund } = grants;
    const offer = { allotmentId, fund, from: grants.org, to: org, fen: 100_000, document: DOCUMENT };
    await test.submit('line.allot', offer, { by: sichuan.union.root });
    await test.submit('line.accept', { allotmentId }, { by: sichuan.union.root, subjectVersion: 1 });
    await sichuan.catchUp();
    const plan = await checkedPlan({ ...grants, org });
    await network.catchUp();
    expect(await waitingFor(approver)).to.deep.equal([]);
    const view = await viewOf(plan);
    expect(allowedOf(view)).to.deep.equal([]);
    expect(view.actions.find(({ action }) => action === 'approve')?.code).to.equal('PROVINCE_FOREIGN');
    expectProblem(await approve(plan), 'PROVINCE_FOREIGN');
    await plan.submit('plan.approve', await plan.stands(), grants.approver);
    expect((await viewOf(plan)).duties.approvers.map((by) => by.org)).to.deep.equal([grants.org]);
  });

  async function checkedPlan(of: Grants): Promise<PlanSteps> {
    const { sichuan } = network;
    const { 姓名 = '', 证件号码 = '' } = memberRow(0);
    const content = csvText(['姓名', '证件号码', '发放金额'], [{ 姓名, 证件号码, 发放金额: '500.00' }]);
    const { importId } = await importPlan(network, sichuan, { grants: of, content });
    const plan = new PlanSteps(network, sichuan, of, importId);
    await plan.submit('plan.lock', await plan.stands(), grants.maker);
    await plan.submit('plan.check', await plan.stands(), grants.checker);
    await network.catchUp();
    return plan;
  }

  /** By one of the national union, at its gateway. */
  async function approve(plan: PlanSteps): Promise<TestResponse> {
    const { test, national } = network;
    const { version: subjectVersion } = await viewOf(plan);
    const payload: PayloadOf<'plan.approve'> = await plan.stands();
    const argument = await test.instruct('plan.approve', payload, { by: approver, subjectVersion });
    const headers = { prefer: 'wait=10' };
    const request = { method: 'POST', target: '/v1/instructions', body: JSON.parse(argument) as unknown };
    return signedFetch(national, approver, { ...request, headers });
  }

  async function viewOf({ planId }: PlanSteps): Promise<PlanView> {
    await network.catchUp();
    const { json } = await signedFetch(network.national, approver, { target: `/v1/plans/${planId}` });
    return planView.parse(json);
  }

  async function waitingFor(by: TestOperator): Promise<readonly object[]> {
    const { items } = await inboxOf(network.national, by);
    return items.map(({ kind, actions, ...item }) => ({
      ...{ kind, actions },
      ...('planId' in item && { planId: item.planId }),
    }));
  }
});

function allowedOf({ actions }: PlanView): readonly string[] {
  return actions.filter(({ allowed }) => allowed).map(({ action }) => action);
}
