// SPDX-License-Identifier: Apache-2.0
import {
  INSTRUCTION_TYPES,
  samplePayload,
  type InstructionType,
  type PayloadOf,
} from '@unionid/domain/catalogue';
import { DomainError, decodeError } from '@unionid/domain/errors';
import { contractFunctionOf } from '@unionid/domain/instruction';
import {
  ledgerKey,
  NATIONAL_CODE,
  readLedgerValue,
  type Grant,
  type LedgerType,
  type OperatorRole,
} from '@unionid/domain/ledger';
import { identityIdFor } from '@unionid/domain/person';
import { chinaDateAt } from '@unionid/domain/values';
import { expect } from 'chai';
import { newMemberEntry, newOrganisationEntry, type TestOperator } from '#src/testing/index.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

const EMPLOYER = '91999900MA00000019';
const DIGEST = 'A'.repeat(43);
const TODAY = '2026-03-02';

/** Types by which a cadre acts on a member, with the state that each wants and for whose union it is done. */
const CASES = {
  'person.correct': { member: 'active', side: 'old' },
  'person.correctIdentity': { member: 'active', side: 'old' },
  'person.rebind': { member: 'active', side: 'old' },
  'membership.retain': { member: 'active', side: 'old' },
  'membership.resume': { member: 'retained', side: 'old' },
  'membership.entrust': { member: 'active', side: 'old' },
  'membership.recall': { member: 'hosted', side: 'old' },
  'membership.leave': { member: 'active', side: 'old' },
  'membership.deem': { member: 'active', side: 'old' },
  'membership.expel': { member: 'active', side: 'old' },
  'membership.decease': { member: 'active', side: 'old' },
  'membership.void': { member: 'active', side: 'old' },
  'membership.rescind': { member: 'left', side: 'old' },
  'filing.acknowledge': { member: 'expelled', side: 'above' },
  'application.open': { member: 'left', side: 'old' },
  'application.admit': { member: 'applied', side: 'old' },
  'application.readmit': { member: 'applied', side: 'old' },
  'application.refuse': { member: 'applied', side: 'old' },
  'application.withdraw': { member: 'applied', side: 'old' },
  'transfer.request': { member: 'active', side: 'new' },
  'transfer.release': { member: 'asked', side: 'old' },
  'transfer.object': { member: 'asked', side: 'old' },
  'transfer.decide': { member: 'objected', side: 'judge' },
  'transfer.cancel': { member: 'asked', side: 'new' },
  'transfer.complete': { member: 'agreed', side: 'new' },
  'transfer.undo': { member: 'moved', side: 'new' },
  'transfer.appeal': { member: 'movedBySilence', side: 'old' },
  'claim.open': { member: 'active', side: 'new' },
  'claim.answer': { member: 'claimed', side: 'old' },
  'claim.decide': { member: 'contested', side: 'judge' },
  'claim.settle': { member: 'yielded', side: 'new' },
  'claim.withdraw': { member: 'claimed', side: 'new' },
  // Of the same types where the owner has an account already, beside the type what it says then (ADR 66).
  'claim.open onto': { member: 'active', side: 'new' },
  'claim.answer exchange': { member: 'claimedOnto', side: 'old' },
  'claim.withdraw onto': { member: 'claimedOnto', side: 'new' },
  'person.rebind claimed': { member: 'exchanged', side: 'new' },
  'membership.void into': { member: 'claimedOnto', side: 'new' },
} as const satisfies Partial<Record<InstructionType | `${InstructionType} ${string}`, Case>>;

interface Case {
  readonly member: State;
  readonly side: Side;
}
type CaseName = keyof typeof CASES;
type CaseType = CaseName & InstructionType;
type State =
  | (
      | 'active'
      | 'retained'
      | 'left'
      | 'applied'
      | 'asked'
      | 'objected'
      | 'agreed'
      | 'moved'
      | 'movedBySilence'
    )
  | ('hosted' | 'claimed' | 'contested' | 'yielded' | 'expelled' | 'claimedOnto' | 'exchanged');
/** Whose business it is: `above` the old union's, for whoever stands above it. */
type Side = 'old' | 'new' | 'judge' | 'above';
type Relation = 'own' | 'above' | 'below' | 'beside' | 'other province' | 'national';

const RELATIONS: readonly Relation[] = ['own', 'above', 'below', 'beside', 'other province', 'national'];
type Role = 'superadmin' | 'superadmin without the grant' | 'cadre';

