// SPDX-License-Identifier: Apache-2.0
import type { ManifestRecord, OrganisationRecord, PlanRecord } from '#src/ledger/index.js';
import {
  assertPlanTerms,
  lockPlan,
  openInstruction,
  openPlan,
  openPlanPayload,
  termsOf,
  type OpenPlanPayload,
  type StandsPayload,
} from '#src/plan/index.js';
import { openPresentation } from '#src/plan/open.js';
import { assertSigned, standsOf, standsTerms, standsWords } from '#src/plan/stands.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expect } from 'chai';
import { expectCode } from '../support/expect-code.js';
import { without } from '../support/without.js';
import {
  ACTOR,
  LINE,
  OPENED,
  OTHER_DIGEST,
  PLAN,
  PROGRAMME,
  SIGNED,
  STANDS,
  TODAY,
} from '../support/plan.js';

const PAYLOAD: OpenPlanPayload = {
  ...{ manifestId: SAMPLE.manifestId, rows: 4, chunks: 1, root: SAMPLE.digest, file: SAMPLE.digest },
  ...{ org: SAMPLE.orgId, fund: SAMPLE.fundId, programme: SAMPLE.programmeId, programmeVersion: 2 },
  ...{ on: '2026-03-01', until: '2026-03-31', fen: 1000 },
};
const ORIGIN = {
  ...({ type: 'plan.open', actor: SAMPLE.operatorId, actorKeyId: SAMPLE.keyId, province: '51' } as const),
  expiresAt: '2026-03-09T02:00:00.000Z',
};
const TERMS = {
  org: { version: 1, state: 'ACTIVE', province: '51', parent: '', level: 5 } as OrganisationRecord,
  ...{ fund: { state: 'OPEN' as const }, line: LINE, programme: PROGRAMME, isWithin: true, today: TODAY },
};
type Terms = Partial<Parameters<typeof assertPlanTerms>[1]>;

