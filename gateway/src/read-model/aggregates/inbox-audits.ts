// SPDX-License-Identifier: Apache-2.0
import { NATIONAL_CODE, type AuditScope } from '@unionid/domain/ledger';
import { sql, type RawBuilder } from 'kysely';
import { isReadable } from '../shape/unreadable-records.js';
import { isActedFor, isUnionWithin } from '../shape/union-tree.js';

/** What of audits concerns whom. */
export interface AuditInboxOwner {
  /** identityId of the person behind the operator, '' where nobody is bound. */
  readonly person: string;
  /** The person's accounts: that one, and those that have ended for it. */
  readonly accounts: readonly string[];
  readonly org: string;
  readonly province: string;
  readonly actsOnMembers: boolean;
  /** Whether the operator answers findings about its unions. */
  readonly answersFindings: boolean;
  /** Whether the operator is of 经审. */
  readonly supervises: boolean;
  /** Of an auditor. */
  readonly audits: AuditScope | undefined;
}

const truth = (is: boolean): RawBuilder<boolean> => (is ? sql<boolean>`true` : sql<boolean>`false`);

/**
 * Findings to be answered or struck off, requests for names to be approved or answered, samples to be revealed: each for the union that
 * is to act, which is the audited one or the payee's, or that of the auditor or 经审 who asks.
 */
export function waitingInAudits(owner: AuditInboxOwner): RawBuilder<unknown> {
  return sql`
    select 'finding', finding_id, '', org, since, due, '', 'finding.respond', org from finding
    where ${truth(owner.answersFindings)} and ${isActedFor('finding.org', owner)}
      and (state = 'OPEN' or (state in ('REMEDIED', 'RECOVERED') and left_fen > 0))
      and ${isNone(owner, 'finding.found_by')} and ${isReadable('finding', 'finding_id')}
    union all
    select 'finding', finding_id, '', ${owner.org}, since, due, '', 'finding.close', org from finding
    where ${isAudited(owner, 'finding')} and ${isNone(owner, 'finding.answered_by')}
      and (state = 'REMEDIED' or (state = 'RECOVERED' and left_fen = 0)) and ${isReadable('finding', 'finding_id')}
    union all
    select 'unmask', unmask_id, '', ${owner.org}, asked, '', '', 'unmask.approve', org from unmask
    where ${truth(owner.supervises)} and state = 'ASKED' and ${isSupervised(owner)} and ${isNobodyIn(owner)}
    union all
    select 'unmask', unmask_id, '', home, since, until, '', 'unmask.answer', org from unmask
    where ${truth(owner.actsOnMembers)} and state = 'APPROVED' and ${isActedFor('unmask.home', owner)}
      and ${isNobodyIn(owner)}
    union all
    select 'sample', sample.plan_id, '', ${owner.org}, reconciled.time, '', '', 'sample.record', sample.org
    from sample join plan_stage reconciled on reconciled.plan_id = sample.plan_id and reconciled.status = 'RECONCILED'
    where ${isAudited(owner, 'sample')} and state = 'COMMITTED' and ${isReadable('sample', 'sample.plan_id')}`;
}

/** Whoever has found something does not answer it, nor strikes off what he has answered, by whichever account of his. */
function isNone({ accounts }: AuditInboxOwner, among: string): RawBuilder<boolean> {
  if (accounts.length === 0) return sql<boolean>`true`;
  const isNot = accounts.map((account) => sql<boolean>`${sql.ref(among)} not like ${`%,${account},%`}`);
  return sql<boolean>`${sql.join(isNot, sql` and `)}`;
}

/** Of the auditor's unions and sources. */
function isAudited({ audits }: AuditInboxOwner, table: 'finding' | 'sample'): RawBuilder<boolean> {
  if (audits === undefined) return sql<boolean>`false`;
  const source = sql.ref(`${table}.source`);
  return sql<boolean>`${source} in (${sql.join(audits.sources)}) and ${isUnionWithin(`${table}.org`, audits.org)}`;
}

/** Of a union below that of 经审; the national union, which has none above it, is its own 经审's. */
function isSupervised({ org, province }: AuditInboxOwner): RawBuilder<boolean> {
  const isOwn = province === NATIONAL_CODE ? sql<boolean>`true` : sql<boolean>`unmask.org <> ${org}`;
  return sql<boolean>`${isUnionWithin('unmask.org', org)} and ${isOwn}`;
}

/** Who asks, who approves, who answers and who is asked about are different persons. */
function isNobodyIn({ person }: AuditInboxOwner): RawBuilder<boolean> {
  return sql<boolean>`${truth(person !== '')} and persons not like ${`%,${person},%`} and ${isReadable('unmask', 'unmask_id')}`;
}
