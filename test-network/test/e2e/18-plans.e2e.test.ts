// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type {
  AllotmentView,
  FundView,
  ImportView,
  InboxPage,
  LineView,
  Page,
  PersonInput,
  PlanItemView,
  PlanView,
  ProgrammeView,
} from '@unionid/domain/api';
import type { MatchedAnswers } from '@unionid/domain/bank';
import type { Grant } from '@unionid/domain/ledger';
import { SimulatedBank } from '@unionid/domain/testing';
import { chinaDateAt } from '@unionid/domain/values';
import { pollUntil } from '@unionid/network';
import { EMPLOYER, foundReceivingUnion, importFile, type TestNetwork } from '@unionid/test-network';
import { runAs, unionid, type CommandUser } from '../support/command-line.js';
import { foreignChangesOf } from '../support/foreign-changes.js';
import { newCadre } from '../support/new-cadre.js';
import { people, withMemberFile } from '../support/people-file.js';
import { realNetwork } from '../support/real-network.js';

const FIRST_PERSON = 7_300;
const PAYEES = 10;
const DOCUMENT = 'A'.repeat(43);
const DAY_MS = 86_400_000;
const SIDES = ['sichuan', 'anhui'] as const;
type Side = (typeof SIDES)[number];
/** Where the unions stand: a county of 成都, and 合肥. */
const DIVISION_OF = { sichuan: '510104', anhui: '340100' } as const;

/** Whoever has a duty in a union's plans, each another person. */
interface Staff {
  readonly org: string;
  readonly name: string;
  readonly maker: CommandUser;
  readonly checker: CommandUser;
  readonly approver: CommandUser;
  readonly payer: CommandUser;
  readonly recorder: CommandUser;
}

