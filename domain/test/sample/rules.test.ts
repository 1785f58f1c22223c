// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import * as fc from 'fast-check';
import { encodeUtf8, fromBase64url, toBase64url, toHex } from '#src/encoding/index.js';
import { PLAN_STATUSES, type FundRecord, type PlanRecord, type SampleRecord } from '#src/ledger/index.js';
import {
  commitSample,
  drawRows,
  estimateOf,
  recordSample,
  sampleOf,
  type RecordPayload,
} from '#src/sample/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { sm3 } from '#src/sm/index.js';
import { expectCode } from '../support/expect-code.js';

const TODAY = '2026-03-02';
const PLAN = {
  status: 'RECONCILED',
  org: SAMPLE.orgId,
  province: '51',
  fund: SAMPLE.fundId,
  signed: { items: 40, fen: 9 },
} as PlanRecord;
const NONCE = toBase64url(new Uint8Array(32).fill(9));
const HASH = SAMPLE.digest;
const PROMISED: SampleRecord = {
  ...{ v: 1, state: 'COMMITTED', org: SAMPLE.orgId, province: '51', fund: SAMPLE.fundId, source: 'union' },
  ...{
    auditor: SAMPLE.operatorId,
    person: 'auditor',
    commit: toBase64url(sm3(fromBase64url(NONCE))),
    size: 5,
    on: TODAY,
  },
};
const drawing = { planId: SAMPLE.manifestId, hash: HASH, nonce: NONCE, rows: 40, size: 5 };
const letterOf = (row: number): string => (row % 4 === 0 ? 'F' : 'PRC'.charAt(row % 3));
const DRAWN = sampleOf(drawing, letterOf);
const PAYLOAD: RecordPayload = {
  ...{
    planId: SAMPLE.manifestId,
    nonce: NONCE,
    block: 140,
    hash: HASH,
    items: [...DRAWN],
    failed: 2,
    evidence: HASH,
  },
};
const GROUND = { sample: PROMISED, plan: PLAN, letterOf, person: 'auditor', today: TODAY };

