// SPDX-License-Identifier: Apache-2.0
import type { InboxCounts, InboxItem, Page } from '@unionid/domain/api';
import { NATIONAL_CODE } from '@unionid/domain/ledger';
import { SAMPLE_DAYS } from '@unionid/domain/sample';
import { addDays, chinaDateAt } from '@unionid/domain/values';
import { sql, type RawBuilder } from 'kysely';
import * as z from 'zod/mini';
import type { Aggregate, ReadAccess } from '../shape/aggregate.js';
import { ListCursor } from '../shape/cursor.js';
import type { PageRequest } from '../shape/page-request.js';
import { answeringIn, isActedFor, isUnionWithin, judgeIn } from '../shape/union-tree.js';
import type { AccountTables } from './account-tables.js';
import type { AuditTables } from './audit-tables.js';
import type { ClaimTables } from './claims.js';
import { waitingInPlans, type PlanInboxOwner } from './inbox-plans.js';
import type { FilingTables } from './filings.js';
import { HELD, transferTurns } from './inbox-transfers.js';
import { waitingInAudits, type AuditInboxOwner } from './inbox-audits.js';
import { isApplicationReadable, type ApplicationTables } from './applications.js';
import type { DecisionTables } from './decisions.js';
import type { OperatorTables } from './operators.js';
import type { OrganisationTables } from './organisation-tables.js';
import type { TransferTables } from './transfers.js';

/** For whom something waits. */
export interface InboxOwner extends AuditInboxOwner, PlanInboxOwner {
  readonly operatorId: string;
  /** Types of decisions that the operator may confirm, by where their union must stand. */
  readonly confirmable: {
    /** In the own union or below it. */
    readonly below: readonly string[];
    /** In any province. */
    readonly anywhere: readonly string[];
    /** Of these only such as somebody of another union signed first. */
    readonly otherUnion: readonly string[];
  };
}

/** What waits for an operator: turns in transfers and claims, applications to join, steps of plans, decisions that want a second signature. */
export interface InboxQueries {
  /** The longest waiting first. @param now RFC 3339 */
  inbox(owner: InboxOwner, now: string, page: PageRequest): Promise<Page<InboxItem>>;
  /** @param now RFC 3339, as are the other two: since when what waits is not counted as new, and as of this week */
  inboxCounts(
    owner: InboxOwner,
    times: { readonly now: string; readonly dayAgo: string; readonly weekAgo: string },
  ): Promise<InboxCounts>;
}

type Tables = TransferTables &
  ClaimTables &
  ApplicationTables &
  AccountTables &
  DecisionTables &
  FilingTables &
  AuditTables &
  OperatorTables &
  OrganisationTables;

/** Where something comes of silence. */
type TimedItem = Extract<InboxItem, { kind: 'transfer' | 'claim' | 'application' | 'decision' }>;

type RecoverReason = Extract<InboxItem, { kind: 'recovery' }>['reason'];

interface WaitingRow {
  readonly kind: InboxItem['kind'];
  /** identityId of a transfer, a claim or an application, instructionId of a decision; findingId, unmaskId, planId, allotmentId. */
  readonly name: string;
  /** Of a decision; of what is to be got back its item. */
  readonly actor: string;
  readonly org: string;
  readonly since: string;
  readonly until: string;
  readonly silence: string;
  readonly actions: string;
  /** Of a decision; of what auditors have left the union that is audited. */
  readonly type: string;
}

const CURSOR = new ListCursor('inbox', z.tuple([z.string(), z.string(), z.string(), z.string()]));

/** It has no records of its own: it asks those of others. */
export const inbox: Aggregate<never, object, InboxQueries, never, Tables> = {
  tables: {},
  projections: {},
  owners: {},
  open: openInbox,
};

function openInbox({ db }: ReadAccess<Tables>): InboxQueries {
  return {
    async inbox(owner, now, page) {
      const after = CURSOR.after(page);
      const { rows } = await sql<WaitingRow>`
        select * from (${waiting(owner, now)}) waiting
        where ${after === undefined ? sql`true` : sql`(since, kind, name, actor) > (${sql.join(after)})`}
        order by since, kind, name, actor limit ${page.limit + 1}`.execute(db);
      return CURSOR.page(rows, page, {
        keyOf: ({ since, kind, name, actor }) => [since, kind, name, actor],
        toItem,
      });
    },
    async inboxCounts(owner, { now, dayAgo, weekAgo }) {
      const { rows } = await sql<{ readonly [K in keyof InboxCounts]: number | string | null }>`
        select count(case when since >= ${dayAgo} then 1 end) as "upToDay",
          count(case when since < ${dayAgo} and since >= ${weekAgo} then 1 end) as "upToWeek",
          count(case when since < ${weekAgo} then 1 end) as "longer"
        from (${waiting(owner, now)}) waiting`.execute(db);
      const [counts] = rows;
      return {
        upToDay: Number(counts?.upToDay ?? 0),
        upToWeek: Number(counts?.upToWeek ?? 0),
        longer: Number(counts?.longer ?? 0),
      };
    },
  };
}

