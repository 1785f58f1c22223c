// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@unionid/domain/api';
import { readLedgerValue, type TransferRecord } from '@unionid/domain/ledger';
import {
  completedBefore,
  DISPUTED,
  hasMoved,
  isSlotFree,
  OPEN,
  OPEN_REQUESTS,
  silentBefore,
  type TransferSide,
  waitsOf,
  othersThan,
} from '@unionid/domain/transfer';
import { sql, type RawBuilder } from 'kysely';
import * as z from 'zod/mini';
import type { Aggregate, BlockRows, ReadAccess } from '../shape/aggregate.js';
import { ListCursor } from '../shape/cursor.js';
import { namesBetween } from '../shape/names-between.js';
import type { PageRequest } from '../shape/page-request.js';
import { attributeOf } from '../shape/table.js';
import { isReadable, unreadableError } from '../shape/unreadable-records.js';
import { answeringIn, heirIn, isActedFor, isUnionWithin, judgeIn } from '../shape/union-tree.js';
import type { RecordVersion } from '../shape/versions.js';

/** A person's newest transfer, as it was written: what time has made of it is found out when somebody asks. */
export interface KnownTransfer {
  readonly identityId: string;
  readonly transfer: TransferRecord;
}

/** Transfers between unions (会籍接转). @throws DomainError RECORD_UNREADABLE, each of one person's */
export interface TransferQueries {
  transfer(identityId: string): Promise<KnownTransfer | undefined>;
  /**
   * Those that were open when they were written, the longest waiting first, and of those out of a union such as went by its silence,
   * as long as it may appeal; those that can not be read are left out.
   */
  openTransfers(filter: TransferFilter, page: PageRequest): Promise<Page<KnownTransfer>>;
  /** Slots of a union's open requests that are free, in order. @param time RFC 3339 */
  freeTransferSlots(org: string, time: string): Promise<readonly number[]>;
  transferAsOf(identityId: string, block: number): Promise<RecordVersion<'transfer'> | undefined>;
}

type Side = 'in' | 'out' | 'judge';

export interface TransferFilter {
  /** Transfers into these unions, out of them, or such as they have to decide on. */
  readonly side: Side;
  /** This union and what stands below it; of those that judge, in its province. */
  readonly within: string;
  readonly province: string;
  /** RFC 3339. */
  readonly time: string;
}

export interface TransferTables {
  transfer: {
    identity_id: string;
    status: string;
    from_org: string;
    to_org: string;
    judge: string;
    asked: string;
    /** The union whose silence has moved the member, and until when it may appeal; '' where there is none. */
    silent_org: string;
    appeal_until: string;
    record: string;
  };
  transfer_slot: { org: string; slot: number; identity_id: string };
  /** Whose turn it is, and whose it becomes by silence: `waitsOf` the record. */
  transfer_wait: {
    identity_id: string;
    turn: number;
    side: string;
    org: string;
    /** Of the union that is to act; '' of a judge: as things stand it may be another union. */
    province: string;
    /** RFC 3339, both. */
    since: string;
    until: string;
    silence: string;
    /** Instruction types, separated by a comma. */
    actions: string;
    /** Operators who have acted for another side, each between commas: it is not theirs. */
    others: string;
    /** Which of the person's memberships it is about. */
    nth: number;
    /** Name under which alone the member still goes back, '' where that does not matter. */
    tag: string;
  };
}

/** Two turns follow from silence alone, one may be about the transfer before, and one about an earlier silence. */
const MAX_TURNS = 4;

const CURSOR = new ListCursor('transfers', z.tuple([z.string(), z.string()]));

