// SPDX-License-Identifier: Apache-2.0
import { INSTRUCTION_TYPES, type InstructionType, type PayloadOf } from '@unionid/domain/catalogue';
import { decodeError } from '@unionid/domain/errors';
import { contractFunctionOf, type InstructionDefinition } from '@unionid/domain/instruction';
import type { FundSource, Grant } from '@unionid/domain/ledger';
import { expect } from 'chai';
import type { TestOperator } from '#src/testing/index.js';
import { newAuditor } from './support/auditors.js';
import { benefitCases, type CaseOf, type Cases } from './support/benefit-cases.js';
import { enrolMembers } from './support/benefit-plan.js';
import { registerOperator, newUnionTree, type UnionTree } from './support/union-tree.js';

/** Everything that grants money, and what auditors do and who appoints them. */
const TYPES = Object.values<InstructionDefinition<InstructionType>>(INSTRUCTION_TYPES).filter(
  ({ type, chaincode }) => chaincode === 'benefit' || type.startsWith('auditor.'),
);
const SPENDING: readonly Grant[] = ['plan', 'check', 'approve', 'pay', 'fund', 'file', 'member'];
/** What the rule asks no person for: it is done for a union, whoever signs. */
const IMPERSONAL: ReadonlySet<string> = new Set([
  ...['fund.open', 'fund.close', 'line.allot', 'line.return', 'line.accept', 'line.withdraw'],
  ...['programme.publish', 'programme.end', 'auditor.appoint', 'auditor.remove'],
  ...['file.open', 'file.revise', 'file.close', 'plan.cancel', 'plan.publicise', 'plan.close'],
]);

const RELATIONS = ['own', 'above', 'below', 'beside', 'other province', 'national'] as const;
type Relation = (typeof RELATIONS)[number];
/** Of a city's union, above which one of its province stands. */
const REACHES = {
  ...{ subtree: ['own', 'above'], approves: ['own', 'above'], supervises: ['above', 'national'] },
} as const satisfies Partial<Record<InstructionDefinition['relation'], readonly Relation[]>>;
/** Whom approvals reach where no other union of the province stands above: of the city's relation to 四川 each is that of who acts. */
const REACHES_FIRST: Readonly<Record<Relation, string>> = {
  ...{ own: 'OUT_OF_SCOPE', above: 'done', below: 'OUT_OF_SCOPE', beside: 'OUT_OF_SCOPE' },
  ...{ 'other province': 'PROVINCE_FOREIGN', national: 'done' },
};

interface Actor {
  readonly role: string;
  readonly operator: TestOperator;
  readonly grants: readonly Grant[];
  readonly isUnbound?: boolean;
  /** Of an auditor: the union it audits, and whose money. */
  readonly audits?: { readonly org: string; readonly sources: readonly FundSource[] };
}

