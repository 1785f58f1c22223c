// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type {
  AllotmentView,
  CheckRun,
  FindingEntry,
  FindingView,
  ImportView,
  InboxPage,
  ItemTrace,
  LineView,
  Page,
  PersonInput,
  PlanItemView,
  PlanView,
  SampleView,
  UnmaskView,
} from '@unionid/domain/api';
import { digestHex, toBase64url } from '@unionid/domain/encoding';
import type { Grant } from '@unionid/domain/ledger';
import { randomBytes } from '@unionid/domain/signing';
import { SimulatedBank } from '@unionid/domain/testing';
import { stepLines, withUnionNames } from '@unionid/domain/trace';
import { chinaDateAt } from '@unionid/domain/values';
import { pollUntil } from '@unionid/network';
import { newId, newKeyFile } from '@unionid/sdk';
import {
  foundReceivingUnion,
  importFile,
  prepareEnrolment,
  submitEnrolment,
  type TestNetwork,
} from '@unionid/test-network';
import { printAs, runAs, settingsOf, unionid, type CommandUser } from '../support/command-line.js';
import { newCadre } from '../support/new-cadre.js';
import { people, withMemberFile } from '../support/people-file.js';
import { realNetwork } from '../support/real-network.js';

const FIRST_PERSON = 7_800;
const DOCUMENT = 'A'.repeat(43);
const DAY_MS = 86_400_000;
/** So many blocks after the reconciliation comes the one that draws a sample. */
const BLOCKS = 20;
const NAME = '四川审计试验厂工会委员会';

