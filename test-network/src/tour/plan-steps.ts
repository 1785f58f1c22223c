// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportView, PersonInput } from '@unionid/domain/api';
import type { Grant } from '@unionid/domain/ledger';
import type { PlanTerms } from '@unionid/domain/plan';
import { newKeySigner, newSm2KeyPair } from '@unionid/domain/signing';
import { chinaDateAt } from '@unionid/domain/values';
import { pollUntil } from '@unionid/network';
import { createClient, newId } from '@unionid/sdk';
import { documentOf } from '../data/sample-document.js';
import type { Progress } from '../progress/progress.js';
import { decide, type GovernorClient } from '../setup/found-unions.js';
import { hireCadre } from '../setup/hire-cadre.js';
import { importFile } from '../setup/import-file.js';
import { PlanCarrier } from '../setup/plan-carrier.js';
import type { TestNetwork } from '../setup/test-network.js';
import { unionOf } from '../setup/topology.js';
import { appointAuditor, auditGrants } from './audit-steps.js';
import { payeesOf, SIDES, type Side } from './payees.js';
import { newTourPersons } from './tour-persons.js';

const FUND_FEN = 100_000_000;
const LINE_FEN = 30_000_000;
const ITEM_FEN = 30_000;
const ITEM_YUAN = '300.00';
/** Of the list of 四川: one account for two payees, which an auditor finds. No bank has it. */
const SHARED_ACCOUNT = '00000000000000000000';
const SHARING = 2;
const DAY_MS = 86_400_000;
const DUTIES = {
  maker: 'plan',
  checker: 'check',
  approver: 'approve',
  payer: 'pay',
  recorder: 'pay',
} as const satisfies Record<string, Grant>;
type Duty = keyof typeof DUTIES;
/** 四川 carries its plan through; the others make theirs. */
const HIRED = {
  sichuan: Object.keys(DUTIES) as Duty[],
  beijing: ['maker'],
  anhui: ['maker'],
} as const satisfies Record<Side, readonly Duty[]>;

/** What the tour has made, kept in the run folder so that it goes on where it stopped. */
interface Kept {
  readonly fund: string;
  readonly programme: string;
  /** Day of the plans, and the last on which they may be paid. */
  readonly on: string;
  readonly until: string;
  readonly cadres: Readonly<Record<Side, Partial<Record<Duty, KeptCadre>>>>;
  readonly plans: Readonly<Partial<Record<Side, KeptPlan>>>;
}

interface KeptPlan {
  readonly planId: string;
  readonly items: number;
}

interface KeptCadre {
  readonly operatorId: string;
  readonly privateKey: string;
}

/** A national fund, its lines in three provinces and a plan in each, of which 四川's is paid, closed and audited. */
export async function grantBenefits(test: TestNetwork, progress: Progress, next: string): Promise<void> {
  const step = <T>(zh: string, en: string, work: (note: (text: string) => void) => Promise<T>): Promise<T> =>
    progress.step({ zh, en, next, logFile: `${test.runDir}/logs` }, work);
  const kept = await step(
    '普惠资金：全国设立，下拨三省',
    'A national fund, allotted to three provinces',
    async (note) => {
      const made = readKept(test) ?? (await openFunds(test));
      note(`${made.fund}; 每省 each CNY ${String(LINE_FEN / 100)}`);
      return made;
    },
  );
  const plans = await step('三省编制发放计划', 'Plans of grants in three provinces', async (note) => {
    const opened = await openPlans(test, kept);
    const items = Object.values(opened).reduce((all, plan) => all + plan.items, 0);
    note(`${String(items)} 人 payees`);
    return opened;
  });
  const { sichuan } = plans;
  await step(
    '四川的计划：五人各司其职，直至结项',
    "Sichuan's plan: five persons, each with one duty, up to its closing",
    async (note) => {
      // Whoever audits it later is named meanwhile.
      await Promise.all([carryThrough(test, kept, sichuan), appointAuditor(test)]);
      note(`${sichuan.planId}; 已付 paid ${String(sichuan.items)}`);
    },
  );
  await step('从资金到会员：一笔发放的全程图', 'The way of one grant as a picture', async (note) => {
    const picture = await makerOf(test, kept, 'sichuan').client.traces.picture(sichuan.planId, 0);
    const file = join(folderOf(test), 'one-grant.svg');
    writeFileSync(file, picture, { mode: 0o600 });
    note(file);
  });
  await auditGrants(test, progress, { fund: kept.fund, plan: sichuan.planId, fen: ITEM_FEN, next });
}

