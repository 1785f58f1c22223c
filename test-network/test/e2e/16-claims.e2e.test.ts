// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { AccountView, ClaimView, InboxPage, PersonInput } from '@unionid/domain/api';
import { chinaDateAt } from '@unionid/domain/values';
import { pollUntil } from '@unionid/network';
import { ApiError } from '@unionid/sdk';
import {
  foundReceivingUnion,
  newVerifier,
  prepareEnrolment,
  submitEnrolment,
  type TestNetwork,
} from '@unionid/test-network';
import {
  printAs,
  refusalBy,
  runAs,
  unionid as runCommand,
  type CommandUser,
} from '../support/command-line.js';
import { foreignChangesOf } from '../support/foreign-changes.js';
import { newCadre } from '../support/new-cadre.js';
import { people } from '../support/people-file.js';
import { realNetwork } from '../support/real-network.js';

const [owner = expect.fail(), other = expect.fail(), leaver = expect.fail()] = people(7_160, 3);
/** Each registered with the other's number, and two cadres of 安徽. */
const [one = expect.fail(), two = expect.fail(), ...cadres] = people(7_163, 4);
/** Entered twice, and somebody whose number that was mistaken for. */
const [twice = expect.fail(), mistaken = expect.fail()] = people(7_167, 2);
const UNION = '安徽认领试验厂工会委员会';

