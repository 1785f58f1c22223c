// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  newAccountPayload,
  newMemberEntry,
  newOrganisationEntry,
  type TestOperator,
} from '@unionid/chaincode/testing';
import { fileParts, placeView } from '@unionid/domain/api';
import { samplePayload } from '@unionid/domain/catalogue';
import { identityIdFor } from '@unionid/domain/person';
import { expect } from 'chai';
import { ROUTES } from '#src/resources/routes.js';
import { newAuditor, newSupervisor } from '../support/audits.js';
import { DOCUMENT, importPlan, openGrants, PlanSteps, type Grants } from '../support/grants.js';
import {
  csvText,
  MEMBER_COLUMNS,
  memberRow,
  ORGANISATION_COLUMNS,
  organisationRow,
} from '../support/import-files.js';
import { registerOperator } from '../support/register-operator.js';
import { runImport } from '../support/run-import.js';
import { signedFetch } from '../support/signed-fetch.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

/**
 * What a route tells of what is planted in 四川: `money` to auditors of its unions and sources, `union` to auditors of its unions
 * whatever their sources, `work` to no auditor at all, `open` to every operator, `own` only of whoever asks.
 */
type Reach = 'money' | 'union' | 'work' | 'open' | 'own';

const REACH: Readonly<Record<string, Reach>> = {
  ...{ listOrganisations: 'open', getOrganisation: 'open', listEmployers: 'open' },
  ...{ getOperator: 'open', listProgrammes: 'open', getProgramme: 'open', listPolicies: 'open' },
  ...{ listCalendars: 'open', listChecks: 'open' },
  ...{ getInstruction: 'work', listDecisions: 'work', getDecision: 'work', listInbox: 'own' },
  ...{ listImports: 'work', getImport: 'work', getImportReport: 'work', getImportChunk: 'work' },
  ...{ listUnmaskings: 'work', getAccount: 'work', listAccountHistory: 'work', listAccountActions: 'work' },
  ...{ listMembers: 'work', listApplications: 'work', getApplication: 'work', listTransfers: 'work' },
  ...{ getTransfer: 'work', listClaims: 'work', getClaim: 'work', getFiling: 'work' },
  ...{
    getFund: 'work',
    listLines: 'money',
    getLine: 'money',
    listAllotments: 'money',
    getAllotment: 'money',
  },
  ...{ listPlans: 'money', getPlan: 'money', listPlanItems: 'money', getPlanOrder: 'work' },
  ...{ getSentOrder: 'work' },
  ...{ listRecoveries: 'money' },
  ...{ traceItem: 'money', pictureItem: 'money', tracePlan: 'money', traceFund: 'money', traceLine: 'money' },
  // That of the audited union alone: the fund is the national union's.
  ...{ exportFund: 'work', exportFundTable: 'work' },
  // Of a person by other money only that something was granted.
  ...{ tracePerson: 'union', getAuditPlace: 'own' },
  ...{ runCheck: 'money', listFindings: 'money', getFinding: 'money', listUnmasks: 'money' },
  listFindingHistory: 'money',
  ...{ getUnmask: 'money', getUnmaskAnswer: 'work', listSamples: 'money', getSample: 'money' },
  // A file is of no money.
  ...{ listFiles: 'union', getFile: 'union', getFileContent: 'work' },
};
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  listTransfers: ['?side=in', '?side=out', '?side=judge'],
  listClaims: ['?side=holder', '?side=claimant', '?side=judge'],
  listAllotments: ['?side=to', '?side=from'],
  listUnmasks: ['?side=home', '?side=org'],
  listMembers: ['?subtree=true'],
};
/** Whose affair a route is asked about, where it is not the payee's. */
const ABOUT: Readonly<Record<string, string>> = {
  ...{ getTransfer: 'asked', getClaim: 'claimed', getApplication: 'applicant' },
};
const EMPLOYER = '91999900MA00000019';
const PAGE = { limit: 9, cursor: undefined };
const PAYEES = ['序号', '姓名', '证件号码', '发放金额'];
const ASKED = ROUTES.filter(
  ({ method, access }) => method === 'get' && access !== 'public' && access !== 'gateway',
);