describe('who may grant, pay and audit: role × instruction × relation', () => {
  let tree: UnionTree;
  let actors: readonly Actor[];
  let cases: Cases;
  let provincesPlan: CaseOf;

  before(async function () {
    this.timeout(120_000);
    tree = await newUnionTree({ isUnbound: true });
    const { national, sichuan, beijing, city, otherCity, basic, beijingBasic } = tree;
    actors = [national, sichuan, beijing].map(({ root }) => ({
      ...{ role: 'superadmin whose person is not known', operator: root, isUnbound: true },
      grants: [...SPENDING, 'audit'],
    }));
    for (const { orgId, root } of [national, sichuan, beijing]) await staff(orgId, root);
    for (const org of [city, otherCity, basic]) await staff(org, sichuan.root);
    await staff(beijingBasic, beijing.root);
    const audits = (org: string): TestOperator =>
      actors.find(({ role, operator }) => role === '经审' && operator.org === org)!.operator;
    const second = await bound({ org: national.orgId, role: 'cadre', grants: ['audit'], by: national.root });
    const supervisors = { national: [audits(national.orgId), second], own: audits(city) } as const;
    const granting = await benefitCases(tree, supervisors);
    ({ cases, provincesPlan } = granting);
    actors = [...actors, { role: 'maker', operator: granting.maker, grants: ['plan', 'fund'] }];
    for (const { orgId } of [national, sichuan, beijing]) await auditor(orgId, audits(national.orgId));
    for (const org of [city, otherCity, basic, beijingBasic]) await auditor(org, audits(national.orgId));
    await auditor(city, audits(national.orgId), ['central', 'donation']);
    await auditor(city, audits(sichuan.orgId));
    await auditor(basic, audits(city));
  });

  it('has a case for every type of the kind', () => {
    expect(
      TYPES.map(({ type }) => type),
      'put a new type into benefitCases',
    ).to.have.members(Object.keys(cases));
  });

  for (const definition of TYPES)
    it(`${definition.type}: ${definition.actor}, ${definition.relation}, ${definition.grant ?? 'no grant'}`, async () => {
      const seen = new Set<Relation>();
      for (const actor of actors) {
        seen.add(relationOf(actor.operator.org));
        const said = `${actor.role} of ${relationOf(actor.operator.org)}${scopeOf(actor)}`;
        expect(await outcomeOf(definition.type, actor), said).to.equal(expectedOf(definition, actor));
      }
      expect([...seen]).to.have.members(RELATIONS);
    });

  it('plan.approve, of a plan of the province’s own union: the national union, too', async () => {
    for (const actor of actors) {
      const place = relationOf(actor.operator.org);
      const said = `${actor.role} of ${place}`;
      expect(await outcomeOf('plan.approve', actor, provincesPlan), said).to.equal(expectedOfFirst(actor));
    }
  });

  /** The whole rule, said once more and in other words than the contract's. */
  function expectedOf({ type, actor, relation, grant }: InstructionDefinition, by: Actor): string {
    if (actor === 'auditor') return by.audits === undefined ? 'GRANT_MISSING' : expectedOfAuditor(by.audits);
    const place = relationOf(by.operator.org);
    const isAcross = place === 'national' || place === 'other province';
    if (relation !== 'supervises' && isAcross) return 'PROVINCE_FOREIGN';
    if (!reach(relation).includes(place)) return 'OUT_OF_SCOPE';
    return expectedOfGranted({ type, grant }, by);
  }

  function expectedOfFirst(by: Actor): string {
    const told = REACHES_FIRST[relationOf(by.operator.org)];
    return told === 'done' ? expectedOfGranted({ type: 'plan.approve', grant: 'approve' }, by) : told;
  }

  /** An auditor has no grants. */
  function expectedOfGranted(
    { type, grant }: Pick<InstructionDefinition, 'type' | 'grant'>,
    by: Actor,
  ): string {
    return grant !== undefined && by.grants.includes(grant) ? expectedOfPerson(type, by) : 'GRANT_MISSING';
  }

  function reach(relation: InstructionDefinition['relation']): readonly Relation[] {
    if (relation in REACHES) return REACHES[relation as keyof typeof REACHES];
    throw new Error(`say here whom ${relation} reaches`);
  }

  function expectedOfPerson(type: string, { role, isUnbound = false }: Actor): string {
    if (isUnbound && !IMPERSONAL.has(type)) return 'PERSON_UNBOUND';
    return type === 'plan.lock' && role !== 'maker' ? 'DUTY_TAKEN' : 'done';
  }

  /** Whoever audits the city, by whatever union appointed, and the union's own money. */
  function expectedOfAuditor({ org, sources }: NonNullable<Actor['audits']>): string {
    const isOfScope = ['own', 'above', 'national'].includes(relationOf(org)) && sources.includes('union');
    return isOfScope ? 'done' : 'OUT_OF_SCOPE';
  }

  /** Of a union to the city whose business everything is. */
  function relationOf(org: string): Relation {
    const { city, basic, otherCity, sichuan, national } = tree;
    const known = new Map<string, Relation>([
      ...([
        [city, 'own'],
        [sichuan.orgId, 'above'],
        [basic, 'below'],
      ] as const),
      ...([
        [otherCity, 'beside'],
        [national.orgId, 'national'],
      ] as const),
    ]);
    return known.get(org) ?? 'other province';
  }

  function scopeOf({ audits }: Actor): string {
    return audits === undefined ? '' : `, for ${relationOf(audits.org)} and ${audits.sources.join()}`;
  }

  /** What the contract makes of it; nothing is committed. */
  async function outcomeOf(
    type: InstructionType,
    { operator: by }: Actor,
    caseOf = cases[type]!,
  ): Promise<string> {
    const { payload, subjectVersion = 0 } = await caseOf(by);
    const argument = await tree.instruct(type, payload as PayloadOf<typeof type>, { by, subjectVersion });
    const chaincode = type.startsWith('auditor.') ? 'identity' : 'benefit';
    const call = {
      function: contractFunctionOf(type),
      argument,
      submitter: { mspId: by.mspId },
      chaincode,
    } as const;
    return tree.ledger.endorse(call).then(
      () => 'done',
      (error: unknown) => {
        const code = error instanceof Error ? decodeError(error.message)?.code : undefined;
        if (code === undefined) throw error;
        return code;
      },
    );
  }

  /** One who may spend, one who may audit, one who may both and one who may neither; a superadmin makes its union's cadres. */
  async function staff(org: string, root: TestOperator): Promise<void> {
    const add = async (
      role: string,
      named: Parameters<typeof registerOperator>[1],
    ): Promise<TestOperator> => {
      const operator = await bound({ by: root, ...named });
      actors = [...actors, { role, operator, grants: named.grants }];
      return operator;
    };
    const all: readonly Grant[] = [...SPENDING, 'audit', 'operator'];
    const isOfRoot = org === root.org;
    const by = isOfRoot ? root : await add('superadmin', { org, role: 'superadmin', grants: all });
    await add('cadre', { org, role: 'cadre', grants: SPENDING, by });
    await add('经审', { org, role: 'cadre', grants: ['audit'], by });
    if (!isOfRoot)
      await add('superadmin without the grant', { org, role: 'superadmin', grants: ['operator'] });
  }

  /** With a person behind, who is a member where nothing is granted. */
  async function bound(
    named: Parameters<typeof registerOperator>[1] & { readonly by: TestOperator },
  ): Promise<TestOperator> {
    const isSichuan = [tree.sichuan.orgId, tree.city, tree.otherCity, tree.basic].includes(named.org);
    const home = isSichuan ? tree.otherCity : tree.beijingBasic;
    const by = isSichuan ? tree.sichuan.root : tree.beijing.root;
    const operator = await registerOperator(tree, named);
    const [person] = await enrolMembers(tree, { home, by, names: [`person of ${operator.operatorId}`] });
    const payload = { operatorId: operator.operatorId, identityId: person!.identityId, place: '' };
    await tree.submit('operator.bindPerson', payload, { by: named.by, subjectVersion: 1 });
    return operator;
  }

  async function auditor(
    org: string,
    by: TestOperator,
    sources: readonly FundSource[] = ['union'],
  ): Promise<void> {
    const isBeijing = org === tree.beijing.orgId || org === tree.beijingBasic;
    const home = isBeijing ? tree.otherCity : tree.beijingBasic;
    const root = isBeijing ? tree.sichuan.root : tree.beijing.root;
    const operator = await newAuditor(tree, { by, org, sources, home, root });
    actors = [...actors, { role: 'auditor', operator, grants: [], audits: { org, sources } }];
  }
});