describe('a plan of grants, on real peers and by the command line', () => {
  let test: TestNetwork;
  let folder: string;
  let fund: string;
  let programme: string;
  /** The account of the first payee. */
  let first: string;
  /** Lets members go. */
  let clerk: CommandUser;
  const staff = new Map<Side, Staff>();
  const payees = people(FIRST_PERSON, PAYEES);
  let files = 0;
  /** The list of payees of each plan. */
  const lists = new Map<string, string>();
  const alarms = new Map<string, number>();
  const today = chinaDateAt(Date.now());

  before(async () => {
    test = await realNetwork();
    folder = mkdtempSync(join(tmpdir(), 'unionid-plans-'));
    for (const [at, side] of SIDES.entries())
      staff.set(side, await newStaff(side, FIRST_PERSON + 20 + at * 5));
    const [person = expect.fail('nobody')] = people(FIRST_PERSON + 30, 1);
    const { name, org } = staffOf('sichuan');
    clerk = await newCadre(test, folder, { grants: ['member'], organization: 'sichuan', org, person });
    const { state } = await withMemberFile(payees, name, (file) =>
      importFile(test.clientOf('sichuan'), test.ledger, { kind: 'members', file }),
    );
    expect(state).to.equal('DONE');
    for (const organization of ['national', ...SIDES])
      alarms.set(organization, await foreignChangesOf(test, organization));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('begins with a national fund, whose money each union accepts on a line of its own', async () => {
    const { orgId } = test.clientOf('national').operator;
    const opened = { org: orgId, source: 'union', document: DOCUMENT, fen: 100_000_000 };
    fund = await made(unionid(test, 'national', 'funds', 'open', '--file', json('fund.json', opened)));
    programme = await publish({ class: 'winter' });
    const letter = write('letter.txt', ['拨款文件（样本）']);
    for (const side of SIDES) await accept(side, letter);
    const shown = (await unionid(test, 'national', 'funds', 'show', fund)) as FundView;
    expect(shown).to.include({ fen: 100_000_000, state: 'OPEN' });
    const known = (await unionid(test, 'sichuan', 'programmes', 'show', programme)) as ProgrammeView;
    expect(known).to.include({ class: 'winter', version: 1 });
  });

  it('goes step by step, each by another person, from the list to the last item', async () => {
    const { maker, checker, approver, recorder } = staffOf('sichuan');
    const planId = await openPlan('sichuan', payees);
    await step('sichuan', planId, 'LOCKED', () => runAs(maker, 'plans', 'lock', planId, ...inHand(planId)));
    expect(await lineOf('sichuan')).to.include({ reserved: 500_000, available: 1_500_000 });
    await step('sichuan', planId, 'CHECKED', () =>
      runAs(checker, 'plans', 'check', planId, ...inHand(planId)),
    );
    await step('sichuan', planId, 'APPROVED', () =>
      runAs(approver, 'plans', 'approve', planId, ...inHand(planId)),
    );
    const bank = new SimulatedBank('18', ['pays', 'doubles', 'delays', 'splits'], [payees[9]?.name ?? '']);
    expect(await orderAt(bank, planId)).to.deep.equal({ recorded: PAYEES, paid: PAYEES - 1 });
    // What it did not pay, once more.
    expect(await orderAt(bank, planId)).to.deep.equal({ recorded: 1, paid: 0 });
    for (const [at, { name }] of payees.entries())
      expect(bank.balanceOf(name), name).to.equal(at === 9 ? 0 : 50_000);
    await step('sichuan', planId, 'RECONCILED', () => runAs(recorder, 'plans', 'reconcile', planId));
    expect(await lineOf('sichuan')).to.include({ reserved: 0, paid: 450_000 });
    await until('sichuan', 'the item that was not paid being given up', async () => {
      const { items } = (await runAs(maker, 'plans', 'items', planId)) as Page<PlanItemView>;
      return items.at(-1)?.state === 'givenUp' && items.slice(0, 9).every((item) => item.state === 'paid');
    });
    await step('sichuan', planId, 'CLOSED', () => runAs(maker, 'plans', 'close', planId));
    const { items } = (await runAs(maker, 'plans', 'items', planId)) as Page<PlanItemView>;
    first = items[0]?.identityId ?? expect.fail();
  });

  it('refuses, before anything is paid, whom another province has granted the same', async () => {
    const [moved, notPaid] = [payees[0] ?? expect.fail(), payees[9] ?? expect.fail()];
    await moveTo('anhui', moved, first);
    const { maker } = staffOf('anhui');
    const twice = write('twice.csv', ['姓名,证件号码,金额', rowOf(moved)]);
    const report = join(folder, 'report.csv');
    const asked = ['plans', 'import', twice, '--report', report, ...termsOf('anhui')];
    const refused = (await toldBy(maker, ...asked)) as ImportView;
    expect(refused.counts).to.include({ bad: 1, done: 0 });
    expect(readFileSync(report, 'utf8')).to.contain('同类补助本期已发放');
    expect(await lineOf('anhui')).to.include({ reserved: 0, paid: 0 });
    // Whom the bank did not pay has been granted nothing.
    await openPlan('sichuan', [notPaid]);
  });

  it('hands out goods by a list that each signs for, and no bank has a part in it', async () => {
    const { maker, checker, approver, payer, recorder } = staffOf('sichuan');
    programme = await publish({ class: 'summer', goods: true });
    await until('sichuan', 'the programme of goods', async () => {
      const { items } = (await unionid(test, 'sichuan', 'programmes', 'list')) as Page<ProgrammeView>;
      return items.some(({ programmeId }) => programmeId === programme);
    });
    const planId = await openPlan('sichuan', payees.slice(1, 4), ['5', '100']);
    await step('sichuan', planId, 'LOCKED', () => runAs(maker, 'plans', 'lock', planId, ...inHand(planId)));
    await step('sichuan', planId, 'CHECKED', () =>
      runAs(checker, 'plans', 'check', planId, ...inHand(planId)),
    );
    await step('sichuan', planId, 'APPROVED', () =>
      runAs(approver, 'plans', 'approve', planId, ...inHand(planId)),
    );
    const list = join(folder, 'handing-out.csv');
    await runAs(payer, 'plans', 'order', planId, '--out', list, ...inHand(planId));
    expect(readFileSync(list, 'utf8')).to.contain('签领').and.to.contain(`${planId},1,15,3,1500.00`);
    await step('sichuan', planId, 'PAYING', () =>
      runAs(payer, 'plans', 'pay', planId, '--order', list, ...inHand(planId)),
    );
    const taken = write('taken.csv', [
      ...['序号,结果,签领单号,签领方式', '1,已签领,Q-1,本人', '2,已签领,Q-1,代领', '3,未签领,,'],
    ]);
    const { counts } = (await runAs(recorder, 'plans', 'results', planId, taken)) as ImportView;
    expect(counts).to.include({ done: 3, bad: 0, refused: 0 });
    await until('sichuan', 'what was handed out being known', async () => {
      const { items } = (await runAs(recorder, 'plans', 'items', planId)) as Page<PlanItemView>;
      const known = items.map(({ state, receipt }) => `${state} ${receipt?.reason ?? ''}`).join();
      return known === 'paid cash,paid proxy,notPaid ';
    });
    await step('sichuan', planId, 'RECONCILED', () => runAs(recorder, 'plans', 'reconcile', planId));
    expect(await lineOf('sichuan')).to.include({ paid: 550_000 });
    await until('sichuan', 'what nobody took being given up', async () => {
      const { items } = (await runAs(maker, 'plans', 'items', planId)) as Page<PlanItemView>;
      return items.at(-1)?.state === 'givenUp';
    });
    await step('sichuan', planId, 'CLOSED', () => runAs(maker, 'plans', 'close', planId));
  });

  it('grants at each place no more than is granted there, and where no place is named nothing', async () => {
    const districts = [
      { division: '510100', windowFen: 60_000 },
      { division: '510104', windowFen: 40_000 },
    ];
    programme = await publish({ class: 'childbirth', districts });
    for (const side of SIDES)
      await until(side, 'the programme of places', async () => {
        const { items } = (await unionid(test, side, 'programmes', 'list')) as Page<ProgrammeView>;
        return items.some(({ programmeId }) => programmeId === programme);
      });
    const [moved, over, within] = [payees[0], payees[5], payees[9] ?? expect.fail()];
    // The county's cap is the lower one; whoever has moved is of no place of it.
    for (const [side, person, why] of [
      ['sichuan', over, '超过单笔或本期累计限额'],
      ['anhui', moved, '项目没有会员所在地方的限额'],
    ] as const) {
      const list = write('over.csv', ['姓名,证件号码,金额', rowOf(person)]);
      const report = join(folder, `${side}-over.csv`);
      const asked = ['plans', 'import', list, '--report', report, ...termsOf(side)];
      const refused = (await toldBy(staffOf(side).maker, ...asked)) as ImportView;
      expect(refused.counts).to.include({ bad: 1, done: 0 });
      expect(readFileSync(report, 'utf8')).to.contain(why);
    }
    const planId = await openPlan('sichuan', [within], [], '400.00');
    const { maker, checker, approver, recorder } = staffOf('sichuan');
    await step('sichuan', planId, 'LOCKED', () => runAs(maker, 'plans', 'lock', planId, ...inHand(planId)));
    await step('sichuan', planId, 'CHECKED', () =>
      runAs(checker, 'plans', 'check', planId, ...inHand(planId)),
    );
    await step('sichuan', planId, 'APPROVED', () =>
      runAs(approver, 'plans', 'approve', planId, ...inHand(planId)),
    );
    const bank = new SimulatedBank('places', ['pays'], []);
    expect(await orderAt(bank, planId)).to.deep.equal({ recorded: 1, paid: 1 });
    expect(bank.balanceOf(within.name)).to.equal(40_000);
    await step('sichuan', planId, 'RECONCILED', () => runAs(recorder, 'plans', 'reconcile', planId));
  });

  it('is approved by the national union where the province’s own union grants and another’s approval is asked for', async () => {
    const { orgId: org } = test.clientOf('sichuan').operator;
    // From here on 四川 grants by its own union.
    staff.set('sichuan', await hireStaff('sichuan', { org, name: '四川省总工会' }, FIRST_PERSON + 40));
    programme = await publish({
      class: 'festival',
      bands: [{ fen: 10_000_000, approvers: 2, otherUnion: true }],
    });
    await accept('sichuan', write('own-letter.txt', ['拨款文件（省总样本）']));
    await until('sichuan', 'the programme of two approvals', async () => {
      const { items } = (await unionid(test, 'sichuan', 'programmes', 'list')) as Page<ProgrammeView>;
      return items.some(({ programmeId }) => programmeId === programme);
    });
    const { maker, checker, approver, payer } = staffOf('sichuan');
    const planId = await openPlan('sichuan', payees.slice(1, 3));
    await step('sichuan', planId, 'LOCKED', () => runAs(maker, 'plans', 'lock', planId, ...inHand(planId)));
    await step('sichuan', planId, 'CHECKED', () =>
      runAs(checker, 'plans', 'check', planId, ...inHand(planId)),
    );
    await runAs(approver, 'plans', 'approve', planId, ...inHand(planId));
    const national = await nationalApprover();
    const shown = async (): Promise<PlanView> => (await runAs(national, 'plans', 'show', planId)) as PlanView;
    await until('sichuan', 'the approval of its own being known to the national union', async () => {
      const { duties } = await shown();
      return duties.approvers.length === 1;
    });
    expect((await shown()).status).to.equal('CHECKED');
    const { items } = (await runAs(national, 'inbox')) as InboxPage;
    expect(items).to.have.lengthOf(1);
    expect(items[0]).to.deep.include({ kind: 'plan', planId, actions: ['plan.approve'] });
    await step('sichuan', planId, 'APPROVED', () =>
      runAs(national, 'plans', 'approve', planId, ...inHand(planId)),
    );
    const order = join(folder, 'own-order.csv');
    await runAs(payer, 'plans', 'order', planId, '--out', order, ...inHand(planId));
    await step('sichuan', planId, 'PAYING', () =>
      runAs(payer, 'plans', 'pay', planId, '--order', order, ...inHand(planId)),
    );
  });

  it('is no alarm anywhere', async () => {
    for (const [organization, before] of alarms)
      expect(await foreignChangesOf(test, organization), organization).to.equal(before);
  });

  /** Money of the national fund, on the line of whoever grants. */
  async function accept(side: Side, letter: string): Promise<void> {
    const [{ orgId }, { org }] = [test.clientOf('national').operator, staffOf(side)];
    const given = ['--fund', fund, '--from', orgId, '--to', org, '--yuan', '20000', '--document', letter];
    const offer = await made(unionid(test, 'national', 'lines', 'allot', ...given));
    await until(side, `lines offers of ${side}`, async () => {
      const { items } = (await unionid(test, side, 'lines', 'offers')) as Page<AllotmentView>;
      return items.some(({ allotmentId }) => allotmentId === offer);
    });
    await unionid(test, side, 'lines', 'accept', offer);
    await until(side, `line of ${side}`, async () => {
      const { items } = (await unionid(test, side, 'lines', 'list', '--fund', fund)) as Page<LineView>;
      return items.find((line) => line.org === org)?.available === 2_000_000;
    });
  }

  /** A programme of the nation. */
  function publish(change: object): Promise<string> {
    const { orgId: org } = test.clientOf('national').operator;
    const rules = {
      ...{ org, document: DOCUMENT, from: '2026-01-01', until: '2099-12-31' },
      ...{ itemFen: 100_000, windowFen: 100_000, publicDays: 0, bands: [{ fen: 10_000_000, approvers: 1 }] },
      ...change,
    };
    return made(unionid(test, 'national', 'programmes', 'publish', json('programme.json', rules)));
  }

  /** One order, from its file to the bank's last answer. */
  async function orderAt(
    bank: SimulatedBank,
    planId: string,
  ): Promise<{ readonly recorded: number; readonly paid: number }> {
    const { payer, recorder } = staffOf('sichuan');
    const file = (name: string): string => join(folder, `${String((files += 1))}-${name}`);
    const order = file('order.csv');
    await runAs(payer, 'plans', 'order', planId, '--out', order, ...inHand(planId));
    // The same order with one payee's account in another's hands is not signed.
    const stolen = readFileSync(order, 'utf8').replace(payees[9]?.name ?? '', payees[0]?.name ?? '');
    const other = write(`${String((files += 1))}-stolen.csv`, []);
    writeFileSync(other, stolen);
    const refused = await toldBy(payer, 'plans', 'pay', planId, '--order', other, ...inHand(planId));
    expect(refused).to.have.nested.property('error.code', 'PARTS_MISMATCH');
    await runAs(payer, 'plans', 'pay', planId, '--order', order, ...inHand(planId));
    await until('sichuan', 'the order being known', async () => {
      const { screen, status } = (await runAs(payer, 'plans', 'show', planId)) as PlanView;
      return status === 'PAYING' && screen === undefined;
    });
    bank.take(readFileSync(order, 'utf8'));
    const sums = { recorded: 0, paid: 0 };
    for (let day = 1; day <= 2; day += 1) {
      const [answer, out] = [
        write(`${String((files += 1))}-answer.csv`, [bank.answerFile()]),
        file('matched.csv'),
      ];
      const { results } = await matched(recorder, ['plans', 'match', planId, answer, '--out', out]);
      if (results.length === 0) continue;
      const { state, counts } = (await runAs(recorder, 'plans', 'results', planId, out)) as ImportView;
      expect({ state, bad: counts.bad, refused: counts.refused }).to.deep.equal({
        state: 'DONE',
        bad: 0,
        refused: 0,
      });
      sums.recorded += counts.done;
      sums.paid += results.filter(({ paid }) => paid).length;
      await until('sichuan', 'the answers being known', async () => {
        const { items } = (await runAs(recorder, 'plans', 'items', planId)) as Page<PlanItemView>;
        return results.every(({ item }) => items[item]?.isAsked !== true);
      });
    }
    return sums;
  }

  /** It ends otherwise where there are differences, and says the same. */
  async function matched(user: CommandUser, args: readonly string[]): Promise<MatchedAnswers> {
    return (await runAs(user, ...args).catch(
      (cause: unknown) => JSON.parse((cause as { readonly stdout: string }).stdout) as unknown,
    )) as MatchedAnswers;
  }

  async function newStaff(side: Side, firstPerson: number): Promise<Staff> {
    const name = `${side === 'sichuan' ? '四川' : '安徽'}发放试验厂工会委员会`;
    const division = DIVISION_OF[side];
    const { union: org } = await foundReceivingUnion(test, side, name, { division });
    return hireStaff(side, { org, name }, firstPerson);
  }

  async function hireStaff(
    side: Side,
    { org, name }: Pick<Staff, 'org' | 'name'>,
    firstPerson: number,
  ): Promise<Staff> {
    const persons = people(firstPerson, 5);
    const personAt = (at: number): PersonInput => persons[at] ?? expect.fail();
    const cadre = (at: number, ...grants: readonly Grant[]): Promise<CommandUser> =>
      newCadre(test, folder, {
        grants: [...grants],
        organization: side,
        org,
        person: personAt(at),
      });
    return {
      ...{ org, name, maker: await cadre(0, 'plan'), checker: await cadre(1, 'check') },
      ...{
        approver: await cadre(2, 'approve'),
        payer: await cadre(3, 'pay'),
        recorder: await cadre(4, 'pay'),
      },
    };
  }

  /** Of the national union, which has no members: a person of 四川. */
  async function nationalApprover(): Promise<CommandUser> {
    const { orgId: org } = test.clientOf('national').operator;
    const [person = expect.fail('nobody')] = people(FIRST_PERSON + 45, 1);
    const cadre = { organization: 'national', org, person, memberOf: 'sichuan' };
    return newCadre(test, folder, { grants: ['approve'], ...cadre });
  }

  function staffOf(side: Side): Staff {
    return staff.get(side) ?? expect.fail(side);
  }

  /** By the code that the member brings. */
  async function moveTo(side: Side, person: PersonInput, identityId: string): Promise<void> {
    const { org: to } = staffOf(side);
    const { code } = (await runAs(clerk, 'transfers', 'release', identityId)) as { code: string };
    const request = json('request.json', { person, to, employer: EMPLOYER, evidence: 'contract' });
    const letter = write('contract.txt', ['劳动合同（样本）']);
    await unionid(
      test,
      side,
      'transfers',
      'request',
      '--file',
      request,
      '--evidence',
      letter,
      '--code',
      code,
    );
    await unionid(test, side, 'transfers', 'complete', identityId);
  }

  function inHand(planId: string): readonly string[] {
    return ['--payees', lists.get(planId) ?? expect.fail()];
  }

  function termsOf(side: Side): readonly string[] {
    const { org } = staffOf(side);
    const last = chinaDateAt(Date.now() + 30 * DAY_MS);
    return ['--org', org, '--fund', fund, '--programme', programme, '--on', today, '--until', last];
  }

  /** @param goods of each: how many, and at what price */
  async function openPlan(
    side: Side,
    persons: readonly PersonInput[],
    goods: readonly string[] = [],
    yuan?: string,
  ): Promise<string> {
    const head = ['姓名', '证件号码', '金额', ...(goods.length > 0 ? ['数量', '单价'] : [])];
    const rows = persons.map((person) => [rowOf(person, yuan), ...goods].join(','));
    const file = write('payees.csv', [head.join(','), ...rows]);
    const payeesFile = join(folder, `${String((files += 1))}-payees.csv`);
    const asked = ['plans', 'import', file, '--payees', payeesFile, ...termsOf(side)];
    const opened = (await runAs(staffOf(side).maker, ...asked)) as ImportView;
    lists.set(opened.importId, payeesFile);
    expect(opened.state, JSON.stringify(opened.error)).to.equal('DONE');
    expect(opened.counts).to.include({ done: persons.length, refused: 0 });
    return opened.importId;
  }

  /** A step, once the gateway knows of the one before, until the gateway knows of it. */
  async function step(
    side: Side,
    planId: string,
    status: PlanView['status'],
    act: () => Promise<unknown>,
  ): Promise<void> {
    await act();
    await until(side, `plan ${status}`, async () => {
      const plan = (await runAs(staffOf(side).maker, 'plans', 'show', planId)) as PlanView;
      return plan.status === status;
    });
  }

  async function lineOf(side: Side): Promise<LineView> {
    const { org } = staffOf(side);
    const { items } = (await unionid(test, side, 'lines', 'list', '--fund', fund)) as Page<LineView>;
    return items.find((line) => line.org === org) ?? expect.fail(`no line of ${side}`);
  }

  async function until(side: Side, what: string, isSo: () => Promise<boolean>): Promise<void> {
    await pollUntil(async () => ((await isSo()) ? true : undefined), {
      ...{ what: `${side}: ${what}`, timeoutMs: 60_000 },
    });
  }

  /** What a command has made: its answer names it. */
  async function made(answer: Promise<unknown>): Promise<string> {
    const { result } = (await answer) as { readonly result?: Readonly<Record<string, string>> };
    const { fundId, programmeId, allotmentId } = result ?? {};
    return fundId ?? programmeId ?? allotmentId ?? expect.fail('nothing was made');
  }

  /** What a command prints that ends with rows to look at. */
  async function toldBy(user: CommandUser, ...args: readonly string[]): Promise<unknown> {
    const { stdout } = await runAs(user, ...args).then(
      () => expect.fail('no row to look at'),
      (cause: unknown) => cause as { readonly stdout: string },
    );
    return JSON.parse(stdout) as unknown;
  }

  function rowOf(person: PersonInput | undefined, yuan = '500.00'): string {
    return [person?.name, person?.docNumber, yuan].join(',');
  }

  function json(name: string, value: object): string {
    return write(name, [JSON.stringify(value)]);
  }

  function write(name: string, lines: readonly string[]): string {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  }
});
