// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { recoverItem, returnItem, voidItem, voidPayload } from '#src/item/index.js';
import { recoverPresentation } from '#src/item/recover.js';
import { returnPresentation } from '#src/item/return.js';
import { voidPresentation } from '#src/item/void.js';
import { PLAN_STATUSES, type LineRecord, type PlanRecord } from '#src/ledger/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expectCode } from '../support/expect-code.js';

const PLAN = { v: 7, status: 'RECONCILED', duties: { maker: 'a' }, org: SAMPLE.orgId } as PlanRecord;
const LINE: LineRecord = {
  v: 2,
  province: '51',
  received: 90,
  allotted: 0,
  returned: 0,
  reserved: 40,
  paid: 30,
};
const ACTOR = { person: 'agent', org: SAMPLE.orgId, isPayee: false };
const ITEM = { id: 'p', fen: 5 };
const NAMED = { planId: SAMPLE.manifestId, item: 2, document: SAMPLE.digest };
const ground = (change: Partial<PlanRecord>, letter: string | undefined) => ({
  ...{ plan: { ...PLAN, ...change }, item: ITEM, letter, line: LINE, actor: ACTOR },
});

describe('one item of a plan', () => {
  it('is struck off before it is paid, its money free at once', () => {
    for (const status of PLAN_STATUSES) {
      const strike = () => voidItem(ground({ status }, status === 'PAYING' ? 'H' : 'S'));
      if (['LOCKED', 'CHECKED', 'APPROVED', 'PUBLIC', 'PAYING'].includes(status)) {
        const { plan, letter, line } = strike();
        expect(plan).to.deep.include({ v: 8, voided: { items: 1, fen: 5 } });
        expect([letter, line.reserved, line.paid]).to.deep.equal(['V', 35, 30]);
      } else expect(expectCode(strike, 'PLAN_STEP').details).to.deep.equal({ action: 'void', status });
    }
    expectCode(() => voidItem(ground({ status: 'PAYING' }, 'S')), 'ITEM_STATE');
    expectCode(() => voidItem({ ...ground({}, 'S'), plan: undefined }), 'PLAN_UNKNOWN');
    const again = voidItem(ground({ status: 'LOCKED', voided: { items: 2, fen: 9 } }, 'S'));
    expect(again.plan.voided).to.deep.equal({ items: 3, fen: 14 });
  });

  it('is one that there is', () => {
    expectCode(() => voidItem({ ...ground({ status: 'LOCKED' }, 'S'), item: undefined }), 'ITEM_UNKNOWN');
    expectCode(() => voidItem(ground({ status: 'LOCKED' }, undefined)), 'ITEM_UNKNOWN');
    const strike = { ...NAMED, reason: 'declined' };
    expect(voidPayload.safeParse({ ...strike, item: 999_999 }).success).to.equal(true);
    expect(voidPayload.safeParse({ ...strike, item: 1_000_000 }).success).to.equal(false);
    expect(voidPayload.safeParse({ ...strike, item: -1 }).success).to.equal(false);
  });

  it('is told with its number as people count', () => {
    const presented = [
      voidPresentation.words({ ...NAMED, reason: 'declined' }),
      returnPresentation.words(NAMED),
      recoverPresentation.words({ ...NAMED, reason: 'death' }),
    ];
    for (const { zh, en } of presented) {
      expect(zh).to.contain('第 3 笔');
      expect(en).to.contain('item 3 of');
    }
  });

  it('goes back to the line once it was paid, by who has no duty', () => {
    for (const back of [returnItem, recoverItem]) {
      expect(back(ground({}, 'P')).line.paid).to.equal(25);
      expectCode(() => back(ground({}, 'F')), 'ITEM_STATE');
      expectCode(() => back(ground({ status: 'PAYING' }, 'P')), 'PLAN_STEP');
      expectCode(() => back({ ...ground({}, 'P'), actor: { ...ACTOR, person: 'a' } }), 'DUTY_TAKEN');
      expectCode(() => back({ ...ground({}, 'P'), line: undefined }), 'LINE_UNKNOWN');
    }
  });
});
