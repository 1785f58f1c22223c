// SPDX-License-Identifier: Apache-2.0
import { PLAN_STATUSES, type PlanRecord, type PlanStatus } from '#src/ledger/index.js';
import {
  assertFree,
  attemptOf,
  cancelPlan,
  checkPlan,
  closePlan,
  foldPlanResult,
  givenUp,
  openLetter,
  PLAN_ACTIONS,
  PLAN_PROCESS,
  type PlanAction,
  type PlanStep,
} from '#src/plan/index.js';
import { accountsOf, assertMaker } from '#src/plan/duties.js';
import { planStep } from '#src/plan/process.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expect } from 'chai';
import { expectCode } from '../support/expect-code.js';
import { ACTOR, actOn, LINE, OPENED, PLAN, SIGNED, STANDS, TODAY } from '../support/plan.js';

describe('a step of a plan', () => {
  const step = (action: PlanAction, plan?: PlanRecord, today = TODAY) => planStep(action, { plan, today });

  it('is one that its status allows, of a plan that there is', () => {
    for (const action of PLAN_ACTIONS) {
      expectCode(() => step(action), 'PLAN_UNKNOWN');
      for (const status of PLAN_STATUSES) {
        const plan = { ...PLAN, status };
        const steps: Partial<Record<PlanAction, PlanStep>> = PLAN_PROCESS[status];
        const allowed = steps[action];
        if (allowed === undefined)
          expect(expectCode(() => step(action, plan), 'PLAN_STEP').details).to.deep.equal({ action, status });
        else expect(step(action, plan)).to.deep.equal({ plan, to: allowed.to });
      }
    }
  });

  it('is named, each that some status allows', () => {
    const allowed = Object.values(PLAN_PROCESS).flatMap((steps) => Object.keys(steps));
    expect([...PLAN_ACTIONS]).to.have.members([...new Set(allowed)]);
  });

  it('goes on until the plan’s last day, and what ends it also later', () => {
    const on = (status: PlanStatus, action: PlanAction, today: string) =>
      step(action, { ...PLAN, status }, today).to;
    const late = [
      ['PAYING', 'reconcile', 'RECONCILED'],
      ['RECONCILED', 'close', 'CLOSED'],
      ['OPEN', 'cancel', 'CANCELLED'],
    ] as const;
    for (const [status, action, to] of late) expect(on(status, action, '2026-04-01')).to.equal(to);
    const inTime = [
      ['OPEN', 'lock', 'LOCKED'],
      ['PAYING', 'pay', 'PAYING'],
    ] as const;
    for (const [status, action, to] of inTime) {
      expect(on(status, action, '2026-03-31')).to.equal(to);
      const { details } = expectCode(() => on(status, action, '2026-04-01'), 'PLAN_EXPIRED');
      expect(details).to.deep.equal({ until: '2026-03-31' });
    }
  });

  it('is taken by somebody who has no duty yet, or by the maker', () => {
    const duties = { maker: 'maker', second: 'second', checker: 'actor' };
    const { details } = expectCode(() => {
      assertFree({ duties }, ACTOR);
    }, 'DUTY_TAKEN');
    expect(details).to.deep.equal({ duty: 'checker' });
    expectCode(() => {
      assertFree({ duties: { maker: 'maker' } }, { ...ACTOR, isPayee: true });
    }, 'OWN_ACCOUNT');
    const taken = expectCode(() => {
      assertMaker({ duties }, { person: 'second' });
    }, 'DUTY_TAKEN');
    expect(taken.details).to.deep.equal({ duty: 'maker' });
    expect(accountsOf({ person: 'a' })).to.deep.equal(['a']);
    expect(accountsOf({ person: 'a', also: ['b'] })).to.deep.equal(['a', 'b']);
  });

  it('is the check, by another than the maker', () => {
    expect(checkPlan(SIGNED, actOn())).to.deep.equal({
      ...{ ...PLAN, v: 8, status: 'CHECKED' },
      duties: { maker: 'maker', checker: 'actor' },
    });
  });

  it('of orders is counted from the first', () => {
    expect(attemptOf({})).to.equal(0);
    expect(attemptOf({ order: SAMPLE.digest }), 'of before orders were counted').to.equal(1);
    expect(attemptOf({ order: SAMPLE.digest, attempt: 3 })).to.equal(3);
    expect([1, 2, 3, 4].map(openLetter)).to.deep.equal(['S', 'F', 'N', 'F']);
  });
});

describe('a plan that ends', () => {
  const total = { n: 2, fen: 1000, last: '2026-03-01', plan: SAMPLE.manifestId };

  it('by being cancelled frees what it holds of its line, and once it is locked of its union’s total', () => {
    const cancel = (plan: PlanRecord) =>
      cancelPlan({ reason: 'error' }, { plan, today: TODAY, line: LINE, total });
    expect(cancel(OPENED)).to.deep.equal({
      ...{ plan: { ...OPENED, v: 7, status: 'CANCELLED' }, line: { ...LINE, v: 3, reserved: 500 }, total },
    });
    expect(cancel({ ...PLAN, voided: { items: 1, fen: 300 } })).to.deep.include({
      line: { ...LINE, v: 3, reserved: 900 },
      total: { ...total, n: 1, fen: 100 },
    });
    expect(cancel(PLAN).plan).to.deep.equal({ ...PLAN, v: 8, status: 'CANCELLED' });
    expectCode(
      () => cancelPlan({ reason: 'error' }, { plan: PLAN, today: TODAY, line: undefined, total }),
      'LINE_UNKNOWN',
    );
  });

  it('is said to have run out once it has', () => {
    const expire = (today: string) =>
      cancelPlan({ reason: 'expired' }, { plan: PLAN, today, line: LINE, total }).plan.status;
    expectCode(() => expire('2026-03-31'), 'REASON_UNFIT');
    expect(expire('2026-04-01')).to.equal('CANCELLED');
  });

  it('by being closed has each item paid or given up', () => {
    const close = (change: Partial<PlanRecord>) =>
      closePlan(actOn({ status: 'RECONCILED', paid: { items: 2, fen: 600 }, folded: 1, ...change }));
    const { v, status } = close({});
    expect({ v, status }).to.deep.equal({ v: 8, status: 'CLOSED' });
    const missing = (change: Partial<PlanRecord>): unknown =>
      expectCode(() => close(change), 'PLAN_INCOMPLETE').details;
    expect(missing({ folded: 0 })).to.deep.equal({ missing: 1 });
    expect(close({ folded: 0, voided: { items: 1, fen: 300 } }).v).to.equal(8);
    expect(
      expectCode(() => closePlan(actOn({ status: 'RECONCILED' })), 'PLAN_INCOMPLETE').details,
    ).to.deep.equal({ missing: STANDS.items });
  });

  it('gives up what the bank did not pay, or all of it, and what is held', () => {
    for (const status of PLAN_STATUSES) {
      const letters = { CANCELLED: 'SH', RECONCILED: 'FNH' }[status as string];
      const give = () => givenUp({ ...PLAN, status });
      if (letters !== undefined) expect(give()).to.equal(letters);
      else expect(expectCode(give, 'PLAN_STEP').details).to.deep.equal({ action: 'fold', status });
    }
    expectCode(() => givenUp(undefined), 'PLAN_UNKNOWN');
    const result = { planId: SAMPLE.manifestId, folded: 2 };
    expect(foldPlanResult.parse(result)).to.deep.equal(result);
    expect(foldPlanResult.safeParse({ ...result, folded: -1 }).success).to.equal(false);
    expect(foldPlanResult.safeParse({ planId: SAMPLE.manifestId }).success).to.equal(false);
  });
});
