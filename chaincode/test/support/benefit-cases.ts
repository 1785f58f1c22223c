// SPDX-License-Identifier: Apache-2.0
import { samplePayload, type PayloadOf } from '@unionid/domain/catalogue';
import { fromBase64url, toBase64url } from '@unionid/domain/encoding';
import { ledgerKey, type LedgerKey, type LedgerType } from '@unionid/domain/ledger';
import { sampleOf } from '@unionid/domain/sample';
import { sm3 } from '@unionid/domain/sm';
import { newImport, type TestOperator } from '#src/testing/index.js';
import { newAuditor, newPerson } from './auditors.js';
import {
  allotTo,
  benefitRecord,
  DAY_MS,
  DOCUMENT,
  enrolMembers,
  newPlanWorld,
  newStaff,
  rowOf,
  TestPlan,
  type PlanStaff,
  type PlanWorld,
} from './benefit-plan.js';
import { fileOf, openFile, relative } from './hardship-file.js';
import type { UnionTree } from './union-tree.js';

const NONCE = toBase64url(new Uint8Array(32).fill(9));
const FEN = 50_000;

/** What is signed, and the version of its subject. */
export interface Case {
  readonly payload: unknown;
  readonly subjectVersion?: number;
}
/** Made anew for whoever acts: what names a new record is another each time. */
export type CaseOf = (by: TestOperator) => Case | Promise<Case>;

/** 经审 of the national union, by two persons, and of the audited one. */
export interface Supervisors {
  readonly national: readonly [TestOperator, TestOperator];
  readonly own: TestOperator;
}

/** A payload of each type that would be carried out, if it is whose business it is: the audited and granting union is a city's. */
export async function benefitCases(
  tree: UnionTree,
  supervisors: Supervisors,
): Promise<{ readonly cases: Cases; readonly provincesPlan: CaseOf; readonly maker: TestOperator }> {
  const world = await newPlanWorld(tree);
  const by = tree.sichuan.root;
  const staff = await newStaff(tree, { org: tree.city, home: tree.otherCity, by });
  await allotTo(world, { org: tree.city, by });
  const auditor = await newAuditor(tree, {
    ...{ by: supervisors.national[0], org: tree.city, sources: ['union'] },
  });
  const of = { tree, world, staff, supervisors, auditor };
  const others = { ...(await fundCases(of)), ...(await fileCases(of)), ...(await auditCases(of)) };
  const provincesPlan = await provincesPlanCase(of);
  // Last, because what is to be paid waits for its publicity.
  return { cases: { ...others, ...(await planCases(of)) }, provincesPlan, maker: staff.maker };
}

interface Of {
  readonly tree: UnionTree;
  readonly world: PlanWorld;
  readonly staff: PlanStaff;
  readonly supervisors: Supervisors;
  readonly auditor: TestOperator;
}

export type Cases = Readonly<Record<string, CaseOf>>;

async function fundCases({ tree, world }: Of): Promise<Cases> {
  const { city, basic, national } = tree;
  const by = tree.sichuan.root;
  const fund = { ...samplePayload('fund.open'), org: city, fen: 1_000 };
  const [spent, programmeId, given, offered] = [
    ...[tree.newId('fund'), tree.newId('programme'), tree.newId('allotment'), tree.newId('allotment')],
  ] as const;
  await tree.submit('fund.open', { ...fund, fundId: spent }, { by });
  const programme = { ...samplePayload('programme.publish'), org: city };
  await tree.submit('programme.publish', { ...programme, programmeId }, { by });
  const movement = { fund: world.fund, from: city, to: basic, fen: 5, document: DOCUMENT };
  await tree.submit('line.allot', { ...movement, allotmentId: given }, { by });
  const upward = { ...movement, allotmentId: offered, from: national.orgId, to: city };
  await tree.submit('line.allot', upward, { by: national.root });
  const anew = (): { readonly allotmentId: string } => ({ allotmentId: tree.newId('allotment') });
  return {
    'fund.open': () => ({ payload: { ...fund, fundId: tree.newId('fund') } }),
    'fund.close': () => ({ payload: { fundId: spent, left: 1_000 }, subjectVersion: 1 }),
    'line.allot': () => ({ payload: { ...movement, ...anew() } }),
    'line.return': () => ({ payload: { ...movement, ...anew(), to: national.orgId } }),
    'line.accept': () => ({ payload: { allotmentId: offered }, subjectVersion: 1 }),
    'line.withdraw': () => ({ payload: { allotmentId: given }, subjectVersion: 1 }),
    'programme.publish': () => ({ payload: { ...programme, programmeId: tree.newId('programme') } }),
    'programme.end': () => ({ payload: { programmeId }, subjectVersion: 1 }),
  };
}

