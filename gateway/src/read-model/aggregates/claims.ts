// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@unionid/domain/api';
import { claimWaits, OPEN_CLAIMS, othersThanSide, type ClaimSide } from '@unionid/domain/claim';
import { readLedgerValue, type ClaimRecord } from '@unionid/domain/ledger';
import { sql, type RawBuilder } from 'kysely';
import * as z from 'zod/mini';
import type { Aggregate, BlockRows, ReadAccess } from '../shape/aggregate.js';
import { ListCursor } from '../shape/cursor.js';
import { namesBetween } from '../shape/names-between.js';
import type { PageRequest } from '../shape/page-request.js';
import { attributeOf } from '../shape/table.js';
import { isReadable, unreadableError } from '../shape/unreadable-records.js';
import { answeringIn, isActedFor, isUnionWithin, judgeIn } from '../shape/union-tree.js';
import type { RecordVersion } from '../shape/versions.js';
import type { AccountTables } from './account-tables.js';

/** The newest claim on an account, as it was written: what time has made of it is found out when somebody asks. */
export interface KnownClaim {
  /** The account that the number led to when it was opened. */
  readonly identityId: string;
  readonly claim: ClaimRecord;
}

export interface ClaimFilter {
  /** Claims that these unions have opened, on accounts that they have, or such as they have to decide on. */
  readonly side: ClaimSide;
  /** This union and what stands below it; of those that judge, in its province. */
  readonly within: string;
  readonly province: string;
}

/** Claims on numbers (认领). @throws DomainError RECORD_UNREADABLE, each of one account's */
export interface ClaimQueries {
  claim(identityId: string): Promise<KnownClaim | undefined>;
  /**
   * Those that were open when they were written, the longest waiting first, and for who has the account such as left it without a
   * number; those that can not be read are left out.
   */
  claims(filter: ClaimFilter, page: PageRequest): Promise<Page<KnownClaim>>;
  /** Those by which an account is to be made. */
  claimsFor(owner: string): Promise<readonly KnownClaim[]>;
  /** Whether a document that counts leads to an account. */
  hasNumber(identityId: string): Promise<boolean>;
  /** Accounts to which none leads: a claim took it from them. */
  numberless(): Promise<readonly string[]>;
  claimAsOf(identityId: string, block: number): Promise<RecordVersion<'claim'> | undefined>;
}

interface ClaimTable {
  identity_id: string;
  owner: string;
  status: string;
  org: string;
  judge: string;
  asked: string;
  record: string;
}

export interface ClaimTables {
  claim: ClaimTable;
  numberless: { identity_id: string };
  /** Whose turn it is, and whose it becomes by silence: `claimWaits` of the record. */
  claim_wait: {
    identity_id: string;
    turn: number;
    side: string;
    /** Of the union that is to act; '' of the one that has the account, which is told by that. */
    org: string;
    /** '' of a holder or a judge, who is found when somebody asks. */
    province: string;
    /** RFC 3339, both. */
    since: string;
    until: string;
    silence: string;
    /** Instruction types, separated by a comma. */
    actions: string;
    /** Operators who have acted for another side, each between commas: it is not theirs. */
    others: string;
  };
}

/** Accounts that a claim took their number from, until another is bound to them (person-keys.ts). */
export const NUMBERLESS = 'numberless';

/** Not more turns follow from silence alone. */
const MAX_TURNS = 2;

const CURSOR = new ListCursor('claims', z.tuple([z.string(), z.string()]));

export const claims: Aggregate<'claim', ClaimTables, ClaimQueries, never, ClaimTables & AccountTables> = {
  tables: {
    claim: {
      key: ['identity_id'],
      create: ({ text }) => [
        `create table claim (identity_id ${text} primary key, owner ${text} not null, status ${text} not null,
           org ${text} not null, judge ${text} not null, asked ${text} not null, record ${text} not null)`,
        `create index claim_by_time on claim (asked, identity_id)`,
        `create index claim_by_owner on claim (owner)`,
      ],
    },
    [NUMBERLESS]: {
      key: ['identity_id'],
      create: ({ text }) => [`create table numberless (identity_id ${text} primary key)`],
    },
    claim_wait: {
      key: ['identity_id', 'turn'],
      create: ({ text, integer }) => [
        `create table claim_wait (identity_id ${text} not null, turn ${integer} not null, side ${text} not null,
           org ${text} not null, province ${text} not null, since ${text} not null, until ${text} not null,
           silence ${text} not null, actions ${text} not null, others ${text} not null, primary key (identity_id, turn))`,
        `create index claim_wait_by_time on claim_wait (since, identity_id)`,
      ],
    },
  },
  projections: {
    claim: ({ attributes, record, text, transaction }, rows) => {
      const key = { identity_id: attributeOf(attributes, 0) };
      putWaits(rows, { ...key, record, time: transaction.time });
      if (record === undefined) {
        rows.delete('claim', key);
        return;
      }
      const { owner, status, org, judge = '', asked, released } = record;
      if (status === 'SETTLED' && released !== undefined) rows.put(NUMBERLESS, key);
      rows.put('claim', { ...key, owner, status, org, judge, asked, record: text });
    },
  },
  owners: {},
  open: openClaims,
};

