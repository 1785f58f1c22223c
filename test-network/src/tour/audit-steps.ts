// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckRun, FindingView } from '@unionid/domain/api';
import { yuan } from '@unionid/domain/fund';
import { keyClaimBytes } from '@unionid/domain/instruction';
import { newKeySigner, newSm2KeyPair } from '@unionid/domain/signing';
import { chinaDateAt } from '@unionid/domain/values';
import { pollUntil } from '@unionid/network';
import { createClient, newId } from '@unionid/sdk';
import { documentOf } from '../data/sample-document.js';
import type { Progress } from '../progress/progress.js';
import { prepareEnrolment, submitEnrolment } from '../setup/enrol.js';
import { decide, reachHeight, type GovernorClient } from '../setup/found-unions.js';
import { hireCadre } from '../setup/hire-cadre.js';
import type { TestNetwork } from '../setup/test-network.js';
import { newTourPersons } from './tour-persons.js';

const CHECK = 'IMP-1';
const PATIENCE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Who audits 四川, and who answers for it; kept in the run folder, the finding too. */
interface KeptAudit {
  readonly auditor: KeptKey;
  readonly answering: KeptKey;
  readonly findingId?: string;
}

interface KeptKey {
  readonly operatorId: string;
  readonly privateKey: string;
}

/** What is audited: a plan of 四川 and its money. */
export interface Audited {
  readonly fund: string;
  readonly plan: string;
  /** Of one item. */
  readonly fen: number;
}

/** 全总's 经审 names an auditor of 四川, and 四川 somebody to answer. */
export async function appointAuditor(test: TestNetwork): Promise<void> {
  if (readKept(test) !== undefined) return;
  const [supervisor, person, answers] = newTourPersons(3, 1950);
  if (supervisor === undefined || person === undefined || answers === undefined)
    throw new RangeError('nobody');
  const key = newSm2KeyPair().privateKey;
  const [{ orgId: national }, { orgId: sichuan }] = [
    test.clientOf('national').operator,
    test.clientOf('sichuan').operator,
  ];
  const [head, enrolled, { operator }] = await Promise.all([
    hireCadre(
      test,
      // The national union has no members of its own.
      { organization: 'national', org: national, grants: ['audit'], person: supervisor, memberOf: 'beijing' },
      newKeySigner(newSm2KeyPair().privateKey),
    ),
    enrol(test, person),
    hireCadre(
      test,
      { organization: 'sichuan', org: sichuan, grants: ['fund'], person: answers },
      newKeySigner(key),
    ),
  ]);
  const auditor = await appoint(test, head, enrolled);
  keep(test, { auditor, answering: { operatorId: operator.operatorId, privateKey: key } });
}

/** The auditor finds one account under two payees; the union answers and recovers, and the finding is struck off. */
export async function auditGrants(
  test: TestNetwork,
  progress: Progress,
  { next, ...audited }: Audited & { readonly next: string },
): Promise<void> {
  const step = (zh: string, en: string, work: (note: (text: string) => void) => Promise<void>) =>
    progress.step({ zh, en, next, logFile: `${test.runDir}/logs` }, work);
  await step(
    '审计：检查出一个账号收两人的款',
    'Audit: a check finds one account under two payees',
    async (note) => {
      const { findingId, check, height, fen } = await openFinding(test, audited);
      note(`${findingId}; ${check}, 截至区块 as of block ${String(height - 1)}, 应追缴 due ${yuan(fen)}`);
    },
  );
  await step('审计发现：整改、追缴、销号', 'The finding: remedied, recovered, struck off', async (note) => {
    const { findingId, recovery } = await settle(test);
    note(`${findingId}; 已追缴 recovered ${yuan(recovery?.fen ?? 0)}`);
  });
}

async function enrol(test: TestNetwork, person: Parameters<typeof prepareEnrolment>[2]): Promise<string> {
  const enrolment = await prepareEnrolment(test.clientOf('beijing'), test.ledger, person);
  const { block = 0 } = await submitEnrolment(enrolment);
  await reachHeight(test.clientOf('national'), block + 1);
  return enrolment.parts.identityId;
}

async function appoint(test: TestNetwork, head: GovernorClient, identityId: string): Promise<KeptKey> {
  const [operatorId, { privateKey }] = [newId('operator'), newSm2KeyPair()];
  const signer = newKeySigner(privateKey);
  const { publicKey } = signer;
  const claim = { purpose: 'operator-key', holder: operatorId, publicKey } as const;
  const proof = await signer.sign(keyClaimBytes(test.ledger, claim));
  const audits = { org: test.clientOf('sichuan').operator.orgId, sources: ['union' as const] };
  const responsibility = documentOf('经审人员责任书');
  const named = { operatorId, audits, identityId, place: '', publicKey, proof, responsibility };
  await reachHeight(head, await decide(head, test.ledger, 'auditor.appoint', named));
  return { operatorId, privateKey };
}

