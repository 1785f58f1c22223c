// SPDX-License-Identifier: Apache-2.0
import type { ManifestRecord, PlanRecord } from '#src/ledger/index.js';
import {
  assertPublicised,
  payPayload,
  payPlan,
  publicisePlan,
  reconcilePayload,
  reconcilePlan,
  type PayPayload,
} from '#src/plan/index.js';
import { paidByLists } from '#src/plan/answers.js';
import { payPresentation } from '#src/plan/pay.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expect } from 'chai';
import { expectCode } from '../support/expect-code.js';
import { without } from '../support/without.js';
import {
  ACTOR,
  actOn,
  ANSWERS,
  LINE,
  OTHER_DIGEST,
  PLAN,
  PROGRAMME,
  SIGNED,
  STANDS,
  TODAY,
} from '../support/plan.js';

const NOTHING = { items: 0, fen: 0 };
const SCREEN = { attempt: 1, on: TODAY, next: 1, ready: { items: 3, fen: 900 }, held: NOTHING };
/** At the bank with all that stands. */
const PAYING: Partial<PlanRecord> = {
  ...{ status: 'PAYING', order: SAMPLE.digest, attempt: 1, ordered: { items: 3, fen: 900 } },
  duties: { maker: 'maker', payer: 'payer' },
};
/** What the bank has said of each of it: it paid two. */
const FINAL = [ANSWERS, { ...ANSWERS, outcomes: { DONE: 1 } }];
const IDS = [SAMPLE.manifestId, SAMPLE.otherOrgId];
const SCREEN_AGAIN = { ...SCREEN, attempt: 2, ready: { items: 1, fen: 300 } };