/** Somebody whom 四川 has paid has moved to 安徽 since: a second grant is told to its maker before anything is signed. */
export async function refuseSecondGrant(
  test: TestNetwork,
  progress: Progress,
  { person, next }: { readonly person: PersonInput; readonly next: string },
): Promise<void> {
  await progress.step(
    {
      ...{ zh: '安徽再给已由四川发放的人：付款前即拒', next },
      en: 'Anhui grants whom Sichuan has paid: refused before anything is paid',
    },
    async (note) => {
      const kept = readKept(test);
      if (kept === undefined) throw new RangeError('no fund');
      const { importId, counts } = await importPayees(test, kept, {
        side: 'anhui',
        name: 'twice',
        persons: [person],
      });
      const { items } = await makerOf(test, kept, 'anhui').client.imports.report(importId);
      const [problem] = items.flatMap(({ problems }) => problems);
      if (counts.done > 0 || problem?.code !== 'ALREADY_GRANTED')
        throw new RangeError(`expected ALREADY_GRANTED, the gateway says ${problem?.code ?? 'nothing'}`);
      note(`${problem.zh} ${problem.code}`);
    },
  );
}

async function openFunds(test: TestNetwork): Promise<Kept> {
  const national = test.clientOf('national');
  const { orgId: org } = national.operator;
  const [fund, programme] = [newId('fund'), newId('programme')];
  const opened = { fundId: fund, org, source: 'union', fen: FUND_FEN } as const;
  await decide(national, test.ledger, 'fund.open', {
    ...opened,
    document: documentOf('全国总工会关于设立送温暖专项资金的批复'),
  });
  await decide(national, test.ledger, 'programme.publish', {
    ...({ programmeId: programme, org, class: 'inclusive' } as const),
    document: documentOf('全国总工会送温暖项目管理办法'),
    ...{ from: '2026-01-01', until: '2099-12-31', itemFen: 50_000, windowFen: 100_000, publicDays: 0 },
    bands: [{ fen: FUND_FEN, approvers: 1 }],
  });
  const [cadres] = await Promise.all([hireAll(test), allotAll(test, fund)]);
  const [on, until] = [chinaDateAt(Date.now()), chinaDateAt(Date.now() + 30 * DAY_MS)];
  return keep(test, { fund, programme, on, until, cadres, plans: {} });
}

/** One after the other: each is a change of the national line. */
async function allotAll(test: TestNetwork, fund: string): Promise<void> {
  const national = test.clientOf('national');
  for (const side of SIDES) {
    const province = test.clientOf(side);
    const [allotmentId, { orgId: to }] = [newId('allotment'), province.operator];
    const from = national.operator.orgId;
    const document = documentOf(`全国总工会关于向${unionOf(side).union}下拨送温暖资金的通知`);
    const offer = { allotmentId, fund, from, to, fen: LINE_FEN, document };
    await decide(national, test.ledger, 'line.allot', offer);
    await pollUntil(() => province.client.lines.allotment(allotmentId).catch(() => undefined), {
      ...{ what: `the offer in ${side}`, timeoutMs: 60_000 },
    });
    await decide(province, test.ledger, 'line.accept', { allotmentId }, 1);
  }
}

async function hireAll(test: TestNetwork): Promise<Kept['cadres']> {
  const wanted = SIDES.flatMap((side) => HIRED[side].map((duty) => ({ side, duty })));
  const persons = newTourPersons(wanted.length);
  const hired = await Promise.all(
    wanted.map(async ({ side, duty }, at) => {
      const { privateKey } = newSm2KeyPair();
      const [person, { orgId: org }] = [persons[at], test.clientOf(side).operator];
      if (person === undefined) throw new RangeError('nobody');
      const cadre = { organization: side, org, grants: [DUTIES[duty]], person };
      const { operator } = await hireCadre(test, cadre, newKeySigner(privateKey));
      return { side, duty, cadre: { operatorId: operator.operatorId, privateKey } };
    }),
  );
  const of = (side: Side): Partial<Record<Duty, KeptCadre>> =>
    Object.fromEntries(hired.flatMap((one) => (one.side === side ? [[one.duty, one.cadre]] : [])));
  return { sichuan: of('sichuan'), beijing: of('beijing'), anhui: of('anhui') };
}

