// SPDX-License-Identifier: Apache-2.0
import type { PlanRecord, PlanStatus } from '#src/ledger/index.js';
import { PLAN_ACTIONS, PLAN_PROCESS, planRefusal, type PlanAction } from '#src/plan/index.js';
import { expect } from 'chai';
import { PLAN, TODAY } from '../support/plan.js';

const GRANTS: Readonly<Record<PlanAction, string>> = {
  ...{ lock: 'plan', publicise: 'plan', close: 'plan', cancel: 'plan', check: 'check', approve: 'approve' },
  ...{ pay: 'pay', reconcile: 'pay' },
};
const ALL = [...new Set(Object.values(GRANTS))];
/** The first status that allows an action. */
const statusOf = (action: PlanAction): PlanStatus =>
  Object.entries(PLAN_PROCESS).find(([, steps]) => action in steps)?.[0] as PlanStatus;

describe('why an operator may not act on a plan', () => {
  const refusalOf = (
    action: PlanAction,
    {
      grants = ALL,
      person = 'actor',
      status = statusOf(action),
      isPayee = false,
      province = PLAN.province,
      isFirst = false,
      duties = PLAN.duties,
      today = TODAY,
    }: Partial<Pick<PlanRecord, 'status' | 'duties'>> & {
      readonly grants?: readonly string[];
      readonly person?: string;
      readonly isPayee?: boolean;
      readonly province?: string;
      readonly isFirst?: boolean;
      readonly today?: string;
    } = {},
  ) =>
    planRefusal(action, {
      ...{
        plan: { ...PLAN, status, duties },
        today,
        operator: { grants, person, province },
        isPayee,
        isFirst,
      },
    });

  it('is the plan’s own step, before anything else', () => {
    for (const action of PLAN_ACTIONS)
      expect(refusalOf(action, { status: 'CANCELLED', grants: [] }), action).to.equal('PLAN_STEP');
    expect(refusalOf('check', { today: '2026-03-31' })).to.equal(undefined);
    expect(refusalOf('check', { today: '2026-04-01' })).to.equal('PLAN_EXPIRED');
  });

  it('is a grant that he has not', () => {
    for (const action of PLAN_ACTIONS) {
      const others = ALL.filter((grant) => grant !== GRANTS[action]);
      expect(refusalOf(action, { grants: others }), action).to.equal('GRANT_MISSING');
      const grants = [GRANTS[action]];
      const maker = { grants, person: 'maker' };
      const own = action === 'lock' ? maker : { grants };
      expect(refusalOf(action, own), action).to.equal(undefined);
    }
  });

  it('is that he is of another province; of the national union it is not, where it approves of a first union’s', () => {
    for (const action of PLAN_ACTIONS)
      for (const isFirst of [true, false]) {
        const said = `${action} ${String(isFirst)}`;
        const national = isFirst && action === 'approve' ? undefined : 'PROVINCE_FOREIGN';
        expect(refusalOf(action, { province: '00', isFirst }), said).to.equal(national);
        expect(refusalOf(action, { province: '34', isFirst }), said).to.equal('PROVINCE_FOREIGN');
        const own = { person: action === 'lock' ? 'maker' : 'actor', isFirst };
        expect(refusalOf(action, own), said).to.equal(undefined);
      }
    expect(refusalOf('check', { province: '34', grants: [] })).to.equal('GRANT_MISSING');
    const { plan, today, isPayee } = {
      plan: { ...PLAN, status: 'CHECKED' as const },
      today: TODAY,
      isPayee: false,
    };
    const operator = { grants: ALL, person: 'actor', province: '00' };
    expect(planRefusal('approve', { plan, today, operator, isPayee })).to.equal('PROVINCE_FOREIGN');
    const first = { plan, today, operator, isFirst: true };
    expect(planRefusal('approve', { ...first, isPayee: true })).to.equal('OWN_ACCOUNT');
  });

  it('is that a duty is somebody’s whom it does not know, or whom the plan pays, or who has another', () => {
    const isDuty = (action: PlanAction) => ['check', 'approve', 'pay', 'reconcile'].includes(action);
    for (const action of PLAN_ACTIONS) {
      const asked = isDuty(action) || action === 'lock';
      const unbound = planRefusal(action, {
        ...{ plan: { ...PLAN, status: statusOf(action) }, today: TODAY, isPayee: false },
        operator: { grants: ALL, province: PLAN.province },
      });
      expect(unbound, action).to.equal(asked ? 'PERSON_UNBOUND' : undefined);
      const paid = refusalOf(action, { person: 'maker', isPayee: true });
      expect(paid, action).to.equal(isDuty(action) ? 'OWN_ACCOUNT' : undefined);
      const maker = refusalOf(action, { person: 'maker' });
      expect(maker, action).to.equal(isDuty(action) ? 'DUTY_TAKEN' : undefined);
    }
    expect(refusalOf('lock'), 'the maker’s').to.equal('DUTY_TAKEN');
  });

  it('is that a further order is the payer’s own, and its reconciliation is not', () => {
    const paying = { status: 'PAYING', duties: { maker: 'maker', payer: 'payer' } } as const;
    expect(refusalOf('pay', { ...paying, person: 'payer' })).to.equal(undefined);
    expect(refusalOf('pay', paying)).to.equal('DUTY_TAKEN');
    expect(refusalOf('reconcile', { ...paying, person: 'payer' })).to.equal('DUTY_TAKEN');
    expect(refusalOf('reconcile', paying)).to.equal(undefined);
    expect(refusalOf('pay', { status: 'APPROVED' })).to.equal(undefined);
    expect(refusalOf('check', { duties: { maker: 'maker', payer: 'payer' } })).to.equal(undefined);
  });
});