describe('认领, and joining on an account of another province, on real peers and by the command line', () => {
  let test: TestNetwork;
  let folder: string;
  let evidence: string;
  /** A union of 安徽 with a cadre, and one of the union above. */
  let side: { readonly org: string; readonly clerk: CommandUser; readonly head: CommandUser };
  const alarms = new Map<string, number>();

  before(async () => {
    test = await realNetwork();
    folder = mkdtempSync(join(tmpdir(), 'unionid-claims-'));
    evidence = join(folder, 'document.txt');
    writeFileSync(evidence, '证件核验记录（样本）');
    const { union: org } = await foundReceivingUnion(test, 'anhui', UNION);
    const [clerk, head] = await cadresOf(org);
    side = { org, clerk, head };
    for (const organization of ['sichuan', 'anhui'])
      alarms.set(organization, await foreignChangesOf(test, organization));
  });
  after(() => rmSync(folder, { recursive: true }));

  // Covers: T17, W2
  it('gives a number that was typed for another member back to its owner, who then joins', async () => {
    // In 四川 somebody else was registered with the owner's number.
    const wrong = { ...owner, name: other.name };
    const identityId = await enrol('sichuan', wrong);
    await expectRefused(owner, 'MEMBER_EXISTS');
    const file = join(folder, 'claim.json');
    const { orgId: org } = test.clientOf('anhui').operator;
    writeFileSync(file, JSON.stringify({ person: owner, org, kind: 'wrongDocument' }));
    await unionid('anhui', 'claims', 'open', '--file', file, '--evidence', evidence);
    expect(await refusal('anhui', 'claims', 'settle', identityId)).to.equal('CLAIM_TOO_EARLY');
    await pollUntil(async () => ((await listOf('sichuan')).includes(identityId) ? true : undefined), {
      ...{ what: '四川 seeing the claim', timeoutMs: 30_000 },
    });
    const given = ['--outcome', 'yield', '--evidence', evidence];
    await unionid('sichuan', 'claims', 'answer', identityId, ...given);
    await pollUntil(
      async () => ((await claimOf('anhui', identityId)).status === 'UPHELD' ? true : undefined),
      {
        ...{ what: '安徽 seeing the answer', timeoutMs: 30_000 },
      },
    );
    await unionid('anhui', 'claims', 'settle', identityId);
    const { owner: own } = await claimOf('anhui', identityId);
    expect(await enrol('anhui', owner), 'on the account that the claim made').to.equal(own);
    await expectMember(owner, '34');
    await pollUntil(
      async () => ((await newVerifier(test, 'sichuan')(wrong)).isMember === 'no' ? true : undefined),
      { what: '四川 knowing nobody else by that number', timeoutMs: 30_000 },
    );
    expect(await claimOf('sichuan', identityId)).to.include({ status: 'SETTLED', hasNumber: false });
    expect(await unionid('sichuan', 'accounts', 'show', identityId)).to.include({ state: 'ACTIVE' });
    expect(await listOf('sichuan'), 'waits for its own number').to.include(identityId);
  });

  // Covers: T17, W2
  it('lets two numbers that were typed for each other change places, in one transaction', async () => {
    const { org, clerk, head } = side;
    const claimed = await enrol('sichuan', { ...one, name: two.name });
    const own = await enrol('anhui', { ...two, name: one.name }, undefined, org);
    await expectRefused(one, 'MEMBER_EXISTS');
    const [claim, right] = [join(folder, 'onto.json'), join(folder, 'right.json')];
    writeFileSync(claim, JSON.stringify({ person: one, org, kind: 'wrongDocument', own }));
    writeFileSync(right, JSON.stringify({ person: two }));
    await runAs(clerk, 'claims', 'open', '--file', claim, '--evidence', evidence);
    await pollUntil(async () => ((await listOf('sichuan')).includes(claimed) ? true : undefined), {
      ...{ what: '四川 seeing the claim', timeoutMs: 30_000 },
    });
    const given = ['--outcome', 'exchange', '--file', right, '--evidence', evidence];
    await unionid('sichuan', 'claims', 'answer', claimed, ...given);
    await pollUntil(async () => ((await claimOf('anhui', claimed)).status === 'UPHELD' ? true : undefined), {
      what: '安徽 seeing the answer',
      timeoutMs: 30_000,
    });
    await runAs(clerk, 'claims', 'settle', claimed, '--file', claim, '--evidence', evidence);
    await confirm(head, 'person.rebind');
    await expectMember(one, '34');
    await expectMember(two, '51');
    expect(await claimOf('sichuan', claimed)).to.include({
      status: 'SETTLED',
      hasNumber: true,
      exchange: true,
    });
  });

  // Covers: W2
  it('ends for the one that stands the account of whoever was entered twice, and tells whose it is', async () => {
    const { org, clerk, head } = side;
    const claimed = await enrol('sichuan', twice);
    const wrong = { ...mistaken, name: twice.name };
    const own = await enrol('anhui', wrong, undefined, org);
    await expectRefused(twice, 'MEMBER_EXISTS');
    const claim = join(folder, 'twice.json');
    writeFileSync(claim, JSON.stringify({ person: twice, org, kind: 'duplicate', own }));
    await runAs(clerk, 'claims', 'open', '--file', claim, '--evidence', evidence);
    await pollUntil(async () => ((await listOf('sichuan')).includes(claimed) ? true : undefined), {
      ...{ what: '四川 seeing the claim', timeoutMs: 30_000 },
    });
    const given = ['--outcome', 'yield', '--evidence', evidence];
    await unionid('sichuan', 'claims', 'answer', claimed, ...given);
    await pollUntil(async () => ((await claimOf('anhui', claimed)).status === 'UPHELD' ? true : undefined), {
      what: '安徽 seeing the answer',
      timeoutMs: 30_000,
    });
    await runAs(clerk, 'claims', 'settle', claimed, '--evidence', evidence);
    await confirm(head, 'membership.void');
    expect(await runAs(clerk, 'accounts', 'show', own)).to.include({ state: 'VOIDED', into: claimed });
    expect(await printAs(clerk, 'accounts', 'show', own)).to.include(claimed);
    expect(await printAs(clerk, 'accounts', 'history', own)).to.include(claimed);
    await expectRefused(wrong, 'MEMBERSHIP_ENDED');
    const standing = await pollUntil(
      async () => {
        const account = (await unionid('sichuan', 'accounts', 'show', claimed)) as AccountView;
        return account.also === undefined ? undefined : account;
      },
      { what: '四川 seeing for whom the account stands', timeoutMs: 30_000 },
    );
    expect(standing).to.deep.include({ state: 'ACTIVE', also: [own] });
    for (const identityId of [own, claimed])
      expect(await refusal('beijing', 'accounts', 'show', identityId)).to.equal('PROVINCE_FOREIGN');
    await expectMember(twice, '51');
    expect((await newVerifier(test, 'sichuan')(wrong)).isMember).to.equal('no');
  });

  // Covers: W1
  it('lets whoever left in one province join in another, under the same identifier', async () => {
    const identityId = await enrol('sichuan', leaver);
    const left = ['--on', chinaDateAt(Date.now()), '--reason', 'request', '--evidence', evidence];
    await unionid('sichuan', 'membership', 'leave', identityId, ...left);
    await pollUntil(
      async () => ((await newVerifier(test, 'anhui')(leaver)).isMember === 'no' ? true : undefined),
      { what: '安徽 seeing that the member left', timeoutMs: 30_000 },
    );
    expect(await enrol('anhui', leaver, chinaDateAt(Date.now()))).to.equal(identityId);
    await expectMember(leaver, '34');
  });

  it('is no alarm at either side', async () => {
    for (const [organization, before] of alarms)
      expect(await foreignChangesOf(test, organization), organization).to.equal(before);
  });

  async function cadresOf(org: string): Promise<readonly [CommandUser, CommandUser]> {
    const [clerk = expect.fail(), head = expect.fail()] = cadres;
    const above = test.clientOf('anhui').operator.orgId;
    const grants = ['member' as const];
    return [
      await newCadre(test, folder, { grants, organization: 'anhui', org, person: clerk }),
      await newCadre(test, folder, { grants, organization: 'anhui', org: above, person: head }),
    ];
  }

  /** What waits for whoever is second, as the inbox names it. */
  async function confirm(head: CommandUser, type: string): Promise<void> {
    const waiting = await pollUntil(
      async () => {
        const { items } = (await runAs(head, 'inbox')) as InboxPage;
        return items.filter((item) => item.kind === 'decision').find((item) => item.type === type);
      },
      { what: 'the decision in the inbox of whoever is second', timeoutMs: 60_000 },
    );
    await runAs(head, 'decisions', 'confirm', waiting.actor, waiting.instructionId);
  }

  async function enrol(
    organization: string,
    person: PersonInput,
    joined?: string,
    org?: string,
  ): Promise<string> {
    const more = { ...(joined !== undefined && { joined }), ...(org !== undefined && { org }) };
    const prepared = await prepareEnrolment(test.clientOf(organization), test.ledger, person, more);
    expect((await submitEnrolment(prepared)).status).to.equal('COMMITTED');
    return prepared.parts.identityId;
  }

  /** Once 安徽 knows what 四川 has just written. */
  function expectRefused(person: PersonInput, code: string): Promise<true> {
    const prepare = (): Promise<undefined> =>
      prepareEnrolment(test.clientOf('anhui'), test.ledger, person).then(() => undefined);
    return pollUntil(
      () =>
        prepare().catch((error: unknown) => {
          if (error instanceof ApiError && error.code === code) return true as const;
          throw error;
        }),
      { what: `安徽 answering ${code}`, timeoutMs: 30_000 },
    );
  }

  async function claimOf(organization: string, identityId: string): Promise<ClaimView> {
    return (await unionid(organization, 'claims', 'show', identityId)) as ClaimView;
  }

  async function listOf(organization: string): Promise<readonly string[]> {
    const { items } = (await unionid(organization, 'claims', 'list')) as {
      readonly items: readonly ClaimView[];
    };
    return items.map(({ identityId }) => identityId);
  }

  /** By both sides' own gateways, each from its own copy of the ledger. */
  async function expectMember({ name, docNumber }: PersonInput, province: string): Promise<void> {
    for (const organization of ['sichuan', 'anhui']) {
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