/** Those that an earlier tour has not opened: a list that was taken is not taken again. */
async function openPlans(test: TestNetwork, kept: Kept): Promise<Record<Side, KeptPlan>> {
  const plans = await Promise.all(
    SIDES.map(async (side) => [side, kept.plans[side] ?? (await openPlan(test, kept, side))] as const),
  );
  const opened = Object.fromEntries(plans) as Record<Side, KeptPlan>;
  keep(test, { ...kept, plans: opened });
  return opened;
}

async function openPlan(test: TestNetwork, kept: Kept, side: Side): Promise<KeptPlan> {
  const persons = await payeesOf(test, side);
  const { importId, state, counts } = await importPayees(test, kept, { side, name: 'payees', persons });
  if (state !== 'DONE' || counts.done !== persons.length)
    throw new RangeError(`plan of ${side}: ${state} ${JSON.stringify(counts)}`);
  return { planId: importId, items: persons.length };
}

function importPayees(
  test: TestNetwork,
  kept: Kept,
  list: {
    readonly side: Side;
    readonly name: string;
    readonly persons: readonly Pick<PersonInput, 'name' | 'docNumber'>[];
  },
): Promise<ImportView> {
  const { side, name, persons } = list;
  const { fund, programme, on, until } = kept;
  const file = join(folderOf(test), `${side}-${name}.csv`);
  const rows = persons.map(({ name: who, docNumber }, at) => {
    const account = side === 'sichuan' && at < SHARING ? SHARED_ACCOUNT : '';
    return `${who},${docNumber},${ITEM_YUAN},${account}`;
  });
  writeFileSync(file, `${['姓名,证件号码,金额,银行账号', ...rows].join('\n')}\n`, { mode: 0o600 });
  const maker = makerOf(test, kept, side);
  const terms: PlanTerms = { org: maker.operator.orgId, fund, programme, programmeVersion: 1, on, until };
  return importFile(maker, test.ledger, { kind: 'plans', file, terms });
}

/** From wherever an earlier tour has left it. */
async function carryThrough(test: TestNetwork, kept: Kept, { planId, items }: KeptPlan): Promise<void> {
  const cadre = (duty: Duty): GovernorClient => cadreOf(test, kept, { side: 'sichuan', duty });
  const staff = {
    ...{ maker: cadre('maker'), checker: cadre('checker'), approver: cadre('approver') },
    ...{ payer: cadre('payer'), recorder: cadre('recorder') },
  };
  const carrier = new PlanCarrier(test.ledger, staff, planId);
  await carrier.advance('APPROVED');
  const answers = Array.from({ length: items }, () => true);
  const order = documentOf(`付款文件 ${planId}`);
  await carrier.payOut(answers, { order, folder: folderOf(test) });
}

function makerOf(test: TestNetwork, kept: Kept, side: Side): GovernorClient {
  return cadreOf(test, kept, { side, duty: 'maker' });
}

function cadreOf(
  test: TestNetwork,
  { cadres }: Kept,
  { side, duty }: { readonly side: Side; readonly duty: Duty },
): GovernorClient {
  const known = cadres[side][duty];
  if (known === undefined) throw new RangeError(`no ${duty} in ${side}`);
  const { operatorId, privateKey } = known;
  const signer = newKeySigner(privateKey);
  const governor = test.clientOf(side);
  const client = createClient({ baseUrl: governor.url, operatorId, signer });
  return {
    ...governor,
    signer,
    client,
    operator: { ...governor.operator, operatorId, publicKey: signer.publicKey },
  };
}

function readKept(test: TestNetwork): Kept | undefined {
  const file = keptFile(test);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : undefined;
}

function keep(test: TestNetwork, kept: Kept): Kept {
  mkdirSync(folderOf(test), { recursive: true, mode: 0o700 });
  writeFileSync(keptFile(test), JSON.stringify(kept, null, 2), { mode: 0o600 });
  return kept;
}

function keptFile(test: TestNetwork): string {
  return join(folderOf(test), 'plans.json');
}

function folderOf({ runDir }: TestNetwork): string {
  return join(runDir, 'tour');
}