async function fileCases({ tree }: Of): Promise<Cases> {
  const by = tree.sichuan.root;
  const names = ['filed', 'not filed'];
  const [filed, other] = await enrolMembers(tree, { home: tree.city, by, names });
  if (filed === undefined || other === undefined) throw new Error('nobody');
  const fileId = await openFile(tree, { org: tree.city, members: [relative(filed)] }, { by });
  const { v: subjectVersion } = fileOf(tree, fileId);
  const opened = { org: tree.city, head: other.identityId, place: '', members: [relative(other)] };
  const told = { content: DOCUMENT, evidence: DOCUMENT };
  const on = '2026-03-02';
  return {
    'file.open': () => ({
      payload: { fileId: tree.newId('file'), level: 'national', until: '2026-12-31', ...opened, ...told },
    }),
    'file.revise': () => ({ payload: { fileId, until: '2026-11-30', ...told }, subjectVersion }),
    'file.close': () => ({
      ...{ payload: { fileId, reason: 'recovered', on, evidence: DOCUMENT }, subjectVersion },
    }),
  };
}

async function auditCases(of: Of): Promise<Cases> {
  const { tree, world, supervisors, auditor } = of;
  const { plan, payees } = await newPlan(of);
  const [payee] = payees;
  const finding = {
    ...{ org: tree.city, fund: world.fund, check: 'CAP-1', rule: 1, height: 9 },
    ...{ evidence: DOCUMENT, fen: FEN, due: '2026-12-31' },
  };
  const unmasked = { number: 'JS2026-001', planId: plan.planId, item: 0, place: '' };
  const asked = { ...unmasked, identityId: payee?.identityId ?? '' };
  const [findingId, waiting, approved] = [
    ...[tree.newId('finding'), tree.newId('unmask'), tree.newId('unmask')],
  ] as const;
  await tree.submit('finding.open', { ...finding, findingId }, { by: auditor });
  for (const unmaskId of [waiting, approved])
    await tree.submit('unmask.request', { ...asked, unmaskId }, { by: auditor });
  for (const [at, by] of supervisors.national.entries())
    await tree.submit('unmask.approve', { unmaskId: approved }, { by, subjectVersion: at + 1 });
  const home = tree.otherCity;
  const appointed = await newAuditor(tree, { by: supervisors.own, org: tree.basic, home });
  const identityId = await newPerson(tree, { home, root: tree.sichuan.root, name: 'to be appointed' });
  const subjectVersion = 1;
  const ended = { findingId, evidence: DOCUMENT };
  return {
    'auditor.appoint': async (by) => ({ payload: await appointment(tree, { by, identityId }) }),
    'auditor.remove': () => ({
      ...{ payload: { operatorId: appointed.operatorId, reason: 'ended' }, subjectVersion },
    }),
    'finding.open': () => ({ payload: { ...finding, findingId: tree.newId('finding') } }),
    'finding.respond': () => ({ payload: { ...ended, action: 'remedy', fen: 0 }, subjectVersion }),
    'finding.close': () => ({ payload: { ...ended, outcome: 'unfounded' }, subjectVersion }),
    'unmask.request': () => ({ payload: { ...asked, unmaskId: tree.newId('unmask') } }),
    'unmask.approve': () => ({ payload: { unmaskId: waiting }, subjectVersion }),
    'unmask.answer': () => ({ payload: { unmaskId: approved, evidence: DOCUMENT }, subjectVersion: 3 }),
    'sample.commit': () => ({ payload: { planId: plan.planId, commit: commitOf(NONCE), size: 1 } }),
  };
}

async function appointment(
  tree: UnionTree,
  { by, identityId }: { readonly by: TestOperator; readonly identityId: string },
): Promise<PayloadOf<'auditor.appoint'>> {
  const { operatorId, signer } = tree.newOperator(by, by.org);
  const proof = await tree.prove({ purpose: 'operator-key', holder: operatorId }, signer);
  const audits: PayloadOf<'auditor.appoint'>['audits'] = { org: tree.city, sources: ['union'] };
  const who = { operatorId, identityId, place: '', publicKey: signer.publicKey };
  return { ...who, audits, proof, responsibility: DOCUMENT };
}