describe('a sample', () => {
  it('is promised once, while the plan is being made', () => {
    const promise = { planId: SAMPLE.manifestId, commit: PROMISED.commit, size: 5 };
    const ground = {
      ...{ existing: undefined, fund: { source: 'union' } as FundRecord, today: TODAY },
      ...{
        plan: { ...PLAN, status: 'OPEN' } as PlanRecord,
        auditor: { operatorId: SAMPLE.operatorId, person: 'auditor' },
      },
    };
    expect(commitSample(promise, ground)).to.deep.equal(PROMISED);
    expectCode(() => commitSample(promise, { ...ground, existing: PROMISED }), 'SAMPLE_EXISTS');
    for (const status of PLAN_STATUSES.filter((each) => each !== 'OPEN')) {
      const { details } = expectCode(
        () => commitSample(promise, { ...ground, plan: { ...PLAN, status } }),
        'PLAN_STEP',
      );
      expect(details).to.deep.equal({ action: 'sample', status });
    }
  });

  it('is what was paid of a shuffle of the list, each row once, in no order that anybody chose', () => {
    const rows = drawRows(drawing);
    expect([...rows].sort((one, other) => one - other)).to.deep.equal(
      Array.from({ length: 40 }, (_, row) => row),
    );
    expect(rows).to.not.deep.equal([...rows].sort((one, other) => one - other));
    expect(DRAWN).to.deep.equal(
      rows
        .filter((row) => row % 4 !== 0)
        .slice(0, 5)
        .sort((one, other) => one - other),
    );
    expect(
      sampleOf(drawing, () => undefined),
      'of nothing that was paid',
    ).to.deep.equal([]);
    expect(
      sampleOf({ ...drawing, size: 100 }, () => 'P'),
      'no more than there are',
    ).to.have.length(40);
    expect(drawRows({ ...drawing, rows: 1_000_000, size: 5 }), 'as far as a sample looks').to.have.length(
      120,
    );
    for (const change of [{ planId: SAMPLE.unmaskId }, { hash: NONCE }, { nonce: HASH }])
      expect(drawRows({ ...drawing, ...change })).to.not.deep.equal(rows);
  });

  it('draws each row about as often as another', () => {
    const counts = new Map<number, number>();
    for (let n = 0; n < 2_000; n += 1) {
      const nonce = toBase64url(sm3(Uint8Array.of(n & 255, n >>> 8)));
      const [row = -1] = drawRows({ ...drawing, nonce, rows: 10, size: 1 });
      counts.set(row, (counts.get(row) ?? 0) + 1);
    }
    for (let row = 0; row < 10; row += 1) expect(counts.get(row)).to.be.within(130, 270);
  });

  it('begins where SM3 over plan, hash and nonce says, and has each row once', () => {
    const part = (...bytes: readonly Uint8Array[]): Uint8Array =>
      sm3(Uint8Array.from(bytes.flatMap((each) => [...each])));
    const seed = part(encodeUtf8(SAMPLE.manifestId), fromBase64url(HASH), fromBase64url(NONCE));
    for (const rows of [7, 40, 65_537]) {
      const first = Number(BigInt(`0x${toHex(part(seed, new Uint8Array(4))).slice(0, 12)}`) % BigInt(rows));
      expect(drawRows({ ...drawing, rows })[0]).to.equal(first);
    }
    // The 300th is drawn by its number in four bytes.
    const rows = 1_000;
    const index = Uint8Array.of(0, 0, 1, 44);
    const number = Number(BigInt(`0x${toHex(part(seed, index)).slice(0, 12)}`) % BigInt(rows - 300));
    const drawn = drawRows({ ...drawing, rows, size: 100 });
    const left = Array.from({ length: rows }, (_, row) => row);
    for (const [at, row] of drawn.slice(0, 300).entries()) {
      const from = left.indexOf(row, at);
      [left[at], left[from]] = [left[from] ?? -1, left[at] ?? -1];
    }
    expect(drawn[300]).to.equal(left[300 + number]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 30 }), (count, size) => {
        const some = drawRows({ ...drawing, rows: count, size });
        expect(new Set(some).size).to.equal(Math.min(count, size * 4 + 100));
        expect(some.length).to.equal(new Set(some).size);
        expect(some.every((row) => row >= 0 && row < count)).to.equal(true);
      }),
      { numRuns: 50 },
    );
  });

  it('is recorded once the plan is reconciled, as nonce and block draw it', () => {
    expect(recordSample(PAYLOAD, GROUND)).to.deep.equal({
      ...{ ...PROMISED, v: 2, state: 'RECORDED' },
      drawn: {
        on: TODAY,
        person: 'auditor',
        evidence: HASH,
        nonce: NONCE,
        block: 140,
        hash: HASH,
        items: DRAWN,
        failed: 2,
      },
    });
    expect(recordSample({ ...PAYLOAD, failed: DRAWN.length }, GROUND).drawn?.failed).to.equal(5);
    for (const change of [
      ...[{ failed: 6 }, { nonce: HASH }, { items: DRAWN.slice(1) }, { items: [...DRAWN, 39] }],
      ...[{ items: [...DRAWN].reverse() }, { hash: NONCE }],
    ])
      expectCode(
        () => recordSample({ ...PAYLOAD, ...change, items: [...(change.items ?? DRAWN)] }, GROUND),
        'SAMPLE_DIFFERS',
      );
    expectCode(() => recordSample(PAYLOAD, { ...GROUND, sample: undefined }), 'SAMPLE_UNKNOWN');
    expectCode(
      () => recordSample(PAYLOAD, { ...GROUND, sample: { ...PROMISED, state: 'RECORDED' } }),
      'SAMPLE_RECORDED',
    );
    for (const status of PLAN_STATUSES) {
      const record = () => recordSample(PAYLOAD, { ...GROUND, plan: { ...PLAN, status } });
      if (status === 'RECONCILED' || status === 'CLOSED') expect(record().v).to.equal(2);
      else expect(expectCode(record, 'PLAN_STEP').details).to.deep.equal({ action: 'sample', status });
    }
  });

  it('has a rate and Wilson’s margin, which closes as all are looked at', () => {
    const many = 10 ** 9;
    // Wilson's score interval of a large population, computed apart from the code: z = 1.96.
    expect(estimateOf({ size: 100, failed: 10, of: many })).to.deep.equal({
      rate: 1_000,
      low: 552,
      high: 1_744,
    });
    expect(estimateOf({ size: 100, failed: 0, of: many })).to.deep.equal({ rate: 0, low: 0, high: 370 });
    expect(estimateOf({ size: 100, failed: 100, of: many })).to.deep.equal({
      rate: 10_000,
      low: 9_630,
      high: 10_000,
    });
    expect(estimateOf({ size: 100, failed: 10, of: 100 })).to.deep.equal({
      rate: 1_000,
      low: 1_000,
      high: 1_000,
    });
    expect(estimateOf({ size: 1, failed: 1, of: 1 })).to.deep.equal({
      rate: 10_000,
      low: 10_000,
      high: 10_000,
    });
    expect(estimateOf({ size: 0, failed: 0, of: 7 })).to.deep.equal({ rate: 0, low: 0, high: 10_000 });
    const half = estimateOf({ size: 100, failed: 10, of: 200 });
    expect([half.low > 552, half.high < 1_744, half.rate]).to.deep.equal([true, true, 1_000]);
  });
});