/** Types that two persons sign, whatever they say. */
const OF_TWO: ReadonlySet<CaseType> = new Set([
  'person.correctIdentity',
  'person.rebind',
  'membership.expel',
  'membership.decease',
  'membership.void',
  'membership.rescind',
  'application.readmit',
]);

const typeOf = (name: CaseName): CaseType => name.split(' ')[0] as CaseType;

/** Record types that a member's affairs are kept in. */
const SUBJECTS: ReadonlySet<LedgerType | undefined> = new Set([
  'account',
  'application',
  'transfer',
  'claim',
]);
/** That make an account, or change many: no case of one member. */
const OTHERS: ReadonlySet<string> = new Set(['person.enrol', 'person.openAccount', 'person.rekey']);

interface Actor {
  readonly role: Role;
  readonly operator: TestOperator;
}

describe('who may act on a member: role × instruction × relation', () => {
  let tree: UnionTree;
  /** The members' own union is a city's, so that unions stand above, below and beside it; so is the receiving one. */
  let unions: Readonly<Record<Side, string>>;
  let actors: readonly Actor[];
  const entered: string[] = [];
  const members = {} as Record<State, ReturnType<typeof newMemberEntry>>;
  /** A member of the receiving union, under another's number. */
  let owner: ReturnType<typeof newMemberEntry>;

  before(async () => {
    tree = await newUnionTree({ isUnbound: true });
    const to = await found(tree.beijing.root, tree.beijing.orgId, 2);
    const toBelow = await found(tree.beijing.root, to, 5);
    unions = { old: tree.city, new: to, judge: tree.national.orgId, above: tree.city };
    const { national, sichuan, beijing, city, otherCity, basic, beijingBasic } = tree;
    const below = [
      ...[city, otherCity, basic].map((org) => [sichuan.root, org] as const),
      ...[to, toBelow, beijingBasic].map((org) => [beijing.root, org] as const),
    ];
    actors = [national, sichuan, beijing].map(({ root }) => ({ role: 'superadmin', operator: root }));
    for (const [by, org] of below) actors = [...actors, ...(await staffOf(org, by))];
    owner = newMemberEntry(tree, to, { person: 'owner' });
    await tree.submit('person.enrol', owner, { by: tree.beijing.root });
    for (const state of Object.keys(STATES) as State[]) members[state] = await memberIn(state);
  });

  it('has a case for every type of the kind', () => {
    const types = Object.values(INSTRUCTION_TYPES)
      .filter(({ type, grant, subject }) => grant === 'member' && SUBJECTS.has(subject) && !OTHERS.has(type))
      .map(({ type }) => type);
    expect(types, 'put a new type into CASES').to.have.members([
      ...new Set((Object.keys(CASES) as CaseName[]).map(typeOf)),
    ]);
  });

  for (const name of Object.keys(CASES) as CaseName[])
    // Covers: W9
    it(`${name}: whoever is of the union or above it in its province, or as it says, and has the grant`, async () => {
      const seen = new Set<Relation>();
      for (const { role, operator } of actors) {
        const relation = relationOf(operator.org, unions[CASES[name].side]);
        seen.add(relation);
        expect(await outcomeOf(name, operator), `${role}, ${relation} (${operator.org})`).to.equal(
          expectedOf(name, role, relation),
        );
      }
      // Nobody stands above the national union, which judges between provinces, or beside it.
      expect([...seen]).to.have.members(CASES[name].side === 'judge' ? ['own', 'other province'] : RELATIONS);
    });

  /** The whole rule, said once more and in other words than the contract's. */
  function expectedOf(name: CaseName, role: Role, relation: Relation): string {
    if (CASES[name].side === 'above') return expectedAbove(role, relation);
    if (relation === 'other province' || relation === 'national') return 'PROVINCE_FOREIGN';
    if (relation === 'beside' || relation === 'below') return 'OUT_OF_SCOPE';
    if (role === 'superadmin without the grant') return 'GRANT_MISSING';
    // These operators have no person behind them yet: none of them is one of two.
    return OF_TWO.has(typeOf(name)) ? 'PERSON_UNBOUND' : 'done';
  }

  /** Whoever stands above, in whatever province: of the union itself nobody. */
  function expectedAbove(role: Role, relation: Relation): string {
    if (relation !== 'above' && relation !== 'national') return 'OUT_OF_SCOPE';
    return role === 'superadmin without the grant' ? 'GRANT_MISSING' : 'done';
  }

  function relationOf(actor: string, union: string): Relation {
    const province = provinceOf(actor);
    if (province !== provinceOf(union)) return province === NATIONAL_CODE ? 'national' : 'other province';
    if (actor === union) return 'own';
    if (isBelow(union, actor)) return 'above';
    return isBelow(actor, union) ? 'below' : 'beside';
  }

  /** What the contract makes of it; nothing is committed. */
  async function outcomeOf(name: CaseName, by: TestOperator): Promise<string> {
    const { member } = CASES[name];
    const argument = await instruct(name, members[member], by);
    const call = { function: contractFunctionOf(typeOf(name)), argument, submitter: { mspId: by.mspId } };
    return tree.ledger.endorse(call).then(
      () => 'done',
      (error: unknown) => {
        const code = error instanceof Error ? decodeError(error.message)?.code : undefined;
        if (code === undefined) throw error;
        return code;
      },
    );
  }

  function instruct(
    name: CaseName,
    entry: (typeof members)[State],
    by: TestOperator,
    contests = false,
  ): Promise<string> {
    const type = typeOf(name);
    const payload = {
      ...samplePayload(type),
      ...namedBy(type, entry),
      ...(type.startsWith('application.') && { org: unions.old }),
      ...(/^(?:membership|filing)\./.test(type) && { on: TODAY }),
      // Others' deadlines have passed meanwhile, and nobody is admitted before having asked.
      ...(type.endsWith('admit') && { on: chinaDateAt(tree.clock.now()) }),
      ...(contests && type === 'claim.answer' && { outcome: 'contest' }),
      ...(type === 'membership.entrust' && { host: unions.new }),
      // The retired stay retained whatever comes.
      ...(type === 'membership.retain' && { reason: 'unemployed' }),
      ...ontoBy(name, entry),
    } as PayloadOf<CaseType>;
    const subject = ['person.rebind claimed', 'membership.void into'].includes(name) ? owner : entry;
    return tree.instruct(type, payload, { by, subjectVersion: versionOf(type, subject) });
  }

  function namedBy(type: CaseType, entry: (typeof members)[State]): object {
    const { identityId, personKey, nameTag } = entry;
    if (type === 'transfer.request') {
      const asked = { identityId, personKey, nameTag, root: DIGEST, to: unions.new, employer: EMPLOYER };
      return { ...asked, slot: slotOf(entry) };
    }
    if (type !== 'claim.open') return { identityId, place: '' };
    const owner = identityIdFor({ personKey, root: DIGEST });
    const own = { identityId: owner, personKey, nameTag, root: DIGEST, level: 1 };
    return { ...own, org: unions.new, claimed: identityId, kind: 'notMe' };
  }

  /** What is said where the owner of the member's number has an account. */
  function ontoBy(name: CaseName, { identityId, personKey, nameTag }: (typeof members)[State]): object {
    const onto = { identityId: owner.identityId, place: '', personKey, nameTag };
    const { personKey: number, root } = owner;
    switch (name) {
      case 'claim.open onto':
        return { ...onto, root };
      case 'claim.answer exchange':
        return { exchange: { personKey: number, nameTag: owner.nameTag, root: DIGEST } };
      case 'person.rebind claimed':
        return { ...onto, root: DIGEST, replaces: [number], claimed: { identityId, place: '' } };
      case 'membership.void into':
        return { identityId: owner.identityId, reason: 'duplicate', into: { identityId, place: '' } };
      default:
        return {};
    }
  }

  function versionOf(type: CaseType, { identityId }: (typeof members)[State]): number {
    const keys = {
      account: ledgerKey.account(identityId),
      application: ledgerKey.application(identityId, unions.old),
      transfer: ledgerKey.transfer(identityId),
      claim: ledgerKey.claim(identityId),
    };
    const subject = INSTRUCTION_TYPES[type].subject as keyof typeof keys;
    return readLedgerValue(subject, tree.ledger.state(keys[subject]) ?? '')?.v ?? 0;
  }

  /** How a member comes into each state. */
  const STATES: Readonly<Record<State, readonly (readonly [CaseName, Side])[]>> = {
    // First, because others' deadlines begin after what it waits for.
    movedBySilence: [
      ['transfer.request', 'new'],
      ['transfer.complete', 'new'],
    ],
    moved: [
      ['transfer.request', 'new'],
      ['transfer.release', 'old'],
      ['transfer.complete', 'new'],
    ],
    active: [],
    // By two persons (memberIn).
    expelled: [],
    retained: [['membership.retain', 'old']],
    left: [['membership.leave', 'old']],
    hosted: [['membership.entrust', 'old']],
    applied: [
      ['membership.leave', 'old'],
      ['application.open', 'old'],
    ],
    asked: [['transfer.request', 'new']],
    objected: [
      ['transfer.request', 'new'],
      ['transfer.object', 'old'],
    ],
    agreed: [
      ['transfer.request', 'new'],
      ['transfer.release', 'old'],
    ],
    claimed: [['claim.open', 'new']],
    claimedOnto: [['claim.open onto', 'new']],
    exchanged: [
      ['claim.open onto', 'new'],
      ['claim.answer exchange', 'old'],
    ],
    contested: [
      ['claim.open', 'new'],
      ['claim.answer', 'old'],
    ],
    yielded: [
      ['claim.open', 'new'],
      ['claim.answer', 'old'],
    ],
  };

  async function memberIn(state: State): Promise<(typeof members)[State]> {
    const entry = newMemberEntry(tree, unions.old, { person: state });
    await tree.submit('person.enrol', entry, { by: tree.sichuan.root });
    for (const [name, side] of STATES[state]) {
      const by = side === 'old' ? tree.sichuan.root : tree.beijing.root;
      if (state === 'movedBySilence' && name === 'transfer.complete') waitForSilence(entry);
      const argument = await instruct(name, entry, by, state === 'contested');
      await tree.call(contractFunctionOf(typeOf(name)), argument, { mspId: by.mspId });
    }
    if (state === 'expelled') await expel(entry);
    return entry;
  }

  async function expel({ identityId }: (typeof members)[State]): Promise<void> {
    const [first, second] = [
      await boundCadre(tree, { org: unions.old, person: 'first' }),
      await boundCadre(tree, { org: tree.sichuan.orgId, person: 'second' }),
    ];
    const payload = { ...samplePayload('membership.expel'), identityId, place: '', on: TODAY };
    await decideByTwo(tree, 'membership.expel', { payload, subjectVersion: 1, first, second });
  }

  function slotOf({ identityId }: (typeof members)[State]): number {
    const at = entered.indexOf(identityId);
    return at === -1 ? entered.push(identityId) - 1 : at;
  }

  function waitForSilence({ identityId }: (typeof members)[State]): void {
    const transfer = readLedgerValue('transfer', tree.ledger.state(ledgerKey.transfer(identityId)) ?? '');
    tree.clock.set(Date.parse(transfer?.silentAt ?? ''));
  }

  async function found(by: TestOperator, parent: string, level: 2 | 5): Promise<string> {
    const employer = { name: '示范机械厂', creditCode: EMPLOYER, nature: '', economicType: '110' };
    const entry = newOrganisationEntry(tree, parent, {
      ...(level === 2 && { employers: [{ ...employer, industry: '', district: '', headcount: 12 }] }),
      level,
    });
    await tree.submit('organisation.register', entry, { by });
    return entry.orgId;
  }

  async function staffOf(org: string, by: TestOperator): Promise<readonly Actor[]> {
    const register = (role: OperatorRole, grants: readonly Grant[], registrar = by): Promise<TestOperator> =>
      registerOperator(tree, { org, role, grants, by: registrar });
    const superadmin = await register('superadmin', ['operator', 'member']);
    return [
      { role: 'superadmin', operator: superadmin },
      { role: 'superadmin without the grant', operator: await register('superadmin', ['operator']) },
      { role: 'cadre', operator: await register('cadre', ['member'], superadmin) },
    ];
  }

  function isBelow(org: string, top: string): boolean {
    const { parent } = organisationOf(org);
    return parent !== '' && (parent === top || isBelow(parent, top));
  }

  function provinceOf(org: string): string {
    return organisationOf(org).province;
  }

  function organisationOf(org: string): { readonly parent: string; readonly province: string } {
    const record = readLedgerValue('organisation', tree.ledger.state(ledgerKey.organisation(org)) ?? '');
    if (record === undefined) throw new DomainError('ORGANISATION_UNKNOWN', { org });
    return record;
  }
});