describe('the order of a plan', () => {
  const SAID: PayPayload = { ...SIGNED, pays: { items: 3, fen: 900 }, order: OTHER_DIGEST };
  const pay = (
    change: Partial<PlanRecord> = {},
    {
      said = {},
      lists = [],
      person = 'actor',
      publicDays = 0,
    }: {
      readonly said?: Partial<PayPayload>;
      readonly lists?: readonly ManifestRecord[];
      readonly person?: string;
      readonly publicDays?: number;
    } = {},
  ): PlanRecord =>
    payPlan(
      { ...SAID, ...said },
      {
        ...{
          ...actOn({ status: 'APPROVED', screen: SCREEN, ...change }),
          actor: { ...ACTOR, person },
          lists,
        },
        programme: { ...PROGRAMME, publicDays },
      },
    );

  it('is of what the second check has left, by somebody without another duty', () => {
    expect(pay()).to.deep.equal({
      ...{ ...PLAN, v: 8, status: 'PAYING', order: OTHER_DIGEST, attempt: 1 },
      ...{ ordered: { items: 3, fen: 900 }, duties: { maker: 'maker', payer: 'actor' } },
    });
    expect(expectCode(() => pay({}, { person: 'maker' }), 'DUTY_TAKEN').details).to.deep.equal({
      duty: 'maker',
    });
    for (const pays of [
      { items: 2, fen: 900 },
      { items: 3, fen: 901 },
    ]) {
      const { details } = expectCode(() => pay({}, { said: { pays } }), 'PLAN_SUMS');
      expect(details).to.deep.equal({ items: 3, fen: 900 });
    }
    const held = { ...SCREEN, ready: { items: 2, fen: 600 }, held: { items: 1, fen: 300 } };
    expect(pay({ screen: held }, { said: { pays: held.ready } }).ordered).to.deep.equal(held.ready);
  });

  it('comes again by its payer, of what the bank did not pay, once it has answered for all', () => {
    const again = { ...PAYING, screen: SCREEN_AGAIN };
    const said = { pays: { items: 1, fen: 300 }, lists: IDS };
    expect(pay(again, { said, lists: FINAL, person: 'payer' })).to.deep.equal({
      ...{ ...PLAN, ...PAYING, v: 8, order: OTHER_DIGEST, attempt: 2, ordered: { items: 1, fen: 300 } },
      settled: { items: 2, fen: 600 },
    });
    const { details } = expectCode(() => pay(again, { said, lists: FINAL }), 'DUTY_TAKEN');
    expect(details).to.deep.equal({ duty: 'payer' });
    expectCode(() => pay(again, { said, lists: [ANSWERS], person: 'payer' }), 'PLAN_INCOMPLETE');
    const none = { pays: { items: 1, fen: 300 } };
    expectCode(() => pay(again, { said: none, person: 'payer' }), 'PLAN_INCOMPLETE');
  });

  it('is told as the first or as another', () => {
    const words = payPresentation.words({ ...SAID, pays: { items: 2, fen: 600 } });
    expect(words.zh).to.match(/^支付发放计划 .*：2 笔，共 6\.00 元/u);
    expect(words.en).to.match(/^Pay plan \w+: 2 items, CNY 6\.00 in all/u);
    const again = payPresentation.words({ ...SAID, lists: IDS });
    expect(again.zh).to.match(/^再次支付发放计划/u);
    expect(again.en).to.match(/^Pay plan \w+ again: /u);
  });

  it('names 500 lists at the most, and at least one', () => {
    const of = (count: number) => ({
      ...SAID,
      lists: Array.from({ length: count }, () => SAMPLE.manifestId),
    });
    expect([0, 1, 500, 501].map((count) => payPayload.safeParse(of(count)).success)).to.deep.equal([
      ...[false, true, true, false],
    ]);
    const { lists } = of(501);
    const reconcile = { planId: SAMPLE.manifestId, lists, paid: NOTHING };
    expect(reconcilePayload.safeParse(reconcile).success).to.equal(false);
    expect(reconcilePayload.safeParse({ ...reconcile, lists: lists.slice(1) }).success).to.equal(true);
  });

  it('goes out once nobody can object any more', () => {
    const until = '2026-03-01';
    const publicity = { from: '2026-02-20', until, notice: SAMPLE.digest };
    const check = (shown: Pick<PlanRecord, 'publicity'>, publicDays: number, today = TODAY) => {
      assertPublicised(shown, { programme: { ...PROGRAMME, publicDays }, today });
    };
    check({}, 0);
    check({ publicity }, 5);
    check({ publicity }, 0);
    expect(
      expectCode(() => {
        check({}, 5);
      }, 'PUBLICITY_SHORT').details,
    ).to.deep.equal({ publicDays: 5 });
    for (const publicDays of [0, 5]) {
      const open = expectCode(() => {
        check({ publicity }, publicDays, until);
      }, 'PUBLICITY_OPEN');
      expect(open.details).to.deep.equal({ until });
    }
    expectCode(() => pay({}, { publicDays: 5 }), 'PUBLICITY_SHORT');
  });
});

describe('a plan that is shown in public', () => {
  const show = (change: object = {}, publicDays = 5) =>
    publicisePlan(
      { planId: SAMPLE.manifestId, from: TODAY, until: '2026-03-06', notice: SAMPLE.digest, ...change },
      { ...actOn({ status: 'APPROVED' }), programme: { ...PROGRAMME, publicDays } },
    );
  const wrong = (change: object): unknown => expectCode(() => show(change), 'DATES_INVALID').details;

  it('is from today on, as many days as asked, and ends before the plan does', () => {
    const publicity = { from: TODAY, until: '2026-03-06', notice: SAMPLE.digest };
    expect(show()).to.deep.equal({ ...PLAN, v: 8, status: 'PUBLIC', publicity });
    expect(wrong({ from: '2026-03-01' })).to.deep.equal({ field: 'from' });
    expect(wrong({ until: '2026-03-01' })).to.deep.equal({ field: 'until' });
    expect(show({ until: TODAY }, 0).publicity?.until).to.equal(TODAY);
    const { details } = expectCode(() => show({ until: '2026-03-05' }), 'PUBLICITY_SHORT');
    expect(details).to.deep.equal({ publicDays: 5 });
    expect(show({ until: '2026-03-30' }).publicity?.until).to.equal('2026-03-30');
    expect(wrong({ until: '2026-03-31' })).to.deep.equal({ field: 'until' });
  });
});