/** Opened once; an earlier tour's is gone on with. */
async function openFinding(test: TestNetwork, { fund, plan, fen }: Audited): Promise<FindingView> {
  const { auditor, findingId: known } = given(readKept(test));
  const who = clientOf(test, 'national', auditor);
  if (known !== undefined) return seen(who, known, () => true);
  const { result, digest } = await who.client.audits.run(CHECK);
  const items = sharedItems(result, plan);
  const findingId = newId('finding');
  const { orgId: org } = test.clientOf('sichuan').operator;
  await decide(who, test.ledger, 'finding.open', {
    ...{ findingId, org, fund, plan, items, check: CHECK, rule: result.rule, height: result.height },
    // One of the two is paid rightly.
    ...{ evidence: digest, fen: (items.length - 1) * fen, due: chinaDateAt(Date.now() + 30 * DAY_MS) },
  });
  keep(test, { ...given(readKept(test)), findingId });
  return seen(who, findingId, () => true);
}

/** Rows of the plan that the check found in one account. */
function sharedItems({ findings }: CheckRun['result'], plan: string): number[] {
  const found = findings.find(({ plans, explained }) => explained === undefined && plans.includes(plan));
  if (found === undefined) throw new RangeError(`${CHECK} finds nothing in ${plan}`);
  return found.items.map(({ item }) => item);
}

/** From whatever state an earlier tour has left it in. */
async function settle(test: TestNetwork): Promise<FindingView> {
  const { auditor, answering, findingId = '' } = given(readKept(test));
  const [who, union] = [clientOf(test, 'national', auditor), clientOf(test, 'sichuan', answering)];
  const { fen, remedy, recovery, closing } = await seen(who, findingId, () => true);
  if (closing !== undefined) return seen(who, findingId, () => true);
  const respond = async (action: 'remedy' | 'recover', recovered: number): Promise<void> => {
    const isNext = (finding: FindingView): boolean => action === 'remedy' || finding.remedy !== undefined;
    const { v } = await seen(union, findingId, isNext);
    const evidence = documentOf(action === 'remedy' ? '审计整改报告' : '追缴款入账凭证');
    const said = { findingId, action, fen: recovered, evidence };
    await decide(union, test.ledger, 'finding.respond', said, v);
  };
  if (remedy === undefined) await respond('remedy', 0);
  if (recovery === undefined) await respond('recover', fen);
  const { v } = await seen(who, findingId, (finding) => finding.recovery !== undefined);
  const closed = { findingId, outcome: 'settled', evidence: documentOf('审计发现销号意见') } as const;
  await decide(who, test.ledger, 'finding.close', closed, v);
  return seen(who, findingId, ({ state }) => state === 'CLOSED');
}

/** The finding at somebody's gateway, once that knows it so. */
function seen(
  { client }: GovernorClient,
  findingId: string,
  isSo: (finding: FindingView) => boolean,
): Promise<FindingView> {
  return pollUntil(
    async () => {
      const finding = await client.audits.finding(findingId).catch(() => undefined);
      return finding !== undefined && isSo(finding) ? finding : undefined;
    },
    { what: `finding ${findingId}`, timeoutMs: PATIENCE_MS },
  );
}

function clientOf(
  test: TestNetwork,
  organization: string,
  { operatorId, privateKey }: KeptKey,
): GovernorClient {
  const [governor, signer] = [test.clientOf(organization), newKeySigner(privateKey)];
  const client = createClient({ baseUrl: governor.url, operatorId, signer });
  const operator = { ...governor.operator, operatorId, publicKey: signer.publicKey };
  return { ...governor, signer, client, operator };
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('no auditor');
  return value;
}

function readKept({ runDir }: TestNetwork): KeptAudit | undefined {
  const file = keptFile(runDir);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KeptAudit) : undefined;
}

function keep({ runDir }: TestNetwork, kept: KeptAudit): void {
  mkdirSync(join(runDir, 'tour'), { recursive: true, mode: 0o700 });
  writeFileSync(keptFile(runDir), JSON.stringify(kept, null, 2), { mode: 0o600 });
}

function keptFile(runDir: string): string {
  return join(runDir, 'tour', 'audit.json');
}