async function planCases(of: Of): Promise<Cases> {
  const { tree, world, staff } = of;
  const [member] = await enrolMembers(tree, {
    home: tree.city,
    by: tree.sichuan.root,
    names: ['not granted'],
  });
  const paid = { items: 1, fen: FEN };
  const plans = { ...(await plansOnTheirWay(of)) };
  const { listed, locked, checked, approved, ready, paying, settled } = plans;
  const reference = DOCUMENT;
  const answers = newImport(tree, [{ item: 0, paid: true, reference }], { rowsPerChunk: 1 }).manifest;
  const list = await paying.results({ 0: true });
  const { planId } = settled;
  const { manifest } = newImport(tree, [rowOf(member ?? { identityId: '' }, FEN)], { rowsPerChunk: 1 });
  const opening = {
    ...{ ...manifest, org: staff.org, fund: world.fund, programme: world.programme, programmeVersion: 1 },
    ...{ on: '2026-03-01', until: '2026-05-31', fen: FEN },
  };
  const hash = DOCUMENT;
  const items = sampleOf({ planId, hash, nonce: NONCE, rows: 1, size: 1 }, (row) => settled.letters[row]);
  const drawn = { nonce: NONCE, block: 140, hash, items: [...items], failed: 0, evidence: DOCUMENT };
  const { v: sampleVersion } = recordIn(tree, 'sample', ledgerKey.sample(planId));
  const step = (plan: TestPlan, payload: object): Case => ({
    ...{ payload: { planId: plan.planId, ...payload }, subjectVersion: plan.record.v },
  });
  const back = { item: 0, document: DOCUMENT };
  return {
    'plan.open': () => ({ payload: { ...opening, manifestId: tree.newId('manifest') } }),
    'plan.lock': () => step(listed, listed.stands),
    'plan.check': () => step(locked, locked.stands),
    'plan.cancel': () => step(locked, { reason: 'error' }),
    'item.void': () => step(locked, { ...back, reason: 'objection' }),
    'plan.approve': () => step(checked, checked.stands),
    'plan.publicise': () => step(approved, { from: '2026-03-09', until: '2026-03-15', notice: DOCUMENT }),
    'plan.pay': () => step(ready, { ...ready.stands, order: DOCUMENT, pays: paid }),
    'plan.results': () => ({
      ...{ payload: { ...answers, manifestId: tree.newId('manifest'), planId: paying.planId } },
    }),
    'plan.reconcile': () => step(paying, { lists: [list], paid }),
    'item.return': () => step(settled, back),
    'item.recover': () => step(settled, { ...back, reason: 'death' }),
    'item.writeOff': () => step(settled, { ...back, reason: 'noEstate' }),
    'receipt.attest': () => step(settled, { document: DOCUMENT }),
    'plan.close': () => step(settled, {}),
    'sample.record': () => ({ payload: { planId, ...drawn }, subjectVersion: sampleVersion }),
  };
}

/** A plan of a province's own union, above which only the national one stands, that waits for its approval. */
async function provincesPlanCase(of: Of): Promise<CaseOf> {
  const { tree, world } = of;
  const { orgId: org, root: by } = tree.sichuan;
  const staff = await newStaff(tree, { org, home: tree.otherCity, by });
  await allotTo(world, { org, by });
  const { plan } = await newPlan({ ...of, staff });
  await plan.lock();
  await plan.check();
  const { planId, stands } = plan;
  return () => ({ payload: { ...stands, planId }, subjectVersion: plan.record.v });
}

/** One plan in each state that some step begins with. */
async function plansOnTheirWay(of: Of): Promise<Readonly<Record<Stage, TestPlan>>> {
  const { tree, auditor } = of;
  const plans = {} as Record<Stage, TestPlan>;
  for (const stage of STAGES) plans[stage] = (await newPlan(of)).plan;
  const { planId } = plans.settled;
  await tree.submit('sample.commit', { planId, commit: commitOf(NONCE), size: 1 }, { by: auditor });
  const from = (stage: Stage): readonly TestPlan[] =>
    STAGES.slice(STAGES.indexOf(stage)).map((each) => plans[each]);
  for (const plan of from('locked')) await plan.lock();
  for (const plan of from('checked')) await plan.check();
  for (const plan of from('approved')) await plan.approve();
  for (const plan of from('ready')) await plan.publicise();
  tree.clock.advance(7 * DAY_MS);
  await plans.ready.screened();
  for (const plan of from('paying')) await plan.pay();
  await plans.settled.reconcile([await plans.settled.results({ 0: true })], { items: 1, fen: FEN });
  return plans;
}

const STAGES = ['listed', 'locked', 'checked', 'approved', 'ready', 'paying', 'settled'] as const;
type Stage = (typeof STAGES)[number];

/** A list of one member of the city whom nobody else grants anything. */
async function newPlan({ tree, world, staff }: Of): Promise<{
  readonly plan: TestPlan;
  readonly payees: Awaited<ReturnType<typeof enrolMembers>>;
}> {
  const names = [`payee ${tree.newId('manifest')}`];
  const payees = await enrolMembers(tree, { home: tree.city, by: tree.sichuan.root, names });
  const rows = payees.map((payee) => rowOf(payee, FEN));
  return { plan: await new TestPlan(world, staff, rows).listed(), payees };
}

function commitOf(nonce: string): string {
  return toBase64url(sm3(fromBase64url(nonce)));
}

function recordIn<T extends LedgerType>(tree: UnionTree, type: T, key: LedgerKey<T>) {
  const record = benefitRecord(tree, type, key);
  if (record === undefined) throw new Error(`no ${type}`);
  return record;
}
