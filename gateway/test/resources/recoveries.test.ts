// SPDX-License-Identifier: Apache-2.0
import { newImport, type TestOperator } from '@unionid/chaincode/testing';
import { pageOf, recoveryView, type RecoveryView } from '@unionid/domain/api';
import { parseSignedInstruction } from '@unionid/domain/catalogue';
import { canonicalJson } from '@unionid/domain/encoding';
import { instructionDigest } from '@unionid/domain/instruction';
import { ledgerKey, type AccountRecord } from '@unionid/domain/ledger';
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
import { describeOnDatabases } from '../support/on-databases.js';
import { bindPerson, registerOperator } from '../support/register-operator.js';
import { runImport } from '../support/run-import.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { writeForeign } from '../support/write-foreign.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const PAYEES = ['序号', '姓名', '证件号码', '发放金额'];
const MEMBERS = 4;
const DAY_MS = 86_400_000;

describeOnDatabases('what is to be got back', function () {
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
    const rows = members.map(({ 姓名 = '', 证件号码 = '' }, index) => {
      return { 序号: String(index + 1), 姓名, 证件号码, 发放金额: '500.00' };
    });
    const { importId } = await importPlan(network, sichuan, { grants, content: csvText(PAYEES, rows) });
    plan = new PlanSteps(network, sichuan, grants, importId);
    await plan.pay();
    await reconcile([await answer({ 0: true, 1: true, 2: true, 3: true })]);
  });
  afterEach(() => network.close());

  /** What the bank says of items; answers the list. */
  async function answer(said: Readonly<Record<number, boolean>>): Promise<string> {
    const { test } = network;
    const { recorder } = grants;
    const { planId } = plan;
    const answers = Object.entries(said).map(([item, paid]) => ({
      ...{ item: Number(item), paid, reference: DOCUMENT },
    }));
    const list = newImport(test, answers, { rowsPerChunk: 250 });
    const { manifestId } = list.manifest;
    await test.submit('plan.results', { ...list.manifest, planId }, { by: recorder });
    const call = (name: string, argument: string) =>
      test.call(name, argument, { mspId: recorder.mspId }, 'benefit');
    await call('plan:resultsChunk', list.chunks[0] ?? '');
    await call('plan:closeResults', JSON.stringify({ manifestId }));
    await network.catchUp();
    return manifestId;
  }

  async function reconcile(lists: string[]): Promise<void> {
    const paid = { items: MEMBERS, fen: MEMBERS * 50_000 };
    await plan.submit('plan.reconcile', { planId: plan.planId, lists, paid }, grants.recorder);
  }

  const ask = (query = '', at: 'sichuan' | 'beijing' | 'national' = 'sichuan') =>
    signedFetch(network[at], network[at].union.root, { target: `/v1/recoveries${query}` });
  const listed = async (query = '', at: 'sichuan' | 'beijing' | 'national' = 'sichuan') => {
    const answer = await ask(query, at);
    expect(answer.status, answer.text).to.equal(200);
    return pageOf(recoveryView).parse(answer.json);
  };

  /** A membership that has ended, as it is reported now. */
  async function leave(item: number, on: string): Promise<string> {
    const { test, sichuan } = network;
    const { readModel } = sichuan.services;
    const { identityId = '' } = (await readModel.itemsAt(plan.planId, [item])).get(item) ?? {};
    const account = await readModel.writtenAccount(identityId);
    const payload = {
      identityId,
      place: account?.place ?? '',
      on,
      reason: 'request',
      evidence: DOCUMENT,
    } as const;
    await test.submit('membership.leave', payload, { by: sichuan.union.root, subjectVersion: 1 });
    await network.catchUp();
    return identityId;
  }

  it('is what was paid to whose membership had ended by then, as far as it has not come back', async () => {
    const { recorder, org, fund } = grants;
    const { planId } = plan;
    expect((await listed()).items, 'nobody has left').to.deep.equal([]);
    const left = await leave(1, '2026-02-20');
    const expected: RecoveryView = {
      ...{ planId, item: 1, identityId: left, org, fund, class: 'winter', fen: 50_000, left: 50_000 },
      ...{ paidOn: '2026-03-02', reason: 'notEligible', since: '2026-02-20' },
    };
    expect((await listed()).items).to.deep.equal([expected]);
    expect((await listed('', 'beijing')).items, 'of another province').to.deep.equal([]);
    expect((await listed('', 'national')).items, 'from above').to.deep.equal([expected]);
    const part = { planId, item: 1, document: DOCUMENT, reason: 'notEligible', fen: 20_000 } as const;
    await plan.submit('item.recover', part, recorder);
    expect((await listed()).items).to.deep.equal([{ ...expected, left: 30_000 }]);
    await plan.submit('item.recover', { ...part, fen: 30_000 }, recorder);
    expect((await listed()).items, 'all of it is back').to.deep.equal([]);
  });

  it('is what was paid to an annulled membership, unless the same person’s other account stands for it', async () => {
    const [voided, standing] = [await leave(1, '2026-03-02'), await leave(2, '2026-03-02')];
    const { account } = (await network.sichuan.services.readModel.writtenAccount(voided)) ?? {};
    const end = async (into: Partial<AccountRecord>): Promise<readonly string[]> => {
      const record = { ...account, state: 'VOIDED', why: 'duplicate', since: '2026-03-03', ...into };
      writeForeign(network.test, ledgerKey.account(voided), canonicalJson(record));
      await network.catchUp();
      return (await listed()).items.flatMap(({ identityId }) => (identityId === voided ? identityId : []));
    };
    expect(await end({})).to.deep.equal([voided]);
    expect(await end({ into: standing })).to.deep.equal([]);
  });

  it('goes by the order by which it was paid: who left between two is told of the second alone', async () => {
    const { test } = network;
    grants = await openGrants(network, network.sichuan, { class: 'summer' });
    const rows = [0, 1, 2, 3].map((at) => {
      const { 姓名 = '', 证件号码 = '' } = memberRow(at);
      return { 序号: String(at + 1), 姓名, 证件号码, 发放金额: '500.00' };
    });
    const content = csvText(PAYEES, rows);
    const { importId } = await importPlan(network, network.sichuan, { grants, content });
    plan = new PlanSteps(network, network.sichuan, grants, importId);
    await plan.pay();
    const first = await answer({ 0: true, 1: false, 2: true, 3: false });
    test.clock.advance(5 * DAY_MS);
    await network.catchUp();
    await plan.screen();
    await plan.order({ lists: [first] });
    await reconcile([await answer({ 1: true, 3: true })]);
    expect((await listed()).items).to.deep.equal([]);
    const inTime = await leave(0, '2026-03-05');
    const between = await leave(1, '2026-03-05');
    const told = (await listed()).items.filter(({ planId }) => planId === importId);
    expect(told).to.have.length(1);
    expect(told[0]).to.include({ identityId: between, item: 1, paidOn: '2026-03-07', since: '2026-03-05' });
    expect(told[0]?.identityId).to.not.equal(inTime);
    // The check that an auditor runs says the same.
    const { services, union } = network.sichuan;
    const height = test.ledger.blocks().length;
    const scope = { org: union.orgId, sources: ['union'] } as const;
    const { result } = await services.checks.run({ code: 'ELG-3', scope, height });
    expect(result.findings.map(({ facts }) => facts)).to.deep.equal([
      { state: 'WITHDRAWN', since: '2026-03-05', paid: '2026-03-07' },
    ]);
  });

  it('is told to auditors of these unions and this money', async () => {
    await leave(1, '2026-02-20');
    const { national, sichuan, beijing } = network;
    const by = await newSupervisor(network);
    for (const [org, source, count] of [
      [sichuan.union.orgId, 'union', 1],
      [sichuan.union.orgId, 'central', 0],
      [beijing.union.orgId, 'union', 0],
    ] as const) {
      const auditor = await newAuditor(network, { by, audits: { org, sources: [source] } });
      await network.catchUp();
      const { status, json } = await signedFetch(national, auditor, { target: '/v1/recoveries' });
      expect(status).to.equal(200);
      expect(pageOf(recoveryView).parse(json).items, `${org} ${source}`).to.have.length(count);
    }
  });

  it('comes page by page, each item once', async () => {
    const people = [await leave(0, '2026-02-20'), await leave(2, '2026-02-21'), await leave(3, '2026-02-22')];
    const first = await listed('?limit=2');
    const second = await listed(`?limit=2&cursor=${first.next ?? ''}`);
    const told = [...first.items, ...second.items].map(({ identityId }) => identityId);
    expect(told).to.have.members(people);
    expect(told).to.deep.equal([...told].sort());
    expect(second.next).to.equal(undefined);
    expectProblem(await ask('?limit=0'), 'INVALID_REQUEST');
  });

  it('is none of what two persons have written off', async () => {
    await leave(1, '2026-02-20');
    const { test, sichuan } = network;
    const cadre = async (): Promise<TestOperator> => {
      const operator = await registerOperator(test, sichuan.union, { role: 'cadre', grants: ['approve'] });
      await bindPerson(test, sichuan.union, operator);
      return operator;
    };
    const [first, second] = [await cadre(), await cadre()];
    await network.catchUp();
    const subjectVersion = (await sichuan.services.readModel.plan(plan.planId))?.v ?? 0;
    const payload = { planId: plan.planId, item: 1, document: DOCUMENT, reason: 'untraceable' } as const;
    const signed = await test.instruct('item.writeOff', payload, { by: first, subjectVersion });
    await test.call('item:writeOff', signed, { mspId: first.mspId }, 'benefit');
    const decision = parseSignedInstruction(signed);
    const digest = instructionDigest(decision.instruction);
    const confirmed = { by: second, subjectVersion: 1, change: { chaincode: 'benefit' } };
    const confirmation = await test.instruct('decision.confirm', { decision, digest }, confirmed);
    await test.call('decision:confirm', confirmation, { mspId: second.mspId }, 'benefit');
    await network.catchUp();
    expect((await listed()).items).to.deep.equal([]);
  });
});
