// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import type { ManifestRecord, PlanRecord, Sums } from '../ledger/index.js';
import { DONE } from '../manifest/index.js';
import { manifestIdField } from '../schema/index.js';
import { attemptOf, NOTHING, orderedOf, together } from './attempt.js';

/** Banks answer piece by piece: with too few, a plan of which it did could never be settled. */
const MOST_LISTS = 500;

/** The lists of what the bank has said of one order, which together are about each of its items. */
export const listsField = z.array(manifestIdField).check(z.minLength(1), z.maxLength(MOST_LISTS));

export interface AnswersGround {
  readonly planId: string;
  readonly plan: PlanRecord;
  /** As the decision names them. */
  readonly ids: readonly string[];
  readonly lists: readonly (ManifestRecord | undefined)[];
}

/**
 * What the bank has paid in all, once its statement of the newest order is final: it has answered for each item. Nothing is paid
 * again, and nothing is given up, before.
 * @throws DomainError MANIFEST_UNKNOWN, PLAN_INCOMPLETE
 */
export function paidByLists({ planId, plan, ids, lists }: AnswersGround): Sums {
  if (new Set(ids).size < ids.length) throw new DomainError('MANIFEST_UNKNOWN');
  const attempt = attemptOf(plan);
  const sums = lists.map((list) => sumsOf(list, { planId, attempt }));
  const answered = sums.reduce((all, { done }) => all + done, 0);
  const { items } = orderedOf(plan);
  if (answered < items) throw new DomainError('PLAN_INCOMPLETE', { missing: items - answered });
  return sums.reduce<Sums>((all, sum) => together(all, sum), together(plan.settled, NOTHING));
}

function sumsOf(
  list: ManifestRecord | undefined,
  { planId, attempt }: { readonly planId: string; readonly attempt: number },
): Sums & { readonly done: number } {
  if (list?.type !== 'plan.results' || list.plan !== planId) throw new DomainError('MANIFEST_UNKNOWN');
  if ((list.attempt ?? 1) !== attempt) throw new DomainError('MANIFEST_UNKNOWN');
  const { sums, outcomes } = list;
  if (sums === undefined) throw new DomainError('PLAN_INCOMPLETE', {});
  return { done: outcomes?.[DONE] ?? 0, items: sums.items, fen: sums.fen };
}
