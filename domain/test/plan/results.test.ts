// SPDX-License-Identifier: Apache-2.0
import { PLAN_STATUSES, type PlanRecord } from '#src/ledger/index.js';
import {
  assertPaying,
  handedOver,
  letterOf,
  openResults,
  resultRow,
  type ResultRow,
} from '#src/plan/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expect } from 'chai';
import { expectCode } from '../support/expect-code.js';
import { ACTOR, PLAN, TODAY } from '../support/plan.js';

const PAYING: PlanRecord = { ...PLAN, status: 'PAYING', order: SAMPLE.digest, attempt: 1 };

describe('what the bank says of a plan', () => {
  it('is of one that it has, and of its newest order', () => {
    for (const status of PLAN_STATUSES) {
      const check = () => assertPaying({ ...PAYING, status });
      if (status === 'PAYING') expect(check()).to.deep.equal(PAYING);
      else expect(expectCode(check, 'PLAN_STEP').details).to.deep.equal({ action: 'results', status });
    }
    expectCode(() => assertPaying(undefined), 'PLAN_UNKNOWN');
    expect(assertPaying(PAYING, 1)).to.equal(PAYING);
    for (const attempt of [1, 3]) {
      const { details } = expectCode(() => assertPaying({ ...PAYING, attempt: 2 }, attempt), 'PLAN_STEP');
      expect(details).to.deep.equal({ action: 'results', attempt });
    }
  });

  it('is a list of it, by somebody without another duty', () => {
    const origin = {
      ...({
        type: 'plan.results',
        actor: SAMPLE.operatorId,
        actorKeyId: SAMPLE.keyId,
        province: '51',
      } as const),
      expiresAt: '2026-03-09T02:00:00.000Z',
    };
    const list = { rows: 3, chunks: 1, root: SAMPLE.digest };
    const open = (plan: PlanRecord, person = 'actor') =>
      openResults(
        { ...list, manifestId: SAMPLE.manifestId, file: SAMPLE.digest, planId: 'plan' },
        { plan, existing: undefined, origin, actor: { ...ACTOR, person } },
      );
    const opened = { version: 1, state: 'OPEN', ...origin, ...list, plan: 'plan' };
    expect(open(PAYING)).to.deep.equal(opened);
    expect(open({ ...PAYING, attempt: 2 })).to.deep.equal({ ...opened, attempt: 2 });
    expect(expectCode(() => open(PAYING, 'maker'), 'DUTY_TAKEN').details).to.deep.equal({ duty: 'maker' });
    expectCode(() => open(PLAN), 'PLAN_STEP');
  });

  it('is of an item that it has the order of, once', () => {
    const of = (letter: string | undefined, attempt: number, paid = true) =>
      letterOf({ paid }, { letter, attempt });
    expect([of('S', 1), of('S', 1, false)]).to.deep.equal(['P', 'F']);
    expect([of('F', 2), of('F', 2, false)]).to.deep.equal(['P', 'N']);
    expect([of('N', 3), of('N', 3, false)]).to.deep.equal(['P', 'F']);
    for (const letter of [undefined, '']) expectCode(() => of(letter, 1), 'ITEM_UNKNOWN');
    for (const letter of ['P', 'F', 'H', 'V']) expectCode(() => of(letter, 1), 'ITEM_STATE');
    expectCode(() => of('S', 2), 'ITEM_STATE');
    const row = (item: number) => resultRow.safeParse({ item, paid: true, reference: SAMPLE.digest }).success;
    expect([-1, 0, 999_999, 1_000_000].map(row)).to.deep.equal([false, true, true, false]);
  });
});

describe('goods that were handed out', () => {
  const hand = (change: Partial<ResultRow> = {}, goods = true, agent: string | undefined = 'agent') =>
    handedOver(
      { item: 0, paid: true, reference: SAMPLE.digest, ...change },
      { plan: { ...PAYING, ...(goods && { goods }) }, agent, on: TODAY },
    );

  it('have a receipt, and money none', () => {
    expect(hand({ receipt: 'proxy' })).to.deep.equal({
      ...{ v: 1, reason: 'proxy', document: SAMPLE.digest, agent: 'agent', on: TODAY },
    });
    expectCode(() => hand(), 'GOODS_RECEIPT');
    expect(hand({ paid: false })).to.equal(undefined);
    expectCode(() => hand({ paid: false, receipt: 'proxy' }), 'GOODS_RECEIPT');
    expect(hand({}, false)).to.equal(undefined);
    expectCode(() => hand({ receipt: 'proxy' }, false), 'GOODS_RECEIPT');
  });

  it('are by somebody whom the ledger knows', () => {
    const row = { item: 0, paid: true, reference: SAMPLE.digest, receipt: 'proxy' } as const;
    const plan = { ...PAYING, goods: true } as const;
    expectCode(() => handedOver(row, { plan, agent: undefined, on: TODAY }), 'PERSON_UNBOUND');
  });
});