describe('what every route for reading tells of another’s', function () {
  this.timeout(240_000);
  let folder: string;
  let network: TestNetwork;
  let grants: Grants;
  /** Names of what is planted, by the parameter that leads to it. */
  let names: Readonly<Record<string, string>>;
  let auditor: TestOperator;
  let ofOtherMoney: TestOperator;
  let ofOtherUnion: TestOperator;
  /** Of a union below, whom 经审 of the province appointed: its gateway has the province's imports. */
  let ofUnionBelow: TestOperator;
  let stranger: TestOperator;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unionid-scopes-'));
    network = await openTestNetwork(folder);
    const { test, sichuan, beijing } = network;
    const unions = csvText(ORGANISATION_COLUMNS, [organisationRow(0)]);
    const { importId } = await runImport(test, sichuan, { kind: 'organisations', content: unions });
    const member = memberRow(0);
    await runImport(test, sichuan, { content: csvText(MEMBER_COLUMNS, [member]) });
    grants = await openGrants(network, sichuan);
    const { 姓名 = '', 证件号码 = '' } = member;
    const content = csvText(PAYEES, [{ 序号: '1', 姓名, 证件号码, 发放金额: '500.00' }]);
    const planId = (await importPlan(network, sichuan, { grants, content })).importId;
    const supervisor = await newSupervisor(network);
    const appoint = (org: string, source: 'union' | 'central'): Promise<TestOperator> =>
      newAuditor(network, { by: supervisor, audits: { org, sources: [source] } });
    auditor = await appoint(grants.org, 'union');
    ofOtherMoney = await appoint(grants.org, 'central');
    ofOtherUnion = await appoint(beijing.union.orgId, 'union');
    const below = (await sichuan.services.readModel.organisations({ parent: grants.org }, PAGE)).items[0];
    ofUnionBelow = await newAuditor(network, {
      by: await newSupervisor(network, sichuan.union),
      audits: { org: below?.orgId ?? expect.fail('no union'), sources: ['union'] },
      union: sichuan.union,
    });
    // No grant of another province opens anything here, and its root has them all.
    stranger = beijing.union.root;
    await network.catchUp();
    await test.submit('sample.commit', { planId, commit: DOCUMENT, size: 1 }, { by: auditor });
    await new PlanSteps(network, sichuan, grants, planId).pay();
    names = { planId, importId, ...(await plant(planId)), ...(await plantWork()) };
  });
  after(async () => {
    await network.close();
    rmSync(folder, { recursive: true });
  });

  /** A finding, a request for a name, a file and a decision about the plan's union and payee. */
  async function plant(planId: string): Promise<Readonly<Record<string, string>>> {
    const { test, sichuan } = network;
    const [findingId, unmaskId] = [test.newId('finding'), test.newId('unmask')];
    const { readModel } = sichuan.services;
    const { items } = await readModel.items(planId, PAGE);
    const { identityId = '' } = items[0] ?? {};
    const found = { check: 'CAP-1', rule: 1, height: 5, evidence: DOCUMENT, fen: 50_000, due: '2099-12-31' };
    const about = { findingId, org: grants.org, fund: grants.fund, plan: planId, items: [0] };
    await test.submit('finding.open', { ...about, ...found }, { by: auditor });
    const { json } = await signedFetch(network.national, auditor, {
      target: `/v1/audit/places/${identityId}`,
    });
    const { place } = placeView.parse(json);
    const asked = { unmaskId, number: 'JS2026-001', planId, item: 0, identityId, place };
    await test.submit('unmask.request', asked, { by: auditor });
    const { items: lines } = await readModel.allotments(
      { within: grants.org, side: 'to', state: undefined },
      PAGE,
    );
    await network.catchUp();
    return {
      ...{ identityId, findingId, unmaskId, fileId: await openFile(identityId, place) },
      allotmentId: lines[0]?.allotmentId ?? '',
    };
  }

  /** Members of the audited union of whom a third province asks one and claims the other's number, both contested; and who applies. */
  async function plantWork(): Promise<Readonly<Record<string, string>>> {
    const { test, sichuan } = network;
    const { root: here } = sichuan.union;
    const { root: there, orgId } = test.provinces['34'];
    const [asked, claimed] = [
      newMemberEntry(test, grants.org, { person: 'asked' }),
      newMemberEntry(test, grants.org, { person: 'claimed' }),
    ];
    const applicant = newAccountPayload(test, grants.org, { person: 'applicant' });
    for (const entry of [asked, claimed]) await test.submit('person.enrol', entry, { by: here });
    await test.submit('person.openAccount', applicant, { by: here });
    const application = { ...samplePayload('application.open'), org: grants.org, place: '' };
    await test.submit('application.open', { ...application, identityId: applicant.identityId }, { by: here });
    const covered = { name: '示范机械厂', creditCode: EMPLOYER, nature: '', economicType: '110' };
    const to = newOrganisationEntry(test, orgId, {
      employers: [{ ...covered, industry: '', district: '', headcount: 12 }],
    });
    await test.submit('organisation.register', to, { by: there });
    const { identityId, personKey, nameTag } = asked;
    const request = {
      ...{ identityId, personKey, nameTag, root: DOCUMENT, to: to.orgId, employer: EMPLOYER, slot: 0 },
      evidence: { kind: 'contract', digest: DOCUMENT } as const,
    };
    await test.submit('transfer.request', request, { by: there });
    const second = { by: here, subjectVersion: 1 };
    const objection = { identityId, place: '', ground: 'stillEmployed', evidence: DOCUMENT } as const;
    await test.submit('transfer.object', objection, second);
    const { personKey: number, nameTag: tag } = claimed;
    const owner = { personKey: number, nameTag: tag, root: DOCUMENT, level: 1 as const };
    const opening = {
      ...{ ...owner, identityId: identityIdFor(owner), org: to.orgId, claimed: claimed.identityId },
      ...({ kind: 'notMe', evidence: DOCUMENT } as const),
    };
    await test.submit('claim.open', opening, { by: there });
    const contest = { identityId: claimed.identityId, place: '', evidence: DOCUMENT } as const;
    await test.submit('claim.answer', { ...contest, outcome: 'contest' }, second);
    await network.catchUp();
    return { asked: identityId, claimed: claimed.identityId, applicant: applicant.identityId };
  }

  async function openFile(head: string, place: string): Promise<string> {
    const { test, sichuan } = network;
    const filer = await registerOperator(test, sichuan.union, { role: 'cadre', grants: ['file'] });
    await network.catchUp();
    const { 姓名: name = '', 证件号码: docNumber = '' } = memberRow(0);
    const fileId = test.newId('file');
    const body = { org: grants.org, household: [{ name, docNumber, relation: '户主' }], content: {} };
    const target = `/v1/files/${fileId}/content`;
    const parts = fileParts.parse((await signedFetch(sichuan, filer, { target, body })).json);
    const { members, content } = parts;
    const filed = { fileId, org: grants.org, level: 'national' as const, until: '2026-12-31', head, place };
    await test.submit('file.open', { ...filed, members, content, evidence: DOCUMENT }, { by: filer });
    await network.catchUp();
    return fileId;
  }

  function targetsOf({ path, operationId }: (typeof ROUTES)[number]): readonly string[] {
    const { root } = network.sichuan.union;
    const all: Record<string, string> = {
      ...{ ...names, orgId: grants.org, fundId: grants.fund, programmeId: grants.programme },
      ...{ operatorId: grants.maker.operatorId, actor: root.operatorId, index: '0', item: '0' },
      ...{ instructionId: network.test.newId('instruction'), table: 'items', code: 'ANO-1' },
    };
    const about = all[ABOUT[operationId] ?? 'identityId'];
    if (about !== undefined) all.identityId = about;
    const address = path.replace(/:(\w+)/g, (_, name: string) => all[name] ?? `no sample of ${name}`);
    return (QUERIES[operationId] ?? ['']).map((query) => `${address}${query}`);
  }

  /** Which of what is planted an answer names, but for what the question named itself; a refusal tells nothing. */
  async function told(by: TestOperator, at: TestGateway, target: string): Promise<readonly string[]> {
    const { status, text } = await signedFetch(at, by, { target });
    expect(status, `${target}: ${text}`).to.be.lessThan(500);
    expect(text, target).not.to.include('"code":"INVALID_REQUEST"');
    if (status !== 200) return [];
    return Object.entries(names).flatMap(([name, value]) =>
      text.includes(value) && !target.includes(value) ? [name] : [],
    );
  }

  it('is stated of each of them', () => {
    expect(ASKED.map(({ operationId }) => operationId)).to.have.members(Object.keys(REACH));
  });

  it('comes to an auditor of these unions and this money, and is there to be told', async () => {
    for (const route of ASKED.filter(({ operationId }) => REACH[operationId] === 'money')) {
      // What there is to get back has its auditors in a test of its own: it takes a plan that is settled and a payee who is gone.
      if (route.operationId === 'runCheck' || route.operationId === 'listRecoveries') continue;
      const seen = await Promise.all(targetsOf(route).map((target) => answers(auditor, target)));
      expect(
        seen.some((one) => one),
        route.operationId,
      ).to.equal(true);
    }
  });

  it('of transfers, claims and applications is there to be told to whoever does the work', async () => {
    const { sichuan, national } = network;
    for (const name of ['Transfer', 'Claim', 'Application'])
      for (const operationId of [`list${name}s`, `get${name}`]) {
        const route = ASKED.find((one) => one.operationId === operationId) ?? expect.fail(operationId);
        for (const at of [sichuan, national]) {
          const seen = await Promise.all(targetsOf(route).map((one) => answers(at.union.root, one, at)));
          expect(seen, operationId).to.include(true);
        }
      }
  });

  async function answers(by: TestOperator, target: string, at = network.national): Promise<boolean> {
    const { status, json } = await signedFetch(at, by, { target });
    const { items } = (json ?? {}) as { readonly items?: readonly unknown[] };
    return status === 200 && (items === undefined || items.length > 0);
  }

  for (const { operationId } of ASKED)
    it(`${operationId}: to no auditor of other money or other unions, and to nobody of another province`, async () => {
      const reach = REACH[operationId];
      const route = ASKED.find((one) => one.operationId === operationId) ?? expect.fail(operationId);
      for (const target of targetsOf(route)) {
        if (reach === 'work') expect(await told(auditor, network.national, target)).to.deep.equal([]);
        if (reach === 'money' || reach === 'work')
          expect(await told(ofOtherMoney, network.national, target)).to.deep.equal([]);
        // Where an account stands leads nowhere by itself: whoever asks has named it.
        if (operationId === 'getAuditPlace') continue;
        expect(await told(ofOtherUnion, network.national, target)).to.deep.equal([]);
        expect(await told(ofUnionBelow, network.sichuan, target)).to.deep.equal([]);
        for (const at of [network.beijing, network.sichuan, network.national])
          expect(await told(stranger, at, target)).to.deep.equal([]);
      }
    });
});
