// SPDX-License-Identifier: Apache-2.0
import { parseSignedInstruction, samplePayload, type InstructionType } from '@unionid/domain/catalogue';
import { contractFunctionOf, instructionDigest } from '@unionid/domain/instruction';
import { ledgerKey, MEMBERSHIP_STATES, type AccountRecord } from '@unionid/domain/ledger';
import { MEMBERSHIP_ACTIONS, membershipStep, type MembershipAction } from '@unionid/domain/membership';
import { isHeld, MEMBERSHIP_RIGHTS } from '@unionid/domain/person';
import { expect } from 'chai';
import { newMemberEntry, type TestOperator } from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { boundCadre } from './support/two-persons.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

type ChangeType = Extract<InstructionType, `membership.${MembershipAction}`>;
const TODAY = '2026-03-02';
const RETAIN_GROUNDS = ['retired', 'earlyRetired', 'unemployed', 'employerEnded', 'military'] as const;

describe('a membership', () => {
  let tree: UnionTree;
  let member: ReturnType<typeof newMemberEntry>;
  /** Two persons of two unions. */
  let own: TestOperator;
  let above: TestOperator;

  beforeEach(async () => {
    tree = await newUnionTree();
    member = newMemberEntry(tree, tree.basic, { person: 'one' });
    await tree.submit('person.enrol', member, { by: tree.sichuan.root });
    own = await cadre(tree.basic, 'two');
    above = await cadre(tree.city, 'three');
  });

  async function cadre(org: string, person: string): Promise<TestOperator> {
    const entry = newMemberEntry(tree, tree.basic, { person });
    await tree.submit('person.enrol', entry, { by: tree.sichuan.root });
    const operator = await registerOperator(tree, { org, role: 'superadmin', grants: ['member'] });
    const { operatorId } = operator;
    const bound = { operatorId, identityId: entry.identityId, place: '' };
    await tree.submit('operator.bindPerson', bound, { by: tree.sichuan.root, subjectVersion: 1 });
    return operator;
  }

  const account = (): AccountRecord =>
    JSON.parse(tree.ledger.state(ledgerKey.account(member.identityId)) ?? '{}') as AccountRecord;
  const held = (): string | undefined =>
    tree.ledger.state(ledgerKey.membership(tree.basic, member.identityId));
  const sign = (type: ChangeType, change: object, by = own): Promise<string> => {
    const payload = {
      ...samplePayload(type),
      identityId: member.identityId,
      place: '',
      on: TODAY,
      ...change,
    };
    return tree.instruct(type, payload, { by, subjectVersion: account().v });
  };
  const act = async (type: ChangeType, change: object = {}, by = own): Promise<object> => {
    const argument = await sign(type, change, by);
    const { result } = await tree.call(contractFunctionOf(type), argument, { mspId: by.mspId });
    return result;
  };
  const two = async (type: ChangeType, change: object = {}, second = above): Promise<void> => {
    const argument = await sign(type, change);
    await tree.call(contractFunctionOf(type), argument, { mspId: own.mspId });
    const decision = parseSignedInstruction(argument);
    const digest = instructionDigest(decision.instruction);
    await tree.submit('decision.confirm', { decision, digest }, { by: second, subjectVersion: 1 });
  };

  // Covers: S7, S10
  it('is retained and resumed, and counts for its union all the while', async () => {
    await act('membership.retain', { reason: 'unemployed' });
    expect(account()).to.include({ state: 'RETAINED', why: 'unemployed', since: TODAY, org: tree.basic });
    expect(held()).to.equal('1');
    expect(await codeOf(act('membership.retain')), 'twice').to.equal('MEMBERSHIP_STEP');
    await act('membership.resume', { reason: 'employed' });
    expect(account()).to.include({ state: 'ACTIVE', why: 'employed', v: 3 });
  });

  // Covers: S18, S19
  it('stays where it is while another union serves the member, from one day to another', async () => {
    const host = tree.beijingBasic;
    const entrust = (change: object = {}): Promise<object> =>
      act('membership.entrust', { host, kind: 'secondment', until: '2026-08-31', ...change });
    await entrust();
    expect(account()).to.deep.include({
      ...{ state: 'ACTIVE', org: tree.basic, v: 2 },
      hosted: { org: host, kind: 'secondment', on: TODAY, until: '2026-08-31' },
    });
    expect([held(), tree.ledger.state(ledgerKey.membership(host, member.identityId))]).to.deep.equal([
      ...['1', undefined],
    ]);
    await entrust({ kind: 'dispatch' });
    expect(account().hosted).to.include({ kind: 'dispatch' });
    await act('membership.recall');
    expect(account()).not.to.have.property('hosted');
    expect(await codeOf(act('membership.recall')), 'by nobody').to.equal('MEMBERSHIP_STEP');
  });

  it('is entrusted to another union that is open, to a day that comes after, and ends with the membership', async () => {
    const entrust = (change: object = {}): Promise<object> =>
      act('membership.entrust', { host: tree.city, kind: 'dispatch', until: '2026-08-31', ...change });
    expect(await codeOf(entrust({ host: tree.basic }))).to.equal('HOST_OWN');
    expect(await codeOf(entrust({ host: tree.newId('organisation') }))).to.equal('ORGANISATION_UNKNOWN');
    expect(await codeOf(entrust({ until: '2026-03-01' }))).to.equal('DATES_INVALID');
    await entrust();
    expect(await codeOf(act('membership.recall', { on: '2026-03-01' }))).to.equal('DATES_INVALID');
    await act('membership.retain', { reason: 'unemployed' });
    expect(account()).not.to.have.property('hosted');
    expect(await codeOf(entrust()), 'of whoever is retained').to.equal('MEMBERSHIP_STEP');
  });

  for (const reason of RETAIN_GROUNDS)
    // Covers: S7
    it(`is retained on the ground ${reason}, with the document behind it`, async () => {
      await act('membership.retain', { reason });
      expect(account()).to.include({ state: 'RETAINED', why: reason });
    });

  // Covers: S10
  it('stays retained when the retired are hired again', async () => {
    await act('membership.retain', { reason: 'retired' });
    expect(await codeOf(act('membership.resume', { reason: 'employed' }))).to.equal('RETIRED_STAYS');
  });

  // Covers: S11, S12
  it('ends by request, and the same person joins again under the same identifier', async () => {
    await act('membership.leave', { reason: 'request' });
    expect(account()).to.include({ state: 'WITHDRAWN', was: 'ACTIVE' });
    expect(held()).to.equal(undefined);
    const again = { ...member, joined: TODAY, since: TODAY };
    await tree.submit('person.enrol', again, { by: tree.sichuan.root, subjectVersion: account().v });
    expect(account()).to.include({ state: 'ACTIVE', v: 3 });
    expect(held()).to.equal('1');
  });

  // Covers: S11, T6
  it('is deemed to have ended only after six months, and not while another union asks', async () => {
    expect(await codeOf(act('membership.deem', { absentSince: '2025-09-03' }))).to.equal('ABSENCE_TOO_SHORT');
    await act('membership.deem', { absentSince: '2025-09-02' });
    expect(account()).to.include({ state: 'WITHDRAWN', why: 'absent' });
  });

  for (const type of ['membership.expel', 'membership.decease', 'membership.void'] as const)
    // Covers: S13, S15, S16
    it(`ends by ${type} once a second person of another union has confirmed it`, async () => {
      const colleague = await cadre(tree.basic, 'four');
      expect(await codeOf(two(type, {}, colleague))).to.equal('SAME_UNION');
      expect(account().state).to.equal('ACTIVE');
      await two(type);
      expect(held()).to.equal(undefined);
      const again = { ...member, joined: TODAY, since: TODAY };
      const joining = tree.submit('person.enrol', again, {
        by: tree.sichuan.root,
        subjectVersion: account().v,
      });
      expect(await codeOf(joining)).to.equal('MEMBERSHIP_ENDED');
    });

  it('of the province’s own union ends by nobody’s signature there, whom no other union could follow', async () => {
    const { orgId, root: by } = tree.sichuan;
    const direct = newMemberEntry(tree, orgId, { person: 'direct' });
    await tree.submit('person.enrol', direct, { by });
    const { identityId } = direct;
    const payload = { ...samplePayload('membership.decease'), identityId, place: '', on: TODAY };
    const top = { by: await boundCadre(tree, { org: orgId, person: 'top' }), subjectVersion: 1 };
    expect(await codeOf(tree.submit('membership.decease', payload, top))).to.equal('SECOND_NOBODY');
    await tree.submit('membership.decease', { ...payload, identityId: member.identityId }, top);
  });

  // Covers: S10, S20
  it('that rests by mistake is put right by two, also where it has moved on, and begins again with all its rights', async () => {
    await act('membership.retain', { reason: 'retired' });
    const colleague = await cadre(tree.basic, 'four');
    expect(await codeOf(two('membership.rescind', { reason: 'notRetained' }, colleague))).to.equal(
      'SAME_UNION',
    );
    expect(await codeOf(act('membership.rescind', { reason: 'mistake' }))).to.equal('REASON_UNFIT');
    await two('membership.rescind', { reason: 'notRetained' });
    expect(account()).to.include({ state: 'ACTIVE', why: 'notRetained', org: tree.basic });
    await act('membership.leave', { reason: 'request' });
    expect(await codeOf(act('membership.rescind', { reason: 'notRetained' }))).to.equal('REASON_UNFIT');
  });

  // Covers: S20, W3
  it('that should not have ended is taken back, with the state that it had', async () => {
    await act('membership.retain', { reason: 'unemployed' });
    await two('membership.decease');
    expect(account()).to.include({ state: 'DECEASED', was: 'RETAINED' });
    const colleague = await cadre(tree.basic, 'four');
    expect(await codeOf(two('membership.rescind', {}, colleague))).to.equal('SAME_UNION');
    await two('membership.rescind', { reason: 'notDead' });
    expect(account()).to.include({ state: 'RETAINED', why: 'unemployed' });
    expect(account()).not.to.have.property('was');
    expect(held()).to.equal('1');
    await two('membership.void');
    expect(await codeOf(act('membership.rescind', { reason: 'mistake' }))).to.equal('MEMBERSHIP_STEP');
  });

  // Covers: S24
  it('known late takes two persons, and its days never go back', async () => {
    const late = await act('membership.retain', { reason: 'military', on: '2026-01-30' });
    expect(late).to.have.property('pending');
    expect(account().state).to.equal('ACTIVE');
    await act('membership.retain', { reason: 'military', on: '2026-02-01' });
    expect(await codeOf(act('membership.resume', { reason: 'demobilised', on: '2026-01-31' }))).to.equal(
      'DATES_INVALID',
    );
  });

  it('is nobody’s business above, beside or in another province but as the tree says', async () => {
    const beside = await registerOperator(tree, {
      org: tree.otherCity,
      role: 'superadmin',
      grants: ['member'],
    });
    expect(await codeOf(act('membership.leave', {}, beside))).to.equal('OUT_OF_SCOPE');
    expect(await codeOf(act('membership.leave', {}, tree.beijing.root))).to.equal('PROVINCE_FOREIGN');
    await act('membership.leave', {}, above);
  });

  it('allows this and refuses all else', () => {
    const matrix = MEMBERSHIP_STATES.map((state) => {
      const steps = MEMBERSHIP_ACTIONS.flatMap((action) => {
        const step = membershipStep(state, action);
        return step === undefined
          ? []
          : [`${action} → ${step.to}${step.change === '' ? '' : ` (${step.change})`}`];
      });
      return `${state}: ${steps.join(', ')}`;
    });
    expect(matrix).to.deep.equal([
      'NONE: decease → DECEASED, void → VOIDED',
      'ACTIVE: retain → RETAINED (3), leave → WITHDRAWN (6), deem → WITHDRAWN (6), expel → EXPELLED (5), decease → DECEASED, void → VOIDED, entrust → ACTIVE, recall → ACTIVE',
      'RETAINED: resume → ACTIVE (2), leave → WITHDRAWN (6), expel → EXPELLED (5), decease → DECEASED, void → VOIDED, rescind → before',
      'WITHDRAWN: decease → DECEASED, rescind → before',
      'EXPELLED: decease → DECEASED, rescind → before',
      'DECEASED: rescind → before',
      'VOIDED: ',
    ]);
    expect(MEMBERSHIP_STATES.filter(isHeld)).to.deep.equal(['ACTIVE', 'RETAINED']);
    const voters = MEMBERSHIP_STATES.filter((state) => MEMBERSHIP_RIGHTS[state].votes);
    expect(voters, 'whoever is retained neither votes nor counts').to.deep.equal(['ACTIVE']);
  });
});