export const transfers: Aggregate<'transfer' | 'transferSlot', TransferTables, TransferQueries> = {
  tables: {
    transfer: {
      key: ['identity_id'],
      create: ({ text }) => [
        `create table transfer (identity_id ${text} primary key, status ${text} not null, from_org ${text} not null,
           to_org ${text} not null, judge ${text} not null, asked ${text} not null, silent_org ${text} not null,
           appeal_until ${text} not null, record ${text} not null)`,
        `create index transfer_by_time on transfer (asked, identity_id)`,
      ],
    },
    transfer_slot: {
      key: ['org', 'slot'],
      create: ({ text, integer }) => [
        `create table transfer_slot (org ${text} not null, slot ${integer} not null, identity_id ${text} not null,
           primary key (org, slot))`,
      ],
    },
    transfer_wait: {
      key: ['identity_id', 'turn'],
      create: ({ text, integer }) => [
        `create table transfer_wait (identity_id ${text} not null, turn ${integer} not null, side ${text} not null,
           org ${text} not null, province ${text} not null, since ${text} not null, until ${text} not null,
           silence ${text} not null, actions ${text} not null, others ${text} not null, nth ${integer} not null,
           tag ${text} not null, primary key (identity_id, turn))`,
        `create index transfer_wait_by_time on transfer_wait (since, identity_id)`,
      ],
    },
  },
  projections: {
    transfer: ({ attributes, record, text, transaction }, rows) => {
      const key = { identity_id: attributeOf(attributes, 0) };
      putWaits(rows, { ...key, record, time: transaction.time });
      if (record === undefined) {
        rows.delete('transfer', key);
        return;
      }
      const { status, from, to, judge = '', asked } = record;
      const sides = { from_org: from, to_org: to, judge };
      rows.put('transfer', { ...key, status, ...sides, ...silentOf(record), asked, record: text });
    },
    transferSlot: ({ attributes, record: identity_id }, rows) => {
      const key = { org: attributeOf(attributes, 0), slot: Number(attributeOf(attributes, 1)) };
      if (identity_id === undefined) rows.delete('transfer_slot', key);
      else rows.put('transfer_slot', { ...key, identity_id });
    },
  },
  owners: {},
  open: openTransfers,
};

interface Written {
  readonly identity_id: string;
  readonly record: TransferRecord | undefined;
  /** RFC 3339. */
  readonly time: string;
}

function putWaits(rows: BlockRows, { identity_id, record, time }: Written): void {
  const before = record && completedBefore(record);
  const waits = [record, before, record && earlierSilence(record)].flatMap((of) =>
    of === undefined
      ? []
      : waitsOf(of).map((wait) => ({
          ...{ ...wait, ...placeOf(of, wait.side) },
          others: namesBetween(othersThan(wait.side, of)),
          ...{ nth: of.nth ?? 1, tag: of.tag ?? '' },
        })),
  );
  for (let turn = 0; turn < MAX_TURNS; turn += 1) {
    const [key, wait] = [{ identity_id, turn }, waits[turn]];
    if (wait === undefined) {
      rows.delete('transfer_wait', key);
      continue;
    }
    const { side, org, province, since = time, until, silence, actions, others, nth, tag } = wait;
    rows.put('transfer_wait', {
      ...{ ...key, side, org, province, since, until, silence: silence.status, others, nth, tag },
      actions: actions.map((action) => `transfer.${action}`).join(','),
    });
  }
}

function placeOf(
  { from, fromProvince, to, toProvince, judge = '' }: TransferRecord,
  side: TransferSide,
): { readonly org: string; readonly province: string } {
  if (side === 'old') return { org: from, province: fromProvince };
  return side === 'new' ? { org: to, province: toProvince } : { org: judge, province: '' };
}

