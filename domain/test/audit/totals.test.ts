// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { runCheck, type AuditRows, type PlanRow, type Step } from '#src/audit/index.js';
import type { PlanRecord } from '#src/ledger/index.js';
import { altered, always, plan } from './other-cases.js';
import { Country, type NewPlan } from './planted-set.js';

const bands = [
  { fen: 100, approvers: 1 },
  { fen: 150, approvers: 2 },
  { fen: 900, approvers: 3 },
];

describe('approvals that are asked by what a union grants of a class in a window', () => {
  /** Plan b after plan a, of 60 fen each. */
  const two = (other: Partial<NewPlan> = {}, fen = 60): AuditRows => {
    const country = new Country();
    for (const id of ['a', 'b']) country.member(id, '51');
    plan(country, { id: 'a', programme: { bands }, items: [{ id: 'a', fen: 60 }] });
    plan(country, { id: 'b', programme: { bands }, items: [{ id: 'b', fen }], ...other });
    return country.rows();
  };
  const tooFew = (rows: AuditRows): readonly string[] =>
    runCheck('SEQ-1', rows).findings.flatMap(({ reason, plans }) => (reason === 'tooFew' ? plans : []));
  const planIn = ({ plans }: AuditRows, id: string): PlanRow => plans.find(({ planId }) => planId === id)!;
  const stepIn = (rows: AuditRows, id: string, type: string): Step =>
    planIn(rows, id).versions.find(({ step }) => step.type === type)!.step;
  /** Plan a as far as its lock, which was so many blocks after the approval of b. */
  const lockedAfter = (rows: AuditRows, blocks: number): AuditRows => {
    const block = stepIn(rows, 'b', 'plan.approve').block + blocks;
    return altered(rows, 'a', ({ versions: [open, lock] }) => ({
      versions: [open!, { step: { ...lock!.step, block }, record: lock!.record }],
    }));
  };
  /** The same, locked long before, and cancelled so many blocks after the approval of b. */
  const cancelledAfter = (rows: AuditRows, blocks: number): AuditRows => {
    const block = stepIn(rows, 'b', 'plan.approve').block + blocks;
    return altered(rows, 'a', ({ versions: [open, lock] }) => {
      const cancelled: PlanRecord = { ...lock!.record, v: 3, status: 'CANCELLED' };
      return {
        versions: [open!, lock!, { step: { ...lock!.step, type: 'plan.cancel', block }, record: cancelled }],
      };
    });
  };
  const approvedBy = (persons: readonly string[]): ReturnType<typeof always> =>
    always(({ duties }) => ({
      duties: { ...duties, approvers: persons.map((person) => ({ person, org: 'O51' })) },
    }));

  it('are asked of the plan that passes the band, and not of those before', () => {
    expect(runCheck('SEQ-1', two()).findings).to.have.length(1);
    const [found] = runCheck('SEQ-1', two()).findings;
    expect(found).to.deep.include({ reason: 'tooFew', plans: ['b'], fen: 60 });
    expect(found?.facts).to.deep.equal({ asked: 2, approved: 1, fen: 120 });
    expect(tooFew(two({}, 40)), 'up to the band').to.deep.equal([]);
    expect(tooFew(two({}, 41))).to.deep.equal(['b']);
    expect(tooFew(altered(two(), 'b', approvedBy(['x', 'y'])))).to.deep.equal([]);
    expect(tooFew(altered(two({}, 91), 'b', approvedBy(['x', 'y']))), 'of three').to.deep.equal(['b']);
  });

  it('count what the contract counts together: one union, class and window, whatever pays it', () => {
    expect(tooFew(two({ class: 'summer' }))).to.deep.equal([]);
    expect(tooFew(two({ change: { window: '2025' } }))).to.deep.equal([]);
    expect(tooFew(two({ change: { org: 'O51b' } }))).to.deep.equal([]);
    const other = { programme: 'another', fund: 'another', programmeVersion: 7 };
    expect(tooFew(two({ change: other }))).to.deep.equal(['b']);
    const unseen = altered(two(), 'a', () => ({ inScope: false }));
    expect(tooFew(unseen), 'of other money than the auditor’s').to.deep.equal(['b']);
    const told = altered(two(), 'b', () => ({ inScope: false }));
    expect(tooFew(told)).to.deep.equal([]);
  });

  it('count what was locked by the approval, in the order of the ledger', () => {
    const rows = two();
    expect(tooFew(lockedAfter(rows, -1))).to.deep.equal(['b']);
    expect(tooFew(lockedAfter(rows, 0)), 'in its block, and so after it').to.deep.equal([]);
    expect(tooFew(lockedAfter(rows, 1))).to.deep.equal([]);
    const open = altered(rows, 'a', ({ versions }) => ({ versions: versions.slice(0, 1) }));
    expect(tooFew(open), 'never').to.deep.equal([]);
  });

  it('count what was cancelled only once it was approved', () => {
    const rows = two();
    expect(tooFew(cancelledAfter(rows, -1))).to.deep.equal([]);
    expect(tooFew(cancelledAfter(rows, 0)), 'in its block, and so after it').to.deep.equal(['b']);
    expect(tooFew(cancelledAfter(rows, 1))).to.deep.equal(['b']);
  });

  it('count what stands of a list, not what was signed', () => {
    const stands = (id: string, fen: number): AuditRows =>
      altered(
        two(),
        id,
        always((record) => (record.stands === undefined ? {} : { stands: { ...record.stands, fen } })),
      );
    for (const id of ['a', 'b']) {
      expect(tooFew(stands(id, 40)), id).to.deep.equal([]);
      expect(tooFew(stands(id, 41)), id).to.deep.equal(['b']);
    }
  });

  it('are those of the last approval', () => {
    const late = lockedAfter(two(), 1);
    const { block } = stepIn(late, 'b', 'plan.approve');
    const again = altered(late, 'b', ({ versions }) => {
      const at = versions.findIndex(({ step }) => step.type === 'plan.approve');
      const { step, record } = versions[at]!;
      const second = { step: { ...step, block: block + 2, actor: 'P-second' }, record };
      return { versions: [...versions.slice(0, at + 1), second, ...versions.slice(at + 1)] };
    });
    expect(tooFew(again)).to.deep.equal(['b']);
  });

  it('of which no step tells are those of when it was approved, and else of its own', () => {
    const untold = altered(two(), 'b', ({ versions }) => ({
      versions: versions.map(({ step, record }) => ({ step: { ...step, type: 'plan.other' }, record })),
    }));
    expect(tooFew(untold)).to.deep.equal(['b']);
    const never = (fen: number): AuditRows =>
      altered(two({}, fen), 'b', ({ versions }) => ({
        versions: versions.filter(({ record }) => record.status !== 'APPROVED'),
      }));
    expect(tooFew(never(60))).to.deep.equal([]);
    expect(tooFew(never(101))).to.deep.equal(['b']);
    const unlocked = altered(never(101), 'b', ({ versions }) => {
      const { signed } = versions[0]!.record;
      return {
        versions: versions.map(({ step, record }) => {
          const { stands = signed, ...rest } = record;
          expect(stands.fen).to.equal(101);
          return { step, record: rest };
        }),
      };
    });
    expect(tooFew(unlocked)).to.deep.equal(['b']);
  });
});