describe('a plan that is opened', () => {
  const open = (ground: Partial<Parameters<typeof openPlan>[1]> = {}) =>
    openPlan(PAYLOAD, {
      ...TERMS,
      existing: undefined,
      origin: ORIGIN,
      maker: { person: 'maker' },
      ...ground,
    });

  it('is what was signed, its sum reserved', () => {
    const { manifest, plan, line } = open();
    expect(plan).to.deep.equal({ ...OPENED, v: 1 });
    expect(line).to.deep.equal({ ...LINE, v: 3, reserved: 2500 });
    expect(manifest).to.deep.equal({
      ...{ version: 1, state: 'OPEN', ...ORIGIN, rows: 4, chunks: 1, root: SAMPLE.digest },
    });
    expect(open({ second: { person: 'second' } }).plan.duties).to.deep.equal({
      ...{ maker: 'maker', second: 'second' },
    });
    expect(open({ programme: { ...PROGRAMME, goods: true } }).plan).to.deep.equal({
      ...OPENED,
      v: 1,
      goods: true,
    });
    expectCode(() => open({ existing: manifest }), 'MANIFEST_EXISTS');
  });

  const check = (change: Partial<OpenPlanPayload> = {}, ground: Terms = {}) =>
    assertPlanTerms({ ...PAYLOAD, ...change }, { ...TERMS, ...ground });

  it('is by a union, a fund, a line and a programme that are there for it', () => {
    expect(check()).to.deep.equal({ province: '51', class: 'winter', line: LINE });
    expect(check({}, { programme: { ...PROGRAMME, goods: true } })).to.deep.equal({
      ...{ province: '51', class: 'winter', goods: true, line: LINE },
    });
    const { details } = expectCode(() => check({}, { org: undefined }), 'ORGANISATION_UNKNOWN');
    expect(details).to.deep.equal({ orgId: SAMPLE.orgId });
    expectCode(() => check({}, { fund: undefined }), 'FUND_UNKNOWN');
    expectCode(() => check({}, { fund: { state: 'OPEN', classes: ['medical'] } }), 'FUND_CLASS');
    expect(check({}, { fund: { state: 'OPEN', classes: ['medical', 'winter'] } }).class).to.equal('winter');
    expectCode(() => check({}, { line: undefined }), 'LINE_UNKNOWN');
    expectCode(() => check({}, { programme: undefined }), 'PROGRAMME_UNKNOWN');
    expectCode(() => check({}, { programme: { ...PROGRAMME, state: 'ENDED' } }), 'PROGRAMME_ENDED');
    expectCode(() => check({}, { isWithin: false }), 'PROGRAMME_ELSEWHERE');
    const revised = expectCode(() => check({ programmeVersion: 1 }), 'PROGRAMME_REVISED');
    expect(revised.details).to.deep.equal({ version: 2 });
  });

  const wrong = (change: Partial<OpenPlanPayload>, ground: Terms = {}): unknown =>
    expectCode(() => check(change, ground), 'DATES_INVALID').details;

  it('is of a day of its programme, today at the latest', () => {
    const programme = { ...PROGRAMME, from: '2026-02-01', until: '2026-02-28' };
    for (const on of ['2026-02-01', '2026-02-28'])
      expect(check({ on }, { programme }).class).to.equal('winter');
    for (const on of ['2026-01-31', '2026-03-01'])
      expect(wrong({ on }, { programme })).to.deep.equal({ field: 'on' });
    expect(check({ on: TODAY }).class).to.equal('winter');
    expect(wrong({ on: '2026-03-03' })).to.deep.equal({ field: 'on' });
  });

  it('is to be paid today or within 366 days', () => {
    for (const until of [TODAY, '2027-03-03']) expect(check({ until }).class).to.equal('winter');
    for (const until of ['2026-03-01', '2027-03-04'])
      expect(wrong({ until })).to.deep.equal({ field: 'until' });
  });

  it('is of something, and of a day long past by two', () => {
    expect([0, 1].map((fen) => openPlanPayload.safeParse({ ...PAYLOAD, fen }).success)).to.deep.equal([
      ...[false, true],
    ]);
    const needed = (on: string) =>
      openInstruction.secondSignature?.needed({ ...PAYLOAD, on }, `${TODAY}T02:00:00.000Z`);
    expect([needed('2026-03-01'), needed('2026-01-01')]).to.deep.equal([false, true]);
    expect(openPresentation.words(PAYLOAD).en).to.contain('4 items of CNY 10.00 in all');
  });
});

describe('a plan that is locked', () => {
  const LIST: ManifestRecord = {
    ...{ ...ORIGIN, version: 2, state: 'CLOSED', rows: 4, chunks: 1, root: SAMPLE.digest },
    sums: { all: 1000, ...STANDS },
  };
  const GROUND = {
    ...{ plan: OPENED, manifest: LIST, line: LINE, total: undefined, today: TODAY },
    actor: { ...ACTOR, person: 'maker' },
  };
  const lock = (ground: Partial<Parameters<typeof lockPlan>[1]> = {}, said: Partial<StandsPayload> = {}) =>
    lockPlan({ ...SIGNED, ...said }, { ...GROUND, ...ground });

  it('is what stands of its list, by its maker, and frees the rest', () => {
    expect(lock()).to.deep.equal({
      ...{ plan: PLAN, line: { ...LINE, v: 3, reserved: 1400 } },
      total: { n: 1, fen: 900, last: '2026-03-01', plan: SAMPLE.manifestId },
    });
    expect(lock({}, { payees: OTHER_DIGEST }).plan).to.deep.equal({ ...PLAN, payees: OTHER_DIGEST });
    const total = { n: 2, fen: 50, last: '2026-02-01', plan: 'before' };
    expect(lock({ total }).total).to.deep.equal({
      ...{ n: 3, fen: 950, last: '2026-03-01', plan: SAMPLE.manifestId },
    });
    const most = Number.MAX_SAFE_INTEGER;
    expect(lock({ total: { ...total, fen: most - 900 } }).total.fen).to.equal(most);
    expectCode(() => lock({ total: { ...total, fen: most - 899 } }), 'FEN_TOO_MANY');
    expectCode(() => lock({ line: undefined }), 'LINE_UNKNOWN');
    expect(expectCode(() => lock({ actor: ACTOR }), 'DUTY_TAKEN').details).to.deep.equal({ duty: 'maker' });
  });

  it('is of a list that is closed, came to what was signed, and has something that stands', () => {
    expectCode(() => lock({ manifest: undefined }), 'PLAN_INCOMPLETE');
    expectCode(() => lock({ manifest: without(LIST, 'sums') }), 'PLAN_INCOMPLETE');
    const other = { ...LIST, sums: { all: 1001, ...STANDS } };
    expect(expectCode(() => lock({ manifest: other }), 'PLAN_SUMS').details).to.deep.equal({ fen: 1001 });
    const stands = { items: 0, fen: 0, root: SAMPLE.digest };
    expectCode(
      () => lock({ manifest: { ...LIST, sums: { all: 1000, ...stands } } }, { stands }),
      'PLAN_EMPTY',
    );
  });
});

