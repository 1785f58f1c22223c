// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type {
  AllotmentView,
  CheckRun,
  FindingView,
  ImportView,
  LineView,
  Page,
  PersonInput,
  PlanItemView,
  UnmaskView,
} from '@unionid/domain/api';
import { toBase64url } from '@unionid/domain/encoding';
import type { Grant } from '@unionid/domain/ledger';
import { randomBytes } from '@unionid/domain/signing';
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
import { runAs, settingsOf, unionid, type CommandUser } from '../support/command-line.js';
import { newCadre } from '../support/new-cadre.js';
import { people, withMemberFile } from '../support/people-file.js';
import { realNetwork } from '../support/real-network.js';

const FIRST_PERSON = 7_800;
const DOCUMENT = 'A'.repeat(43);
const DAY_MS = 86_400_000;
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
  const persons = people(FIRST_PERSON, 8);
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
    const maker = await cadre(1, 'plan', org);
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
    await runAs(owner, 'unmasks', 'answer', unmaskId, '--evidence', letter('answer'));
    const answered = await unmasking(({ state }) => state === 'ANSWERED');
    expect(answered).to.include({ plan, identityId, number: 'JS2026-001', auditor: auditorId });
    const { items: seen } = (await unionid(test, 'sichuan', 'unmasks', 'list')) as Page<UnmaskView>;
    expect(seen.map((one) => one.unmaskId)).to.include(unmaskId);
  });

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
