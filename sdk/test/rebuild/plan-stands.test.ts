// SPDX-License-Identifier: Apache-2.0
import { planItemView, type PlanItemView, type PlanView } from '@unionid/domain/api';
import { fromBase64url } from '@unionid/domain/encoding';
import { asDomainError, type DomainError } from '@unionid/domain/errors';
import { manifestRoot } from '@unionid/domain/manifest';
import { sumsOfItems } from '@unionid/domain/plan';
import { expectCode } from '@unionid/domain/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { newId, rebuildPlan, type RebuiltPlan } from '#src/index.js';
import { anyLies, toldWith } from '../support/lies.js';

const PLAN = newId('manifest');
const TERMS = {
  ...{ org: newId('organisation'), fund: newId('fund'), programme: newId('programme') },
  ...{ programmeVersion: 2, class: 'winter' as const, on: '2026-11-01', until: '2026-12-31' },
};
/** Two chunks, the first of them not full, as a list may come. */
const NUMBERS = [0, 1, 2, 3, 250, 251];
const TAG = `1.${'A'.repeat(22)}`;

function itemsOf(planId = PLAN): readonly PlanItemView[] {
  return NUMBERS.map((item, at) => ({
    ...{ planId, item, identityId: newId('identity'), fen: 10_000 + at, account: TAG },
    state: at === 2 ? ('leftOut' as const) : ('stands' as const),
    ...(at === 3 && { goods: { quantity: 1, unitFen: 10_003 } }),
  }));
}

/** As the ledger adds up what stands of each chunk. */
function standsOf(items: readonly PlanItemView[], planId = PLAN): NonNullable<PlanView['stands']> {
  const parts = [0, 1].map((index) => {
    const chunk = items.filter(({ item }) => Math.floor(item / 250) === index);
    const standing = chunk.filter(({ state }) => state !== 'leftOut');
    return sumsOfItems({
      ...{ planId, index },
      items: standing.map(({ identityId: id, fen, account = TAG, goods }) => ({
        ...{ id, fen, account, ...(goods !== undefined && { goods }) },
      })),
    });
  });
  return {
    items: parts.reduce((sum, part) => sum + part.items, 0),
    fen: parts.reduce((sum, part) => sum + part.fen, 0),
    root: manifestRoot(parts.map(({ root }) => fromBase64url(root))),
  };
}

const ITEMS = itemsOf();
const STANDS = standsOf(ITEMS);

function planOf(stands: PlanView['stands'] = STANDS): PlanView {
  return {
    ...{ planId: PLAN, version: 3, status: 'LOCKED' as const, province: '51', window: '2026', ...TERMS },
    ...{ signed: { items: 6, fen: 60_015 }, stands, results: [], folded: 0, actions: [] },
    duties: { maker: newId('identity'), approvers: [] },
  };
}

/** In pages of four, as a gateway that says these items. */
const rebuild = (items: readonly PlanItemView[], plan = planOf()): Promise<RebuiltPlan> =>
  rebuildPlan(plan, (_planId, { cursor = '0' }) => {
    const [from, to] = [Number(cursor), Number(cursor) + 4];
    const next = to < items.length ? { next: String(to) } : {};
    return Promise.resolve({ items: items.slice(from, to), ...next });
  });
const reasonOf = async (items: readonly PlanItemView[], plan?: PlanView): Promise<unknown> =>
  (await expectCode(rebuild(items, plan), 'PARTS_MISMATCH')).details.reason;
const withItem = (at: number, change: Partial<PlanItemView>): readonly PlanItemView[] =>
  ITEMS.map((item, index) => (index === at ? { ...item, ...change } : item));

describe('what is signed of a plan', () => {
  it('is added up from its items, under their root, with its terms', async () => {
    const { signed, items } = await rebuild(ITEMS);
    expect(signed).to.deep.equal({ planId: PLAN, stands: STANDS, terms: TERMS });
    expect(items).to.deep.equal(ITEMS);
    expect(signed.stands).to.include({ items: 5, fen: 50_013 });
  });

  it('is not signed where an item is left out, doubled, altered by one fen, or another plan’s', async () => {
    expect(await reasonOf(ITEMS.slice(1))).to.equal('list');
    expect(await reasonOf([...ITEMS, ...ITEMS.slice(-1)])).to.equal('items');
    expect(await reasonOf(withItem(0, { fen: 10_001 }))).to.equal('list');
    expect(
      await reasonOf([...withItem(0, { fen: 10_001 }).slice(0, 1), ...withItem(1, { fen: 10_000 }).slice(1)]),
    ).to.equal('root');
    expect(await reasonOf(withItem(4, { planId: newId('manifest') }))).to.equal('items');
    const others = itemsOf();
    expect(await reasonOf(others)).to.equal('root');
    expect(await reasonOf(withItem(2, { state: 'stands' }))).to.equal('count');
    expect(await reasonOf(withItem(5, { account: `1.${'B'.repeat(22)}` }))).to.equal('root');
  });

  it('is not signed where the gateway names other sums than its items come to', async () => {
    expect(await reasonOf(ITEMS, planOf({ ...STANDS, fen: STANDS.fen + 1 }))).to.equal('sum');
    expect(await reasonOf(ITEMS, planOf({ ...STANDS, items: 6 }))).to.equal('count');
    const open: PlanView = { ...planOf(), stands: undefined };
    await expectCode(rebuild(ITEMS, open), 'PLAN_INCOMPLETE');
  });

  it('is never asked for without end', async () => {
    const endless = rebuildPlan(planOf(), () => Promise.resolve({ items: [], next: 'again' }));
    await expectCode(endless, 'PARTS_MISMATCH');
  });

  it('is what stands on the ledger, or refused, whatever a gateway says', async () => {
    let [built, held] = [0, 0];
    const shape = z.array(planItemView);
    await fc.assert(
      fc.asyncProperty(anyLies, fc.boolean(), async (lies, fits) => {
        const read = shape.safeParse(toldWith([...ITEMS], lies));
        if (!read.success) return;
        const told = read.data as readonly PlanItemView[];
        // A gateway may say sums that fit what it tells: the ledger has others, then.
        const sums = { items: told.length, fen: told.reduce((sum, { fen }) => sum + fen, 0) };
        const plan = fits ? { ...planOf(standsOf(told)), signed: sums } : planOf();
        const signed = await rebuild(told, plan).catch((error: unknown) => refusal(error));
        if (!('signed' in signed)) return;
        built += 1;
        const isLedgers = signed.signed.stands.root === STANDS.root;
        if (!isLedgers) return;
        held += 1;
        expect(signed.signed.stands).to.deep.equal(STANDS);
        expect(committed(signed.items)).to.deep.equal(committed(ITEMS));
      }),
      { numRuns: 1_000 },
    );
    expect(built).to.be.greaterThan(held);
    expect(held).to.be.greaterThan(0);
  });
});

function refusal(error: unknown): DomainError {
  const known = asDomainError(error);
  if (known?.code !== 'PARTS_MISMATCH') throw error;
  return known;
}

/** What the root is over. */
function committed(items: readonly PlanItemView[]): readonly object[] {
  const standing = items.filter(({ state }) => state !== 'leftOut');
  return standing.map(({ identityId, fen, account, goods }) => ({ identityId, fen, account, goods }));
}