/** By what an application is settled. */
const DECIDING = 'application.admit,application.refuse,application.withdraw';

function waiting(owner: InboxOwner, now: string): RawBuilder<unknown> {
  const { org, province, actsOnMembers } = owner;
  const acts = actsOnMembers ? sql<boolean>`true` : sql<boolean>`false`;
  const isFor = (wait: string): RawBuilder<boolean> =>
    sql<boolean>`${acts} and ${sql.ref(`${wait}.since`)} <= ${now} and ${sql.ref(`${wait}.until`)} > ${now}`;
  return sql`
    select 'transfer' as kind, identity_id as name, '' as actor, org, since, until, silence, actions, '' as type
    from (${transferTurns(sql`${isFor('transfer_wait')} and transfer_wait.province in ('', ${province})`)}) transfer_turn
    where ${isActedFor('transfer_turn.org', owner)} and identity_id <> ${owner.person} and ${isOfAnother('transfer_turn.others', owner)}
      and identity_id not in (select name from unreadable where record_type = 'transfer')
    union all
    select 'claim', identity_id, '', org, since, until, silence, actions, ''
    from (${claimTurns(isFor('claim_wait'))}) claim_turn
    where ${isActedFor('claim_turn.org', owner)} and identity_id <> ${owner.person} and ${isOfAnother('claim_turn.others', owner)}
      and not ${isOneOf(owner.accounts, 'claim_turn.owner')}
      and identity_id not in (select name from unreadable where record_type = 'claim')
    union all
    select 'application', identity_id, org, org, asked, lapses_at, 'LAPSED', ${DECIDING}, '' from application
    where ${acts} and status = 'APPLIED' and lapses_at > ${now}
      and province = ${province} and ${isUnionWithin('application.org', org)} and identity_id <> ${owner.person}
      and ${isApplicationReadable()} and not exists (select 1 from account
        where account.identity_id = application.identity_id
          and (account.state in (${sql.join(HELD)}) or account.since <> application.since
            or account.joined <> application.joined or account.nth <> application.nth))
    union all
    ${filingsFor(owner)}
    union all
    ${numbersFor(owner)}
    union all
    ${waitingInAudits(owner)}
    union all
    ${waitingInPlans(owner, now)}
    union all
    select 'decision', instruction_id, actor, org, since, until, 'EXPIRED', 'decision.confirm', type
    from pending
    where until > ${now} and ${isConfirmable(owner)}
      and chaincode || '/' || actor || '/' || instruction_id
        not in (select name from unreadable where record_type = 'pending')`;
}

/** Expulsions without a receipt: for the union next above the one that answers for them, which gives none to itself. */
function filingsFor({ person, org, province, actsOnMembers }: InboxOwner): RawBuilder<unknown> {
  return sql`
    select 'filing', account.identity_id, '', above.org_id, account.since || 'T00:00:00.000Z', '', '',
      'filing.acknowledge', ''
    from account join organisation own on own.org_id = ${answeringIn('account.org')}
      join organisation above on above.org_id = own.parent
    where ${actsOnMembers ? sql`true` : sql`false`} and account.state = 'EXPELLED'
      and above.province = ${province} and ${isUnionWithin('above.org_id', org)}
      and account.identity_id <> ${person}
      and not exists (select 1 from filing
        where filing.identity_id = account.identity_id and filing.of_version = account.expelled_at
          and (account.expelled_at <> 0 or filing.since = account.since))
      and account.identity_id not in (select name from unreadable where record_type in ('account', 'filing'))`;
}

/** Accounts that wait for their own number: for the union that has them (claims.ts). */
function numbersFor({ person, org, province, actsOnMembers }: InboxOwner): RawBuilder<unknown> {
  return sql`
    select 'number', account.identity_id, '', account.org, claim.asked, '', '', 'person.rebind', ''
    from numberless join account on account.identity_id = numberless.identity_id
      join claim on claim.identity_id = numberless.identity_id
    where ${actsOnMembers ? sql`true` : sql`false`} and account.state <> 'VOIDED'
      and account.province = ${province} and ${isUnionWithin(answeringIn('account.org'), org)}
      and account.identity_id <> ${person}
      and account.identity_id not in (select name from unreadable where record_type in ('account', 'claim'))`;
}