interface Written {
  readonly identity_id: string;
  readonly record: ClaimRecord | undefined;
  /** RFC 3339. */
  readonly time: string;
}

function putWaits(rows: BlockRows, { identity_id, record, time }: Written): void {
  const waits = record === undefined ? [] : claimWaits(record);
  for (let turn = 0; turn < MAX_TURNS; turn += 1) {
    const [key, wait] = [{ identity_id, turn }, waits[turn]];
    if (record === undefined || wait === undefined) {
      rows.delete('claim_wait', key);
      continue;
    }
    const { side, since = time, until, silence, actions } = wait;
    rows.put('claim_wait', {
      ...{ ...key, side, ...placeOf(record, side), since, until, silence: silence.status },
      actions: actions.map((action) => `claim.${action}`).join(','),
      others: namesBetween(othersThanSide(side, record)),
    });
  }
}

function placeOf(
  { org, province, judge = '' }: ClaimRecord,
  side: ClaimSide,
): { readonly org: string; readonly province: string } {
  if (side === 'claimant') return { org, province };
  return { org: side === 'judge' ? judge : '', province: '' };
}

function openClaims({ db, unreadable, versions }: ReadAccess<ClaimTables & AccountTables>): ClaimQueries {
  return {
    async claim(identityId) {
      unreadable.assertReadable('claim', identityId);
      const row = await db
        .selectFrom('claim')
        .selectAll()
        .where('identity_id', '=', identityId)
        .executeTakeFirst();
      return row && toKnown(row);
    },
    async claims({ side, ...of }, page) {
      const after = CURSOR.after(page);
      const rows = await db
        .selectFrom('claim')
        .innerJoin('account', 'account.identity_id', 'claim.identity_id')
        .selectAll('claim')
        .where(isListed(side))
        .where(isOfSide(side, of))
        .$if(unreadable.hasAny('claim'), (query) => query.where(isReadable('claim', 'claim.identity_id')))
        .$if(after !== undefined, (query) =>
          query.where(sql<boolean>`(claim.asked, claim.identity_id) > (${sql.join(after ?? [])})`),
        )
        .orderBy('claim.asked')
        .orderBy('claim.identity_id')
        .limit(page.limit + 1)
        .execute();
      return CURSOR.page(rows, page, { keyOf: (row) => [row.asked, row.identity_id], toItem: toKnown });
    },
    async claimsFor(owner) {
      const rows = await db.selectFrom('claim').selectAll().where('owner', '=', owner).execute();
      for (const { identity_id } of rows) unreadable.assertReadable('claim', identity_id);
      return rows.map(toKnown);
    },
    async hasNumber(identityId) {
      const row = await db
        .selectFrom('numberless')
        .select('identity_id')
        .where('identity_id', '=', identityId)
        .executeTakeFirst();
      return row === undefined;
    },
    async numberless() {
      const rows = await db.selectFrom('numberless').select('identity_id').execute();
      return rows.map(({ identity_id: identityId }) => identityId);
    },
    claimAsOf: (identityId, block) => versions.asOf('claim', identityId, block),
  };
}

function isOfSide(side: ClaimSide, { within, province }: Omit<ClaimFilter, 'side'>): RawBuilder<boolean> {
  if (side !== 'judge')
    return isUnionWithin(answeringIn(side === 'claimant' ? 'claim.org' : 'account.org'), within);
  const judge = judgeIn({ judge: 'claim.judge', sides: ['account.org', 'claim.org'] });
  return isActedFor(judge, { org: within, province });
}

function isListed(side: ClaimSide): RawBuilder<boolean> {
  const open = side === 'judge' ? (['CONTESTED'] as const) : OPEN_CLAIMS;
  const isOpen = sql<boolean>`claim.status in (${sql.join([...open])})`;
  if (side !== 'holder') return isOpen;
  // Whatever has been claimed of it since, by a number that it had formerly.
  return sql<boolean>`(${isOpen} or (account.state <> 'VOIDED'
    and exists (select 1 from numberless where numberless.identity_id = claim.identity_id)))`;
}

function toKnown({ identity_id: identityId, record }: ClaimTable): KnownClaim {
  const claim = readLedgerValue('claim', record);
  if (claim === undefined) throw unreadableError('claim');
  return { identityId, claim };
}
