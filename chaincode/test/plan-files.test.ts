// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type GrantedRecord } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import type { PlanRow } from '@unionid/domain/plan';
import { expect } from 'chai';
import type { TestOperator } from '#src/testing/index.js';
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
import {
  child,
  closeFile,
  divide,
  filedRow,
  fileOf,
  openFile,
  relative,
  reviseFile,
  tagOf,
} from './support/hardship-file.js';
import { codeOf } from './support/refusal.js';
import { boundCadre } from './support/two-persons.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

describe('grants by hardship files', () => {
  let tree: UnionTree;
  let world: PlanWorld;
  let staff: PlanStaff;
  let members: readonly MemberEntry[];
  let filer: TestOperator;
  let second: TestOperator;

  beforeEach(async () => {
    tree = await newUnionTree();
    const by = tree.sichuan.root;
    staff = await newStaff(tree, { org: tree.city, home: tree.basic, by });
    const named = { org: tree.city, home: tree.basic, by, grants: ['file'] } as const;
    filer = await boundCadre(tree, { ...named, person: 'filer' });
    second = await boundCadre(tree, { ...named, person: 'second filer' });
    members = await enrolMembers(tree, { home: tree.basic, by, names: ['one', 'two', 'three', 'four'] });
    await under({ class: 'living' });
  });

  const under = async (rules: Parameters<typeof newPlanWorld>[1]): Promise<void> => {
    world = await newPlanWorld(tree, rules);
    await allotTo(world, { org: staff.org, by: tree.sichuan.root });
  };
  const planOf = (rows: readonly PlanRow[]): TestPlan => new TestPlan(world, staff, rows);
  const refusedOf = async (rows: readonly PlanRow[], change = {}): Promise<unknown> => {
    const plan = planOf(rows);
    await plan.open({ on: '2026-03-02', ...change });
    return (await plan.chunk()).result.refused;
  };
  const file = (at: number, others: readonly ReturnType<typeof child>[] = [], change = {}): Promise<string> =>
    openFile(
      tree,
      { org: tree.basic, members: [relative(members[at]!), ...others] },
      { by: filer, ...change },
    );
  const granted = (name: string, benefitClass = 'living'): GrantedRecord | undefined =>
    benefitRecord(tree, 'granted', ledgerKey.granted(benefitClass, '2026', name));

  it('count for everybody of the household, so that no other of it is granted the same', async () => {
    const [one, two] = members;
    const fileId = await file(0, [relative(two!), child('a child')]);
    expect(await refusedOf([filedRow(one!, { file: fileId })])).to.deep.equal({});
    for (const name of [one!.identityId, two!.identityId, tagOf('a child'), fileId])
      expect(granted(name), name).to.include({ n: 1, fen: 50_000 });
    expect(await refusedOf([filedRow(two!, { file: fileId })])).to.deep.equal({ ALREADY_GRANTED: [0] });
    expect(await refusedOf([rowOf(two!)]), 'past the file').to.deep.equal({ HARDSHIP_REQUIRED: [0] });
  });

  it('stay with whoever leaves, divides, marries or is filed anew', async () => {
    const [one, two, three] = members;
    const fileId = await file(0, [relative(two!), child('c')]);
    expect(await refusedOf([filedRow(one!, { file: fileId })])).to.deep.equal({});
    await divide(tree, { fileId, leaves: [relative(two!), child('c')] }, [filer, second]);
    const own = await file(1);
    const married = await file(2, [child('c')]);
    const rows = [filedRow(two!, { file: own }), filedRow(three!, { file: married })];
    expect(await refusedOf(rows)).to.deep.equal({ ALREADY_GRANTED: [0, 1] });
    await closeFile(tree, fileId, { by: filer });
    const anew = await file(0);
    tree.clock.advance(DAY_MS);
    const again = { on: '2026-03-03' };
    expect(await refusedOf([filedRow(one!, { file: anew })], again)).to.deep.equal({ ALREADY_GRANTED: [0] });
    await divide(tree, { fileId: married, leaves: [child('c')] }, [filer, second]);
    expect(await refusedOf([filedRow(three!, { file: married })], again)).to.deep.equal({});
  });

  it('are given back to those who were of the household then, whoever is by now', async () => {
    const [one, two, three] = members;
    const fileId = await file(0, [relative(two!)]);
    const plan = await planOf([filedRow(one!, { file: fileId })]).listed({ on: '2026-03-02' });
    await divide(tree, { fileId, leaves: [relative(two!)] }, [filer, second]);
    const own = await file(2);
    const other = await planOf([filedRow(three!, { file: own })]).listed({ on: '2026-03-02' });
    await closeFile(tree, own, { by: filer });
    await reviseFile(tree, fileId, { by: filer, joins: [relative(three!)] });
    await plan.cancel();
    expect((await plan.fold()).result).to.include({ folded: 1 });
    for (const name of [one!.identityId, two!.identityId, fileId]) expect(granted(name)).to.equal(undefined);
    expect(granted(three!.identityId)).to.deep.include({ n: 1, plan: other.planId });
  });

  it('are two for two children of one payee, and one for a child of two', async () => {
    await under({ class: 'education', windowFen: 100_000, householdFen: 120_000 });
    const [one, two] = members;
    const children = [child('first'), child('second'), child('third')];
    const fileId = await file(0, [relative(two!), ...children]);
    const grant = (who: MemberEntry, at: number, fen = 50_000): PlanRow =>
      filedRow(who, { file: fileId, fen, ...(children[at] && { beneficiary: children[at] }) });
    expect(await refusedOf([grant(one!, 0), grant(one!, 0), grant(one!, 1)])).to.deep.equal({
      DUPLICATE_IN_FILE: [1],
    });
    expect(granted(fileId, 'education')).to.include({ n: 2, fen: 100_000 });
    expect(granted(one!.identityId, 'education')).to.equal(undefined);
    expect(await refusedOf([grant(two!, 0)])).to.deep.equal({ ALREADY_GRANTED: [0] });
    expect(await refusedOf([grant(two!, 2, 20_001)]), 'the household’s cap').to.deep.equal({
      CAP_EXCEEDED: [0],
    });
    const twice = planOf(inChunks(tree, [[grant(two!, 2, 20_000)], [grant(one!, 2, 1)]]));
    await twice.open({ on: '2026-03-02' });
    expect((await twice.chunk(0)).result).to.include({ done: 1 });
    expect((await twice.chunk(1)).result.refused, 'in another chunk').to.deep.equal({
      DUPLICATE_IN_FILE: [0],
    });
    expect(await refusedOf([{ ...rowOf(members[2]!), for: tagOf('first') }])).to.deep.equal({
      HARDSHIP_REQUIRED: [0],
    });
  });

  it('come to no more than the household’s cap, whether it is filed anew, or its number is left out', async () => {
    await under({ class: 'education', windowFen: 100_000, householdFen: 120_000 });
    const [one, two] = members;
    const children = [child('first'), child('second')];
    const fileId = await file(0, [relative(two!), ...children]);
    const grant = (named: string, at: number, fen: number): PlanRow =>
      filedRow(one!, { file: named, fen, beneficiary: children[at]! });
    expect(await refusedOf([grant(fileId, 0, 50_000)])).to.deep.equal({});
    await closeFile(tree, fileId, { by: filer });
    const anew = await file(0, [relative(two!), ...children]);
    tree.clock.advance(DAY_MS);
    const next = { on: '2026-03-03' };
    expect(await refusedOf([grant(anew, 1, 70_001)], next)).to.deep.equal({ CAP_EXCEEDED: [0] });
    expect(await refusedOf([grant(anew, 1, 70_000)], next)).to.deep.equal({});
    await under({ class: 'winter', windowFen: 100_000, householdFen: 120_000 });
    expect(await refusedOf([rowOf(one!), rowOf(two!)], next), 'past the file').to.deep.equal({
      HARDSHIP_REQUIRED: [0, 1],
    });
  });

  it('are by a file that there is, counts on the day, and is of the payee and the beneficiary', async () => {
    const [one, two] = members;
    const publicity = { from: '2026-03-02', until: '2026-03-08', notice: DOCUMENT };
    const shown = await file(0, [], { publicity });
    expect(await refusedOf([filedRow(one!, { file: shown })])).to.deep.equal({ HARDSHIP_NOT_VALID: [0] });
    const fileId = await file(1);
    const rows = [
      filedRow(one!, { file: tree.newId('file') }),
      filedRow(members[2]!, { file: fileId }),
      filedRow(two!, { file: fileId, beneficiary: child('of nobody') }),
    ];
    expect(await refusedOf(rows)).to.deep.equal({ HARDSHIP_UNKNOWN: [0], HARDSHIP_MEMBER: [1, 2] });
    await closeFile(tree, fileId, { by: filer });
    expect(await refusedOf([filedRow(two!, { file: fileId })])).to.deep.equal({ HARDSHIP_NOT_VALID: [0] });
    expect(
      await refusedOf([filedRow(two!, { file: fileId })], { on: '2026-03-01' }),
      'before it was filed',
    ).to.deep.equal({ HARDSHIP_NOT_VALID: [0] });
  });

  it('are by a file that is renewed, as it stood until that was shown, and paid meanwhile', async () => {
    const [one, two] = members;
    const [first, second] = [
      await file(0, [], { until: '2026-03-31' }),
      await file(1, [], { level: 'local' }),
    ];
    await under({ class: 'living', publicDays: 0, files: { level: 'local' } });
    const rows = [filedRow(one!, { file: first }), filedRow(two!, { file: second })];
    const plan = await planOf(rows.slice(0, 1)).listed({ on: '2026-03-02' });
    const publicity = { from: '2026-03-02', until: '2026-03-08', notice: DOCUMENT };
    await reviseFile(tree, first, { by: filer, until: '2026-12-31', publicity });
    await reviseFile(tree, second, { by: filer, level: 'national', publicity });
    expect(fileOf(tree, first)).to.deep.include({ from: '2026-03-09', until: '2026-12-31' });
    expect(await refusedOf(rows.slice(1)), 'as of a day before').to.deep.equal({});
    await plan.lock();
    await plan.check();
    await plan.approve();
    expect((await plan.screened()).screen).to.deep.include({ held: { items: 0, fen: 0 } });
    await plan.pay();
    expect(plan.letters).to.equal('S');
    await under({ class: 'medical', files: { level: 'national' } });
    expect(await refusedOf(rows)).to.deep.equal({ HARDSHIP_LEVEL: [1] });
  });

  it('are by files of the national level where the money is central, and as the programme says', async () => {
    const [one, two, three] = members;
    const local = await file(0, [], { level: 'local' });
    const national = await file(1);
    await under({ class: 'winter', files: { level: 'provincial', publicDays: 3 } });
    expect(
      await refusedOf([filedRow(one!, { file: local }), filedRow(two!, { file: national }), rowOf(three!)]),
    ).to.deep.equal({ HARDSHIP_LEVEL: [0], PUBLICITY_SHORT: [1], HARDSHIP_REQUIRED: [2] });
    await under({ class: 'winter' });
    const fund = tree.newId('fund');
    const opened = {
      fundId: fund,
      org: staff.org,
      source: 'central',
      document: DOCUMENT,
      fen: 900_000,
    } as const;
    await tree.submit('fund.open', opened, { by: tree.sichuan.root });
    const rows = [rowOf(three!), filedRow(one!, { file: local }), filedRow(two!, { file: national })];
    expect(await refusedOf(rows, { fund })).to.deep.equal({ HARDSHIP_REQUIRED: [0], HARDSHIP_LEVEL: [1] });
    await reviseFile(tree, local, { by: filer, level: 'national' });
    expect(await refusedOf([filedRow(one!, { file: local })], { fund })).to.deep.equal({});
  });

  it('are one before anybody is filed, in an emergency', async () => {
    await under({ class: 'medical', files: { level: 'local', late: 30 } });
    const [one] = members;
    expect(await refusedOf([rowOf(one!, 10)])).to.deep.equal({});
    expect(await refusedOf([rowOf(one!, 10)])).to.deep.equal({ HARDSHIP_REQUIRED: [0] });
    const fileId = await file(0);
    expect(await refusedOf([filedRow(one!, { file: fileId, fen: 10 })])).to.deep.equal({});
    expect(granted(one!.identityId, 'medical')).to.include({ n: 2, fen: 20 });
  });

  it('are one of a household that is filed and does not count yet, or not on the day', async () => {
    const [one, two, three, four] = members;
    await file(0, [relative(two!)]);
    const before = { on: '2026-03-01' };
    expect(await refusedOf([rowOf(one!), rowOf(two!)], before)).to.deep.equal({ DUPLICATE_IN_FILE: [1] });
    expect(await refusedOf([rowOf(two!)], before)).to.deep.equal({ ALREADY_GRANTED: [0] });
    await under({ class: 'winter', householdFen: 60_000 });
    expect(await refusedOf([rowOf(one!, 30_001)], before)).to.deep.equal({});
    expect(await refusedOf([rowOf(two!, 30_000)], before), 'the cap').to.deep.equal({ CAP_EXCEEDED: [0] });
    expect(await refusedOf([rowOf(two!, 29_999), rowOf(three!)], before)).to.deep.equal({});
    await under({ class: 'medical', files: { level: 'local', late: 30 } });
    const publicity = { from: '2026-03-02', until: '2026-03-08', notice: DOCUMENT };
    const shown = await file(2, [relative(four!)], { publicity });
    expect(await refusedOf([rowOf(three!), rowOf(four!)]), 'counted by the patient').to.deep.equal({});
    await under({ class: 'living', files: { level: 'local', late: 30 } });
    expect(await refusedOf([rowOf(three!)])).to.deep.equal({});
    expect(await refusedOf([rowOf(four!)])).to.deep.equal({ ALREADY_GRANTED: [0] });
    await closeFile(tree, shown, { by: filer });
    expect(await refusedOf([rowOf(four!)]), 'of no household').to.deep.equal({});
  });

  it('are no more of one household than can be read again', async () => {
    await under({ class: 'medical', windowFen: 1_000_000 });
    const [one] = members;
    const children = Array.from({ length: 15 }, (_, n) => child(`child ${String(n)}`));
    const fileId = await file(0, children);
    const row = (beneficiary: ReturnType<typeof child>): PlanRow =>
      filedRow(one!, { file: fileId, fen: 1, beneficiary });
    for (let time = 0; time < 4; time += 1)
      expect(await refusedOf([filedRow(one!, { file: fileId, fen: 1 }), ...children.map(row)])).to.deep.equal(
        {},
      );
    const anew = async (leaves: ReturnType<typeof child>, joins: string): Promise<unknown> => {
      await divide(tree, { fileId, leaves: [leaves] }, [filer, second]);
      await reviseFile(tree, fileId, { by: filer, joins: [child(joins)] });
      return refusedOf([row(child(joins))]);
    };
    expect(await anew(children[0]!, 'sixteenth')).to.deep.equal({});
    expect(await anew(children[1]!, 'seventeenth')).to.deep.equal({ ALREADY_GRANTED: [0] });
    expect(granted(fileId, 'medical')).to.include({ n: 65 });
  });

  it('are no second emergency at the turn of the year', async () => {
    await under({ class: 'medical', from: '2025-01-01', files: { level: 'local', late: 30 } });
    const [one] = members;
    expect(await refusedOf([rowOf(one!, 10)], { on: '2025-12-31' })).to.deep.equal({});
    expect(await refusedOf([rowOf(one!, 10)], { on: '2026-01-01' })).to.deep.equal({
      HARDSHIP_REQUIRED: [0],
    });
  });

  it('are not paid past the file where it is for somebody of the household', async () => {
    await under({ class: 'education' });
    const [one, two] = members;
    const student = child('student');
    const fileId = await file(0, [relative(two!), student]);
    expect(await refusedOf([rowOf(one!), rowOf(two!)])).to.deep.equal({ HARDSHIP_REQUIRED: [0, 1] });
    const row = filedRow(one!, { file: fileId, beneficiary: student });
    expect(await refusedOf([row])).to.deep.equal({});
  });

  it('are nobody’s to make, check, approve or pay to the own household', async () => {
    const many = ['plan', 'check', 'approve', 'pay'] as const;
    const named = { org: tree.city, home: tree.basic, by: tree.sichuan.root, grants: many };
    const kin = await boundCadre(tree, { ...named, person: 'kin' });
    const { person } = JSON.parse(tree.ledger.state(ledgerKey.operator(kin.operatorId)) ?? '') as {
      readonly person: string;
    };
    const [one] = members;
    const relatives = [relative({ identityId: person }), child('c')];
    const fileId = await file(0, relatives);
    await under({ class: 'education' });
    const row = filedRow(one!, { file: fileId, beneficiary: child('c') });
    const made = planOf([row]);
    await made.open({ on: '2026-03-02' }, kin);
    expect((await made.chunk()).result.refused).to.deep.equal({ OWN_ACCOUNT: [0] });
    const plan = await planOf([row]).listed({ on: '2026-03-02' });
    await plan.lock();
    expect(await codeOf(plan.check(kin))).to.equal('OWN_ACCOUNT');
    await divide(tree, { fileId, leaves: [relatives[0]!] }, [filer, second]);
    expect(await codeOf(plan.check(kin)), 'who has left it since').to.equal('OWN_ACCOUNT');
    expect(fileOf(tree, fileId).left).to.have.length(1);
    const again = planOf([filedRow(one!, { file: fileId })]);
    await again.open({ on: '2026-03-02' }, kin);
    expect((await again.chunk()).result.refused, 'nor makes another').to.deep.equal({ OWN_ACCOUNT: [0] });
  });

  it('are not theirs where a row does not name the file', async () => {
    const many = ['plan', 'check', 'approve', 'pay'] as const;
    const named = { org: tree.city, home: tree.basic, by: tree.sichuan.root, grants: many };
    const kin = await boundCadre(tree, { ...named, person: 'kin' });
    const { person } = JSON.parse(tree.ledger.state(ledgerKey.operator(kin.operatorId)) ?? '') as {
      readonly person: string;
    };
    const [one] = members;
    await file(0, [relative({ identityId: person })]);
    await under({ class: 'winter' });
    const made = planOf([rowOf(one!)]);
    await made.open({ on: '2026-03-02' }, kin);
    expect((await made.chunk()).result.refused).to.deep.equal({ OWN_ACCOUNT: [0] });
    const plan = await planOf([rowOf(one!)]).listed({ on: '2026-03-02' });
    await plan.lock();
    expect(await codeOf(plan.check(kin))).to.equal('OWN_ACCOUNT');
  });
});
