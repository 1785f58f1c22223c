// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import * as fc from 'fast-check';
import { canonicalJson } from '#src/encoding/index.js';
import { refusalOf } from '#src/errors/index.js';
import { recoverItem } from '#src/item/index.js';
import { readLedgerValue, type LineRecord, type ManifestRecord, type PlanRecord } from '#src/ledger/index.js';
import { availableOn, moveOn } from '#src/line/index.js';
import { closeManifest } from '#src/manifest/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { sumFen } from '#src/values/index.js';
import { grantRow } from '../support/plan.js';

const MOST = Number.MAX_SAFE_INTEGER;
/** As large as any field takes, and near each end. */
const fen = fc.oneof(
  fc.integer({ min: 0, max: 9 }),
  fc.integer({ min: MOST - 9, max: MOST }),
  fc.integer({ min: 0, max: MOST }),
);
const change = fc.oneof(
  fen,
  fen.map((some) => -some),
);
const exact = (...fens: readonly number[]): bigint => fens.reduce((sum, some) => sum + BigInt(some), 0n);
const fits = (sum: bigint): boolean => sum <= BigInt(MOST);
const exactly = (...fens: readonly number[]): number | string =>
  fits(exact(...fens)) ? Number(exact(...fens)) : 'FEN_TOO_MANY';

/** What a rule gives, or the code by which it refuses; any other error is a fault. */
function outcomeOf<T>(rule: () => T): T | string {
  const given: T[] = [];
  const refusal = refusalOf(() => {
    given.push(rule());
  });
  return refusal?.code ?? (given[0] as T);
}

const line = fc
  .record({ allotted: fen, returned: fen, reserved: fen, paid: fen, left: fen })
  .map(({ left, ...figures }) => ({ ...figures, received: exact(left, ...Object.values(figures)) }))
  .filter(({ received }) => fits(received))
  .map(({ received, ...figures }): LineRecord => {
    return { v: 1, province: '51', ...figures, received: Number(received) };
  });

describe('a sum of fen', () => {
  it('is exact, or refused: whatever is added up', () => {
    fc.assert(
      fc.property(fc.array(fen, { maxLength: 6 }), (fens) => {
        expect(outcomeOf(() => sumFen(fens))).to.equal(exactly(...fens));
      }),
    );
  });

  it('of a line is one that can be read, each figure exact, or refused by a code', () => {
    const movement = fc.record(
      { received: change, allotted: change, returned: change, reserved: change, paid: change },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(line, movement, (before, moved) => {
        const after = outcomeOf(() => moveOn(before, moved));
        if (typeof after === 'string') {
          expect(after).to.be.oneOf(['LINE_SHORT', 'FEN_TOO_MANY']);
          return;
        }
        expect(readLedgerValue('line', canonicalJson(after))).to.deep.equal(after);
        expect(availableOn(after)).to.be.at.least(0);
        for (const [name, by] of Object.entries(moved) as [keyof typeof moved, number][])
          expect(BigInt(after[name])).to.equal(exact(before[name], by));
      }),
    );
  });

  it('of the chunks of a list is exact, or the list does not close', () => {
    fc.assert(
      fc.property(fc.array(fen, { minLength: 1, maxLength: 5 }), (fens) => {
        const chunks = fens.map((all) => ({
          ...{ digest: 'd', rows: 1, done: 1, refused: {} },
          sums: { all, items: 1, fen: all, root: SAMPLE.digest },
        }));
        const manifest: ManifestRecord = {
          ...({ version: 1, state: 'OPEN', type: 'plan.open', actor: 'P', actorKeyId: 'k' } as const),
          ...{ province: '51', expiresAt: '2026-03-09T02:00:00.000Z', root: 'r' },
          ...{ rows: fens.length, chunks: fens.length },
        };
        const closed = outcomeOf(() => closeManifest(manifest, chunks).sums?.all);
        expect(closed).to.equal(exactly(...fens));
      }),
    );
  });

  it('of what somebody is granted stays within the cap, however large', () => {
    const some = fen.map((each) => Math.max(1, each));
    fc.assert(
      fc.property(some, fen, some, (more, before, cap) => {
        const granted = { n: 1, fen: before, last: '2026-02-01', plan: 'other' };
        const ground = {
          ...({ plan: { class: 'medical' }, programme: { itemFen: MOST, windowFen: cap } } as const),
          granted: () => granted,
        };
        const given = outcomeOf(() => grantRow(ground, { fen: more }).granted.get('p')?.fen);
        const sum = exact(more, before);
        expect(given).to.equal(sum <= BigInt(cap) ? Number(sum) : 'CAP_EXCEEDED');
      }),
    );
  });

  it('that comes back is never more than was paid, however large', () => {
    fc.assert(
      fc.property(fen, fen, fen, (whole, before, part) => {
        if (part === 0 || before === 0 || before >= whole) return;
        const plan = { v: 1, status: 'RECONCILED', duties: { maker: 'a' } } as PlanRecord;
        const ground = {
          ...{ plan: { ...plan, partly: { items: 1, fen: before } }, item: { id: 'p', fen: whole } },
          ...{ letter: 'P', today: '2026-03-02', actor: { person: 'b', org: 'o', isPayee: false } },
          line: {
            ...{ v: 1, province: '51', received: MOST, allotted: 0, returned: 0, reserved: 0 },
            paid: whole - before,
          },
          correction: {
            ...({ v: 1, action: 'recover', reason: 'error', document: 'd', on: '2026-03-01' } as const),
            ...{ person: 'b', fen: before, recovered: before },
          },
        };
        const said = { planId: 'm', item: 0, document: 'd', reason: 'error', fen: part } as const;
        const moved = outcomeOf(() => recoverItem(said, ground).line?.paid);
        const left = BigInt(whole) - exact(before, part);
        expect(moved).to.equal(left < 0n ? 'RECOVERED_TOO_MUCH' : Number(left));
      }),
    );
  });
});
