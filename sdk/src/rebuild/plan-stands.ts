// SPDX-License-Identifier: Apache-2.0
import type { Page, PlanItemView, PlanView } from '@unionid/domain/api';
import { fromBase64url } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import type { PlanItem } from '@unionid/domain/ledger';
import { manifestRoot } from '@unionid/domain/manifest';
import { chunkOfItem, MOST_ITEMS, sumsOfItems, termsOf, type StandsPayload } from '@unionid/domain/plan';
import type { PageOptions } from '../resources/options.js';

const PAGE = 500;

/** A plan whose items were all read. */
export interface RebuiltPlan {
  /** What is signed of it: added up here, under the root over the items as they were read. */
  readonly signed: StandsPayload;
  readonly items: readonly PlanItemView[];
}

/**
 * Reads every item of a plan and adds up itself what is signed of it. The ledger refuses other figures than its own, so whoever signs
 * these has seen the items that stand (architecture.md §4.2).
 * @throws DomainError PARTS_MISMATCH where the gateway says another count, sum or root, or items that can be none; PLAN_INCOMPLETE while
 * the list is not closed
 */
export async function rebuildPlan(
  plan: PlanView,
  pageOf: (planId: string, options: PageOptions) => Promise<Page<PlanItemView>>,
): Promise<RebuiltPlan> {
  const { planId, stands: said, signed: list } = plan;
  if (said === undefined) throw new DomainError('PLAN_INCOMPLETE');
  const items = await readPlanItems(planId, pageOf);
  assertSame('list', items.length === list.items && sumOf(items) === list.fen);
  const stands = standsOf(planId, items);
  assertSame('count', stands.items === said.items);
  assertSame('sum', stands.fen === said.fen);
  assertSame('root', stands.root === said.root);
  return { signed: { planId, stands, terms: termsOf(plan) }, items };
}

/** Every item of a plan, in the list's order and once each. @throws DomainError PARTS_MISMATCH */
export async function readPlanItems(
  planId: string,
  pageOf: (planId: string, options: PageOptions) => Promise<Page<PlanItemView>>,
): Promise<readonly PlanItemView[]> {
  const items: PlanItemView[] = [];
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const page = await pageOf(planId, { limit: PAGE, ...(cursor !== undefined && { cursor }) });
    const before = items.length;
    for (const item of page.items) {
      // In the list's order: none comes twice, and no plan has another's.
      assertSame('items', item.planId === planId && item.item > (items.at(-1)?.item ?? -1));
      assertSame('items', item.item < MOST_ITEMS);
      items.push(item);
    }
    cursor = page.next;
    assertSame('items', cursor === undefined || items.length > before);
  }
  return items;
}

function standsOf(planId: string, items: readonly PlanItemView[]): StandsPayload['stands'] {
  const chunks = new Map<number, PlanItemView[]>();
  for (const each of items) {
    const index = chunkOfItem(each.item);
    const chunk = chunks.get(index);
    if (chunk === undefined) chunks.set(index, [each]);
    else chunk.push(each);
  }
  const count = chunkOfItem(items.at(-1)?.item ?? -1) + 1;
  // A chunk has a row at the least, so that none is left out between others.
  assertSame('items', chunks.size === count && count > 0);
  const parts = [...chunks].map(([index, all]) => {
    const standing = all.filter(({ state }) => state !== 'leftOut').map(toItem);
    return sumsOfItems({ planId, index, items: standing });
  });
  return {
    items: parts.reduce((sum, part) => sum + part.items, 0),
    fen: sumOf(parts),
    root: manifestRoot(parts.map(({ root }) => fromBase64url(root))),
  };
}

/** An item as it stands on the ledger. */
function toItem(view: PlanItemView): PlanItem {
  const { identityId: id, fen, file, fileVersion, for: whom, goods, voucher, account } = view;
  return {
    ...{ id, fen },
    ...(file !== undefined && { file }),
    ...(fileVersion !== undefined && { fileVersion }),
    ...(whom !== undefined && { for: whom }),
    ...(goods !== undefined && { goods }),
    ...(voucher !== undefined && { voucher }),
    ...(account !== undefined && { account }),
  };
}

function sumOf(items: readonly { readonly fen: number }[]): number {
  return items.reduce((sum, { fen }) => sum + fen, 0);
}

function assertSame(reason: string, isSame: boolean): void {
  if (!isSame) throw new DomainError('PARTS_MISMATCH', { reason });
}
