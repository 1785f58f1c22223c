// SPDX-License-Identifier: Apache-2.0
import { NATIONAL_CODE, type Grant, type PlanStatus } from '@unionid/domain/ledger';
import { sql, type RawBuilder } from 'kysely';
import { isReadable } from '../shape/unreadable-records.js';
import { isActedFor, isFirstIn, isUnionWithin } from '../shape/union-tree.js';
import { IS_TO_RECOVER, PAID_TO_ENDED } from './recoveries.js';

/** What of plans and of money on its way concerns whom. */
export interface PlanInboxOwner {
  /** identityId of the person behind the operator, '' where nobody is bound. */
  readonly person: string;
  readonly org: string;
  readonly province: string;
  readonly grants: readonly string[];
  /** The person's accounts: that one, and those that have ended for it. */
  readonly accounts: readonly string[];
  /** Names under which a plan would grant the person something, or the household. */
  readonly subjects: readonly string[];
}

/** One step of a plan that waits for somebody. */
interface Wait {
  readonly statuses: readonly PlanStatus[];
  readonly grant: Grant;
  /** Whose it is: the maker's, of somebody without a duty in the plan, or of anybody with the grant. */
  readonly duty: 'maker' | 'new' | 'any';
  readonly actions: string;
  /** From when on it waits, where that is not when the plan came to its status. */
  readonly from?: 'shown_until' | 'runs_out';
  /** Whether a plan that has run out can still take it: nothing comes of silence then. */
  readonly late?: true;
  readonly where?: RawBuilder<boolean>;
  /** Whose besides those of the plan's province. */
  readonly isOfOthers?: (owner: PlanInboxOwner) => RawBuilder<boolean>;
}

const asksFor = (
  publicity: '> 0' | '= 0',
): RawBuilder<boolean> => sql<boolean>`exists (select 1 from programme
  where programme.name = plan.programme and programme.public_days ${sql.raw(publicity)})`;
const LISTED = sql<boolean>`exists (select 1 from document
  where document.kind = 'manifest' and document.name = 'benefit/' || plan.plan_id and document.record like '%"state":"CLOSED"%')`;

/** The national union's, where no other union of the province could approve. */
function isNational({ org, province }: PlanInboxOwner): RawBuilder<boolean> {
  if (province !== NATIONAL_CODE) return sql<boolean>`false`;
  return sql<boolean>`(${isFirstIn('plan.org')} and ${isUnionWithin('plan.org', org)})`;
}

const WAITS: readonly Wait[] = [
  { statuses: ['OPEN'], grant: 'plan', duty: 'maker', actions: 'plan.lock', where: LISTED },
  { statuses: ['LOCKED'], grant: 'check', duty: 'new', actions: 'plan.check' },
  {
    statuses: ['CHECKED'],
    ...{ grant: 'approve', duty: 'new', actions: 'plan.approve', isOfOthers: isNational },
  },
  { statuses: ['APPROVED'], grant: 'plan', duty: 'any', actions: 'plan.publicise', where: asksFor('> 0') },
  { statuses: ['APPROVED'], grant: 'pay', duty: 'new', actions: 'plan.pay', where: asksFor('= 0') },
  { statuses: ['PUBLIC'], grant: 'pay', duty: 'new', actions: 'plan.pay', from: 'shown_until' },
  { statuses: ['PAYING'], grant: 'pay', duty: 'new', actions: 'plan.results,plan.reconcile', late: true },
  { statuses: ['RECONCILED'], grant: 'plan', duty: 'any', actions: 'plan.close', late: true },
  {
    statuses: ['OPEN', 'LOCKED', 'CHECKED', 'APPROVED', 'PUBLIC'],
    ...{ grant: 'plan', duty: 'any', actions: 'plan.cancel', from: 'runs_out', late: true },
  },
];

const NOTHING = sql`select 'plan' as kind, '' as name, '' as actor, '' as org, '' as since, '' as until, '' as silence,
  '' as actions, '' as type where false`;

