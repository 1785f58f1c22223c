// SPDX-License-Identifier: Apache-2.0
import type { PayloadOf } from '@unionid/domain/catalogue';
import { ledgerKey, readLedgerValue, type OrganisationRecord } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import { newOrganisationEntry, type TestOperator } from '#src/testing/index.js';
import {
  allotTo,
  enrolMembers,
  newPlanWorld,
  newStaff,
  rowOf,
  TestPlan,
  type PlanStaff,
  type PlanWorld,
} from './support/benefit-plan.js';
import { codeOf } from './support/refusal.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

describe('caps by district', () => {
  let tree: UnionTree;
  let world: PlanWorld;
  let staff: PlanStaff;
  let two: readonly [TestOperator, TestOperator];

  beforeEach(async () => {
    tree = await newUnionTree();
    const by = tree.sichuan.root;
    staff = await newStaff(tree, { org: tree.city, home: tree.basic, by });
    const cadre = (person: string): Promise<TestOperator> =>
      boundCadre(tree, { org: tree.city, person, grants: ['organisation'] });
    two = [await cadre('first'), await cadre('second')];
  });

  const under = async (change: Partial<PayloadOf<'programme.publish'>>): Promise<void> => {
    world = await newPlanWorld(tree, { itemFen: 90_000, windowFen: 90_000, ...change });
    await allotTo(world, { org: staff.org, by: tree.sichuan.root });
  };
  const unionOf = (orgId: string): OrganisationRecord =>
    readLedgerValue('organisation', tree.ledger.state(ledgerKey.organisation(orgId)) ?? '')!;
  /** A union below the city's, with one member. */
  const countyOf = async (division?: string): Promise<MemberEntry> => {
    const by = tree.sichuan.root;
    const entry = newOrganisationEntry(tree, tree.city, division === undefined ? {} : { division });
    await tree.submit('organisation.register', entry, { by });
    const [member] = await enrolMembers(tree, { home: entry.orgId, by, names: [entry.orgId] });
    return member!;
  };
  const revise = async (division: string): Promise<void> => {
    const payload = { orgId: tree.city, division };
    const subjectVersion = versionOf();
    await decideByTwo(tree, 'organisation.revise', {
      payload,
      subjectVersion,
      first: two[0],
      second: two[1],
    });
  };
  const versionOf = (): number =>
    readLedgerValue('organisationProfile', tree.ledger.state(ledgerKey.organisationProfile(tree.city)) ?? '')
      ?.version ?? 0;
  const refusedOf = async (member: MemberEntry, fen: number): Promise<unknown> => {
    const plan = new TestPlan(world, staff, [rowOf(member, fen)]);
    await plan.open();
    return (await plan.chunk()).result.refused;
  };

  it('are those of the narrowest place that the programme names', async () => {
    await under({
      districts: [
        { division: '510000', windowFen: 30_000 },
        { division: '510100', windowFen: 50_000 },
        { division: '510104', windowFen: 70_000 },
      ],
    });
    for (const [division, cap] of [
      ['510104', 70_000],
      ['510105', 50_000],
      ['510700', 30_000],
    ] as const) {
      const member = await countyOf(division);
      expect(await refusedOf(member, cap + 1), division).to.deep.equal({ CAP_EXCEEDED: [0] });
      expect(await refusedOf(member, cap), division).to.deep.equal({});
    }
  });

  it('are asked of whoever belongs to no place, and of none where the programme names none', async () => {
    await under({ districts: [{ division: '510104', windowFen: 70_000 }] });
    const member = await countyOf();
    expect(await refusedOf(member, 1)).to.deep.equal({ DISTRICT_UNKNOWN: [0] });
    expect(await refusedOf(await countyOf('510105'), 1)).to.deep.equal({ DISTRICT_UNCAPPED: [0] });
    await under({});
    expect(await refusedOf(member, 90_000)).to.deep.equal({});
  });

  it('follow the union above that says where it stands, by two persons', async () => {
    await under({
      districts: [
        { division: '510100', windowFen: 50_000 },
        { division: '510200', windowFen: 20_000 },
      ],
    });
    const member = await countyOf();
    const own = await countyOf('510200');
    const alone = { orgId: tree.city, division: '510100' };
    const before = unionOf(tree.city);
    await tree.submit('organisation.revise', alone, { by: two[0], subjectVersion: versionOf() });
    expect(unionOf(tree.city), 'one signature').to.deep.equal(before);
    await revise('510100');
    expect(unionOf(tree.city)).to.deep.equal({ ...before, version: before.version + 1, division: '510100' });
    expect(await refusedOf(member, 50_001)).to.deep.equal({ CAP_EXCEEDED: [0] });
    expect(await refusedOf(member, 50_000)).to.deep.equal({});
    expect(await refusedOf(own, 20_001), 'its own').to.deep.equal({ CAP_EXCEEDED: [0] });
    const again = tree.submit('organisation.revise', alone, { by: two[0], subjectVersion: versionOf() });
    expect(await codeOf(again)).to.equal('ORGANISATION_UNCHANGED');
    expect(await codeOf(revise('110100')), 'another province').to.equal('VALUE_NOT_ALLOWED');
    expect(await codeOf(countyOf('650100'))).to.equal('VALUE_NOT_ALLOWED');
  });

  it('count what was granted in the period, wherever that was', async () => {
    await under({
      districts: [
        { division: '510104', windowFen: 70_000 },
        { division: '510105', windowFen: 40_000 },
      ],
    });
    const member = await countyOf('510104');
    expect(await refusedOf(member, 30_000)).to.deep.equal({});
    expect(await refusedOf(member, 40_001)).to.deep.equal({ CAP_EXCEEDED: [0] });
    await under({ districts: [{ division: '510104', windowFen: 29_999 }] });
    expect(await refusedOf(member, 1), 'less by another programme').to.deep.equal({ CAP_EXCEEDED: [0] });
  });
});
