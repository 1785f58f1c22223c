// SPDX-License-Identifier: Apache-2.0
import { fromBase64url } from '@unionid/domain/encoding';
import { ledgerKey } from '@unionid/domain/ledger';
import { manifestRoot } from '@unionid/domain/manifest';
import type { MemberEntry } from '@unionid/domain/person';
import { sumsOfItems, termsOf, type PlanRow, type StandsPayload } from '@unionid/domain/plan';
import { expect } from 'chai';
import { newImport, newMemberEntry, VALIDATION_CODE } from '#src/testing/index.js';
import {
  allotTo,
  benefitRecord,
  DAY_MS,
  DOCUMENT,
  enrolMembers,
  inChunks,
  newPlanWorld,
  newStaff,
  rowOf,
  TestPlan,
  type PlanStaff,
  type PlanWorld,
} from './support/benefit-plan.js';
import { codeOf } from './support/refusal.js';
import { boundCadre, nationalApprover } from './support/two-persons.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

const { VALID, MVCC_READ_CONFLICT } = VALIDATION_CODE;

describe('what stands in the way of a plan of grants', () => {
  let tree: UnionTree;
  let world: PlanWorld;
  let staff: PlanStaff;
  let members: readonly MemberEntry[];

  beforeEach(async () => {
    tree = await newUnionTree();
    world = await newPlanWorld(tree);
    await settle();
  });

  async function settle(): Promise<void> {
    const by = tree.sichuan.root;
    staff = await newStaff(tree, { org: tree.city, home: tree.basic, by });
    await allotTo(world, { org: tree.city, by });
    members = await enrolMembers(tree, { home: tree.basic, by, names: ['one', 'two', 'three'] });
  }

  const planOf = (
    rows: readonly PlanRow[] = members.map((member) => rowOf(member)),
    rowsPerChunk = 250,
  ): TestPlan => new TestPlan(world, staff, rows, rowsPerChunk);
  const refusedOf = async (plan: TestPlan, change = {}): Promise<unknown> => {
    await plan.open(change);
    return (await plan.chunk()).result.refused;
  };
  /** A world of its own rules. */
  const under = async (rules: Parameters<typeof newPlanWorld>[1]): Promise<void> => {
    world = await newPlanWorld(tree, rules);
    await allotTo(world, { org: staff.org, by: tree.sichuan.root });
  };

  describe('when it is opened', () => {
    it('is its line, its fund and its programme', async () => {
      const plan = planOf();
      expect(await codeOf(plan.open({ fund: tree.newId('fund') }))).to.equal('FUND_UNKNOWN');
      expect(await codeOf(plan.open({ programme: tree.newId('programme') }))).to.equal('PROGRAMME_UNKNOWN');
      expect(await codeOf(plan.open({ programmeVersion: 2 }))).to.equal('PROGRAMME_REVISED');
      expect(await codeOf(plan.open({ fen: 10_000_001 }))).to.equal('LINE_SHORT');
      expect(await codeOf(plan.open({ org: tree.otherCity }))).to.equal('OUT_OF_SCOPE');
      await tree.submit(
        'programme.end',
        { programmeId: world.programme },
        { by: tree.national.root, subjectVersion: 1 },
      );
      expect(await codeOf(plan.open({ programmeVersion: 2 }))).to.equal('PROGRAMME_ENDED');
    });

    it('is money that is for something else, and a programme of somebody else', async () => {
      const fund = tree.newId('fund');
      const ringed = {
        fundId: fund,
        org: staff.org,
        source: 'central',
        document: DOCUMENT,
        fen: 900,
      } as const;
      await tree.submit('fund.open', { ...ringed, classes: ['medical'] }, { by: tree.sichuan.root });
      expect(await codeOf(planOf().open({ fund }))).to.equal('FUND_CLASS');
      const other = await newPlanWorld(tree, { org: tree.national.orgId });
      const programme = tree.newId('programme');
      const rules = {
        programmeId: programme,
        org: tree.otherCity,
        class: 'winter',
        document: DOCUMENT,
      } as const;
      const caps = { from: '2026-01-01', until: '2026-12-31', itemFen: 1, windowFen: 1, publicDays: 0 };
      const bands = [{ fen: 1, approvers: 1 }];
      await tree.submit('programme.publish', { ...rules, ...caps, bands }, { by: tree.sichuan.root });
      expect(await codeOf(planOf().open({ programme }))).to.equal('PROGRAMME_ELSEWHERE');
      expect(other.programme).not.to.equal(programme);
    });

    it('are days of no programme, of the future, and ones too far away', async () => {
      const plan = planOf();
      for (const on of ['2025-12-31', '2026-03-03', '2027-01-01'])
        expect(await codeOf(plan.open({ on })), on).to.equal('DATES_INVALID');
      for (const until of ['2026-03-01', '2027-03-04'])
        expect(await codeOf(plan.open({ until })), until).to.equal('DATES_INVALID');
    });

    it('is that nobody knows which person makes it, or that the identifier is taken', async () => {
      const unbound = await registerOperator(tree, { org: tree.city, role: 'superadmin', grants: ['plan'] });
      const plan = planOf();
      expect(await codeOf(plan.open({}, unbound))).to.equal('PERSON_UNBOUND');
      expect(await codeOf(plan.open({}, staff.checker))).to.equal('GRANT_MISSING');
      await plan.open();
      expect(await codeOf(plan.open())).to.equal('MANIFEST_EXISTS');
    });
  });

  describe('of a row', () => {
    it('is whoever is no member of the unions that grant, or is the maker', async () => {
      const by = tree.beijing.root;
      const [foreign] = await enrolMembers(tree, { home: tree.beijingBasic, by, names: ['foreign'] });
      const [beside] = await enrolMembers(tree, {
        ...{ home: tree.otherCity, by: tree.sichuan.root, names: ['beside'] },
      });
      const maker = { identityId: await personOf(staff) };
      const nobody = { identityId: tree.newId('identity') };
      const rows = [foreign!, beside!, maker, nobody, members[0]!, members[0]!].map((who) => rowOf(who));
      expect(await refusedOf(planOf(rows))).to.deep.equal({
        ...{ PROVINCE_FOREIGN: [0], OUT_OF_SCOPE: [1], OWN_ACCOUNT: [2], ACCOUNT_UNKNOWN: [3] },
        DUPLICATE_IN_FILE: [5],
      });
    });

    it('is an account that has changed since the list was made, each by its own code', async () => {
      const by = tree.sichuan.root;
      const paged = newMemberEntry(tree, tree.basic, { person: 'on a page' });
      const load = newImport(tree, [paged]);
      await tree.submit('person.import', load.manifest, { by });
      await tree.call('person:importChunk', load.chunks[0]!, { mspId: 'SichuanMSP' });
      const rows = [
        { ...rowOf(paged), place: '' },
        { ...rowOf(members[0]!), root: DOCUMENT },
        { ...rowOf(members[1]!), place: '0'.repeat(17) },
        rowOf(members[2]!),
      ];
      const plan = planOf(rows);
      expect(await refusedOf(plan)).to.deep.equal({
        ...{ ACCOUNT_UNKNOWN: [0], STALE_SUBJECT: [1], PLACE_WRONG: [2] },
      });
      expect(plan.letters).to.equal('XXXS');
    });

    it('is a sum beyond the cap of an item, or of the period with what was granted before', async () => {
      await under({ class: 'medical', itemFen: 60_000, windowFen: 100_000 });
      const [one, two] = members;
      expect(await refusedOf(planOf([rowOf(one!, 60_001), rowOf(two!, 60_000)]))).to.deep.equal({
        CAP_EXCEEDED: [0],
      });
      expect(await refusedOf(planOf([rowOf(two!, 40_001), rowOf(one!, 1)]))).to.deep.equal({
        CAP_EXCEEDED: [0],
      });
      expect(await refusedOf(planOf([rowOf(two!, 40_000)]))).to.deep.equal({});
    });

    it('is a grant too soon after the last, and one more than the class allows', async () => {
      await under({ class: 'medical', apart: 30 });
      const [one] = members;
      const row = [rowOf(one!, 10)];
      expect(await refusedOf(planOf(row), { on: '2026-01-10' })).to.deep.equal({});
      expect(await refusedOf(planOf(row), { on: '2026-02-08' })).to.deep.equal({ GRANT_TOO_SOON: [0] });
      expect(await refusedOf(planOf(row), { on: '2026-02-09' })).to.deep.equal({});
      await under({ class: 'living' });
      expect(await refusedOf(planOf(row))).to.deep.equal({});
      expect(await refusedOf(planOf(row))).to.deep.equal({ ALREADY_GRANTED: [0] });
    });

    it('is a day before the newest, which would hide how near it is to others; what was given up hides nothing', async () => {
      await under({ class: 'medical', apart: 30 });
      const row = [rowOf(members[0]!, 10)];
      expect(await refusedOf(planOf(row), { on: '2026-01-01' })).to.deep.equal({});
      const newest = planOf(row);
      expect(await refusedOf(newest, { on: '2026-03-01' })).to.deep.equal({});
      expect(await refusedOf(planOf(row), { on: '2026-01-02' })).to.deep.equal({ GRANT_TOO_SOON: [0] });
      await newest.cancel();
      await newest.fold();
      expect(await refusedOf(planOf(row), { on: '2026-01-30' })).to.deep.equal({ GRANT_TOO_SOON: [0] });
      expect(await refusedOf(planOf(row), { on: '2026-01-31' })).to.deep.equal({});
    });

    it('is a grant too soon after one of the year, quarter or month before, and before one of the next', async () => {
      const rules = { from: '2025-01-01', apart: 30 } as const;
      for (const [benefitClass, first, close, far] of [
        ['winter', '2025-12-15', '2026-01-13', '2026-01-14'],
        ['living', '2025-12-15', '2026-01-13', '2026-01-14'],
        ['medical', '2025-12-31', '2026-01-29', '2026-01-30'],
        ['inclusive', '2026-01-01', '2025-12-03', '2025-12-02'],
        ['festival', '2025-12-31', '2026-01-01', '2026-02-01'],
      ] as const) {
        await under({ ...rules, class: benefitClass });
        const row = [rowOf(members[0]!, 10)];
        expect(await refusedOf(planOf(row), { on: first }), benefitClass).to.deep.equal({});
        expect(await refusedOf(planOf(row), { on: close }), benefitClass).to.deep.equal({
          GRANT_TOO_SOON: [0],
        });
        expect(await refusedOf(planOf(row), { on: far }), benefitClass).to.deep.equal({});
      }
      // Half a year apart is months apart, each of which has a key of its own.
      await under({ ...rules, apart: 180, class: 'festival' });
      const other = [rowOf(members[1]!, 10)];
      expect(await refusedOf(planOf(other), { on: '2025-09-05' })).to.deep.equal({});
      expect(await refusedOf(planOf(other), { on: '2026-03-02' })).to.deep.equal({ GRANT_TOO_SOON: [0] });
    });

    it('is a membership that is none on the day, rests, is young, or has ended', async () => {
      const by = tree.sichuan.root;
      const names = ['active', 'retained', 'left'];
      const [active, retained, left] = await enrolMembers(tree, { home: tree.basic, by, names });
      const change = { place: '', on: '2026-02-20', evidence: DOCUMENT };
      await tree.submit(
        'membership.retain',
        { identityId: retained!.identityId, ...change, reason: 'unemployed' },
        { by, subjectVersion: 1 },
      );
      await tree.submit(
        'membership.leave',
        { identityId: left!.identityId, ...change, reason: 'request' },
        { by, subjectVersion: 1 },
      );
      const rows = [rowOf(active!), rowOf(retained!), rowOf(left!)];
      expect(await refusedOf(planOf(rows))).to.deep.equal({ NOT_ELIGIBLE: [1, 2] });
      await under({ class: 'summer', retained: true });
      expect(await refusedOf(planOf(rows), { on: '2026-02-20' })).to.deep.equal({ NOT_ELIGIBLE: [2] });
      // The day before it rested it was a membership, too, and so were both.
      await under({ class: 'inclusive', retained: true });
      expect(await refusedOf(planOf(rows), { on: '2026-02-19' })).to.deep.equal({ NOT_ELIGIBLE: [2] });
      await under({ class: 'festival', tenure: 3000 });
      expect(await refusedOf(planOf([rowOf(active!)]))).to.deep.equal({ NOT_ELIGIBLE: [0] });
    });

    it('is another plan of the same moment: one grants, and the other is told once it is asked again', async () => {
      const row = [rowOf(members[0]!)];
      const plans = [planOf(row), planOf(row)];
      for (const plan of plans) await plan.open();
      const endorsed = await Promise.all(plans.map((plan) => endorse(plan)));
      expect(tree.ledger.commit(endorsed).transactions.map(({ code }) => code)).to.deep.equal([
        VALID,
        MVCC_READ_CONFLICT,
      ]);
      expect((await plans[1]!.chunk()).result.refused).to.deep.equal({ ALREADY_GRANTED: [0] });
    });

    it('is nothing of another chunk of the plan, or of a plan of another line', async () => {
      const plan = planOf(
        inChunks(
          tree,
          members.map((member) => [rowOf(member)]),
        ),
      );
      await plan.open();
      const both = await Promise.all([endorse(plan, 0), endorse(plan, 2)]);
      expect(tree.ledger.commit(both).transactions.map(({ code }) => code)).to.deep.equal([VALID, VALID]);
    });
  });

  describe('on its way', () => {
    it('are sums that are not those of the list, or not what stands', async () => {
      const short = await planOf().listed({ fen: 149_999 });
      expect(await codeOf(short.lock())).to.equal('PLAN_SUMS');
      await short.cancel();
      await short.fold();
      const plan = planOf();
      await plan.open();
      await plan.chunk();
      expect(await codeOf(plan.step('plan.lock', standsOf(plan), staff.maker))).to.equal('PLAN_INCOMPLETE');
      await plan.closeList();
      const { stands } = plan.stands;
      const terms = termsOf(plan.record);
      for (const change of [{ items: 2 }, { fen: 1 }, { root: DOCUMENT }]) {
        const payload = { planId: plan.planId, terms, stands: { ...stands, ...change } };
        expect(await codeOf(plan.step('plan.lock', payload, staff.maker))).to.equal('PLAN_SUMS');
      }
      await plan.lock();
      const payload = { planId: plan.planId, terms, stands: { ...stands, fen: 1 } };
      expect(await codeOf(plan.step('plan.check', payload, staff.checker))).to.equal('PLAN_SUMS');
    });

    it('are terms that are not those of the plan, at each who signs it', async () => {
      const plan = await planOf().listed();
      const terms = termsOf(plan.record);
      const others = [
        ...[{ org: tree.basic }, { fund: tree.newId('fund') }, { programme: tree.newId('programme') }],
        ...[
          { programmeVersion: 2 },
          { class: 'summer' as const },
          { on: '2026-03-02' },
          { until: '2026-06-01' },
        ],
      ];
      const refusals = (sign: (payload: StandsPayload) => Promise<unknown>): Promise<unknown[]> =>
        Promise.all(others.map((other) => codeOf(sign({ ...plan.stands, terms: { ...terms, ...other } }))));
      const all = others.map(() => 'PLAN_SUMS');
      const signed = (): StandsPayload => ({ ...plan.stands, terms });
      expect(await refusals((payload) => plan.step('plan.lock', payload, staff.maker))).to.deep.equal(all);
      await plan.step('plan.lock', signed(), staff.maker);
      expect(await refusals((payload) => plan.step('plan.check', payload, staff.checker))).to.deep.equal(all);
      await plan.step('plan.check', signed(), staff.checker);
      expect(await refusals((payload) => plan.step('plan.approve', payload, staff.approver))).to.deep.equal(
        all,
      );
      await plan.step('plan.approve', signed(), staff.approver);
      expect(plan.record.status).to.equal('APPROVED');
      const pays = { items: 3, fen: 150_000 };
      expect(await codeOf(plan.order({ pays, terms: { ...terms, class: 'summer' } }))).to.equal('PLAN_SUMS');
    });

    it('is another list of payees than the maker has signed, or a signature without it', async () => {
      const plan = await planOf().listed();
      const payees = 'A'.repeat(43);
      const none = plan.stands;
      await plan.step('plan.lock', { ...none, payees }, staff.maker);
      expect(plan.record).to.include({ payees });
      for (const other of [none, { ...none, payees: DOCUMENT }]) {
        expect(await codeOf(plan.step('plan.check', other, staff.checker))).to.equal('PLAN_SUMS');
        expect(await codeOf(plan.step('plan.approve', other, staff.approver))).to.equal('PLAN_STEP');
      }
      await plan.check();
      for (const other of [none, { ...none, payees: DOCUMENT }])
        expect(await codeOf(plan.step('plan.approve', other, staff.approver))).to.equal('PLAN_SUMS');
      await plan.approve();
      await plan.publicise();
      tree.clock.advance(7 * DAY_MS);
      const { screen } = await plan.screened();
      const pays = screen?.ready ?? { items: 0, fen: 0 };
      const ordered = { ...none, order: DOCUMENT, pays };
      for (const other of [ordered, { ...ordered, payees: DOCUMENT }])
        expect(await codeOf(plan.step('plan.pay', other, staff.payer))).to.equal('PLAN_SUMS');
      await plan.order({ pays });
      expect(plan.record).to.include({ status: 'PAYING' });
    });

    it('is a list of payees where the maker has signed none', async () => {
      const plan = await planOf().listed();
      await plan.lock();
      const other = { ...plan.stands, payees: DOCUMENT };
      expect(await codeOf(plan.step('plan.check', other, staff.checker))).to.equal('PLAN_SUMS');
      await plan.check();
    });

    it('is no root but that over the items that stand, chunk by chunk', async () => {
      const [one, two, three] = members.map((member) => rowOf(member));
      const plan = await planOf(inChunks(tree, [[one!, two!], [three!]])).listed();
      const items = members.map(({ identityId }) => ({ id: identityId, fen: 50_000 }));
      const { planId } = plan;
      const parts = [items.slice(0, 2), items.slice(2)].map((some, index) =>
        sumsOfItems({ planId, index, items: some }),
      );
      const root = manifestRoot(parts.map((part) => fromBase64url(part.root)));
      expect(plan.stands.stands).to.deep.equal({ items: 3, fen: 150_000, root });
    });

    it('is a list in chunks that are not full, whose items no number would name', async () => {
      expect(await codeOf(planOf(undefined, 2).open())).to.equal('CHUNK_NOT_FULL');
      const rows = inChunks(
        tree,
        members.slice(0, 2).map((member) => [rowOf(member)]),
      );
      // As many chunks as the rows fill, but cut elsewhere.
      const plan = planOf(rows, 249);
      await plan.open();
      for (const index of [0, 1]) expect(await codeOf(plan.chunk(index))).to.equal('CHUNK_NOT_FULL');
      expect(await codeOf(plan.closeList())).to.equal('MANIFEST_INCOMPLETE');
      await plan.cancel();
      await planOf(rows).listed();
    });

    it('is a sum of the union in the period that no number holds', async () => {
      const most = Number.MAX_SAFE_INTEGER;
      await under({ itemFen: most, windowFen: most });
      const plans: TestPlan[] = [];
      for (const member of members.slice(0, 2)) {
        const fund = tree.newId('fund');
        const opened = {
          fundId: fund,
          org: staff.org,
          source: 'union',
          document: DOCUMENT,
          fen: most,
        } as const;
        await tree.submit('fund.open', opened, { by: tree.sichuan.root });
        plans.push(await planOf([rowOf(member, most)]).listed({ fund }));
      }
      await plans[0]!.lock();
      expect(await codeOf(plans[1]!.lock())).to.equal('FEN_TOO_MANY');
      await plans[1]!.cancel();
    });

    it('is a list whose sum no number holds, within a chunk and over all of them', async () => {
      const most = Number.MAX_SAFE_INTEGER;
      await under({ itemFen: most, windowFen: most });
      const rows = members.slice(0, 2).map((member) => rowOf(member, most - 249));
      const [one, two] = [
        planOf(rows),
        planOf(
          inChunks(
            tree,
            rows.map((row) => [row]),
          ),
        ),
      ];
      for (const plan of [one, two]) {
        const fund = tree.newId('fund');
        const given = { source: 'union', document: DOCUMENT, fen: most } as const;
        await tree.submit('fund.open', { fundId: fund, org: staff.org, ...given }, { by: tree.sichuan.root });
        await plan.open({ fund, fen: most });
      }
      expect(await codeOf(one.chunk())).to.equal('FEN_TOO_MANY');
      await two.chunk(0);
      await two.chunk(1);
      expect(await codeOf(two.closeList())).to.equal('FEN_TOO_MANY');
      for (const plan of [one, two]) await plan.cancel();
    });

    it('is a list of which nothing stands', async () => {
      const plan = await planOf([rowOf({ identityId: tree.newId('identity') })]).listed();
      expect(await codeOf(plan.lock())).to.equal('PLAN_EMPTY');
      await plan.cancel();
      expect((await plan.fold()).result).to.deep.include({ folded: 0 });
    });

    it('is one person in two duties, of whatever grants and operators', async () => {
      const plan = await planOf().listed();
      const many = ['plan', 'check', 'approve', 'pay'] as const;
      const everything = { org: tree.city, home: tree.basic, by: tree.sichuan.root, grants: many };
      const second = await boundCadre(tree, { ...everything, person: 'everything' });
      expect(await codeOf(plan.lock(second)), 'who has not made it').to.equal('DUTY_TAKEN');
      await plan.lock();
      expect(await codeOf(plan.check(staff.maker))).to.equal('GRANT_MISSING');
      await plan.check(second);
      expect(await codeOf(plan.approve(second))).to.equal('DUTY_TAKEN');
      await plan.approve();
      expect(await codeOf(plan.pay(second))).to.equal('DUTY_TAKEN');
      await plan.publicise();
      tree.clock.advance(7 * DAY_MS);
      await plan.pay();
      expect(await codeOf(plan.results({ 0: true }, second))).to.equal('DUTY_TAKEN');
      expect(await codeOf(plan.results({ 0: true }, staff.payer))).to.equal('DUTY_TAKEN');
      await plan.results({ 0: true });
    });

    it('is a day more than thirty days back that one person has said, and a second who has another duty, or gains', async () => {
      const many = ['plan', 'check', 'approve', 'pay'] as const;
      const everything = { org: tree.city, home: tree.basic, by: tree.sichuan.root, grants: many };
      const second = await boundCadre(tree, { ...everything, person: 'second' });
      const identityId = await personOf({ ...staff, maker: second });
      const { root } = JSON.parse(tree.ledger.state(ledgerKey.account(identityId)) ?? '') as MemberEntry;
      const rows = [rowOf(members[0]!), rowOf({ identityId, root })];
      const plan = new TestPlan(world, { ...staff, second: () => Promise.resolve(second) }, rows);
      const payload = {
        ...{ ...plan.list.manifest, org: staff.org, fund: world.fund, programme: world.programme },
        ...{ programmeVersion: 1, until: '2026-05-31', fen: 100_000 },
      };
      const alone = { ...payload, on: '2026-01-30' };
      const { result } = await tree.submit('plan.open', alone, { by: staff.maker });
      expect(result).to.have.property('pending');
      expect(await codeOf(plan.chunk()), 'nothing is opened by one').to.equal('MANIFEST_UNKNOWN');
      await plan.open({ on: '2026-01-30' });
      expect((await plan.chunk()).result.refused).to.deep.equal({ OWN_ACCOUNT: [1] });
      await plan.closeList();
      expect(plan.record.duties).to.deep.include({ second: identityId });
      expect(await codeOf(plan.lock(second)), 'who has not made it').to.equal('DUTY_TAKEN');
      await plan.lock();
      expect(await codeOf(plan.check(second))).to.equal('DUTY_TAKEN');
      // Thirty days back are one person's.
      await planOf([rowOf(members[1]!)]).open({ on: '2026-01-31' });
    });

    it('is whoever gets something by it: nobody checks, approves, pays or records for himself', async () => {
      const many = ['plan', 'check', 'approve', 'pay'] as const;
      const named = { org: tree.city, home: tree.basic, by: tree.sichuan.root, grants: many };
      const payee = await boundCadre(tree, { ...named, person: 'payee' });
      const identityId = await personOf({ ...staff, maker: payee });
      const { root } = JSON.parse(tree.ledger.state(ledgerKey.account(identityId)) ?? '') as MemberEntry;
      await under({ class: 'medical', windowFen: 200_000 });
      const first = await planOf([rowOf({ identityId, root })]).listed();
      const plan = await planOf([rowOf({ identityId, root }), rowOf(members[0]!)]).listed();
      // Of both plans, whichever is the newest.
      for (const each of [first, plan]) {
        await each.lock();
        expect(await codeOf(each.check(payee))).to.equal('OWN_ACCOUNT');
        await each.check();
        expect(await codeOf(each.approve(payee))).to.equal('OWN_ACCOUNT');
        await each.approve();
        await each.publicise();
      }
      tree.clock.advance(7 * DAY_MS);
      expect(await codeOf(plan.pay(payee))).to.equal('OWN_ACCOUNT');
      await plan.pay();
      expect(await codeOf(plan.results({ 0: true }, payee))).to.equal('OWN_ACCOUNT');
      const answers = await plan.results({ 0: false, 1: true });
      const paid = { items: 1, fen: 50_000 };
      expect(await codeOf(plan.reconcile([answers], paid, payee))).to.equal('OWN_ACCOUNT');
      await plan.reconcile([answers], paid);
      await plan.fold();
      const granted = ledgerKey.granted('medical', '2026', identityId);
      expect(benefitRecord(tree, 'granted', granted)).to.deep.include({ n: 1, plan: first.planId });
      const other = await planOf([rowOf(members[1]!)]).listed();
      await other.lock();
      await other.check(payee);
    });

    it('is goods whose worth is another sum than they come to, or goods and money in one plan', async () => {
      const [one, two, three] = members;
      const goods = { quantity: 5, unitFen: 10_000 };
      const rows = [
        { ...rowOf(one!, 50_000), goods, voucher: '2026-0301' },
        { ...rowOf(two!, 50_001), goods },
        rowOf(three!),
      ];
      expect(await refusedOf(planOf(rows))).to.deep.equal({ GOODS_KIND: [0, 1] });
      await under({ class: 'summer', goods: true });
      const plan = planOf(rows);
      expect(await refusedOf(plan)).to.deep.equal({ GOODS_SUM: [1], GOODS_KIND: [2] });
      const items = benefitRecord(tree, 'items', ledgerKey.items(plan.planId, 0))?.items;
      expect(items?.[0]).to.deep.equal({ id: one!.identityId, fen: 50_000, goods, voucher: '2026-0301' });
    });

    it('is a band that asks for more approvals, and one of another union, which splitting does not avoid', async () => {
      await under({
        bands: [
          { fen: 60_000, approvers: 1 },
          { fen: 1_000_000, approvers: 2, otherUnion: true },
        ],
      });
      const [one, two] = members;
      const first = await planOf([rowOf(one!)]).listed();
      await first.lock();
      await first.check();
      await first.approve();
      expect(first.record.status).to.equal('APPROVED');
      const plan = await planOf([rowOf(two!)]).listed();
      await plan.lock();
      await plan.check();
      await plan.approve();
      expect(plan.record.status, '100,000 fen of the union in the period').to.equal('CHECKED');
      expect(await codeOf(plan.approve()), 'the same again').to.equal('DUTY_TAKEN');
      const by = tree.sichuan.root;
      const approver = { home: tree.basic, by, grants: ['approve'] } as const;
      const beside = await boundCadre(tree, { ...approver, org: tree.city, person: 'beside' });
      await plan.approve(beside);
      expect(plan.record.status, 'two of the own union').to.equal('CHECKED');
      // The last place is the other union's: a fourth approval nobody could read, and the plan would stand for ever.
      const third = await boundCadre(tree, { ...approver, org: tree.city, person: 'third' });
      expect(await codeOf(plan.approve(third))).to.equal('SAME_UNION');
      const above = await boundCadre(tree, { ...approver, org: tree.sichuan.orgId, person: 'above' });
      await plan.approve(above);
      expect(plan.record.status).to.equal('APPROVED');
    });

    it('is, of a plan of the province’s own union, an approval by another union that is not the national one’s', async () => {
      const by = tree.sichuan.root;
      staff = await newStaff(tree, { org: tree.sichuan.orgId, home: tree.basic, by });
      await under({ bands: [{ fen: 1_000_000, approvers: 2, otherUnion: true }] });
      const [national, second] = [
        await nationalApprover(tree, { person: 'national' }),
        await nationalApprover(tree, { person: 'second' }),
      ];
      const own = { org: staff.org, home: tree.basic, by, grants: ['approve'] } as const;
      const plan = await planOf([rowOf(members[0]!)]).listed();
      await plan.lock();
      await plan.check();
      await plan.approve();
      const beside = await boundCadre(tree, { ...own, person: 'beside' });
      await plan.approve(beside);
      expect(plan.record.status, 'two of the own union').to.equal('CHECKED');
      const third = await boundCadre(tree, { ...own, person: 'third' });
      expect(await codeOf(plan.approve(third))).to.equal('SAME_UNION');
      await plan.approve(national);
      expect(plan.record.status).to.equal('APPROVED');
      expect(plan.record.duties.approvers?.map(({ org }) => org)).to.deep.equal([
        ...[tree.sichuan.orgId, tree.sichuan.orgId, tree.national.orgId],
      ]);
      // Whoever signs first: one alone is not enough, and none of the two has to be the province's.
      const other = await planOf([rowOf(members[1]!)]).listed();
      await other.lock();
      expect(await codeOf(other.check(national))).to.equal('PROVINCE_FOREIGN');
      await other.check();
      await other.approve(national);
      expect(other.record.status, 'one alone').to.equal('CHECKED');
      expect(await codeOf(other.approve(national))).to.equal('DUTY_TAKEN');
      await other.approve(second);
      expect(other.record.status).to.equal('APPROVED');
      for (const step of [() => other.publicise(undefined, undefined, national), () => other.pay(national)])
        expect(await codeOf(step())).to.equal('PROVINCE_FOREIGN');
    });

    it('is publicity that is missing, short, or said to have been', async () => {
      const plan = await planOf().listed();
      await plan.lock();
      await plan.check();
      await plan.approve();
      expect(await codeOf(plan.pay())).to.equal('PUBLICITY_SHORT');
      expect(await codeOf(plan.publicise('2026-03-02', '2026-03-07'))).to.equal('PUBLICITY_SHORT');
      expect(await codeOf(plan.publicise('2026-03-01', '2026-03-09'))).to.equal('DATES_INVALID');
      expect(await codeOf(plan.publicise('2026-03-02', '2026-05-31'))).to.equal('DATES_INVALID');
      await plan.publicise();
    });

    it('is payment while it is shown, also where no programme asks for it, and publicity of no day', async () => {
      await under({ publicDays: 0 });
      const plan = await planOf().listed();
      await plan.lock();
      await plan.check();
      await plan.approve();
      expect(await codeOf(plan.publicise('2026-03-03', '2026-03-02'))).to.equal('DATES_INVALID');
      await plan.publicise('2026-03-02', '2026-03-02');
      expect(await codeOf(plan.pay())).to.equal('PUBLICITY_OPEN');
      tree.clock.advance(DAY_MS);
      await plan.pay();
    });

    it('is any step out of turn, and a plan past its last day', async () => {
      const plan = await planOf().listed();
      for (const step of [() => plan.check(), () => plan.approve(), () => plan.pay(), () => plan.close()])
        expect(await codeOf(step())).to.equal('PLAN_STEP');
      expect(await codeOf(plan.fold())).to.equal('PLAN_STEP');
      await plan.lock();
      expect(await codeOf(plan.lock())).to.equal('PLAN_STEP');
      expect((await plan.chunk()).result, 'again, it answers what it answered').to.include({ done: 3 });
      tree.clock.set(Date.parse('2026-05-31T02:00:00.000Z'));
      expect(await codeOf(plan.cancel(undefined, 'expired')), 'on its last day').to.equal('REASON_UNFIT');
      tree.clock.set(Date.parse('2026-06-01T02:00:00.000Z'));
      expect(await codeOf(plan.check())).to.equal('PLAN_EXPIRED');
      await plan.cancel(undefined, 'expired');
    });

    it('is an item whose result is known, or that is none, and a bank that has not answered for all', async () => {
      const plan = await paying();
      const first = await plan.results({ 0: true, 7: true });
      expect(plan.letters).to.equal('PSS');
      expect(await codeOf(plan.reconcile([first], { items: 1, fen: 50_000 }))).to.equal('PLAN_INCOMPLETE');
      const second = await plan.results({ 0: false, 1: false, 2: true });
      expect(plan.letters, 'one answer counts').to.equal('PFP');
      expect(await codeOf(plan.reconcile([first, first], { items: 2, fen: 100_000 }))).to.equal(
        'MANIFEST_UNKNOWN',
      );
      expect(await codeOf(plan.reconcile([first, second], { items: 3, fen: 150_000 }))).to.equal('PLAN_SUMS');
      expect(await codeOf(plan.cancel())).to.equal('PLAN_STEP');
      await plan.reconcile([first, second], { items: 2, fen: 100_000 });
    });
  });

  async function paying(): Promise<TestPlan> {
    const plan = await planOf().listed();
    await plan.lock();
    await plan.check();
    await plan.approve();
    await plan.publicise();
    tree.clock.advance(7 * DAY_MS);
    await plan.pay();
    return plan;
  }

  function standsOf({ planId, record }: TestPlan) {
    return { planId, stands: { items: 3, fen: 150_000, root: DOCUMENT }, terms: termsOf(record) };
  }

  function endorse(plan: TestPlan, index = 0) {
    const call = { chaincode: 'benefit', function: 'plan:openChunk' } as const;
    const argument = plan.list.chunks[index]!;
    return tree.ledger.endorse({ ...call, argument, submitter: { mspId: 'SichuanMSP' } });
  }

  /** The person behind the maker. */
  async function personOf({ maker }: PlanStaff): Promise<string> {
    const plan = planOf();
    await plan.open({}, maker);
    const { duties } = benefitRecord(tree, 'plan', ledgerKey.plan(plan.planId))!;
    await plan.cancel(maker);
    return duties.maker;
  }
});
