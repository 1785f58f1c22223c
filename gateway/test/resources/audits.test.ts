// SPDX-License-Identifier: Apache-2.0
import type { TestOperator } from '@unionid/chaincode/testing';
import {
  checkRun,
  findingEntry,
  findingShown,
  findingView,
  itemTrace,
  pageOf,
  placeView,
  unmaskAnswerView,
  unmaskView,
} from '@unionid/domain/api';
import { openedFields, rootOfOpening } from '@unionid/domain/privacy';
import { expect } from 'chai';
import * as z from 'zod/mini';
import { newAuditor, newMemberCadre, newSupervisor } from '../support/audits.js';
import { registerUnion } from '../support/enrol.js';
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
import { renameUnion } from '../support/rename-union.js';
import { runImport } from '../support/run-import.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const AUDITS = ['finding', 'unmask', 'sample'];
const PAYEES = ['序号', '姓名', '证件号码', '发放金额'];

describeOnDatabases('audits', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let grants: Grants;
  let planId: string;
  let payee: string;
  let supervisor: TestOperator;
  /** Of the union that grants, for its money; of it, for other money; of another province. */
  let auditor: TestOperator;
  let ofOtherMoney: TestOperator;
  let ofOtherUnion: TestOperator;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const { test, sichuan, beijing } = network;
    const unions = csvText(ORGANISATION_COLUMNS, [organisationRow(0)]);
    await runImport(test, sichuan, { kind: 'organisations', content: unions });
    const member = memberRow(0);
    await runImport(test, sichuan, { content: csvText(MEMBER_COLUMNS, [member]) });
    grants = await openGrants(network, sichuan);
    const { 姓名 = '', 证件号码 = '' } = member;
    const content = csvText(PAYEES, [{ 序号: '1', 姓名, 证件号码, 发放金额: '500.00' }]);
    planId = (await importPlan(network, sichuan, { grants, content })).importId;
    await new PlanSteps(network, sichuan, grants, planId).pay();
    supervisor = await newSupervisor(network);
    const appoint = (org: string, source: 'union' | 'central'): Promise<TestOperator> =>
      newAuditor(network, { by: supervisor, audits: { org, sources: [source] } });
    auditor = await appoint(grants.org, 'union');
    ofOtherMoney = await appoint(grants.org, 'central');
    ofOtherUnion = await appoint(beijing.union.orgId, 'union');
    await network.catchUp();
    payee = itemTrace.parse((await ask(auditor, `/v1/traces/plans/${planId}/items/0`)).json).identityId;
  });
  afterEach(() => network.close());

  const ask = (operator: TestOperator, target: string, at: 'national' | 'sichuan' = 'national') =>
    signedFetch(network[at], operator, { target });
  const idsOf = async <T>(operator: TestOperator, target: string, view: z.ZodMiniType<T>): Promise<T[]> => {
    const answer = await ask(operator, target);
    expect(answer.status, answer.text).to.equal(200);
    return pageOf(view).parse(answer.json).items;
  };

  async function openFinding(): Promise<string> {
    const findingId = network.test.newId('finding');
    const about = { findingId, org: grants.org, fund: grants.fund, plan: planId, items: [0] };
    const found = { check: 'CAP-1', rule: 1, height: 5, evidence: DOCUMENT, fen: 50_000, due: '2099-12-31' };
    await network.test.submit('finding.open', { ...about, ...found }, { by: auditor });
    await network.catchUp();
    return findingId;
  }

  async function requestUnmask(): Promise<string> {
    const unmaskId = network.test.newId('unmask');
    const payload = { unmaskId, number: 'JS2026-001', planId, item: 0, identityId: payee, place: '' };
    const { json } = await ask(auditor, `/v1/audit/places/${payee}`);
    const { place } = placeView.parse(json);
    await network.test.submit('unmask.request', { ...payload, place }, { by: auditor });
    await network.catchUp();
    return unmaskId;
  }

  it('run checks of the own scope as of a height, for auditors and 经审 alone', async () => {
    const { status, json, text } = await ask(auditor, '/v1/audit/checks/CAP-1');
    expect(status, text).to.equal(200);
    const { result } = checkRun.parse(json);
    expect(result.scope).to.deep.equal({ org: grants.org, sources: ['union'] });
    expect(result.coverage).to.include({ plans: 1, items: 1 });
    const again = await ask(auditor, `/v1/audit/checks/CAP-1?height=${String(result.height)}`);
    expect(again.text).to.equal(text);
    for (const other of [ofOtherMoney, ofOtherUnion]) {
      const found = checkRun.parse((await ask(other, '/v1/audit/checks/CAP-1')).json);
      expect(found.result.coverage).to.include({ plans: 0, items: 0 });
    }
    expect((await ask(supervisor, '/v1/audit/checks/DUP-1')).status).to.equal(200);
    expectProblem(await ask(grants.maker, '/v1/audit/checks/DUP-1', 'sichuan'), 'GRANT_MISSING');
    expectProblem(await ask(auditor, '/v1/audit/checks/CAP-1?height=99999'), 'HEIGHT_NOT_REACHED');
    expectProblem(await ask(auditor, '/v1/audit/checks/NOT-1'), 'CHECK_UNKNOWN');
    expect((await ask(grants.maker, '/v1/audit/checks', 'sichuan')).status).to.equal(200);
  });

  it('run checks beside everything else that a gateway does', async () => {
    let isDone = false;
    const check = ask(auditor, '/v1/audit/checks/DUP-2').finally(() => (isDone = true));
    expect((await fetch(`${network.national.url}/livez`)).status).to.equal(200);
    expect(isDone).to.equal(false);
    expect((await check).status).to.equal(200);
  });

  it('let an auditor follow and export the money of its scope, and nobody else’s', async () => {
    const { fund, org } = grants;
    const own = [
      `/v1/traces/plans/${planId}`,
      `/v1/traces/plans/${planId}/items/0`,
      `/v1/traces/plans/${planId}/items/0/picture`,
      `/v1/traces/funds/${fund}/lines/${org}`,
      `/v1/plans/${planId}`,
      `/v1/plans/${planId}/items`,
      `/v1/lines/${fund}/${org}`,
    ];
    for (const target of own) {
      expect((await ask(auditor, target)).status, target).to.equal(200);
      expectProblem(await ask(ofOtherMoney, target), 'OUT_OF_SCOPE');
      expectProblem(await ask(ofOtherUnion, target), 'OUT_OF_SCOPE');
    }
    for (const list of ['/v1/plans', '/v1/lines']) {
      const any = z.looseObject({});
      expect(await idsOf(auditor, list, any), list).to.have.length(1);
      expect(await idsOf(ofOtherMoney, list, any), list).to.have.length(0);
      expect(await idsOf(ofOtherUnion, list, any), list).to.have.length(0);
    }
    expect((await ask(auditor, `/v1/traces/funds/${fund}`)).status).to.equal(200);
    expectProblem(await ask(ofOtherMoney, `/v1/traces/funds/${fund}`), 'OUT_OF_SCOPE');
    const person = await ask(auditor, `/v1/traces/persons/${payee}`);
    expect(person.text).to.include(planId);
    expect((await ask(ofOtherMoney, `/v1/traces/persons/${payee}`)).text).not.to.include(planId);
    // The fund is the national union's: its export tells of unions beside the scope.
    expectProblem(await ask(auditor, `/v1/exports/funds/${fund}`), 'OUT_OF_SCOPE');
    const audits = { org: network.national.union.orgId, sources: ['union'] as const };
    const whole = await newAuditor(network, { by: supervisor, audits: { ...audits, sources: ['union'] } });
    await network.catchUp();
    expect((await ask(whole, `/v1/exports/funds/${fund}`)).status).to.equal(200);
    expect((await ask(whole, `/v1/exports/funds/${fund}/items`)).status).to.equal(200);
  });

  it('name unions beside their codes, checks as of their height and findings as of now', async () => {
    const { org } = grants;
    const findingId = await openFinding();
    const run = checkRun.parse((await ask(auditor, '/v1/audit/checks/CAP-1')).json);
    const { height } = run.result;
    const name = run.unionNames?.[org] ?? '';
    expect(name).to.match(/工会/);
    await renameUnion(network, network.sichuan, { org, name: '改名之后的工会委员会' });
    const again = await ask(auditor, `/v1/audit/checks/CAP-1?height=${String(height)}`);
    expect(checkRun.parse(again.json)).to.deep.equal(run);
    const later = checkRun.parse((await ask(auditor, '/v1/audit/checks/CAP-1')).json);
    expect(later.unionNames).to.deep.equal({ [org]: '改名之后的工会委员会' });
    const named = [`/v1/findings/${findingId}`, ...['/v1/findings', '/v1/plans', `/v1/plans/${planId}`]];
    for (const target of named) {
      const { unionNames } = z
        .looseObject({ unionNames: z.record(z.string(), z.string()) })
        .parse((await ask(auditor, target)).json);
      expect(unionNames, target).to.have.property(org, '改名之后的工会委员会');
    }
    const { unionNames } = await inboxOf(network.sichuan, network.sichuan.union.root);
    expect(unionNames).to.have.property(org, '改名之后的工会委员会');
  });

  it('show a finding to its auditors and the audited', async () => {
    const findingId = await openFinding();
    const known = findingView.parse((await ask(auditor, `/v1/findings/${findingId}`)).json);
    expect(known).to.include({ findingId, state: 'OPEN', org: grants.org, source: 'union', fen: 50_000 });
    expect((await ask(grants.maker, `/v1/findings/${findingId}`, 'sichuan')).status).to.equal(200);
    const found = await idsOf(auditor, '/v1/findings?state=OPEN', findingView);
    const { unionNames } = findingShown.parse((await ask(auditor, `/v1/findings/${findingId}`)).json);
    expect(Object.keys(unionNames ?? {})).to.deep.equal([grants.org]);
    expect(found).to.deep.equal([known]);
    expect(await idsOf(auditor, '/v1/findings?state=CLOSED', findingView)).to.deep.equal([]);
    for (const other of [ofOtherMoney, ofOtherUnion]) {
      expectProblem(await ask(other, `/v1/findings/${findingId}`), 'OUT_OF_SCOPE');
      expect(await idsOf(other, '/v1/findings', findingView)).to.deep.equal([]);
    }
    const unknown = network.test.newId('finding');
    expectProblem(await ask(auditor, `/v1/findings/${unknown}`), 'FINDING_UNKNOWN');
  });

  it('show an unmasking to its auditors, the audited and the payee’s union, to its answer', async () => {
    const { test, sichuan } = network;
    const unmaskId = await requestUnmask();
    const target = `/v1/unmasks/${unmaskId}`;
    for (const other of [ofOtherMoney, ofOtherUnion]) {
      expectProblem(await ask(other, target), 'OUT_OF_SCOPE');
      for (const side of ['home', 'org'])
        expect(await idsOf(other, `/v1/unmasks?side=${side}`, unmaskView)).to.deep.equal([]);
    }
    const second = await newSupervisor(network);
    const early = await newMemberCadre(network, 'member');
    await network.catchUp();
    expectProblem(await ask(early, `${target}/answer`, 'sichuan'), 'UNMASK_STEP');
    await test.submit('unmask.approve', { unmaskId }, { by: supervisor, subjectVersion: 1 });
    await test.submit('unmask.approve', { unmaskId }, { by: second, subjectVersion: 2 });
    const answering = await newMemberCadre(network, 'member');
    const answer = { unmaskId, evidence: DOCUMENT };
    await network.catchUp();
    const letter = await ask(answering, `${target}/answer`, 'sichuan');
    expect(letter.status, letter.text).to.equal(200);
    const { opening, ...about } = unmaskAnswerView.parse(letter.json);
    expect(about).to.deep.equal({ unmaskId, number: 'JS2026-001', plan: planId, item: 0, identityId: payee });
    const { 姓名: name, 证件号码: docNumber } = memberRow(0);
    expect(openedFields(opening)).to.deep.include({ name, docNumber }).and.not.to.have.property('mobile');
    const [root] = await sichuan.services.readModel.rootsOf([payee]);
    expect(rootOfOpening(opening)).to.equal(root?.root);
    const { items } = await sichuan.services.journal.list({ limit: 9, cursor: undefined });
    expect(items[0]).to.include({ what: 'unmask-answer', subject: unmaskId, persons: 1 });
    expectProblem(await ask(grants.maker, `${target}/answer`, 'sichuan'), 'GRANT_MISSING');
    expectProblem(await ask(auditor, `${target}/answer`), 'GRANT_MISSING');
    expectProblem(await ask(answering, `${target}/answer`), 'SUBMITTER_FOREIGN');
    await test.submit('unmask.answer', answer, { by: answering, subjectVersion: 3 });
    await network.catchUp();
    const known = unmaskView.parse((await ask(auditor, target)).json);
    expect(known).to.include({ state: 'ANSWERED', number: 'JS2026-001', identityId: payee });
    for (const query of ['?side=org', ''])
      expect(await idsOf(auditor, `/v1/unmasks${query}`, unmaskView), query).to.deep.equal([known]);
    expect((await ask(sichuan.union.root, target, 'sichuan')).json).to.deep.equal(known);
    expectProblem(await ask(auditor, `/v1/unmasks/${test.newId('unmask')}`), 'UNMASK_UNKNOWN');
  });

  it('wait with whoever has to act, and with nobody else', async () => {
    const { test, national, sichuan } = network;
    const waits = async (gateway: typeof national, by: TestOperator): Promise<readonly string[]> => {
      const { items } = await inboxOf(gateway, by);
      return items.filter(({ kind }) => AUDITS.includes(kind)).map(({ actions }) => actions.join());
    };
    const findingId = await openFinding();
    const unmaskId = await requestUnmask();
    const [fundCadre, owner, second] = [
      await newMemberCadre(network, 'fund'),
      await newMemberCadre(network, 'member'),
      await newSupervisor(network),
    ];
    await network.catchUp();
    expect(await waits(sichuan, fundCadre)).to.deep.equal(['finding.respond']);
    expect(await waits(national, supervisor)).to.deep.equal(['unmask.approve']);
    for (const nobody of [auditor, ofOtherMoney, ofOtherUnion])
      expect(await waits(national, nobody)).to.deep.equal([]);
    for (const nobody of [grants.maker, owner]) expect(await waits(sichuan, nobody)).to.deep.equal([]);
    expect(await waits(network.beijing, network.beijing.union.root)).to.deep.equal([]);

    const page = await inboxOf(sichuan, fundCadre, '?limit=1');
    expect(page.counts).to.deep.equal({ upToDay: 1, upToWeek: 0, longer: 0 });
    const { org } = grants;
    expect(page.items[0]).to.include({ kind: 'finding', findingId, org, about: org, due: '2099-12-31' });
    expect((await inboxOf(national, supervisor)).items[0]).to.include({
      ...{ kind: 'unmask', org: national.union.orgId, about: org },
    });

    // Whoever has approved once does not approve again.
    await test.submit('unmask.approve', { unmaskId }, { by: supervisor, subjectVersion: 1 });
    expect(await waits(national, supervisor)).to.deep.equal([]);
    expect(await waits(national, second)).to.deep.equal(['unmask.approve']);
    await test.submit('unmask.approve', { unmaskId }, { by: second, subjectVersion: 2 });
    expect(await waits(national, second)).to.deep.equal([]);
    const { items } = await inboxOf(sichuan, owner);
    expect(items).to.have.length(1);
    expect(items[0]).to.deep.include({ kind: 'unmask', unmaskId, actions: ['unmask.answer'] });
    expect(items[0]).to.have.property('due');

    const answered = { findingId, evidence: DOCUMENT } as const;
    const remedy = { ...answered, action: 'remedy', fen: 0 } as const;
    await test.submit('finding.respond', remedy, { by: fundCadre, subjectVersion: 1 });
    expect(await waits(national, auditor)).to.deep.equal(['finding.close']);
    expect(await waits(sichuan, fundCadre)).to.deep.equal(['finding.respond']);
    const recovery = { ...answered, action: 'recover', fen: 50_000 } as const;
    await test.submit('finding.respond', recovery, { by: fundCadre, subjectVersion: 2 });
    expect(await waits(sichuan, fundCadre)).to.deep.equal([]);
    expect(await waits(national, auditor)).to.deep.equal(['finding.close']);
    expect(await waits(national, ofOtherMoney)).to.deep.equal([]);
  });

  it('keep each answer to a finding, and say in each of its states whom it waits for', async () => {
    const { test, national, sichuan } = network;
    const [one, other] = [await newMemberCadre(network, 'fund'), await newMemberCadre(network, 'fund')];
    const findingId = await openFinding();
    const { org } = grants;
    const acts = { org, about: org, actions: ['finding.respond'] };
    const audits = { org: national.union.orgId, about: org, actions: ['finding.close'] };
    const outcome = 'settled';
    const by = (operator: TestOperator, fen: number) => {
      const action = fen === 0 ? ('remedy' as const) : ('recover' as const);
      return { by: operator, action, said: { action, fen } };
    };
    const steps = [
      { state: 'OPEN', by: auditor, action: 'open', union: [acts], auditing: [] },
      { state: 'REMEDIED', ...by(one, 0), union: [acts], auditing: [audits] },
      { state: 'REMEDIED', ...by(other, 0), union: [acts], auditing: [audits] },
      { state: 'RECOVERED', ...by(one, 200), union: [acts], auditing: [] },
      { state: 'RECOVERED', ...by(one, 0), union: [acts], auditing: [] },
      { state: 'RECOVERED', ...by(other, 50_000), union: [], auditing: [audits] },
      { state: 'CLOSED', by: auditor, action: 'close', union: [], auditing: [] },
    ] as const;
    const waitsFor = async (gateway: typeof national, by: TestOperator): Promise<readonly object[]> => {
      const { items } = await inboxOf(gateway, by);
      return items.flatMap((item) =>
        item.kind === 'finding' ? [{ org: item.org, about: item.about, actions: item.actions }] : [],
      );
    };
    const take = async (step: (typeof steps)[number], n: number): Promise<string> => {
      const signed = { findingId, evidence: n === 0 ? DOCUMENT : `${DOCUMENT.slice(0, -2)}${String(n)}A` };
      const signing = { by: step.by, subjectVersion: n };
      if ('said' in step) await test.submit('finding.respond', { ...signed, ...step.said }, signing);
      else if (step.action === 'close') await test.submit('finding.close', { ...signed, outcome }, signing);
      await network.catchUp();
      return signed.evidence;
    };
    const told: object[] = [];
    for (const [n, step] of steps.entries()) {
      const evidence = await take(step, n);
      for (const each of [one, other])
        expect(await waitsFor(sichuan, each), `union, ${String(n)}`).to.deep.equal(step.union);
      expect(await waitsFor(national, auditor), `auditor, ${String(n)}`).to.deep.equal(step.auditing);
      for (const nobody of [ofOtherMoney, ofOtherUnion, supervisor])
        expect(await waitsFor(national, nobody)).to.deep.equal([]);
      expect(await waitsFor(sichuan, grants.maker)).to.deep.equal([]);
      const stands = { state: step.state, v: n + 1 };
      expect((await ask(auditor, `/v1/findings/${findingId}`)).json).to.include(stands);
      told.push({ ...stands, action: step.action, actor: step.by.operatorId, evidence });
    }
    const read = async (query: string) =>
      pageOf(findingEntry).parse((await ask(auditor, `/v1/findings/${findingId}/history${query}`)).json);
    const { items } = await read('');
    expect(items).to.have.length(told.length);
    for (const [n, entry] of items.entries()) expect(entry).to.include(told[n]);
    const ends = items.map(({ fen, outcome }) => fen ?? outcome);
    expect(ends).to.deep.equal([undefined, undefined, undefined, 200, undefined, 50_000, 'settled']);
    expect(new Set(items.map(({ person }) => person)).size, 'each answer is by who gave it').to.equal(3);
    expect(items[1]?.person).to.equal(items[3]?.person).and.not.to.equal(items[2]?.person);
    const first = await read('?limit=3');
    const rest = await read(`?cursor=${first.next ?? ''}`);
    expect([...first.items, ...rest.items]).to.deep.equal(items);
    expect((await ask(one, `/v1/findings/${findingId}/history`, 'sichuan')).status).to.equal(200);
    expectProblem(await ask(ofOtherMoney, `/v1/findings/${findingId}/history`), 'OUT_OF_SCOPE');
    expectProblem(await ask(auditor, `/v1/findings/${test.newId('finding')}/history`), 'FINDING_UNKNOWN');
  });

  it('wait for nobody who has found, or answered, the same', async () => {
    const { test, national, sichuan } = network;
    const { org } = grants;
    const findingId = await openFinding();
    const cadre = await newMemberCadre(network, 'fund');
    const owner = (person: string, more: object) => ({
      ...{ operatorId: 'P', person, accounts: person === '' ? [] : [person, 'former'], province: '51' },
      ...{ org, grants: [], subjects: [], actsOnMembers: false, answersFindings: false, supervises: false },
      ...{ audits: undefined, confirmable: { below: [], anywhere: [], otherUnion: [] } },
      ...more,
    });
    const waits = async (person: string, more: object): Promise<number> => {
      await network.catchUp();
      const page = await sichuan.services.readModel.inbox(owner(person, more), '2099-01-01T00:00:00.000Z', {
        ...{ limit: 9, cursor: undefined },
      });
      return page.items.filter(({ kind }) => kind === 'finding').length;
    };
    const answers = { answersFindings: true };
    const audits = { audits: { org: national.union.orgId, sources: ['union'] } };
    const { person: finder } = findingView.parse((await ask(auditor, `/v1/findings/${findingId}`)).json);
    expect(await waits(finder, answers)).to.equal(0);
    for (const person of ['somebody', '']) expect(await waits(person, answers)).to.equal(1);
    const remedy = { findingId, evidence: DOCUMENT, action: 'remedy', fen: 0 } as const;
    await test.submit('finding.respond', remedy, { by: cadre, subjectVersion: 1 });
    await network.catchUp();
    const { remedy: answer } = findingView.parse((await ask(auditor, `/v1/findings/${findingId}`)).json);
    expect(await waits(answer?.person ?? '', audits)).to.equal(0);
    for (const person of [finder, 'somebody']) expect(await waits(person, audits)).to.equal(1);
  });

  it('tell where an account stands to auditors, 经审 and whoever binds operators, and to nobody else', async () => {
    expect((await ask(supervisor, `/v1/audit/places/${payee}`)).status).to.equal(200);
    const { test, sichuan } = network;
    const org = await registerUnion(test, sichuan.union);
    const binding = await registerOperator(test, sichuan.union, { org, grants: ['operator'] });
    await network.catchUp();
    expect((await ask(binding, `/v1/audit/places/${payee}`, 'sichuan')).status).to.equal(200);
    expectProblem(await ask(grants.maker, `/v1/audit/places/${payee}`, 'sichuan'), 'GRANT_MISSING');
    const unknown = network.test.newId('identity');
    expectProblem(await ask(auditor, `/v1/audit/places/${unknown}`), 'ACCOUNT_UNKNOWN');
    expectProblem(await ask(auditor, `/v1/samples/${planId}`), 'SAMPLE_UNKNOWN');
  });
});