function openTransfers({ db, unreadable, versions }: ReadAccess<TransferTables>): TransferQueries {
  return {
    async transfer(identityId) {
      unreadable.assertReadable('transfer', identityId);
      const row = await db
        .selectFrom('transfer')
        .selectAll()
        .where('identity_id', '=', identityId)
        .executeTakeFirst();
      return row && toKnown(row);
    },
    async openTransfers(filter, page) {
      const after = CURSOR.after(page);
      const rows = await db
        .selectFrom('transfer')
        .selectAll()
        .where(isListed(filter))
        .$if(unreadable.hasAny('transfer'), (query) => query.where(isReadable('transfer', 'identity_id')))
        .$if(after !== undefined, (query) =>
          query.where(sql<boolean>`(asked, identity_id) > (${sql.join(after ?? [])})`),
        )
        .orderBy('asked')
        .orderBy('identity_id')
        .limit(page.limit + 1)
        .execute();
      return CURSOR.page(rows, page, { keyOf: (row) => [row.asked, row.identity_id], toItem: toKnown });
    },
    async freeTransferSlots(org, time) {
      const rows = await db
        .selectFrom('transfer_slot')
        .leftJoin('transfer', 'transfer.identity_id', 'transfer_slot.identity_id')
        .select(['transfer_slot.slot', 'transfer_slot.identity_id', 'transfer.record'])
        .where('transfer_slot.org', '=', org)
        .execute();
      // In one of which nobody can read whose it is, or what became of that, the contract takes nobody.
      const taken = rows.filter(({ slot, identity_id, record }) => {
        const inSlot = record === null ? undefined : readLedgerValue('transfer', record);
        return unreadable.has('transfer', identity_id) || !isSlotFree(inSlot, { to: org, slot }, time);
      });
      const slots = new Set(taken.map(({ slot }) => slot));
      return Array.from({ length: OPEN_REQUESTS }, (_, slot) => slot).filter(
        (slot) => !slots.has(slot) && !unreadable.has('transferSlot', `${org}/${String(slot)}`),
      );
    },
    transferAsOf: (identityId, block) => versions.asOf('transfer', identityId, block),
  };
}

function isListed({ side, within, province, time }: TransferFilter): RawBuilder<boolean> {
  if (side === 'judge') {
    const judge = judgeIn({ judge: 'transfer.judge', sides: ['transfer.from_org', 'transfer.to_org'] });
    return sql<boolean>`(status in (${sql.join([...DISPUTED])}) and ${isActedFor(judge, { org: within, province })})`;
  }
  const isOpen = sql<boolean>`status in (${sql.join([...OPEN])})`;
  const hasMoved = sql<boolean>`status in ('APPEALED', 'RECALLED')`;
  const isWithin = (union: RawBuilder<string>): RawBuilder<boolean> => isUnionWithin(union, within);
  if (side === 'in')
    return sql<boolean>`(${isOpen} and case when ${hasMoved} then ${isWithin(answeringIn('transfer.to_org'))}
      else ${isWithin(heirIn('transfer.to_org'))} end)`;
  // Whom a decision gives back the heir of a union that ends takes.
  return sql<boolean>`((${isOpen} and (${isWithin(answeringIn('transfer.from_org'))}
      or (${hasMoved} and ${isWithin(heirIn('transfer.from_org'))})))
    or (appeal_until > ${time} and ${isWithin(answeringIn('transfer.silent_org'))}))`;
}

/** An earlier transfer by silence, as it stands between its old union and whoever this one says has the member. */
function earlierSilence(record: TransferRecord): TransferRecord | undefined {
  const { status, from, fromProvince, to, toProvince, nth } = record;
  const hasGone = status === 'COMPLETED' || hasMoved(status);
  const holder = hasGone ? { org: to, province: toProvince } : { org: from, province: fromProvince };
  return silentBefore(record, { ...holder, ...(nth !== undefined && { nth }) });
}

/** Whose silence has moved the member, also by a transfer before. */
function silentOf(record: TransferRecord): Pick<TransferTables['transfer'], 'silent_org' | 'appeal_until'> {
  const { status, way, from, appealUntil } = earlierSilence(record) ?? completedBefore(record) ?? record;
  const isSilent = status === 'COMPLETED' && way === 'silence' && appealUntil !== undefined;
  return isSilent ? { silent_org: from, appeal_until: appealUntil } : { silent_org: '', appeal_until: '' };
}

function toKnown({ identity_id: identityId, record }: TransferTables['transfer']): KnownTransfer {
  const transfer = readLedgerValue('transfer', record);
  if (transfer === undefined) throw unreadableError('transfer');
  return { identityId, transfer };
}
