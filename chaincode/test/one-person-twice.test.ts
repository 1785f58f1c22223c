// SPDX-License-Identifier: Apache-2.0
import { samplePayload } from '@unionid/domain/catalogue';
import { ledgerKey } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import { newMemberEntry, type TestOperator } from '#src/testing/index.js';
import { allotTo, benefitRecord, newPlanWorld, newStaff, rowOf, TestPlan } from './support/benefit-plan.js';
import { fileOf, openFile, relative } from './support/hardship-file.js';
import { codeOf } from './support/refusal.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

const TODAY = '2026-03-02';
const DIGEST = 'A'.repeat(43);

describe('what was granted to an account that has ended for another', () => {
  let tree: UnionTree;
  /** Of one person: under a wrong number, and under the right one. */
  let [wrong, right]: [MemberEntry, MemberEntry] = [] as never;
  let by: TestOperator;

  beforeEach(async () => {
    tree = await newUnionTree();
    by = tree.sichuan.root;
    wrong = newMemberEntry(tree, tree.basic, { person: 'mistyped' });
    right = newMemberEntry(tree, tree.basic, { person: 'as it is' });
    await tree.submit('person.enrol', wrong, { by });
    await tree.submit('person.enrol', right, { by });
  });

  /** By the union's claim, to which its superior yields. */
  async function endForTheOther(): Promise<void> {
    const first = await boundCadre(tree, { org: tree.basic, person: 'claims' });
    const second = await boundCadre(tree, { org: tree.city, person: 'confirms' });
    const { personKey, nameTag, level, org, identityId: claimed } = right;
    const opening = {
      ...{
        identityId: wrong.identityId,
        place: '',
        personKey,
        nameTag,
        root: wrong.root,
        level,
        org,
        claimed,
      },
      ...({ kind: 'duplicate', evidence: DIGEST } as const),
    };
    await tree.submit('claim.open', opening, { by: first });
    const answer = { identityId: claimed, place: '', evidence: DIGEST, outcome: 'yield' } as const;
    await tree.submit('claim.answer', answer, { by, subjectVersion: 1 });
    const payload = {
      ...{ ...samplePayload('membership.void'), identityId: wrong.identityId, on: TODAY },
      into: { identityId: claimed, place: '' },
    };
    await decideByTwo(tree, 'membership.void', { payload, subjectVersion: 1, first, second });
  }

  async function planBy(change: Parameters<typeof newPlanWorld>[1] = {}) {
    const world = await newPlanWorld(tree, change);
    const staff = await newStaff(tree, { org: tree.city, home: tree.basic, by });
    await allotTo(world, { org: tree.city, by });
    return (rows: readonly ReturnType<typeof rowOf>[]): TestPlan => new TestPlan(world, staff, rows);
  }
  const outcomeOf = async (plan: TestPlan): Promise<unknown> => {
    await plan.open();
    return (await plan.chunk()).result;
  };

  it('is granted to nobody again by the one that stands', async () => {
    const planOf = await planBy();
    await planOf([rowOf(wrong)]).listed();
    await endForTheOther();
    expect(await outcomeOf(planOf([rowOf(right), rowOf(wrong)]))).to.deep.include({
      refused: { ALREADY_GRANTED: [0], NOT_ELIGIBLE: [1] },
    });
    const granted = ledgerKey.granted('winter', '2026', right.identityId);
    expect(benefitRecord(tree, 'granted', granted)).to.equal(undefined);
  });

  it('counts together with what the other was granted: times, sums and days', async () => {
    const planOf = await planBy({ class: 'medical', windowFen: 120_000, publicDays: 0 });
    await planOf([rowOf(wrong, 40_000), rowOf(right, 40_000)]).listed();
    await endForTheOther();
    expect(await outcomeOf(planOf([rowOf(right, 40_001)]))).to.deep.include({
      refused: { CAP_EXCEEDED: [0] },
    });
    expect(await outcomeOf(planOf([rowOf(right, 40_000)]))).to.deep.include({ done: 1 });
  });

  it('keeps its household out of another file, and what is granted to it by files', async () => {
    const filing = await boundCadre(tree, { org: tree.city, person: 'files', grants: ['file'] });
    const fileId = await openFile(tree, { org: tree.city, members: [relative(wrong)] }, { by: filing });
    await endForTheOther();
    const again = { org: tree.city, members: [relative(right)] };
    expect(await codeOf(openFile(tree, again, { by: filing }))).to.equal('HARDSHIP_ELSEWHERE');
    const closing = { ...samplePayload('file.close'), fileId, on: TODAY };
    await tree.submit('file.close', closing, { by: filing, subjectVersion: 1 });
    const filed = await openFile(tree, again, { by: filing });
    expect(fileOf(tree, filed).members).to.deep.equal([
      { ...relative(right), also: [wrong.identityId], in: 1 },
    ]);
    const household = benefitRecord(tree, 'household', ledgerKey.household(wrong.identityId));
    expect(household).to.deep.equal({ file: filed, was: [fileId] });
  });
});