/** Steps of plans, offers of money to be accepted, and what is to be got back of what was paid. @param now RFC 3339 */
export function waitingInPlans(owner: PlanInboxOwner, now: string): RawBuilder<unknown> {
  const has = (grant: Grant): boolean => owner.grants.includes(grant);
  const parts = WAITS.filter(({ grant }) => has(grant)).map((wait) => stepsFor(wait, { owner, now }));
  if (has('fund')) parts.push(offersTo(owner));
  if (has('pay')) parts.push(recoveriesFor(owner));
  return parts.length === 0 ? NOTHING : sql.join(parts, sql` union all `);
}

function stepsFor(
  { statuses, duty, actions, from, late, where = sql<boolean>`true`, isOfOthers }: Wait,
  { owner, now }: { readonly owner: PlanInboxOwner; readonly now: string },
): RawBuilder<unknown> {
  const since = from === undefined ? sql`plan_stage.time` : sql.ref(`plan.${from}`);
  return sql`
    select 'plan', plan.plan_id, '', plan.org, ${since}, ${late === true ? sql`''` : sql`plan.runs_out`},
      ${late === true ? sql`''` : sql`'RUN_OUT'`}, ${sql.lit(actions)}, ''
    from plan join plan_stage on plan_stage.plan_id = plan.plan_id and plan_stage.status = plan.status
    where plan.status in (${sql.join(statuses)}) and ${since} <= ${now}
      and ${late === true ? sql`true` : sql`plan.runs_out > ${now}`} and ${where}
      and ${DUTIES[duty](owner)} and ${isOfUnion(owner, isOfOthers?.(owner))}`;
}

const DUTIES: Readonly<Record<Wait['duty'], (owner: PlanInboxOwner) => RawBuilder<boolean>>> = {
  any: () => sql<boolean>`true`,
  maker: ({ accounts }) =>
    accounts.length === 0 ? sql<boolean>`false` : sql<boolean>`plan.maker in (${sql.join(accounts)})`,
  new: isFree,
};

/** In the own union or one below it, in the own province; or whose else it is. */
function isOfUnion(
  owner: PlanInboxOwner,
  isOfOthers: RawBuilder<boolean> = sql<boolean>`false`,
): RawBuilder<boolean> {
  return sql<boolean>`((${isActedFor('plan.org', owner)} or ${isOfOthers}) and ${isReadable('plan', 'plan.plan_id')})`;
}

/** Of somebody who has no duty in the plan and gets nothing by it, nor the household. */
function isFree({ accounts, subjects }: PlanInboxOwner): RawBuilder<boolean> {
  if (accounts.length === 0) return sql<boolean>`false`;
  const others = accounts.map((account) => sql<boolean>`plan.persons not like ${`%,${account},%`}`);
  const names = subjects.map((subject) => sql`plan.period || ${`/${subject}`}`);
  return sql<boolean>`(${sql.join(others, sql` and `)} and not exists (select 1 from granted
    where granted.name in (${sql.join(names)}) and granted.record like '%"' || plan.plan_id || '"%'))`;
}

/** Money that a union was offered, or is given back. */
function offersTo(owner: PlanInboxOwner): RawBuilder<unknown> {
  return sql`
    select 'allotment', allotment_id, '', to_org, offered, '', '', 'line.accept', '' from allotment
    where state = 'OFFERED' and ${isActedFor('allotment.to_org', owner)} and ${isReadable('allotment', 'allotment_id')}`;
}

/** From when the end of the membership was known, and not before the plan was reconciled. */
function recoveriesFor(owner: PlanInboxOwner): RawBuilder<unknown> {
  const known = sql`(select max(time) from account_history where account_history.identity_id = account.identity_id)`;
  return sql`
    select 'recovery', plan_item.plan_id, cast(plan_item.item as varchar(10)), plan.org,
      case when ${known} > reconciled.time then ${known} else reconciled.time end, '', '', 'item.recover',
      case when account.state = 'DECEASED' then 'death' else 'notEligible' end
    from ${PAID_TO_ENDED}
      join plan_stage reconciled on reconciled.plan_id = plan.plan_id and reconciled.status = 'RECONCILED'
    where ${IS_TO_RECOVER} and ${isFree(owner)} and ${isOfUnion(owner)} and ${isReadable('account', 'account.identity_id')}`;
}
