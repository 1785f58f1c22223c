// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import {
  BENEFIT_CLASSES,
  itemTerms,
  type AccountRecord,
  type GrantedRecord,
  type PlanItem,
  type PlanRecord,
  type ProgrammeRecord,
} from '../ledger/index.js';
import { accountFields } from '../person/account.js';
import { fenField, identityIdField, placeField } from '../schema/index.js';
import { daysBetween } from '../values/china-date.js';
import { plansOf } from './duties.js';

/** One item of a plan, as its list is signed. */
export const planRow = z.strictObject({
  identityId: identityIdField,
  /** Where the account stands, as whoever signed found it. */
  place: placeField,
  /** The root that the account has: the name on the list was held against it. It does not stand among the items. */
  root: accountFields.root,
  fen: fenField.check(z.gte(1)),
  ...itemTerms,
});
export type PlanRow = z.output<typeof planRow>;

/** What `identity` says of a member. */
export type MemberFacts = Pick<
  AccountRecord,
  'state' | 'org' | 'province' | 'joined' | 'since' | 'loa' | 'root'
>;

/** What is known when an item is granted. */
export interface ItemGround {
  readonly plan: Pick<PlanRecord, 'on' | 'class'>;
  readonly planId: string;
  readonly programme: ProgrammeRecord;
  readonly member: MemberFacts | undefined;
  /** What the subject was granted of the class in the window, by whomever. */
  readonly granted: GrantedRecord | undefined;
  /** Who signed the list, as identityId: nobody grants anything to himself. */
  readonly signers: readonly string[];
}

/**
 * The item, and what its subject has been granted with it.
 * @throws DomainError ACCOUNT_UNKNOWN, STALE_SUBJECT where the account has another root, OWN_ACCOUNT, GOODS_SUM, NOT_ELIGIBLE, CAP_EXCEEDED, ALREADY_GRANTED, GRANT_TOO_SOON
 */
export function grantItem(
  row: PlanRow,
  ground: ItemGround,
): { readonly item: PlanItem; readonly granted: GrantedRecord } {
  const { identityId, root, fen } = row;
  const { plan, planId, programme, granted } = ground;
  if (ground.signers.includes(identityId)) throw new DomainError('OWN_ACCOUNT');
  if (ground.member !== undefined && ground.member.root !== root) throw new DomainError('STALE_SUBJECT');
  assertWorth(row);
  assertEligible(ground);
  assertCaps(fen, { programme, granted });
  assertNotGranted(ground);
  return {
    item: itemOf(row),
    granted: {
      ...{ n: (granted?.n ?? 0) + 1, fen: (granted?.fen ?? 0) + fen },
      ...{ last: laterOf(granted?.last, plan.on), plan: planId },
      ...(granted !== undefined && { before: plansOf(granted) }),
    },
  };
}

/** What stands of a row among the plan's items: neither where the account is, nor its root. */
export function itemOf({ identityId, fen, file, for: whom, goods, voucher, account }: PlanRow): PlanItem {
  return {
    ...{ id: identityId, fen },
    ...(file !== undefined && { file }),
    ...(whom !== undefined && { for: whom }),
    ...(goods !== undefined && { goods }),
    ...(voucher !== undefined && { voucher }),
    ...(account !== undefined && { account }),
  };
}

/** What is left of a union's total once so much is given up; undefined where that was all. */
export function giveUp(granted: GrantedRecord | undefined, fen: number): GrantedRecord | undefined {
  if (granted === undefined || granted.n <= 1) return undefined;
  return { ...granted, n: granted.n - 1, fen: Math.max(0, granted.fen - fen) };
}

/** What is left of a person's grants once one that a plan had made is given up; undefined where that was all. */
export function giveUpGrant(
  granted: GrantedRecord | undefined,
  { fen, planId }: { readonly fen: number; readonly planId: string },
): GrantedRecord | undefined {
  const left = giveUp(granted, fen);
  if (left === undefined) return undefined;
  const plans = plansOf(left);
  const [plan = left.plan, ...others] = plans.toSpliced(plans.lastIndexOf(planId), 1).toReversed();
  const { n, last } = left;
  return { n, fen: left.fen, last, plan, ...(others.length > 0 && { before: others.toReversed() }) };
}

/** That goods are worth what is said. @throws DomainError GOODS_SUM */
function assertWorth({ fen, goods }: PlanRow): void {
  if (goods !== undefined && goods.quantity * goods.unitFen !== fen) throw new DomainError('GOODS_SUM');
}

function assertEligible({ member, programme, plan: { on } }: ItemGround): void {
  if (member === undefined) throw new DomainError('ACCOUNT_UNKNOWN');
  const { state, joined, since } = member;
  const isMember = state === 'ACTIVE' || (state === 'RETAINED' && programme.retained === true);
  if (!isMember) throw new DomainError('NOT_ELIGIBLE', { state });
  if (joined === '' || joined > on || since > on) throw new DomainError('NOT_ELIGIBLE', { on });
  const { tenure } = programme;
  if (tenure !== undefined && daysBetween(joined, on) < tenure)
    throw new DomainError('NOT_ELIGIBLE', { tenure });
}

function assertCaps(fen: number, { programme, granted }: Pick<ItemGround, 'programme' | 'granted'>): void {
  const { itemFen, windowFen } = programme;
  if (fen > itemFen) throw new DomainError('CAP_EXCEEDED', { cap: itemFen });
  if (fen + (granted?.fen ?? 0) > windowFen) throw new DomainError('CAP_EXCEEDED', { cap: windowFen });
}

function assertNotGranted({ plan, programme, granted }: ItemGround): void {
  if (granted === undefined) return;
  if (granted.n >= BENEFIT_CLASSES[plan.class].most) throw new DomainError('ALREADY_GRANTED');
  const { apart } = programme;
  if (apart !== undefined && Math.abs(daysBetween(granted.last, plan.on)) < apart)
    throw new DomainError('GRANT_TOO_SOON', { apart });
}

function laterOf(one: string | undefined, other: string): string {
  return one === undefined || one < other ? other : one;
}
