// SPDX-License-Identifier: Apache-2.0
import { INSTRUCTION_TYPES, parseSignedInstruction, samplePayload } from '@unionid/domain/catalogue';
import { canonicalJson } from '@unionid/domain/encoding';
import { contractFunctionOf, instructionDigest, TWO_UNIONS } from '@unionid/domain/instruction';
import {
  ledgerKey,
  type AccountRecord,
  type OrganisationRecord,
  type PendingRecord,
} from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import { newMemberEntry, newOrganisationEntry, type TestOperator } from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

const DIGEST = 'A'.repeat(43);
const TODAY = '2026-03-02';
const CHANGE = { place: '', on: TODAY, evidence: DIGEST };
/** Of one account, by two persons of two unions. */
const TYPES = Object.values(INSTRUCTION_TYPES).flatMap(({ type, subject, secondSignature }) =>
  subject === 'account' && (secondSignature as unknown) === TWO_UNIONS ? type : [],
) as readonly TwoUnions[];
type TwoUnions =
  `membership.${'expel' | 'decease' | 'void' | 'rescind'}` | `person.${'correctIdentity' | 'rebind'}`;

describe('what is decided by two unions about an account', () => {
  let tree: UnionTree;
  /** Bound cadres, of each union that could have to do with it, two of the province's own. */
  let cadres: Readonly<
    Record<'basic' | 'city' | 'otherCity' | 'province' | 'colleague' | 'national', TestOperator>
  >;

  beforeEach(async () => {
    tree = await newUnionTree();
    const grants = ['member', 'organisation'] as const;
    const of = (org: string, person: string): Promise<TestOperator> =>
      boundCadre(tree, { org, person, grants: [...grants] });
    cadres = {
      ...{ basic: await of(tree.basic, 'a'), city: await of(tree.city, 'b') },
      ...{ otherCity: await of(tree.otherCity, 'c'), province: await of(tree.sichuan.orgId, 'd') },
      ...{ colleague: await of(tree.sichuan.orgId, 'e'), national: await nationalCadre() },
    };
  });

  async function nationalCadre(): Promise<TestOperator> {
    const { orgId: org, root: by } = tree.national;
    const entry = newMemberEntry(tree, tree.basic, { person: 'national' });
    await tree.submit('person.enrol', entry, { by: tree.sichuan.root });
    const operator = await registerOperator(tree, { org, role: 'cadre', grants: ['member'], by });
    const bound = { operatorId: operator.operatorId, identityId: entry.identityId, place: '' };
    await tree.submit('operator.bindPerson', bound, { by, subjectVersion: 1 });
    return operator;
  }

  const enrol = async (org: string, person = 'one'): Promise<MemberEntry> => {
    const entry = newMemberEntry(tree, org, { person });
    await tree.submit('person.enrol', entry, { by: tree.sichuan.root });
    return entry;
  };
  const found = async (parent: string): Promise<string> => {
    const union = newOrganisationEntry(tree, parent, {});
    await tree.submit('organisation.register', union, { by: tree.sichuan.root });
    return union.orgId;
  };
  const account = ({ identityId }: MemberEntry): AccountRecord =>
    JSON.parse(tree.ledger.state(ledgerKey.account(identityId)) ?? '{}') as AccountRecord;
  const versionOf = (orgId: string): number =>
    (JSON.parse(tree.ledger.state(ledgerKey.organisation(orgId)) ?? '{}') as OrganisationRecord).version;

  /** A union ends, by two of the province's own. */
  async function end(orgId: string, heir: string, ground: 'dissolved' | 'merged'): Promise<void> {
    const [first, second] = [cadres.province, cadres.colleague];
    const payload = { orgId, ground, heir, on: TODAY, evidence: DIGEST };
    const subjectVersion = versionOf(orgId);
    await decideByTwo(tree, 'organisation.beginClosing', { payload, subjectVersion, first, second });
    await tree.call('organisation:fold', canonicalJson({ orgId }), { mspId: tree.sichuan.mspId });
    await tree.submit('organisation.close', { orgId }, { by: first, subjectVersion: versionOf(orgId) });
  }

  const two = (
    type: TwoUnions,
    member: MemberEntry,
    [first, second]: readonly [TestOperator, TestOperator],
    change: object = {},
  ): Promise<void> => {
    const payload = { ...samplePayload(type), identityId: member.identityId, ...CHANGE, ...change };
    return decideByTwo(tree, type, {
      payload: payload,
      subjectVersion: account(member).v,
      ...{ first, second },
    });
  };

  /** Accounts in every place and state in which they may have to be put right. */
  async function standing(): Promise<ReadonlyMap<string, MemberEntry>> {
    const { city, province } = cadres;
    const direct = tree.sichuan.orgId;
    const members = new Map([
      ['open', await enrol(tree.basic, 'open')],
      ['direct', await enrol(direct, 'direct')],
      ['direct and left', await enrol(direct, 'left')],
    ]);
    const left = members.get('direct and left')!;
    const leaving = { ...CHANGE, identityId: left.identityId, reason: 'request' } as const;
    await tree.submit('membership.leave', leaving, { by: province, subjectVersion: 1 });
    for (const [name, parent, heir] of [
      ['dissolved into the province', direct, direct],
      ['dissolved into a city', tree.city, tree.city],
      ['merged beside', tree.city, tree.basic],
    ] as const) {
      const union = await found(parent);
      const member = await enrol(union, name);
      const own = await boundCadre(tree, { org: union, person: `own of ${name}` });
      await two('membership.decease', member, [own, parent === direct ? province : city]);
      await end(union, heir, name === 'merged beside' ? 'merged' : 'dissolved');
      members.set(name, member);
    }
    return members;
  }

  // Covers: S20, S22, S23, W3
  it('finds a second signer wherever the first signature is taken, of one union only where no other could be', async () => {
    const all = Object.entries(cadres);
    const told = new Map<string, Set<string>>();
    for (const [name, member] of await standing())
      for (const type of TYPES)
        for (const [who, first] of all) {
          const payload = { ...payloadOf(type, member) };
          const subjectVersion = account(member).v;
          const argument = await tree.instruct(type, payload as never, { by: first, subjectVersion });
          const sent = tree.call(contractFunctionOf(type), argument, { mspId: first.mspId });
          const isTaken = await sent.then(
            () => true,
            () => false,
          );
          if (!isTaken) continue;
          const seconds = await secondsOf(argument);
          expect(seconds, `${type} ${name}, first ${who}`).not.to.have.length(0);
          const known = told.get(name) ?? new Set();
          for (const second of seconds) told.set(name, known.add(`${who} → ${second}`));
        }
    expect(Object.fromEntries([...told].map(([name, pairs]) => [name, [...pairs].sort()]))).to.deep.equal({
      ...{ open: ['basic → city', 'basic → colleague', 'basic → province', ...OVER_BASIC] },
      ...{ 'direct and left': BY_NATION, 'dissolved into the province': BY_NATION },
      'dissolved into a city': OVER_CITY,
      'merged beside': ['basic → city', 'basic → colleague', 'basic → province', ...OVER_BASIC],
    });
  });

  /** Who could confirm what waits, without doing it. */
  async function secondsOf(argument: string): Promise<readonly string[]> {
    const decision = parseSignedInstruction(argument);
    const digest = instructionDigest(decision.instruction);
    const found: string[] = [];
    for (const [who, by] of Object.entries(cadres)) {
      const confirm = await tree.instruct(
        'decision.confirm',
        { decision, digest },
        { by, subjectVersion: 1 },
      );
      const call = { function: 'decision:confirm', argument: confirm, submitter: { mspId: by.mspId } };
      const isTaken = await tree.ledger.endorse(call).then(
        () => true,
        () => false,
      );
      if (isTaken) found.push(who);
    }
    return found;
  }

  function payloadOf(type: TwoUnions, member: MemberEntry): object {
    const named = { ...samplePayload(type), identityId: member.identityId, place: '' };
    if (type === 'membership.rescind') {
      const reason = account(member).state === 'RETAINED' ? 'notRetained' : 'mistake';
      return { ...named, ...CHANGE, reason };
    }
    if (type.startsWith('membership.')) return { ...named, ...CHANGE };
    return { ...named, nameTag: member.nameTag };
  }

  it('of the province’s own is confirmed by the national union where it has ended or was inherited, and by it alone', async () => {
    const { province, colleague, national } = cadres;
    const members = await standing();
    const dead = members.get('dissolved into the province')!;
    const rescind = (second: TestOperator): Promise<void> =>
      two('membership.rescind', dead, [province, second], { reason: 'notDead' });
    expect(await codeOf(rescind(colleague))).to.equal('SAME_UNION');
    expect(await codeOf(rescind(cadres.otherCity))).to.equal('OUT_OF_SCOPE');
    await rescind(national);
    expect(account(dead)).to.include({ state: 'RETAINED', org: tree.sichuan.orgId });
    // Who is a member of the province's own union changes to one below before.
    const dies = two('membership.decease', dead, [province, national]);
    expect(await codeOf(dies)).to.equal('SECOND_NOBODY');
  });

  it('is ended by the national union where that could confirm it, and nowhere else', async () => {
    const { province, national, basic } = cadres;
    const members = await standing();
    const withdraw = async (name: string, first: TestOperator): Promise<void> => {
      const member = members.get(name)!;
      const subjectVersion = account(member).v;
      const payload = {
        ...samplePayload('person.correctIdentity'),
        ...{ identityId: member.identityId, place: '' },
      };
      const argument = await tree.instruct('person.correctIdentity', payload, { by: first, subjectVersion });
      await tree.call('person:correctIdentity', argument, { mspId: first.mspId });
      const { actor, instructionId } = parseSignedInstruction(argument).instruction;
      const pending = JSON.parse(
        tree.ledger.state(ledgerKey.pending(actor, instructionId)) ?? '{}',
      ) as PendingRecord;
      expect(pending.national, name).to.equal(name === 'open' ? undefined : true);
      await tree.submit('decision.withdraw', { actor, instructionId }, { by: national, subjectVersion: 1 });
    };
    await withdraw('direct and left', province);
    expect(await codeOf(withdraw('open', basic))).to.equal('PROVINCE_FOREIGN');
  });

  // Covers: S13
  it('is filed by no union with itself, whichever of its own or inherited unions expelled', async () => {
    const { basic, city, province, national } = cadres;
    const expelled = async (org: string, own: TestOperator, above: TestOperator): Promise<MemberEntry> => {
      const member = await enrol(org, `expelled by ${org}`);
      await two('membership.expel', member, [own, above], { reason: 'crime', judgment: DIGEST });
      return member;
    };
    const acknowledge = (member: MemberEntry, by: TestOperator): Promise<unknown> =>
      tree.submit(
        'filing.acknowledge',
        { identityId: member.identityId, ...CHANGE },
        { by, subjectVersion: account(member).v },
      );
    for (const [heir, ground, own, above] of [
      [tree.basic, 'merged', basic, city],
      [tree.city, 'dissolved', city, province],
      [tree.sichuan.orgId, 'dissolved', province, national],
    ] as const) {
      const union = await found(ground === 'merged' ? tree.city : heir);
      const cadre = await boundCadre(tree, { org: union, person: `of ${union}` });
      const member = await expelled(union, cadre, heir === tree.sichuan.orgId ? province : city);
      await end(union, heir, ground);
      expect(await codeOf(acknowledge(member, own)), `its heir ${heir}`).to.equal('OUT_OF_SCOPE');
      await acknowledge(member, above);
    }
  });
});

const OVER_CITY = ['city → colleague', 'city → province', 'colleague → city', 'province → city'] as const;
const OVER_BASIC = [
  ...['city → basic', 'city → colleague', 'city → province', 'colleague → basic', 'colleague → city'],
  ...['province → basic', 'province → city'],
] as const;
const BY_NATION = ['colleague → national', 'province → national'] as const;
