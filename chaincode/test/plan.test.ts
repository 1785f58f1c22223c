// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type LineRecord } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { codeClaimBytes } from '@unionid/domain/transfer';
import { expect } from 'chai';
import { newOrganisationEntry } from '#src/testing/index.js';
import {
  allotTo,
  benefitRecord,
  DAY_MS,
  DOCUMENT,
  enrolMembers,
  newPlanWorld,
  newStaff,
  rowOf,
  TestPlan,
  type PlanStaff,
  type PlanWorld,
} from './support/benefit-plan.js';
import { codeOf } from './support/refusal.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

const NAMES = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

describe('plans of grants', () => {
  let tree: UnionTree;
  let world: PlanWorld;
  let staff: PlanStaff;
  let members: readonly MemberEntry[];

  beforeEach(async () => {
    tree = await newUnionTree();
    world = await newPlanWorld(tree);
    const by = tree.sichuan.root;
    staff = await newStaff(tree, { org: tree.city, home: tree.basic, by });
    await allotTo(world, { org: tree.city, by });
    members = await enrolMembers(tree, { home: tree.basic, by, names: NAMES });
  });

  const lineOf = (org = staff.org): LineRecord | undefined =>
    benefitRecord(tree, 'line', ledgerKey.line(world.fund, org));
  const grantedTo = ({ identityId }: MemberEntry) =>
    benefitRecord(tree, 'granted', ledgerKey.granted('winter', '2026', identityId));
  const planOf = (rows = members.map((member) => rowOf(member))): TestPlan =>
    new TestPlan(world, staff, rows);

  it('go from a fund to ten payees, each fen in one place on the way', async () => {
    const plan = planOf();
    expect(lineOf()).to.deep.include({ received: 10_000_000, reserved: 0 });
    await plan.open();
    expect(lineOf()).to.deep.include({ reserved: 500_000, paid: 0 });
    expect((await plan.chunk()).result).to.deep.include({ done: 10, refused: {} });
    await plan.closeList();
    await plan.lock();
    await plan.check();
    await plan.approve();
    await plan.publicise();
    expect(await codeOf(plan.pay())).to.equal('PUBLICITY_OPEN');
    tree.clock.advance(7 * DAY_MS);
    await plan.pay();
    const answered = await plan.results(Object.fromEntries(members.map((_member, at) => [at, at !== 9])));
    expect(plan.letters).to.equal('PPPPPPPPPF');
    await plan.reconcile([answered], { items: 9, fen: 450_000 });
    expect(lineOf()).to.deep.include({ reserved: 0, paid: 450_000 });
    expect(await codeOf(plan.close())).to.equal('PLAN_INCOMPLETE');
    expect((await plan.fold()).result).to.deep.include({ folded: 1 });
    expect(grantedTo(members[9]!)).to.equal(undefined);
    expect(grantedTo(members[0]!)).to.deep.equal({
      n: 1,
      fen: 50_000,
      last: '2026-03-01',
      plan: plan.planId,
    });
    await plan.close();
    expect(plan.record).to.deep.include({ status: 'CLOSED', paid: { items: 9, fen: 450_000 } });
  });

  it('refuse before anything is paid who was granted elsewhere, also by another province', async () => {
    const first = await planOf().listed();
    await first.lock();
    const by = tree.beijing.root;
    const elsewhere = await newStaff(tree, { org: tree.beijing.orgId, home: tree.beijingBasic, by });
    await allotTo(world, { org: tree.beijing.orgId, by });
    const moved = members[0]!;
    const street = newOrganisationEntry(tree, tree.beijing.orgId, { level: 4 });
    await tree.submit('organisation.register', street, { by });
    await moveTo(moved, street.orgId);
    const [own] = await enrolMembers(tree, { home: tree.beijingBasic, by, names: ['own'] });
    // Their record of the member has another root.
    const here = { ...moved, root: 'A'.repeat(43) };
    const second = new TestPlan(world, elsewhere, [rowOf(here), rowOf(own!)]);
    await second.open({ on: '2026-03-02' });
    const { result } = await second.chunk();
    expect(result).to.deep.include({ done: 1, refused: { ALREADY_GRANTED: [0] } });
    await second.closeList();
    await second.lock();
    expect(second.record.stands).to.deep.include({ items: 1, fen: 50_000 });
    expect(lineOf(tree.beijing.orgId)).to.deep.include({ reserved: 50_000 });
  });

  it('refuse whoever rested on the day, also where another union has the member since', async () => {
    const member = members[0]!;
    const { identityId } = member;
    const changed = { identityId, place: '', evidence: DOCUMENT };
    const by = tree.sichuan.root;
    const rest = { ...changed, on: '2026-02-10', reason: 'unemployed' } as const;
    await tree.submit('membership.retain', rest, { by, subjectVersion: 1 });
    const work = { ...changed, on: '2026-02-25', reason: 'employed' } as const;
    await tree.submit('membership.resume', work, { by, subjectVersion: 2 });
    const street = newOrganisationEntry(tree, tree.beijing.orgId, { level: 4 });
    await tree.submit('organisation.register', street, { by: tree.beijing.root });
    await moveTo(member, street.orgId);
    const { orgId: org, root } = tree.beijing;
    const elsewhere = await newStaff(tree, { org, home: tree.beijingBasic, by: root });
    const refusedOn = async (on: string, rules = {}): Promise<unknown> => {
      const under = await newPlanWorld(tree, rules);
      await allotTo(under, { org, by: root });
      const plan = new TestPlan(under, elsewhere, [rowOf({ identityId })]);
      await plan.open({ on });
      return (await plan.chunk()).result.refused;
    };
    expect(await refusedOn('2026-02-24')).to.deep.equal({ NOT_ELIGIBLE: [0] });
    expect(await refusedOn('2026-02-25'), 'works again').to.deep.equal({});
    expect(await refusedOn('2026-02-24', { class: 'summer', retained: true })).to.deep.equal({});
  });

  it('give their money and their grants back when they are cancelled', async () => {
    const plan = await planOf().listed();
    await plan.lock();
    await plan.cancel();
    expect(lineOf()).to.deep.include({ reserved: 0, paid: 0 });
    const again = planOf(members.slice(0, 1).map((member) => rowOf(member)));
    await again.open();
    expect((await again.chunk()).result).to.deep.include({ refused: { ALREADY_GRANTED: [0] } });
    expect((await plan.fold()).result).to.deep.include({ folded: 10 });
    expect((await plan.fold()).result).to.deep.include({ folded: 0 });
    const third = await planOf().listed();
    expect(third.stands.stands.items).to.equal(10);
  });

  /** By a code, which needs nobody's answer. */
  async function moveTo({ identityId, personKey, nameTag }: MemberEntry, to: string): Promise<void> {
    const by = tree.beijing.root;
    const { signer } = tree.newOperator(tree.sichuan, tree.basic);
    const named = { identityId, place: '' };
    await tree.submit('transfer.release', { ...named, codeKey: signer.publicKey }, { by: tree.sichuan.root });
    const expires = new Date(tree.clock.now() + 60_000).toISOString();
    const claim = { identityId, number: 1, to, expires };
    const code = { expires, signature: await signer.sign(codeClaimBytes(tree.name, claim)) };
    const digest = 'A'.repeat(43);
    const asked = { identityId, personKey, nameTag, root: digest, to, employer: '', code };
    const evidence = { kind: 'residence', digest } as const;
    await tree.submit('transfer.request', { ...asked, evidence }, { by, subjectVersion: 1 });
    await tree.submit('transfer.complete', named, { by, subjectVersion: 2 });
  }
});
