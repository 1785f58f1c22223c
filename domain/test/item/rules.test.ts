// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { recoverItem, returnItem, voidItem, voidPayload, writeOffItem } from '#src/item/index.js';
import { recoverPresentation } from '#src/item/recover.js';
import { returnPresentation } from '#src/item/return.js';
import { voidPresentation } from '#src/item/void.js';
import { PLAN_STATUSES, type LineRecord, type PlanRecord } from '#src/ledger/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import type { ItemGround } from '#src/item/index.js';
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
const VOID = { ...NAMED, reason: 'declined' } as const;
const RECOVER = { ...NAMED, reason: 'error' } as const;
const WRITE_OFF = { ...NAMED, reason: 'ruled' } as const;
const ground = (change: Partial<PlanRecord>, letter: string | undefined) => ({
  ...{ plan: { ...PLAN, ...change }, item: ITEM, letter, line: LINE, actor: ACTOR },
  ...{ correction: undefined, today: '2026-03-02' },
});

describe('one item of a plan', () => {
  it('is struck off before it is paid, its money free at once', () => {
    for (const status of PLAN_STATUSES) {
      const strike = () => voidItem(VOID, ground({ status }, status === 'PAYING' ? 'H' : 'S'));
      if (['LOCKED', 'CHECKED', 'APPROVED', 'PUBLIC', 'PAYING'].includes(status)) {
        const { plan, letter, line } = strike();
        expect(plan).to.deep.include({ v: 8, voided: { items: 1, fen: 5 } });
        expect([letter, line?.reserved, line?.paid]).to.deep.equal(['V', 35, 30]);
      } else expect(expectCode(strike, 'PLAN_STEP').details).to.deep.equal({ action: 'void', status });
    }
    expectCode(() => voidItem(VOID, ground({ status: 'PAYING' }, 'S')), 'ITEM_STATE');
    expectCode(() => voidItem(VOID, { ...ground({}, 'S'), plan: undefined }), 'PLAN_UNKNOWN');
    const again = voidItem(VOID, ground({ status: 'LOCKED', voided: { items: 2, fen: 9 } }, 'S'));
    expect(again.plan.voided).to.deep.equal({ items: 3, fen: 14 });
  });

  it('is one that there is', () => {
    expectCode(
      () => voidItem(VOID, { ...ground({ status: 'LOCKED' }, 'S'), item: undefined }),
      'ITEM_UNKNOWN',
    );
    expectCode(() => voidItem(VOID, ground({ status: 'LOCKED' }, undefined)), 'ITEM_UNKNOWN');
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
    const ways = [(on: ItemGround) => returnItem(NAMED, on), (on: ItemGround) => recoverItem(RECOVER, on)];
    for (const back of ways) {
      expect(back(ground({}, 'P')).line?.paid).to.equal(25);
      expectCode(() => back(ground({}, 'F')), 'ITEM_STATE');
      expectCode(() => back(ground({ status: 'PAYING' }, 'P')), 'PLAN_STEP');
      expectCode(() => back({ ...ground({}, 'P'), actor: { ...ACTOR, person: 'a' } }), 'DUTY_TAKEN');
      expectCode(() => back({ ...ground({}, 'P'), line: undefined }), 'LINE_UNKNOWN');
    }
  });

  it('comes back in parts, of which the last makes it whole, and never in more', () => {
    const first = recoverItem({ ...RECOVER, fen: 2 }, ground({}, 'P'));
    expect(first.plan).to.deep.include({ v: 8, partly: { items: 1, fen: 2 } });
    expect(first.plan).not.to.have.property('recovered');
    expect([first.letter, first.line?.paid]).to.deep.equal(['P', 28]);
    const after = { ...ground({ partly: { items: 1, fen: 2 } }, 'P'), correction: first.correction };
    expectCode(() => recoverItem({ ...RECOVER, fen: 4 }, after), 'RECOVERED_TOO_MUCH');
    expectCode(() => returnItem(NAMED, after), 'ITEM_STATE');
    const second = recoverItem({ ...RECOVER, fen: 1 }, after);
    expect(second.plan.partly).to.deep.equal({ items: 1, fen: 3 });
    expect(second.correction).to.deep.include({ v: 2, fen: 1, recovered: 3 });
    const last = recoverItem(RECOVER, { ...after, plan: second.plan, correction: second.correction });
    expect(last.plan).to.deep.include({ partly: { items: 0, fen: 0 }, recovered: { items: 1, fen: 5 } });
    expect([last.letter, last.correction.fen, last.correction.recovered]).to.deep.equal(['C', 2, 5]);
  });

  it('is final once what is left was written off, by two who have no duty', () => {
    const off = writeOffItem(WRITE_OFF, ground({}, 'P'));
    expect(off.plan.writtenOff).to.deep.equal({ items: 1, fen: 5 });
    expect(off).not.to.have.property('line');
    expect(off.correction).to.deep.equal({
      ...{ v: 1, action: 'writeOff', reason: 'ruled', document: SAMPLE.digest, on: '2026-03-02' },
      ...{ person: 'agent', fen: 5 },
    });
    const after = { ...ground({}, 'P'), correction: off.correction };
    expectCode(() => recoverItem(RECOVER, after), 'ITEM_STATE');
    expectCode(() => writeOffItem(WRITE_OFF, after), 'ITEM_STATE');
    const maker = { ...ACTOR, person: 'a' };
    expectCode(() => writeOffItem(WRITE_OFF, { ...ground({}, 'P'), second: maker }), 'DUTY_TAKEN');
    const second = { ...ACTOR, person: 'second' };
    const { correction } = writeOffItem(WRITE_OFF, { ...ground({}, 'P'), second });
    expect(correction.second).to.equal('second');
  });
});
