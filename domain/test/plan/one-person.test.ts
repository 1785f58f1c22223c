// SPDX-License-Identifier: Apache-2.0
import { closeFinding, respondToFinding } from '#src/finding/index.js';
import type { FindingRecord, PlanRecord, UnmaskRecord } from '#src/ledger/index.js';
import { assertFree, dutyOf, isAmong, planRefusal } from '#src/plan/index.js';
import { answerUnmasking, approveUnmasking } from '#src/unmask/index.js';
import { expect } from 'chai';
import { expectCode } from '../support/expect-code.js';

const AFTER = { person: 'stands', also: ['ended', 'ended before'] };
const DUTIES = {
  maker: { maker: 'ended' },
  second: { maker: 'x', second: 'ended before' },
  checker: { maker: 'x', checker: 'ended' },
  approver: { maker: 'x', approvers: [{ person: 'y' }, { person: 'ended' }] },
  payer: { maker: 'x', payer: 'ended' },
};
const planOf = (duties: object, change: object = {}): PlanRecord =>
  ({ duties, status: 'LOCKED', province: '51', until: '2026-12-31', ...change }) as PlanRecord;

describe('whoever was entered twice', () => {
  it('is one person, by each account', () => {
    expect(isAmong(AFTER, ['ended before'])).to.equal(true);
    expect(isAmong(AFTER, ['stands'])).to.equal(true);
    expect(isAmong(AFTER, [undefined, 'another'])).to.equal(false);
    expect(isAmong({ person: 'ended' }, ['stands'])).to.equal(false);
  });

  it('has the duty that another account of the person’s took', () => {
    for (const [duty, duties] of Object.entries(DUTIES)) {
      const expected = duty === 'second' ? 'maker' : duty;
      expect(dutyOf(planOf(duties), AFTER), duty).to.equal(expected);
      expect(dutyOf(planOf(duties), { person: 'stands' }), duty).to.equal(undefined);
      expectCode(() => {
        assertFree(planOf(duties), { ...AFTER, isPayee: false });
      }, 'DUTY_TAKEN');
    }
  });

  it('is told so before anything is signed', () => {
    const asked = {
      today: '2026-03-01',
      operator: { grants: ['plan', 'check', 'pay'], person: 'stands', province: '51' },
    };
    const of = (action: 'lock' | 'check' | 'pay', plan: PlanRecord, also?: readonly string[]) =>
      planRefusal(action, { ...asked, plan, also, isPayee: false });
    expect(of('check', planOf(DUTIES.maker), AFTER.also)).to.equal('DUTY_TAKEN');
    expect(of('check', planOf(DUTIES.maker))).to.equal(undefined);
    const open = planOf(DUTIES.maker, { status: 'OPEN' });
    expect(of('lock', open, AFTER.also)).to.equal(undefined);
    expect(of('lock', open)).to.equal('DUTY_TAKEN');
    const paying = planOf(DUTIES.payer, { status: 'PAYING' });
    expect(of('pay', paying, AFTER.also), 'its own further order').to.equal(undefined);
    expect(of('pay', paying)).to.equal('DUTY_TAKEN');
  });

  it('neither approves nor answers for the own name, nor twice', () => {
    const unmask = (change: Partial<UnmaskRecord>): UnmaskRecord =>
      ({ v: 1, state: 'ASKED', person: 'auditor', identityId: 'payee', ...change }) as UnmaskRecord;
    const at = { today: '2026-03-01' };
    for (const own of [{ person: 'ended' }, { identityId: 'ended' }, { approvers: ['ended'] }])
      expectCode(() => approveUnmasking(unmask(own), { ...AFTER, ...at }), 'SAME_PERSON');
    expect(approveUnmasking(unmask({}), { ...AFTER, ...at }).approvers).to.deep.equal(['stands']);
    for (const own of [{ person: 'ended' }, { approvers: ['ended', 'b'] }])
      expectCode(
        () =>
          answerUnmasking(
            { unmaskId: 'u', evidence: 'e' },
            { ...AFTER, ...at, unmask: unmask({ ...own, state: 'APPROVED' }) },
          ),
        'SAME_PERSON',
      );
  });

  it('strikes off no finding that it has answered, and answers none of its own', () => {
    const finding = (change: object): FindingRecord =>
      ({ v: 1, state: 'OPEN', person: 'auditor', fen: 0, ...change }) as FindingRecord;
    const at = { ...AFTER, today: '2026-03-01' };
    const closing = { findingId: 'n', outcome: 'unfounded', evidence: 'e' } as const;
    for (const answered of [{ remedy: { person: 'ended' } }, { recovery: { person: 'ended' } }])
      expectCode(() => closeFinding(closing, { ...at, finding: finding(answered) }), 'SAME_PERSON');
    expect(closeFinding(closing, { ...at, finding: finding({}) }).closing).to.include({ person: 'stands' });
    const answer = { findingId: 'n', action: 'remedy', fen: 0, evidence: 'e' } as const;
    expectCode(
      () => respondToFinding(answer, { ...at, finding: finding({ person: 'ended' }) }),
      'SAME_PERSON',
    );
    expect(respondToFinding(answer, { ...at, finding: finding({}) }).remedy).to.include({ person: 'stands' });
  });
});
