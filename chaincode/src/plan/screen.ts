// SPDX-License-Identifier: Apache-2.0
import { asDomainError, DomainError } from '@unionid/domain/errors';
import { parseArgument } from '@unionid/domain/instruction';
import { ITEMS_PER_RECORD, ledgerKey, type PlanRecord } from '@unionid/domain/ledger';
import {
  assertAnswered,
  attemptOf,
  isScreened,
  recordsOf,
  SCREEN_RECORDS,
  screenedLetter,
  screenOf,
  screenOn,
  screenPlanRequest,
  screenPlanResult,
  type MemberFacts,
} from '@unionid/domain/plan';
import { parseWith } from '@unionid/domain/schema';
import type * as z from 'zod/mini';
import type { AuthorityFacts, MemberName } from '../kernel/authority.js';
import { timeOf } from '../kernel/checks.js';
import { finish } from '../kernel/finish.js';
import type { ContractFunction } from '../kernel/new-contract.js';
import { StateStore } from '../kernel/state-store.js';
import { assertSubmitter } from '../kernel/submitter.js';
import { itemOn, putLetter } from './items-on-ledger.js';
import { planOn, programmeOf } from './plan-on-ledger.js';

/**
 * `{planId, from, places}` → how far the second check has come: members of ten records of items are asked of `identity` again, and
 * whoever may not be paid any more is held. Unsigned: the ledger alone decides it, and the payer signs what it leaves.
 * @throws DomainError PLAN_UNKNOWN, PLAN_STEP also where it goes on elsewhere, PLAN_INCOMPLETE, PLACE_WRONG, RECORD_UNREADABLE,
 * SUBMITTER_FOREIGN
 */
export const screenPlan: ContractFunction = async (kernel, stub, argument) => {
  const { planId, from, places } = parseWith(screenPlanRequest, parseArgument(argument));
  const state = new StateStore(stub);
  await state.read([ledgerKey.plan(planId)]);
  const plan = planOn(state, planId);
  const programme = await programmeOf(state, plan);
  const numbers = await readItems(state, { planId, plan, from });
  const items = numbers.map((item) => ({ number: item, ...itemOn(state, planId, item) }));
  const members = items.flatMap(({ item, letter }, at): readonly MemberName[] =>
    item === undefined || !isScreened(letter ?? '', attemptOf(plan) + 1)
      ? []
      : [{ identityId: item.id, place: places[at] ?? '' }],
  );
  assertOnePlace(members);
  const request = { signers: [], unions: [], clock: true, provinces: [plan.province], members };
  await state.read(kernel.authority.keys(request));
  const authority = await kernel.authority.open({ stub, state }, request);
  assertSubmitter(stub.creator, await authority.hostMsp(plan.province));
  const screen = screenOf(plan, timeOf(stub, authority.clock).today);
  if (screen.next !== from) throw new DomainError('PLAN_STEP', { action: 'screen', next: screen.next });
  const { attempt } = screen;
  const first = from * ITEMS_PER_RECORD;
  for (const { letter } of items) assertAnswered(letter, attempt);
  const fund = state.get(ledgerKey.fund(plan.fund));
  const source = fund?.source ?? 'central';
  const looked = items.flatMap(({ number, item, letter = '' }) => {
    if (item === undefined || !isScreened(letter, attempt)) return [];
    const file = item.file === undefined ? undefined : state.get(ledgerKey.hardshipFile(item.file));
    const member = memberOf(authority, { identityId: item.id, place: places[number - first] ?? '' });
    const next = screenedLetter(item, { member, programme, source, file, screen });
    if (next !== letter) putLetter(state, { planId, item: number, letter: next });
    return [{ letter: next, fen: item.fen }];
  });
  const records = Math.min(SCREEN_RECORDS, recordsOf(plan) - from);
  const after = screenOn(screen, { records, items: looked });
  state.put(ledgerKey.plan(planId), { ...plan, v: plan.v + 1, screen: after });
  const isDone = after.next >= recordsOf(plan);
  const result: z.output<typeof screenPlanResult> = {
    planId,
    next: after.next,
    held: after.held.items,
    isDone,
  };
  return finish({ type: 'plan.screen', stub, state }, { result, subjects: looked.length, id: planId });
};

/** Reads the ten records of items from the nth on; answers the numbers of the items that a plan can have in them. */
async function readItems(
  state: StateStore,
  { planId, plan, from }: { readonly planId: string; readonly plan: PlanRecord; readonly from: number },
): Promise<readonly number[]> {
  const records = Array.from({ length: SCREEN_RECORDS }, (_, offset) => from + offset);
  await state.read(records.flatMap((n) => [ledgerKey.items(planId, n), ledgerKey.itemStates(planId, n)]));
  const files = records.flatMap((n) => state.get(ledgerKey.items(planId, n))?.items ?? []);
  await state.read([
    ledgerKey.fund(plan.fund),
    ...new Set(files.flatMap(({ file }) => (file === undefined ? [] : ledgerKey.hardshipFile(file)))),
  ]);
  const first = from * ITEMS_PER_RECORD;
  const most = Math.max(0, Math.min(SCREEN_RECORDS * ITEMS_PER_RECORD, plan.signed.items - first));
  return Array.from({ length: most }, (_, offset) => first + offset);
}

/** One member has one place: no second word of it decides about a first. @throws DomainError PLACE_WRONG */
function assertOnePlace(members: readonly MemberName[]): void {
  const placeOf = new Map(members.map(({ identityId, place }) => [identityId, place]));
  if (members.some(({ identityId, place }) => placeOf.get(identityId) !== place))
    throw new DomainError('PLACE_WRONG');
}

/**
 * Undefined of whom the ledger has a record of his own that nobody can read: he is held. The places are the word of whoever asks,
 * unsigned, so that none of them holds anybody: an account that was granted something never goes away, and one that is not where it is
 * said to be is looked for elsewhere.
 * @throws DomainError PLACE_WRONG; RECORD_UNREADABLE of a page, which may be another's
 */
function memberOf(authority: AuthorityFacts, { identityId, place }: MemberName): MemberFacts | undefined {
  try {
    return authority.member(identityId);
  } catch (error) {
    const code = asDomainError(error)?.code;
    if (code === 'RECORD_UNREADABLE' && place === '') return undefined;
    if (code === 'ACCOUNT_UNKNOWN') throw new DomainError('PLACE_WRONG');
    throw error;
  }
}
