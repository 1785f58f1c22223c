// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { PersonInput, TransferView } from '@unionid/domain/api';
import { pollUntil } from '@unionid/network';
import {
  newVerifier,
  prepareEnrolment,
  submitEnrolment,
  type TestNetwork,
  EMPLOYER,
  foundReceivingUnion,
} from '@unionid/test-network';
import { refusalBy, runAs, unionid as runCommand, type CommandUser } from '../support/command-line.js';
import { foreignChangesOf } from '../support/foreign-changes.js';
import { freeze, waitBack } from '../support/node-processes.js';
import { newCadre } from '../support/new-cadre.js';
import { people } from '../support/people-file.js';
import { realNetwork } from '../support/real-network.js';

const FIRST_PERSON = 7_120;
const GATEWAY = 'gateway-sichuan';

describe('会籍接转 from 四川 to 安徽, on real peers and by the command line', () => {
  let test: TestNetwork;
  let folder: string;
  let union: string;
  let file: string;
  let clerk: CommandUser;
  /** In 北京; and who acts for 安徽. */
  let third: string;
  let mover: CommandUser;
  const alarms = new Map<string, number>();

  before(async () => {
    test = await realNetwork();
    folder = mkdtempSync(join(tmpdir(), 'unionid-transfer-'));
    file = join(folder, 'contract.txt');
    writeFileSync(file, '劳动合同（样本）');
    ({ union } = await foundReceivingUnion(test, 'anhui', '安徽示范机械厂工会委员会'));
    const [person = expect.fail('nobody')] = people(FIRST_PERSON + 15, 1);
    ({ union: third } = await foundReceivingUnion(test, 'beijing', '北京示范机械厂工会委员会'));
    const [other = expect.fail('nobody')] = people(FIRST_PERSON + 16, 1);
    const cadre = (organization: string, who: PersonInput): Promise<CommandUser> => {
      const { orgId: org } = test.clientOf(organization).operator;
      return newCadre(test, folder, { grants: ['member'], organization, org, person: who });
    };
    // Whoever gives a member a code is known as a person (ADR 65).
    clerk = await cadre('sichuan', person);
    mover = await cadre('anhui', other);
    for (const organization of ['sichuan', 'anhui'])
      alarms.set(organization, await foreignChangesOf(test, organization));
  });
  after(() => rmSync(folder, { recursive: true }));

  // Covers: S5
  it('goes at once by the release code that the member brought', async () => {
    const { person, identityId } = await newMember(0);
    const { code } = (await runAs(clerk, 'transfers', 'release', identityId)) as { code: string };
    expect(code).to.match(/^R[0-9A-Z]{17}$/);
    await request(person, '--code', code);
    await unionid('anhui', 'transfers', 'complete', identityId);
    await expectMemberOf('34', person);
    expect(await transferOf('anhui', identityId)).to.include({ status: 'COMPLETED', way: 'code' });
  });

  // Covers: S5, T3, T12
  it('goes by silence once the deadline has passed and not before, and back by an appeal', async () => {
    const { person, identityId } = await newMember(1);
    await request(person);
    const refused = await refusal('anhui', 'transfers', 'complete', identityId);
    expect(refused).to.equal('TRANSFER_TOO_EARLY');
    const asked = await transferOf('sichuan', identityId);
    expect(asked.actions.filter(({ allowed }) => allowed).map(({ action }) => action)).to.deep.equal([
      'release',
      'object',
    ]);
    const [silent] = asked.futures;
    expect(silent).to.include({ status: 'AGREED', way: 'silence' });
    await sleep(Date.parse(silent?.at ?? '') - Date.now() + 1_000);
    await unionid('anhui', 'transfers', 'complete', identityId);
    await expectMemberOf('34', person);
    // The old union appeals, is heard, and takes the member back without the new one.
    await unionid(
      'sichuan',
      'transfers',
      'appeal',
      identityId,
      '--ground',
      'stillEmployed',
      '--evidence',
      file,
    );
    await pollUntil(
      async () => ((await listOf('national', 'judge')).includes(identityId) ? true : undefined),
      { what: '全总 seeing the appeal', timeoutMs: 30_000 },
    );
    await unionid('national', 'transfers', 'decide', identityId, '--outcome', 'stay', '--evidence', file);
    expect(await refusal('anhui', 'transfers', 'undo', identityId)).to.equal('TRANSFER_RECALLED');
    await unionid('sichuan', 'transfers', 'complete', identityId);
    await expectMemberOf('51', person);
    expect(await transferOf('sichuan', identityId)).to.include({ status: 'RETURNED', way: 'decision' });
  });

  // Covers: T21
  it('that went by silence, and on to a third union at once, comes back by an appeal against the first', async () => {
    const { person, identityId } = await newMember(8);
    await request(person);
    const [silent] = (await transferOf('anhui', identityId)).futures;
    await sleep(Date.parse(silent?.at ?? '') - Date.now() + 1_000);
    await unionid('anhui', 'transfers', 'complete', identityId);
    const { code } = (await runAs(mover, 'transfers', 'release', identityId)) as { code: string };
    await expectMemberOf('34', person, ['beijing']);
    const path = join(folder, 'third.json');
    writeFileSync(path, JSON.stringify({ person, to: third, employer: EMPLOYER, evidence: 'contract' }));
    const asked = ['--file', path, '--evidence', file, '--code', code];
    await unionid('beijing', 'transfers', 'request', ...asked);
    await unionid('beijing', 'transfers', 'complete', identityId);
    await expectMemberOf('11', person);
    const { silent: from, actions } = await transferOf('sichuan', identityId);
    expect(from, 'whose silence it was').to.equal(test.clientOf('sichuan').operator.orgId);
    expect(actions.filter(({ allowed }) => allowed).map(({ action }) => action)).to.include('appeal');
    const because = ['--ground', 'stillEmployed', '--evidence', file];
    await unionid('sichuan', 'transfers', 'appeal', identityId, ...because);
    await pollUntil(
      async () => ((await listOf('national', 'judge')).includes(identityId) ? true : undefined),
      { what: '全总 seeing the appeal', timeoutMs: 30_000 },
    );
    await unionid('national', 'transfers', 'decide', identityId, '--outcome', 'stay', '--evidence', file);
    await unionid('sichuan', 'transfers', 'complete', identityId);
    await expectMemberOf('51', person, ['sichuan', 'anhui', 'beijing']);
    expect(await transferOf('sichuan', identityId)).to.include({ status: 'RETURNED', way: 'decision' });
  });

  // Covers: T10
  it('goes while the gateway of 四川 is down, which finds nothing doubled and nothing to alarm when it is back', async () => {
    const { person, identityId } = await newMember(5);
    await request(person);
    const [silent] = (await transferOf('anhui', identityId)).futures;
    const { service } = test.clientOf('sichuan').client;
    const pid = await freeze(test.network, GATEWAY);
    await sleep(Date.parse(silent?.at ?? '') - Date.now() + 1_000);
    await unionid('anhui', 'transfers', 'complete', identityId);
    process.kill(pid, 'SIGKILL');
    await waitBack(test.network, [GATEWAY], [pid]);
    await pollUntil(async () => ((await service.readiness()).ready ? true : undefined), {
      ...{ what: 'the gateway of 四川 knowing the ledger again', timeoutMs: 60_000 },
    });
    await expectMemberOf('34', person);
    expect(await transferOf('sichuan', identityId)).to.include({ status: 'COMPLETED', way: 'silence' });
    expect(await refusal('sichuan', 'accounts', 'show', identityId)).to.equal('PROVINCE_FOREIGN');
    // As long as it may appeal against its own silence, the old union is shown whom that moved.
    expect(await listOf('sichuan', 'out')).to.include(identityId);
    const { actions } = await transferOf('sichuan', identityId);
    expect(actions.filter(({ allowed }) => allowed).map(({ action }) => action)).to.include('appeal');
    // The alarms of a gateway that has just started begin with none.
    alarms.set('sichuan', 0);
  });

  it('goes by the answer of the old union, is seen on either side until then, and is undone by the new one', async () => {
    const { person, identityId } = await newMember(2);
    await request(person);
    const [incoming, outgoing] = await Promise.all([listOf('anhui', 'in'), listOf('sichuan', 'out')]);
    expect(incoming).to.include(identityId);
    expect(outgoing).to.include(identityId);
    await unionid('sichuan', 'transfers', 'release', identityId);
    await unionid('anhui', 'transfers', 'complete', identityId);
    await expectMemberOf('34', person);
    expect(await listOf('anhui', 'in')).not.to.include(identityId);
    await unionid('anhui', 'transfers', 'undo', identityId);
    await expectMemberOf('51', person);
  });

  // Covers: T4
  it('that the old union objects to is decided by 全总', async () => {
    const { person, identityId } = await newMember(4);
    await request(person);
    const because = ['--ground', 'stillEmployed', '--evidence', file];
    await unionid('sichuan', 'transfers', 'object', identityId, ...because);
    const refused = await refusal('anhui', 'transfers', 'complete', identityId);
    expect(refused).to.equal('TRANSFER_OBJECTED');
    await pollUntil(
      async () => ((await listOf('national', 'judge')).includes(identityId) ? true : undefined),
      {
        ...{ what: '全总 seeing the objection', timeoutMs: 30_000 },
      },
    );
    await unionid('national', 'transfers', 'decide', identityId, '--outcome', 'stay', '--evidence', file);
    expect(await transferOf('national', identityId)).to.include({ status: 'REFUSED', way: 'decision' });
    await expectMemberOf('51', person);
  });

  // Covers: T15
  it('is counted by the policy of 四川 as it stood when it was asked for, and shows by which', async () => {
    const rules = join(folder, 'rules.json');
    const set = async (what: 'policies' | 'calendars', content: object): Promise<unknown> => {
      writeFileSync(rules, JSON.stringify(content));
      return unionid('sichuan', what, 'set', rules);
    };
    const inAnhui = (what: 'policies' | 'calendars', version: number): Promise<true> =>
      pollUntil(
        async () => {
          const { items } = (await unionid('anhui', what, 'show', '--scope', '51')) as {
            readonly items: readonly { readonly version: number }[];
          };
          return items[0]?.version === version ? true : undefined;
        },
        { what: `安徽 seeing ${what} of 四川`, timeoutMs: 30_000 },
      );
    const year = new Date().getUTCFullYear();
    await set('calendars', { scope: '51', year, holidays: [`${String(year)}-12-31`], workdays: [] });
    await set('policies', { scope: '51', days: { answer: 3 } });
    await Promise.all([inAnhui('calendars', 1), inAnhui('policies', 1)]);
    writeFileSync(rules, JSON.stringify({ scope: '51', days: { answer: 30 } }));
    expect(await refusal('sichuan', 'policies', 'set', rules)).to.equal('POLICY_WIDER');
    const { person, identityId } = await newMember(6);
    await request(person);
    await set('policies', { scope: '51', days: {} });
    await inAnhui('policies', 2);
    const { asked, due, rules: counted } = await transferOf('anhui', identityId);
    const seconds = (Date.parse(due) - Date.parse(asked)) / 1_000;
    expect(seconds, 'three working days of a test network').to.equal(3 * 6);
    expect(counted).to.deep.equal([
      { scope: '51', version: 1 },
      { scope: '51', year, version: 1 },
    ]);
    await unionid('anhui', 'transfers', 'cancel', identityId);
  });

  it('is no business of a third province, and no alarm at either side', async () => {
    const { person, identityId } = await newMember(3);
    await request(person);
    expect(await refusal('beijing', 'transfers', 'show', identityId)).to.equal('TRANSFER_UNKNOWN');
    await unionid('anhui', 'transfers', 'cancel', identityId);
    await expectMemberOf('51', person);
    for (const [organization, before] of alarms)
      expect(await foreignChangesOf(test, organization), organization).to.equal(before);
  });

  async function newMember(
    at: number,
  ): Promise<{ readonly person: PersonInput; readonly identityId: string }> {
    const [person] = people(FIRST_PERSON + at, 1);
    if (person === undefined) throw new RangeError('no person');
    const prepared = await prepareEnrolment(test.clientOf('sichuan'), test.ledger, person);
    const { status } = await submitEnrolment(prepared);
    expect(status).to.equal('COMMITTED');
    return { person, identityId: prepared.parts.identityId };
  }

  async function request(person: PersonInput, ...more: readonly string[]): Promise<void> {
    const path = join(folder, 'request.json');
    writeFileSync(path, JSON.stringify({ person, to: union, employer: EMPLOYER, evidence: 'contract' }));
    await unionid('anhui', 'transfers', 'request', '--file', path, '--evidence', file, ...more);
  }

  async function transferOf(organization: string, identityId: string): Promise<TransferView> {
    return (await unionid(organization, 'transfers', 'show', identityId)) as TransferView;
  }

  async function listOf(organization: string, side: 'in' | 'out' | 'judge'): Promise<readonly string[]> {
    const { items } = (await unionid(organization, 'transfers', 'list', '--side', side)) as {
      readonly items: readonly TransferView[];
    };
    return items.map(({ identityId }) => identityId);
  }

  /** By both sides' own gateways, each from its own copy of the ledger. */
  async function expectMemberOf(
    province: string,
    { name, docNumber }: PersonInput,
    by: readonly string[] = ['sichuan', 'anhui'],
  ): Promise<void> {
    for (const organization of by) {
      const verify = newVerifier(test, organization);
      await pollUntil(
        async () => {
          const { isMember, province: found } = await verify({ name, docNumber });
          return isMember === 'yes' && found === province ? true : undefined;
        },
        { what: `${organization} seeing the member in ${province}`, timeoutMs: 30_000 },
      );
    }
  }

  function unionid(organization: string, ...args: readonly string[]): Promise<unknown> {
    return runCommand(test, organization, ...args);
  }

  function refusal(organization: string, ...args: readonly string[]): Promise<string> {
    return refusalBy(test, organization, ...args);
  }
});
