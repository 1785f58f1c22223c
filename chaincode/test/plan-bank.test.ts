// SPDX-License-Identifier: Apache-2.0
import {
  ledgerKey,
  readLedgerValue,
  type CorrectionRecord,
  type Grant,
  type LedgerKey,
  type LineRecord,
  type OperatorRecord,
} from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import { newImport, newMemberEntry, type TestOperator } from '#src/testing/index.js';
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
import { boundCadre } from './support/two-persons.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

const FEN = 50_000;

describe('a plan at the bank', () => {
  let tree: UnionTree;
  let world: PlanWorld;
  let staff: PlanStaff;
  let members: readonly MemberEntry[];

  beforeEach(async () => {
    tree = await newUnionTree();
    world = await newPlanWorld(tree, { publicDays: 0 });
    const by = tree.sichuan.root;
    staff = await newStaff(tree, { org: tree.city, home: tree.basic, by });
    await allotTo(world, { org: tree.city, by });
    members = await enrolMembers(tree, { home: tree.basic, by, names: ['one', 'two', 'three', 'four'] });
  });

  const lineOf = (): LineRecord => benefitRecord(tree, 'line', ledgerKey.line(world.fund, staff.org))!;
  const grantedTo = (at: number) =>
    benefitRecord(tree, 'granted', ledgerKey.granted('winter', '2026', members[at]!.identityId));
  const correctionOf = (plan: TestPlan, item: number): CorrectionRecord | undefined =>
    benefitRecord(tree, 'correction', ledgerKey.correction(plan.planId, item));
  const recordOf = ({ operatorId }: TestOperator): Partial<OperatorRecord> =>
    readLedgerValue('operator', tree.ledger.state(ledgerKey.operator(operatorId)) ?? '') ?? {};
  const twoWho = async (grant: Grant): Promise<readonly [TestOperator, TestOperator]> => {
    const cadre = (person: string): Promise<TestOperator> =>
      boundCadre(tree, {
        org: tree.city,
        home: tree.basic,
        by: tree.sichuan.root,
        grants: [grant],
        person,
      });
    return [await cadre('first of two'), await cadre('second of two')];
  };
  const sums = (items: number) => ({ items, fen: items * FEN });
  const approved = async (): Promise<TestPlan> => {
    const plan = await new TestPlan(
      world,
      staff,
      members.map((member) => rowOf(member, FEN)),
    ).listed();
    await plan.lock();
    await plan.check();
    await plan.approve();
    return plan;
  };
  const reconciled = async (): Promise<TestPlan> => {
    const plan = await approved();
    await plan.pay();
    await plan.reconcile([await plan.results({ 0: true, 1: true, 2: true, 3: false })], sums(3));
    return plan;
  };
  /** Another text in the place of a record of `identity`, as no contract writes it. */
  const damage = async (key: LedgerKey, value: string): Promise<void> => {
    const gone = await new TestPlan(world, staff, [rowOf(members[3]!, 1)]).listed();
    await gone.cancel();
    const argument = JSON.stringify({ from: 0, planId: gone.planId });
    const call = { chaincode: 'benefit', function: 'plan:fold', argument } as const;
    const fold = await tree.ledger.endorse({ ...call, submitter: { mspId: 'SichuanMSP' } });
    const writeSet = [{ chaincode: 'identity' as const, key, value }];
    tree.ledger.commit([{ ...fold, readSet: [], rangeSet: [], writeSet }]);
  };
  const change = (at: number) => ({
    ...{ identityId: members[at]!.identityId, place: '', on: '2026-03-02', evidence: DOCUMENT },
  });

  it('holds whoever is no member any more, and orders the rest', async () => {
    const plan = await approved();
    const by = tree.sichuan.root;
    await tree.submit('membership.leave', { ...change(1), reason: 'request' }, { by, subjectVersion: 1 });
    await tree.submit('membership.retain', { ...change(2), reason: 'unemployed' }, { by, subjectVersion: 1 });
    const { screen } = await plan.screened();
    expect(plan.letters).to.equal('SHHS');
    expect(screen).to.deep.include({ attempt: 1, on: '2026-03-02', ready: sums(2), held: sums(2) });
    // Who is a member again by the next look is not held any more.
    tree.clock.advance(DAY_MS);
    await tree.submit(
      'membership.resume',
      { ...change(2), on: '2026-03-03', reason: 'employed' },
      { by, subjectVersion: 2 },
    );
    expect((await plan.screened()).screen).to.deep.include({ ready: sums(3), held: sums(1) });
    expect(plan.letters).to.equal('SHSS');
    await plan.pay();
    expect(await codeOf(plan.strike(0)), 'it is at the bank').to.equal('ITEM_STATE');
    const list = await plan.results({ 0: true, 1: true, 2: true, 3: true });
    expect(plan.letters, 'of what was not ordered the bank has nothing to say').to.equal('PHPP');
    await plan.reconcile([list], sums(3));
    expect(lineOf()).to.deep.include({ reserved: 0, paid: 3 * FEN });
    expect((await plan.fold()).result).to.include({ folded: 1 });
    expect(grantedTo(1)).to.equal(undefined);
    await plan.close();
  });

  it('is not held by a recorder who can not finish a list, or signed another number of rows', async () => {
    const plan = await approved();
    await plan.pay();
    const left = await plan.answers({ 0: true, 1: false }, staff.recorder, 1);
    await left.chunk(0);
    const wrong = await plan.answers({ 2: true }, staff.recorder, 1, { rows: 2 });
    await wrong.chunk(0);
    expect(plan.letters).to.equal('PSPS');
    const rest = await plan.results({ 1: true, 3: true });
    const lists = [left.manifestId, wrong.manifestId, rest];
    expect(await codeOf(left.close())).to.equal('MANIFEST_INCOMPLETE');
    expect(await codeOf(plan.reconcile(lists, sums(4)))).to.equal('PLAN_INCOMPLETE');
    tree.clock.advance(8 * DAY_MS);
    await left.close();
    await wrong.close();
    expect(await codeOf(left.chunk(1)), 'nothing comes after').to.equal('MANIFEST_CLOSED');
    await plan.reconcile(lists, sums(4));
    await plan.close();
  });

  it('is settled by as many lists as the bank answers in', async () => {
    const names = Array.from({ length: 17 }, (_, n) => `payee ${String(n)}`);
    const many = await enrolMembers(tree, { home: tree.basic, by: tree.sichuan.root, names });
    const rows = many.map((member) => rowOf(member, FEN));
    const plan = await new TestPlan(world, staff, rows).listed();
    await plan.lock();
    await plan.check();
    await plan.approve();
    await plan.pay();
    const lists: string[] = [];
    for (const item of rows.keys()) lists.push(await plan.results({ [item]: true }));
    await plan.reconcile(lists, sums(17));
  });

  it('gives back to the fund what the bank returns once that is closed', async () => {
    const plan = await reconciled();
    await plan.fold();
    await plan.close();
    const { national, sichuan } = tree;
    const giveBack = async (fen: number): Promise<void> => {
      const allotmentId = tree.newId('allotment');
      const unspent = { allotmentId, fund: world.fund, from: staff.org, to: national.orgId, fen };
      await tree.submit('line.return', { ...unspent, document: DOCUMENT }, { by: sichuan.root });
      await tree.submit('line.accept', { allotmentId }, { by: national.root, subjectVersion: 1 });
    };
    await giveBack(10_000_000 - 3 * FEN);
    const closing = { fundId: world.fund, left: 100_000_000 - 3 * FEN };
    await tree.submit('fund.close', closing, { by: national.root, subjectVersion: 1 });
    await plan.back('item.return', 0);
    await giveBack(FEN);
    const own = benefitRecord(tree, 'line', ledgerKey.line(world.fund, national.orgId));
    expect(own).to.include({ received: 100_000_000, allotted: 2 * FEN, reserved: 0, paid: 0 });
    expect(lineOf()).to.include({ received: 10_000_000, returned: 10_000_000 - 2 * FEN, paid: 2 * FEN });
    const allotmentId = tree.newId('allotment');
    const offer = { allotmentId, fund: world.fund, from: national.orgId, to: staff.org, fen: FEN };
    const given = tree.submit('line.allot', { ...offer, document: DOCUMENT }, { by: national.root });
    expect(await codeOf(given), 'and nothing is given of it').to.equal('FUND_CLOSED');
  });

  it('is not ordered before everybody was looked at again on the day, by what is signed', async () => {
    const plan = await approved();
    expect(await codeOf(plan.order({ pays: sums(4) }))).to.equal('PLAN_UNSCREENED');
    await plan.screened();
    expect(await codeOf(plan.order({ pays: sums(3) }))).to.equal('PLAN_SUMS');
    expect(await codeOf(plan.screen(10)), 'no such record').to.equal('PLAN_STEP');
    tree.clock.advance(DAY_MS);
    expect(await codeOf(plan.order({ pays: sums(4) })), 'the day after').to.equal('PLAN_UNSCREENED');
    await plan.screened();
    await plan.strike(3);
    expect(await codeOf(plan.order({ pays: sums(3) })), 'struck off since').to.equal('PLAN_UNSCREENED');
    for (const { identityId } of members.slice(0, 3)) {
      const left = { ...change(0), identityId, reason: 'request' } as const;
      await tree.submit('membership.leave', left, { by: tree.sichuan.root, subjectVersion: 1 });
    }
    await plan.screened();
    expect(await codeOf(plan.order({ pays: sums(0) })), 'all are held').to.equal('PLAN_EMPTY');
  });

  it('has each number of a voucher once, and again only once nothing is booked under it', async () => {
    const row = (at: number, voucher: string) => ({ ...rowOf(members[at]!, FEN), voucher });
    const refused = async (rows: ReturnType<typeof row>[]): Promise<unknown> => {
      const plan = new TestPlan(world, staff, rows);
      await plan.open();
      return (await plan.chunk()).result.refused;
    };
    const plan = await new TestPlan(world, staff, [
      ...[row(0, 'J-1'), row(1, 'J-1'), row(2, 'J-2'), row(3, 'J-3')],
    ]).listed();
    expect(plan.letters).to.equal('SXSS');
    expect(await refused([row(1, 'J-1')])).to.deep.equal({ VOUCHER_TAKEN: [0] });
    await plan.lock();
    await plan.strike(0);
    expect(await refused([row(1, 'J-1')]), 'struck off').to.deep.equal({});
    await plan.check();
    await plan.approve();
    await plan.pay();
    await plan.reconcile([await plan.results({ 2: true, 3: false })], sums(1));
    expect(await refused([row(0, 'J-3')]), 'not folded').to.deep.equal({ VOUCHER_TAKEN: [0] });
    await plan.fold();
    expect(await refused([row(0, 'J-3')]), 'given up').to.deep.equal({});
    await plan.back('item.return', 2);
    expect(await refused([row(2, 'J-2')]), 'paid and sent back: booked').to.deep.equal({
      VOUCHER_TAKEN: [0],
    });
    const other = await newStaff(tree, { org: tree.otherCity, home: tree.basic, by: tree.sichuan.root });
    await allotTo(world, { org: tree.otherCity, by: tree.sichuan.root });
    const [beside] = await enrolMembers(tree, {
      ...{ home: tree.otherCity, by: tree.sichuan.root, names: ['beside'] },
    });
    const books = new TestPlan(world, other, [{ ...rowOf(beside!, FEN), voucher: 'J-2' }]);
    await books.open();
    expect((await books.chunk()).result.refused, 'of other books').to.deep.equal({});
  });

  it('is looked at again by the gateway of its own province alone, each where the account stands', async () => {
    const plan = await approved();
    const ask = (places: readonly string[], mspId: string) =>
      tree.call(
        'plan:screen',
        JSON.stringify({ from: 0, places, planId: plan.planId }),
        { mspId },
        'benefit',
      );
    expect(await codeOf(ask([], 'BeijingMSP'))).to.equal('SUBMITTER_FOREIGN');
    expect(await codeOf(ask(['0'.repeat(17)], 'SichuanMSP'))).to.equal('PLACE_WRONG');
    await plan.cancel();
    expect(await codeOf(plan.screen())).to.equal('PLAN_STEP');
  });

  it('holds nobody by the place that its gateway says: who is not there is looked for elsewhere', async () => {
    const loaded = ['five', 'six'].map((person) => newMemberEntry(tree, tree.basic, { person }));
    const { manifest, chunks } = newImport(tree, loaded);
    await tree.submit('person.import', manifest, { by: tree.sichuan.root });
    await tree.call('person:importChunk', chunks[0]!, { mspId: 'SichuanMSP' });
    const places = loaded.map(
      ({ personKey }) => JSON.parse(tree.ledger.state(ledgerKey.person(personKey)) ?? '""') as string,
    );
    const rows = loaded.map((member, at) => ({ ...rowOf(member, FEN), place: places[at]! }));
    const plan = await new TestPlan(world, staff, rows).listed();
    await plan.lock();
    await plan.check();
    await plan.approve();
    const look = (...said: readonly string[]): Promise<unknown> => {
      const asked = JSON.stringify({ from: 0, places: said, planId: plan.planId });
      return codeOf(tree.call('plan:screen', asked, { mspId: 'SichuanMSP' }, 'benefit'));
    };
    const [own = '', other = ''] = places;
    for (const said of [
      ['', other],
      [other, other],
      [`${own.slice(0, -1)}f`, other],
      ['0'.repeat(17), other],
    ])
      expect(await look(...said), said.join()).to.equal('PLACE_WRONG');
    expect(await look(), 'none at all').to.equal('PLACE_WRONG');
    const page = ledgerKey.accountPage(own.slice(0, -1));
    const kept = tree.ledger.state(page) ?? '';
    await damage(page, '[]');
    expect(await look(own, other), 'a page of whomever').to.equal('RECORD_UNREADABLE');
    await damage(page, kept);
    expect((await plan.screened()).screen).to.deep.include({ ready: sums(2), held: sums(0) });
  });

  it('holds whose own record nobody can read', async () => {
    const plan = await approved();
    await damage(ledgerKey.account(members[1]!.identityId), '[]');
    expect((await plan.screened()).screen).to.deep.include({ ready: sums(3), held: sums(1) });
    expect(plan.letters).to.equal('SHSS');
  });

  it('may have what was not paid a second time, once the bank has answered for each item, and by the payer', async () => {
    const plan = await approved();
    await plan.pay();
    const first = await plan.results({ 0: true, 1: false, 2: false });
    expect(await codeOf(plan.screen()), 'one is unknown').to.equal('PLAN_INCOMPLETE');
    expect(await codeOf(plan.order({ pays: sums(2), lists: [first] })), 'one is unknown').to.equal(
      'PLAN_INCOMPLETE',
    );
    const rest = await plan.results({ 3: true });
    await plan.screened();
    expect(await codeOf(plan.order({ pays: sums(2), lists: [first] })), 'it is not named').to.equal(
      'PLAN_INCOMPLETE',
    );
    expect(await codeOf(plan.order({ pays: sums(2) }))).to.equal('PLAN_INCOMPLETE');
    expect(await codeOf(plan.pay(staff.recorder, [first, rest]))).to.equal('DUTY_TAKEN');
    await plan.pay(undefined, [first, rest]);
    expect(plan.record).to.deep.include({ attempt: 2, ordered: sums(2), settled: sums(2), status: 'PAYING' });
    expect(await codeOf(plan.reconcile([first, rest], sums(2))), 'of the first order').to.equal(
      'MANIFEST_UNKNOWN',
    );
    const again = await plan.results({ 0: false, 1: true, 2: false });
    expect(plan.letters, 'a late word about what was paid counts nothing').to.equal('PPNP');
    await plan.pay(undefined, [again]);
    expect(plan.record).to.deep.include({ attempt: 3, ordered: sums(1), settled: sums(3) });
    const last = await plan.results({ 2: false });
    await plan.reconcile([last], sums(3));
    expect(lineOf()).to.deep.include({ reserved: 0, paid: 3 * FEN });
    expect((await plan.fold()).result).to.include({ folded: 1 });
    expect([grantedTo(2), grantedTo(1)?.fen]).to.deep.equal([undefined, FEN]);
    await plan.close();
  });

  it('is answered by no list of an order before', async () => {
    const plan = await approved();
    await plan.pay();
    const open = await plan.answers({ 1: true });
    const first = await plan.results({ 0: true, 1: false, 2: true, 3: true });
    await plan.pay(undefined, [first]);
    expect(await codeOf(open.chunk())).to.equal('PLAN_STEP');
    expect(plan.letters).to.equal('PFPP');
  });

  it('gives back what the bank sends back and what is recovered, to line and grant', async () => {
    const plan = await reconciled();
    await plan.back('item.return', 0);
    expect(lineOf()).to.deep.include({ reserved: 0, paid: 2 * FEN });
    expect(grantedTo(0)).to.equal(undefined);
    await plan.fold();
    await plan.close();
    await plan.back('item.recover', 1);
    expect(plan.letters).to.equal('RCPV');
    expect(lineOf()).to.deep.include({ reserved: 0, paid: FEN });
    expect(plan.record).to.deep.include({
      status: 'CLOSED',
      returned: sums(1),
      recovered: sums(1),
      paid: sums(3),
    });
    for (const at of [0, 1, 3]) expect(await codeOf(plan.back('item.recover', at))).to.equal('ITEM_STATE');
    expect(await codeOf(plan.back('item.return', 4))).to.equal('ITEM_UNKNOWN');
    expect(await codeOf(plan.back('item.return', 2, staff.payer))).to.equal('DUTY_TAKEN');
    // What is free may be granted again.
    const again = await new TestPlan(world, staff, [
      rowOf(members[0]!, FEN),
      rowOf(members[2]!, FEN),
    ]).listed();
    expect(again.letters).to.equal('SX');
  });

  it('gets an item back in parts, each fen once, and never more than was paid', async () => {
    const plan = await reconciled();
    const two = await twoWho('approve');
    await plan.backInPart(0, 20_000);
    expect(lineOf()).to.include({ paid: 3 * FEN - 20_000 });
    expect(plan.record).to.deep.include({ partly: { items: 1, fen: 20_000 } });
    expect(correctionOf(plan, 0)).to.deep.include({
      v: 1,
      action: 'recover',
      fen: 20_000,
      recovered: 20_000,
    });
    expect(grantedTo(0), 'not all of it').to.include({ n: 1, fen: FEN });
    expect(await codeOf(plan.backInPart(0, 30_001))).to.equal('RECOVERED_TOO_MUCH');
    expect(await codeOf(plan.back('item.return', 0)), 'a part has come back').to.equal('ITEM_STATE');
    await plan.backInPart(0, 10_000);
    await plan.back('item.recover', 0);
    expect(plan.letters.charAt(0)).to.equal('C');
    expect(correctionOf(plan, 0)).to.deep.include({ v: 3, reason: 'death', fen: 20_000, recovered: FEN });
    expect(plan.record).to.deep.include({ partly: { items: 0, fen: 0 }, recovered: sums(1) });
    expect(lineOf()).to.include({ paid: 2 * FEN });
    expect(grantedTo(0)).to.equal(undefined);
    expect(await codeOf(plan.backInPart(0, 1))).to.equal('ITEM_STATE');
    expect(await codeOf(plan.writeOff(0, two))).to.equal('ITEM_STATE');
  });

  it('is rid of what can not be got back by two persons without a duty in it, and then it is final', async () => {
    const plan = await reconciled();
    const two = await twoWho('approve');
    await plan.backInPart(1, 15_000);
    const line = lineOf();
    expect(await codeOf(plan.writeOff(1, [staff.approver, two[0]])), 'who approved it').to.equal(
      'DUTY_TAKEN',
    );
    expect(await codeOf(plan.writeOff(1, [two[0], staff.approver])), 'who approved it').to.equal(
      'DUTY_TAKEN',
    );
    expect(await codeOf(plan.writeOff(1, [two[0], two[0]]))).to.equal('SAME_PERSON');
    await plan.writeOff(1, two);
    expect(lineOf(), 'what is given away stays paid').to.deep.equal(line);
    expect(plan.record).to.deep.include({ writtenOff: { items: 1, fen: 35_000 } });
    expect(correctionOf(plan, 1)).to.deep.include({
      ...{ v: 2, action: 'writeOff', reason: 'noEstate', fen: 35_000, recovered: 15_000 },
    });
    expect(plan.letters.charAt(1)).to.equal('P');
    for (const again of [() => plan.backInPart(1, 1), () => plan.back('item.recover', 1)])
      expect(await codeOf(again())).to.equal('ITEM_STATE');
    expect(await codeOf(plan.writeOff(1, two))).to.equal('ITEM_STATE');
    expect(await codeOf(plan.writeOff(3, two)), 'not paid').to.equal('ITEM_STATE');
  });

  it('keeps of each correction why, when, by whom and by which document', async () => {
    const plan = await approved();
    await plan.strike(3);
    const { person: maker } = recordOf(staff.maker);
    expect(correctionOf(plan, 3)).to.deep.equal({
      ...{ v: 1, action: 'void', reason: 'objection', document: DOCUMENT, on: '2026-03-02' },
      ...{ person: maker, fen: FEN },
    });
    await plan.pay();
    await plan.reconcile([await plan.results({ 0: true, 1: true, 2: true })], sums(3));
    await plan.back('item.return', 0);
    expect(correctionOf(plan, 0)).to.deep.equal({
      ...{ v: 1, action: 'return', document: DOCUMENT, on: '2026-03-02' },
      ...{ person: recordOf(staff.recorder).person, fen: FEN },
    });
  });

  it('sends nothing back before it is reconciled', async () => {
    const plan = await approved();
    await plan.pay();
    await plan.results({ 0: true });
    expect(await codeOf(plan.back('item.return', 0))).to.equal('PLAN_STEP');
  });

  it('goes on without an item that is struck off, whose money is free at once', async () => {
    const plan = await approved();
    await plan.strike(1);
    expect([plan.letters, lineOf().reserved, grantedTo(1)]).to.deep.equal(['SVSS', 3 * FEN, undefined]);
    await plan.pay();
    const list = await plan.results({ 0: true, 2: false, 3: true });
    await plan.strike(2);
    expect(lineOf()).to.deep.include({ reserved: 2 * FEN, paid: 0 });
    await plan.reconcile([list], sums(2));
    expect(await codeOf(plan.strike(0))).to.equal('PLAN_STEP');
    await plan.close();
    expect(plan.record).to.deep.include({ voided: sums(2), paid: sums(2), status: 'CLOSED' });
    expect(lineOf()).to.deep.include({ reserved: 0, paid: 2 * FEN });
    const cancelled = await new TestPlan(world, staff, [
      rowOf(members[1]!, FEN),
      rowOf(members[2]!, FEN),
    ]).listed();
    await cancelled.lock();
    await cancelled.strike(0);
    await cancelled.cancel();
    expect(lineOf()).to.deep.include({ reserved: 0, paid: 2 * FEN });
  });

  it('has its receipts by the bank’s statement, or by an agent with the reason', async () => {
    const plan = await reconciled();
    await plan.attest();
    expect(plan.record.receipt).to.equal(DOCUMENT);
    await plan.attest({ item: 1, reason: 'proxy' });
    const key = ledgerKey.receipt(plan.planId, 1);
    expect(benefitRecord(tree, 'receipt', key)).to.deep.include({ v: 1, reason: 'proxy', on: '2026-03-02' });
    expect(await codeOf(plan.attest({ item: 1, reason: 'cash' }))).to.equal('RECEIPT_EXISTS');
    expect(await codeOf(plan.attest({ item: 3, reason: 'cash' })), 'not paid').to.equal('ITEM_STATE');
    expect(await codeOf(plan.attest({ item: 9, reason: 'cash' }))).to.equal('ITEM_UNKNOWN');
    expect(await codeOf(plan.attest({ item: 0, reason: 'cash' }, staff.payer))).to.equal('DUTY_TAKEN');
    const by = tree.sichuan.root;
    const own = await registerOperator(tree, { org: tree.city, role: 'superadmin', grants: ['pay'], by });
    const bound = { operatorId: own.operatorId, identityId: members[0]!.identityId, place: '' };
    await tree.submit('operator.bindPerson', bound, { by, subjectVersion: 1 });
    expect(await codeOf(plan.attest({ item: 0, reason: 'cash' }, own))).to.equal('OWN_ACCOUNT');
  });
});