/** Turns in claims: the union that has an account answers for its number, whichever that is now. */
function claimTurns(isOpen: RawBuilder<boolean>): RawBuilder<unknown> {
  return sql`
    select claim_wait.identity_id, claim_wait.since, until, silence, actions, others, claim.owner, case
        when side = 'judge' then ${judgeIn({ judge: 'claim.judge', sides: ['account.org', 'claim.org'] })}
        when side = 'holder' then ${answeringIn('account.org')}
        else ${answeringIn('claim_wait.org')} end as org
    from claim_wait join account on account.identity_id = claim_wait.identity_id
      join claim on claim.identity_id = claim_wait.identity_id
    where ${isOpen}`;
}

/** That the operator, and whoever is the same person, has not acted for another side: a turn is of somebody else (`SAME_PERSON`). */
function isOfAnother(others: string, { operatorId, accounts }: InboxOwner): RawBuilder<boolean> {
  const isOwn = sql<boolean>`own.operator_id = ${operatorId}`;
  return sql<boolean>`not exists (select 1 from operator own
    where (${isOwn} or ${isOneOf(accounts, 'own.person')}) and ${sql.ref(others)} like '%,' || own.operator_id || ',%')`;
}

/** That another person signed it first, of another union where it must be, and the operator, whom it is not about, may be the second. */
function isConfirmable({ operatorId, person, org, province, confirmable }: InboxOwner): RawBuilder<boolean> {
  const first = (where: RawBuilder<boolean>): RawBuilder<boolean> =>
    sql<boolean>`exists (select 1 from operator where operator_id = pending.actor and ${where})`;
  return sql<boolean>`actor <> ${operatorId} and (about = '' or about <> ${person})
    and ${first(sql<boolean>`person not in ('', ${person})`)}
    and (not ${isOneOf(confirmable.otherUnion)} or ${first(sql<boolean>`operator.org <> ${org}`)})
    and (${isOneOf(confirmable.anywhere)}
      or (pending.national = 1 and ${province === NATIONAL_CODE ? isOneOf(confirmable.otherUnion) : sql<boolean>`false`})
      or (${isOneOf(confirmable.below)} and pending.province = ${province} and ${isUnionWithin('pending.org', org)}))`;
}

function isOneOf(values: readonly string[], column = 'type'): RawBuilder<boolean> {
  return values.length === 0
    ? sql<boolean>`false`
    : sql<boolean>`${sql.ref(column)} in (${sql.join(values)})`;
}

function toItem(row: WaitingRow): InboxItem {
  const { kind, name, actor, type, until } = row;
  if (kind === 'decision') return { kind, ...timedOf(row), actor, instructionId: name, type };
  if (kind === 'transfer') return { kind, ...timedOf(row), identityId: name };
  if (kind === 'claim') return { kind, ...timedOf(row), identityId: name };
  if (kind === 'application') return { kind, ...timedOf(row), identityId: name };
  if (kind === 'plan') return { kind, ...(until === '' ? timelessOf(row) : timedOf(row)), planId: name };
  return toTimeless({ ...row, kind });
}

type TimelessKind = Exclude<InboxItem['kind'], TimedItem['kind'] | 'plan'>;

function toTimeless(row: WaitingRow & { readonly kind: TimelessKind }): InboxItem {
  const { kind, name, actor, since, until, type } = row;
  const timeless = timelessOf(row);
  switch (kind) {
    case 'filing':
    case 'number':
      return { kind, ...timeless, identityId: name };
    case 'finding':
      return { kind, ...timeless, about: type, due: until, findingId: name };
    case 'unmask':
      return { kind, ...timeless, about: type, ...(until !== '' && { due: until }), unmaskId: name };
    case 'sample':
      return { kind, ...timeless, about: type, due: revealBy(since), planId: name };
    case 'allotment':
      return { kind, ...timeless, allotmentId: name };
    case 'recovery':
      return { kind, ...timeless, planId: name, item: Number(actor), reason: type as RecoverReason };
  }
}

function timelessOf({
  org,
  since,
  actions,
}: WaitingRow): Pick<InboxItem, 'org' | 'since'> & { actions: string[] } {
  return { org, since, actions: actions.split(',') };
}

function timedOf(row: WaitingRow): Pick<TimedItem, 'org' | 'since' | 'until' | 'actions' | 'silence'> {
  return { ...timelessOf(row), until: row.until, silence: row.silence as TimedItem['silence'] };
}

/** Day by which a sample of a plan is to be revealed that was reconciled then. */
function revealBy(reconciled: string): string {
  return addDays(chinaDateAt(Date.parse(reconciled)), SAMPLE_DAYS);
}