describe('what the bank has answered', () => {
  const paid = (lists: readonly (ManifestRecord | undefined)[], change: Partial<PlanRecord> = {}) =>
    paidByLists({
      ...{ planId: SAMPLE.manifestId, plan: { ...PLAN, ...PAYING, ...change } },
      ...{ ids: lists.map((_, at) => `list ${String(at)}`), lists },
    });

  it('is summed up with what was settled before, once it is about each item', () => {
    expect(paid(FINAL)).to.deep.equal({ items: 2, fen: 600 });
    expect(paid(FINAL, { settled: { items: 1, fen: 5 } })).to.deep.equal({ items: 3, fen: 605 });
    const missing = (lists: readonly ManifestRecord[]): unknown =>
      expectCode(() => paid(lists), 'PLAN_INCOMPLETE').details;
    expect(missing([ANSWERS])).to.deep.equal({ missing: 1 });
    expect(missing([without(ANSWERS, 'outcomes')]), 'that answers for none').to.deep.equal({ missing: 3 });
    expect(missing([ANSWERS, without(ANSWERS, 'sums')]), 'that is open').to.deep.equal({});
  });

  it('is by lists of answers to this order of this plan, each named once', () => {
    const [one, other] = FINAL as [ManifestRecord, ManifestRecord];
    expectCode(() => paid([one, undefined]), 'MANIFEST_UNKNOWN');
    expectCode(() => paid([one, { ...other, type: 'plan.open' }]), 'MANIFEST_UNKNOWN');
    expectCode(() => paid([one, { ...other, plan: 'another' }]), 'MANIFEST_UNKNOWN');
    expectCode(() => paid([one, { ...other, attempt: 2 }]), 'MANIFEST_UNKNOWN');
    expectCode(() => paid(FINAL, { attempt: 2 }), 'MANIFEST_UNKNOWN');
    const second = FINAL.map((list) => ({ ...list, attempt: 2 }));
    expect(paid(second, { attempt: 2 })).to.deep.equal({ items: 2, fen: 600 });
    const ids = ['one', 'one'];
    expectCode(
      () => paidByLists({ planId: SAMPLE.manifestId, plan: { ...PLAN, ...PAYING }, ids, lists: FINAL }),
      'MANIFEST_UNKNOWN',
    );
  });

  it('reconciles the plan, and its line', () => {
    const reconcile = (change: object = {}, sums = { items: 2, fen: 600 }) =>
      reconcilePlan(
        { planId: SAMPLE.manifestId, lists: IDS, paid: sums },
        { ...actOn({ ...PAYING, voided: { items: 1, fen: 5 } }), line: LINE, lists: FINAL, ...change },
      );
    const { plan, line } = reconcile();
    expect(plan).to.deep.equal({
      ...{ ...PLAN, ...PAYING, v: 8, status: 'RECONCILED', voided: { items: 1, fen: 5 } },
      paid: { items: 2, fen: 600 },
    });
    expect(line).to.deep.equal({ ...LINE, v: 3, reserved: 1500 - (STANDS.fen - 5), paid: 630 });
    for (const said of [
      { items: 1, fen: 600 },
      { items: 2, fen: 601 },
    ]) {
      const { details } = expectCode(() => reconcile({}, said), 'PLAN_SUMS');
      expect(details).to.deep.equal({ items: 2, fen: 600 });
    }
    expectCode(() => reconcile({ line: undefined }), 'LINE_UNKNOWN');
    expectCode(() => reconcile({ actor: { ...ACTOR, person: 'payer' } }), 'DUTY_TAKEN');
  });
});