describe('what is signed of a plan', () => {
  const refused = (said: object, plan: PlanRecord = PLAN): unknown =>
    expectCode(() => {
      assertSigned({ ...SIGNED, ...said }, plan);
    }, 'PLAN_SUMS').details;

  it('is what stands of it', () => {
    assertSigned(SIGNED, PLAN);
    for (const other of [{ items: 2 }, { fen: 901 }, { root: OTHER_DIGEST }])
      expect(refused({ stands: { ...STANDS, ...other } })).to.deep.equal({ items: 3, fen: 900 });
    expect(refused({}, OPENED), 'before it is locked').to.deep.equal({});
    expect(standsOf(PLAN)).to.equal(STANDS);
  });

  it('is its terms, goods among them, and its list of payees', () => {
    const others = {
      ...{ org: SAMPLE.otherOrgId, fund: 'F', programme: 'G', programmeVersion: 3, class: 'summer' },
      ...{ goods: true, on: '2026-03-02', until: '2026-04-01' },
    };
    for (const [field, value] of Object.entries(others))
      expect(refused({ terms: { ...SIGNED.terms, [field]: value } })).to.deep.equal({ field });
    expect(refused({}, { ...PLAN, goods: true })).to.deep.equal({ field: 'goods' });
    assertSigned({ ...SIGNED, terms: { ...SIGNED.terms, goods: true } }, { ...PLAN, goods: true });
    expect(refused({ payees: OTHER_DIGEST })).to.deep.equal({ field: 'payees' });
    expect(refused({}, { ...PLAN, payees: OTHER_DIGEST })).to.deep.equal({ field: 'payees' });
    assertSigned({ ...SIGNED, payees: OTHER_DIGEST }, { ...PLAN, payees: OTHER_DIGEST });
  });

  it('says of goods that they are, and nothing of money', () => {
    expect(termsOf(PLAN)).to.deep.equal(SIGNED.terms);
    expect(termsOf({ ...PLAN, goods: true })).to.deep.equal({ ...SIGNED.terms, goods: true });
    const parsed = (goods: unknown) => standsTerms.safeParse({ ...SIGNED.terms, goods }).success;
    expect([parsed(true), parsed(false)]).to.deep.equal([true, false]);
    expect(standsTerms.safeParse(SIGNED.terms).success).to.equal(true);
  });

  it('is told in words, with goods and payees where there are', () => {
    const money = standsWords(SIGNED);
    expect(money.zh)
      .to.match(/^3 笔，共 9\.00 元；/u)
      .and.not.match(/实物|收款名单/u);
    expect(money.en)
      .to.match(/^3 items, CNY 9\.00 in all; winter, by /u)
      .and.not.match(/goods|payees/u);
    const goods = standsWords({ ...SIGNED, terms: { ...SIGNED.terms, goods: true }, payees: OTHER_DIGEST });
    expect(goods.zh)
      .to.contain('（实物），')
      .and.to.match(new RegExp(`，收款名单 ${OTHER_DIGEST}$`, 'u'));
    expect(goods.en)
      .to.contain('winter in goods, by ')
      .and.to.match(new RegExp(`, list of payees ${OTHER_DIGEST}$`, 'u'));
    expect(standsWords(SIGNED, { items: 1, fen: 5 }).en).to.match(/^1 items, CNY 0\.05 in all/u);
  });
});
