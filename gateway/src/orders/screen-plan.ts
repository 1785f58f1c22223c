// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { ITEMS_PER_RECORD, type PlanRecord, type PlanScreen } from '@unionid/domain/ledger';
import { recordsOf, SCREEN_RECORDS, screenOf } from '@unionid/domain/plan';
import { chinaDateAt } from '@unionid/domain/values';
import type { AccountQueries, BlockHeight, PlanQueries } from '../read-model/read-model.js';
import { unlessUnreadable } from '../read-model/readable.js';
import type { Submissions } from '../submission/submissions.js';

/** Transactions of one request: a plan of more is asked for again, and goes on where it was. */
const CALLS = 8;
const WAIT_MS = 20_000;

export interface ScreeningServices {
  readonly submissions: Pick<Submissions, 'submit'>;
  readonly readModel: Pick<PlanQueries, 'plan' | 'itemsAt'> &
    Pick<AccountQueries, 'writtenAccount'> &
    Pick<BlockHeight, 'waitForHeight'>;
  readonly now: () => number;
}

export interface Screening {
  readonly plan: PlanRecord;
  readonly screen: PlanScreen;
  readonly isDone: boolean;
}

/**
 * Has the members of a plan looked at again for its next order, as far as one request goes. What is done stands on the ledger, so
 * that it goes on wherever a stop left it, and is asked for again on another day only.
 * @throws DomainError PLAN_UNKNOWN, PLAN_STEP, and what the ledger refuses
 */
export async function screenPlan(planId: string, services: ScreeningServices): Promise<Screening> {
  const { readModel, now } = services;
  for (let calls = 0; ; calls += 1) {
    const plan = await readModel.plan(planId);
    if (plan === undefined) throw new DomainError('PLAN_UNKNOWN');
    const screen = screenOf(plan, chinaDateAt(now()));
    const isDone = screen.next >= recordsOf(plan);
    if (isDone || calls === CALLS || !(await screenNext(planId, { plan, screen }, services)))
      return { plan, screen, isDone };
  }
}

/** One call; false where it is not on the ledger in time. */
async function screenNext(
  planId: string,
  { plan, screen: { next: from } }: Pick<Screening, 'plan' | 'screen'>,
  { submissions, readModel }: ScreeningServices,
): Promise<boolean> {
  const places = await placesOf(planId, { plan, from, readModel });
  const argument = canonicalJson({ from, places, planId });
  const call = { chaincode: 'benefit', function: 'plan:screen', argument } as const;
  const submission = { key: `screen/${planId}/${String(plan.v)}`, digest: '', call };
  const outcome = await submissions.submit(submission, WAIT_MS);
  if (outcome.status !== 'COMMITTED') return false;
  await readModel.waitForHeight(outcome.block + 1, WAIT_MS);
  return true;
}

/** Where the accounts of the next items stand; '' of one that nobody can read, which is held. */
async function placesOf(
  planId: string,
  {
    plan,
    from,
    readModel,
  }: Pick<ScreeningServices, 'readModel'> & { readonly plan: PlanRecord; readonly from: number },
): Promise<readonly string[]> {
  const first = from * ITEMS_PER_RECORD;
  const count = Math.min(SCREEN_RECORDS * ITEMS_PER_RECORD, plan.signed.items - first);
  const numbers = Array.from({ length: count }, (_, offset) => first + offset);
  const items = await readModel.itemsAt(planId, numbers);
  const places: string[] = [];
  for (const number of numbers) {
    const identityId = items.get(number)?.identityId;
    const written =
      identityId === undefined
        ? undefined
        : await readModel.writtenAccount(identityId).catch(unlessUnreadable);
    places.push(written?.place ?? '');
  }
  return places;
}
