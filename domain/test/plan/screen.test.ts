// SPDX-License-Identifier: Apache-2.0
import type { PlanRecord, PlanScreen } from '#src/ledger/index.js';
import {
  assertAnswered,
  isScreened,
  recordsOf,
  screenedLetter,
  screenOf,
  screenOn,
  screenPlanRequest,
  screenPlanResult,
} from '#src/plan/index.js';
import { assertScreened } from '#src/plan/screen.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expect } from 'chai';
import { expectCode } from '../support/expect-code.js';
import { FILE, itemGround, PLAN, TODAY } from '../support/plan.js';

const NOTHING = { items: 0, fen: 0 };
const APPROVED: PlanRecord = { ...PLAN, status: 'APPROVED' };
const of = (attempt: number): PlanRecord => ({
  ...{ ...PLAN, status: 'PAYING', order: SAMPLE.digest, attempt },
});
const DONE: PlanScreen = {
  ...{ attempt: 1, on: TODAY, next: 1, ready: { items: 2, fen: 600 }, held: { items: 1, fen: 300 } },
};

describe('the second check of a plan', () => {
  it('goes over its list by 25', () => {
    const records = (items: number) => recordsOf({ signed: { items, fen: 1 } });
    expect([1, 25, 26, 50, 51].map(records)).to.deep.equal([1, 1, 2, 2, 3]);
    const places = (length: number) => ({
      ...{ planId: SAMPLE.manifestId, from: 0, places: Array.from({ length }, () => '') },
    });
    expect([250, 251].map((length) => screenPlanRequest.safeParse(places(length)).success)).to.deep.equal([
      ...[true, false],
    ]);
    const result = { planId: SAMPLE.manifestId, next: 10, held: 0, isDone: false };
    expect(screenPlanResult.parse(result)).to.deep.equal(result);
    expect(screenPlanResult.safeParse({ planId: SAMPLE.manifestId }).success).to.equal(false);
  });

  it('begins anew for each order, and on each day', () => {
    const begin = { attempt: 1, on: TODAY, next: 0, ready: NOTHING, held: NOTHING };
    expect(screenOf(APPROVED, TODAY)).to.deep.equal(begin);
    expect(screenOf({ ...APPROVED, status: 'PUBLIC' }, TODAY)).to.deep.equal(begin);
    expect(screenOf({ ...APPROVED, screen: DONE }, TODAY)).to.equal(DONE);
    const next = screenOf({ ...APPROVED, screen: DONE }, '2026-03-03');
    expect(next).to.deep.equal({ ...begin, on: '2026-03-03' });
    expect(screenOf({ ...of(1), screen: DONE }, TODAY)).to.deep.equal({ ...begin, attempt: 2 });
  });

  it('is for an order that can be next: nine of a plan at the most', () => {
    const refused = (plan: PlanRecord): unknown =>
      expectCode(() => screenOf(plan, TODAY), 'PLAN_STEP').details;
    for (const status of [
      'OPEN',
      'LOCKED',
      'CHECKED',
      'PAYING',
      'RECONCILED',
      'CLOSED',
      'CANCELLED',
    ] as const)
      expect(refused({ ...PLAN, status })).to.deep.equal({ action: 'screen', status });
    for (const status of ['APPROVED', 'PUBLIC', 'RECONCILED'] as const)
      expect(refused({ ...of(1), status })).to.deep.equal({ action: 'screen', status });
    expect(screenOf(of(8), TODAY).attempt).to.equal(9);
    expect(refused(of(9))).to.deep.equal({ action: 'screen', status: 'PAYING' });
    expectCode(() => screenOf(undefined, TODAY), 'PLAN_UNKNOWN');
  });

  it('looks at what the order may be of, and waits for the bank before another', () => {
    const letters = ['S', 'F', 'N', 'H', 'P', 'V'];
    const screened = (attempt: number) => letters.filter((letter) => isScreened(letter, attempt));
    expect([1, 2, 3].map(screened)).to.deep.equal([
      ['S', 'H'],
      ['F', 'H'],
      ['N', 'H'],
    ]);
    const awaited = (attempt: number) =>
      letters.filter((letter) => {
        try {
          assertAnswered(letter, attempt);
          return false;
        } catch (error) {
          expectCode(() => {
            throw error;
          }, 'PLAN_INCOMPLETE');
          return true;
        }
      });
    expect([1, 2, 3].map(awaited)).to.deep.equal([[], ['S'], ['F']]);
    assertAnswered(undefined, 2);
  });

  it('holds whoever is no member of the kind any more, or whose file does not count', () => {
    const { member, programme } = itemGround();
    const letter = (change: object = {}, item: object = {}) =>
      screenedLetter(
        { id: 'p', fen: 400, ...item },
        { member, programme, source: 'union', file: undefined, screen: { attempt: 1, on: TODAY }, ...change },
      );
    expect(letter()).to.equal('S');
    expect(letter({ screen: { attempt: 2, on: TODAY } })).to.equal('F');
    expect(letter({ member: undefined })).to.equal('H');
    expect(letter({ member: { ...member, state: 'RETAINED' } })).to.equal('H');
    expect(
      letter({ member: { ...member, state: 'RETAINED' }, programme: { ...programme, retained: true } }),
    ).to.equal('S');
    const filed = { file: 'file' };
    expect(letter({ file: FILE }, filed)).to.equal('S');
    expect(letter({}, filed), 'that nobody knows').to.equal('H');
    for (const on of [FILE.until, '2027-01-01'])
      expect(letter({ file: FILE, screen: { attempt: 1, on } }, filed), on).to.equal(
        on === FILE.until ? 'S' : 'H',
      );
    expect(letter({ file: { ...FILE, level: 'national' }, source: 'central' }, filed)).to.equal('S');
    expect(letter({ file: FILE, source: 'central' }, filed), 'of a lower level').to.equal('H');
    const national = { ...programme, files: { level: 'national' } };
    expect(letter({ file: FILE, programme: national }, filed)).to.equal('H');
    expect(letter({ file: FILE, source: 'central' }), 'an item without one').to.equal('S');
  });

  it('adds up what is ready and what is held', () => {
    const items = ['S', 'H', 'P', 'S', 'F'].map((letter, at) => ({ letter, fen: 10 ** at }));
    expect(screenOn(DONE, { records: 2, items })).to.deep.equal({
      ...{ ...DONE, next: 3, ready: { items: 4, fen: 1601 }, held: { items: 2, fen: 310 } },
    });
    expect(screenOn({ ...DONE, attempt: 2 }, { records: 1, items }).ready).to.deep.equal({
      items: 3,
      fen: 10_600,
    });
  });

  it('is done today, to the last record, and was about all that is not paid', () => {
    const check = (screen: object = {}, settled = NOTHING, plan = APPROVED) =>
      assertScreened({ ...plan, screen: { ...DONE, ...screen } }, { today: TODAY, settled });
    expect(check()).to.deep.equal(DONE);
    expectCode(() => check({ next: 0 }), 'PLAN_UNSCREENED');
    expectCode(() => check({ on: '2026-03-01' }), 'PLAN_UNSCREENED');
    expectCode(() => check({ held: NOTHING }), 'PLAN_UNSCREENED');
    expectCode(() => check({ ready: { items: 2, fen: 601 } }), 'PLAN_UNSCREENED');
    expectCode(() => check({ ready: { items: 3, fen: 600 } }), 'PLAN_UNSCREENED');
    expectCode(() => check({}, { items: 1, fen: 300 }), 'PLAN_UNSCREENED');
    const again = { attempt: 2, ready: { items: 1, fen: 300 } };
    expect(check(again, { items: 1, fen: 300 }, of(1)).ready.items).to.equal(1);
    expectCode(() => check({ ready: NOTHING, held: { items: 3, fen: 900 } }), 'PLAN_EMPTY');
  });
});