describe('an audit, on real peers and by the command line', () => {
  let test: TestNetwork;
  let folder: string;
  /** The audited union, its money and its plan. */
  let org: string;
  let fund: string;
  let plan: string;
  let auditor: CommandUser;
  let auditorId: string;
  /** 经审 of the province, two persons. */
  let first: CommandUser;
  let second: CommandUser;
  const persons = people(FIRST_PERSON, 12 + BLOCKS);
  let maker: CommandUser;
  const today = chinaDateAt(Date.now());
  const later = chinaDateAt(Date.now() + 30 * DAY_MS);

  before(async () => {
    test = await realNetwork();
    folder = mkdtempSync(join(tmpdir(), 'unionid-audit-'));
    ({ union: org } = await foundReceivingUnion(test, 'sichuan', NAME));
    const payee = personAt(0);
    const { state } = await withMemberFile([payee], NAME, (file) =>
      importFile(test.clientOf('sichuan'), test.ledger, { kind: 'members', file }),
    );
    expect(state).to.equal('DONE');
    const programme = await openMoney();
    maker = await cadre(1, 'plan', org);
    const list = write('payees.csv', `姓名,证件号码,金额\n${payee.name},${payee.docNumber},500.00\n`);
    const terms = ['--org', org, '--fund', fund, '--programme', programme, '--on', today, '--until', later];
    const opened = (await runAs(maker, 'plans', 'import', list, ...terms)) as ImportView;
    expect(opened.state, JSON.stringify(opened.error)).to.equal('DONE');
    plan = opened.importId;
    const { orgId: province } = test.clientOf('sichuan').operator;
    first = await cadre(2, 'audit', province);
    second = await cadre(3, 'audit', province);
  });
  after(() => rmSync(folder, { recursive: true }));

  it('begins with an auditor, whom 经审 of the union above appoints', async () => {
    const enrolment = await prepareEnrolment(test.clientOf('sichuan'), test.ledger, personAt(4));
    await submitEnrolment(enrolment);
    const { identityId } = enrolment.parts;
    const [key, passwordFile, config] = [
      join(folder, 'auditor.json'),
      join(folder, 'word'),
      join(folder, 'cli'),
    ];
    const password = toBase64url(randomBytes(24));
    writeFileSync(key, JSON.stringify(newKeyFile(password)));
    writeFileSync(passwordFile, password);
    auditorId = newId('operator');
    const settings = JSON.parse(readFileSync(settingsOf(test, 'sichuan'), 'utf8')) as object;
    writeFileSync(config, JSON.stringify({ ...settings, operator: auditorId, key }), { mode: 0o600 });
    auditor = { config, passwordFile };
    const claim = join(folder, 'claim.json');
    await runAs(auditor, 'key', 'claim', '--out', claim);
    const scope = ['--claim', claim, '--org', org, '--sources', 'union', '--evidence', letter('appointment')];
    await until('the auditor’s person being known', () =>
      runAs(first, 'auditors', 'appoint', identityId, ...scope).then(
        () => true,
        (cause: unknown) => notYet(cause, 'ACCOUNT_UNKNOWN'),
      ),
    );
    await until('the auditor being known', () =>
      runAs(auditor, 'audit', 'checks').then(
        () => true,
        (cause: unknown) => notYet(cause, 'KEY_UNKNOWN'),
      ),
    );
  });

  it('runs a check over the money of its scope: one height, the same bytes', async () => {
    const { digest, result } = (await runAs(auditor, 'audit', 'run', 'CAP-1')) as CheckRun;
    expect(result.scope).to.deep.equal({ org, sources: ['union'] });
    expect(result.coverage).to.include({ plans: 1, items: 1 });
    const again = await runAs(auditor, 'audit', 'run', 'CAP-1', '--at', String(result.height));
    expect(again).to.deep.include({ digest });
  });

  it('draws a sample that nobody chooses, of what the bank has paid', async () => {
    const [nonce, paper] = [join(folder, 'nonce.json'), join(folder, 'paper.csv')];
    await runAs(auditor, 'samples', 'commit', plan, '--size', '3', '--nonce', nonce);
    await until('the sample being known', async () =>
      (await samples()).some(({ planId }) => planId === plan),
    );
    await pay();
    await until('what waits for the auditor', async () => {
      const { items } = (await runAs(auditor, 'inbox')) as InboxPage;
      return items.some((item) => item.kind === 'sample' && item.planId === plan);
    });
    const early = await runAs(auditor, 'samples', 'draw', plan, '--nonce', nonce, '--out', paper).catch(
      (cause: unknown) => cause as { readonly stderr?: string },
    );
    expect(early, 'by how much it is too early')
      .to.have.property('stderr')
      .that.matches(/再等 \d+ 个区块/);
    const client = test.clientOf('sichuan');
    for (let at = 12; at < persons.length; at += 1)
      await submitEnrolment(await prepareEnrolment(client, test.ledger, personAt(at)));
    await until('the block that draws', () =>
      runAs(auditor, 'samples', 'draw', plan, '--nonce', nonce, '--out', paper).then(
        () => true,
        (cause: unknown) => notYet(cause, 'HEIGHT_NOT_REACHED'),
      ),
    );
    // The auditor has visited the payee.
    const rows = readFileSync(paper, 'utf8');
    expect(rows).to.contain('500.00');
    const visited = write('visited.csv', rows.replace(/,,,(\r\n)$/u, `,${today},相符,$1`));
    await runAs(auditor, 'samples', 'record', plan, '--nonce', nonce, '--paper', visited);
    await until('the sample being recorded', async () =>
      (await samples()).some(({ state }) => state === 'RECORDED'),
    );
    const shown = (await runAs(auditor, 'samples', 'show', plan)) as SampleView;
    expect(shown.drawn).to.deep.include({ items: [0], failed: 0 });
    const { result } = (await runAs(auditor, 'audit', 'run', 'SAM-1')) as CheckRun;
    expect(result.findings).to.deep.equal([]);
  });

  it('brings a finding from its opening to its end', async () => {
    const about = ['--org', org, '--fund', fund, '--plan', plan, '--yuan', '500', '--due', later];
    await runAs(auditor, 'findings', 'open', 'CAP-1', ...about);
    const findingId = (await known('OPEN')).findingId;
    const answering = await cadre(5, 'fund', org);
    const respond = (...args: readonly string[]): Promise<unknown> =>
      runAs(answering, 'findings', 'respond', findingId, ...args);
    await respond('--evidence', letter('remedy'));
    await known('REMEDIED');
    await respond('--yuan', '500', '--evidence', letter('voucher'));
    await known('RECOVERED');
    await runAs(
      auditor,
      'findings',
      'close',
      findingId,
      '--outcome',
      'settled',
      '--evidence',
      letter('note'),
    );
    expect(await known('CLOSED')).to.deep.include({ org, plan, check: 'CAP-1', auditor: auditorId });
    const { items } = (await runAs(auditor, 'findings', 'history', findingId)) as Page<FindingEntry>;
    expect(items.map(({ action }) => action)).to.deep.equal(['open', 'remedy', 'recover', 'close']);
    expect(items[1]?.actor).to.equal(items[2]?.actor).and.not.to.equal(auditorId);
    expect(items[3]).to.include({ actor: auditorId, outcome: 'settled' });
  });

  it('is told who a payee is by two approvals, and the answer of whose vault it is', async () => {
    const { items } = (await runAs(auditor, 'plans', 'items', plan)) as Page<PlanItemView>;
    const { identityId, item } = items[0] ?? expect.fail('no item');
    const asked = ['--number', 'JS2026-001', '--identity', identityId];
    await runAs(auditor, 'unmasks', 'request', plan, String(item + 1), ...asked);
    const { unmaskId } = await unmasking(({ state }) => state === 'ASKED');
    await runAs(first, 'unmasks', 'approve', unmaskId);
    await unmasking(({ approvers = [] }) => approvers.length === 1);
    await runAs(second, 'unmasks', 'approve', unmaskId);
    await unmasking(({ state }) => state === 'APPROVED');
    const owner = await cadre(6, 'member', test.clientOf('sichuan').operator.orgId);
    const answer = join(folder, 'answer.json');
    await runAs(owner, 'unmasks', 'answer', unmaskId, '--out', answer);
    expect(readFileSync(answer, 'utf8')).to.contain(personAt(0).name).and.not.to.contain('mobile');
    const answered = await unmasking(({ state }) => state === 'ANSWERED');
    expect(answered).to.include({ plan, identityId, number: 'JS2026-001', auditor: auditorId });
    expect(await runAs(auditor, 'unmasks', 'check', unmaskId, answer)).to.include({ isSame: true });
    const { items: seen } = (await unionid(test, 'sichuan', 'unmasks', 'list')) as Page<UnmaskView>;
    expect(seen.map((one) => one.unmaskId)).to.include(unmaskId);
  });

  it('exports a block in the same bytes, whatever comes after, and finds each change offline', async () => {
    const [first, again] = [join(folder, 'export'), join(folder, 'again')];
    const { asOf } = (await unionid(test, 'national', 'audit', 'export', first, '--fund', fund)) as {
      asOf: number;
    };
    await runAs(maker, 'plans', 'close', plan);
    await until('the plan being closed', async () => (await planNow()).status === 'CLOSED');
    await unionid(test, 'national', 'audit', 'export', again, '--fund', fund, '--as-of', String(asOf));
    const files = ['movements.csv', 'plans.csv', 'items.csv', 'sums.csv', 'lines.csv', 'export.xlsx'];
    for (const name of files)
      expect(readFileSync(join(again, name)).equals(readFileSync(join(first, name))), name).to.equal(true);
    const verify = (...args: readonly string[]): Promise<number> =>
      unionid(test, 'national', 'audit', 'verify', again, ...args).then(
        () => 0,
        (cause: unknown) => (cause as { readonly code: number }).code,
      );
    const offer = join(folder, 'offer.txt');
    expect(await verify('--document', offer)).to.equal(0);
    expect(await verify('--document', write('changed.txt', `${readFileSync(offer, 'utf8')} `))).to.equal(4);
    for (const [name, change] of [
      ['items.csv', (text: string) => text.replace('500.00', '600.00')],
      ['plans.csv', (text: string) => withSwappedRows(text)],
      [
        'manifest.json',
        (text: string) => text.replace(`"asOf": ${String(asOf)}`, `"asOf": ${String(asOf + 1)}`),
      ],
    ] as const) {
      const path = join(again, name);
      const before = readFileSync(path, 'utf8');
      const after = change(before);
      expect(after, name).not.to.equal(before);
      writeFileSync(path, after);
      expect(await verify(), name).to.equal(4);
      writeFileSync(path, before);
      expect(await verify(), `${name} as it was`).to.equal(0);
    }
  });

  it('prints each step of a payment: who, when, by which rule and transaction, and its documents', async () => {
    const svg = join(folder, 'way.svg');
    const trace = (await runAs(auditor, 'trace', 'item', plan, '--row', '1', '--svg', svg)) as ItemTrace;
    expect(trace.steps.map(({ type }) => type)).to.include.members([
      ...['fund.open', 'line.allot', 'line.accept', 'programme.publish', 'plan.open', 'plan.lock'],
      ...['plan.check', 'plan.approve', 'plan.pay', 'plan.results', 'plan.reconcile'],
    ]);
    const printed = await printAs(
      auditor,
      'trace',
      'item',
      plan,
      '--row',
      '1',
      '--as-of',
      String(trace.asOf),
    );
    const picture = readFileSync(svg, 'utf8');
    for (const step of trace.steps) {
      for (const line of stepLines(step, { names: trace.unionNames })) expect(printed).to.contain(line);
      expect(printed)
        .to.contain(step.transactionId)
        .and.to.contain(withUnionNames(step.zh, trace.unionNames));
      for (const { digest } of step.documents) expect(printed).to.contain(digestHex(digest));
      expect(picture).to.contain(String(step.block));
    }
    expect(trace.unionNames).to.have.property(org);
    for (const name of Object.values(trace.unionNames ?? {})) expect(picture).to.contain(name.slice(0, 9));
  });

  async function samples(): Promise<readonly SampleView[]> {
    return ((await runAs(auditor, 'samples', 'list')) as Page<SampleView>).items;
  }

  async function planNow(): Promise<PlanView> {
    return (await runAs(maker, 'plans', 'show', plan)) as PlanView;
  }

  /** The plan from its list to the bank's last answer. */
  async function pay(): Promise<void> {
    const [checker, approver] = [await cadre(7, 'check', org), await cadre(8, 'approve', org)];
    const [payer, recorder] = [await cadre(9, 'pay', org), await cadre(10, 'pay', org)];
    const step = async (by: CommandUser, verb: string, status: string, ...args: readonly string[]) => {
      await runAs(by, 'plans', verb, plan, ...args);
      await until(`plan ${status}`, async () => (await planNow()).status === status);
    };
    await step(maker, 'lock', 'LOCKED');
    await step(checker, 'check', 'CHECKED');
    await step(approver, 'approve', 'APPROVED');
    const [order, matched] = [join(folder, 'order.csv'), join(folder, 'matched.csv')];
    await runAs(payer, 'plans', 'order', plan, '--out', order);
    await step(payer, 'pay', 'PAYING', '--order', order);
    const bank = new SimulatedBank('20', ['pays'], []);
    bank.take(readFileSync(order, 'utf8'));
    await runAs(recorder, 'plans', 'match', plan, write('answer.csv', bank.answerFile()), '--out', matched);
    await runAs(recorder, 'plans', 'results', plan, matched);
    await until('the answer being known', async () => (await planNow()).results.some(({ paid }) => paid));
    await step(recorder, 'reconcile', 'RECONCILED');
  }

  function withSwappedRows(text: string): string {
    const [head = '', one = '', other = '', ...rest] = text.split('\r\n');
    return [head, other, one, ...rest].join('\r\n');
  }

  /** Money of a national fund on the audited union's line; answers the programme. */
  async function openMoney(): Promise<string> {
    const { orgId } = test.clientOf('national').operator;
    const given = { org: orgId, source: 'union', document: DOCUMENT, fen: 1_000_000 };
    fund = await made(unionid(test, 'national', 'funds', 'open', '--file', json('fund', given)));
    const rules = {
      ...{ org: orgId, class: 'winter', document: DOCUMENT, from: '2026-01-01', until: '2099-12-31' },
      ...{ itemFen: 100_000, windowFen: 100_000, publicDays: 0, bands: [{ fen: 10_000_000, approvers: 1 }] },
    };
    const programme = await made(
      unionid(test, 'national', 'programmes', 'publish', json('programme', rules)),
    );
    const sum = [
      '--fund',
      fund,
      '--from',
      orgId,
      '--to',
      org,
      '--yuan',
      '2000',
      '--document',
      letter('offer'),
    ];
    const offer = await made(unionid(test, 'national', 'lines', 'allot', ...sum));
    await until('the offer', async () => {
      const { items } = (await unionid(test, 'sichuan', 'lines', 'offers')) as Page<AllotmentView>;
      return items.some(({ allotmentId }) => allotmentId === offer);
    });
    await unionid(test, 'sichuan', 'lines', 'accept', offer);
    await until('the line', async () => {
      const { items } = (await unionid(test, 'sichuan', 'lines', 'list', '--fund', fund)) as Page<LineView>;
      return items.some(({ available }) => available === 200_000);
    });
    return programme;
  }

  function personAt(at: number): PersonInput {
    return persons[at] ?? expect.fail('no such person');
  }

  function cadre(at: number, grant: Grant, of: string): Promise<CommandUser> {
    return newCadre(test, folder, {
      ...{ grants: [grant], organization: 'sichuan', org: of, person: personAt(at) },
    });
  }

  /** The one finding, once it is in this state. */
  async function known(state: FindingView['state']): Promise<FindingView> {
    let found: FindingView | undefined;
    await until(`finding ${state}`, async () => {
      const { items } = (await runAs(auditor, 'findings', 'list')) as Page<FindingView>;
      found = items.find((one) => one.state === state);
      return found !== undefined;
    });
    return found ?? expect.fail(state);
  }

  /** The one request for a name, once it is so. */
  async function unmasking(isSo: (unmask: UnmaskView) => boolean): Promise<UnmaskView> {
    let found: UnmaskView | undefined;
    await until('unmasking', async () => {
      const { items } = (await runAs(auditor, 'unmasks', 'list', '--side', 'org')) as Page<UnmaskView>;
      found = items.find(isSo);
      return found !== undefined;
    });
    return found ?? expect.fail('no request');
  }

  /** Refused only because a gateway does not know it yet. */
  function notYet(cause: unknown, code: string): false {
    const { stdout = '' } = cause as { readonly stdout?: string };
    if (!stdout.includes(code)) throw cause as Error;
    return false;
  }

  async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    const isDone = async (): Promise<true | undefined> => ((await isSo()) ? true : undefined);
    await pollUntil(isDone, { what, timeoutMs: 30_000 });
  }

  /** What a command has made: its answer names it. */
  async function made(answer: Promise<unknown>): Promise<string> {
    const { result } = (await answer) as { readonly result?: Readonly<Record<string, string>> };
    const { fundId, programmeId, allotmentId } = result ?? {};
    return fundId ?? programmeId ?? allotmentId ?? expect.fail('nothing was made');
  }

  function letter(name: string): string {
    return write(`${name}.txt`, `${name}（样本）\n`);
  }

  function json(name: string, value: object): string {
    return write(`${name}.input.json`, JSON.stringify(value));
  }

  function write(name: string, text: string): string {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  }
});
