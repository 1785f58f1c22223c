// SPDX-License-Identifier: Apache-2.0
import type { DecisionView, Page } from '@unionid/domain/api';
import * as z from 'zod/mini';
import { unlessRefused } from '@unionid/domain/errors';
import { instructionDigest, parseSignedEnvelope, type SignedInstruction } from '@unionid/domain/instruction';
import { digestField } from '@unionid/domain/schema';
import { sql, type RawBuilder } from 'kysely';
import type { Aggregate, BlockRows, ReadAccess, RecordWrite } from '../shape/aggregate.js';
import { attributeOf, storable } from '../shape/table.js';
import { ListCursor } from '../shape/cursor.js';
import type { PageRequest } from '../shape/page-request.js';
import { isUnionWithin } from '../shape/union-tree.js';

const CURSOR = new ListCursor('decisions', z.tuple([z.int(), z.string(), z.string(), z.string()]));

/** Decisions that wait for a second signature; what was confirmed or withdrawn is none. */
export interface DecisionQueries {
  /** @throws DomainError RECORD_UNREADABLE */
  pending(actor: string, instructionId: string): Promise<DecisionView | undefined>;
  /** In the order of the ledger; those that can not be read are left out. */
  pendingDecisions(filter: DecisionFilter, page: PageRequest): Promise<Page<DecisionView>>;
  /** Digests of contents that decisions name which can still be confirmed of a hardship file. @param now RFC 3339 */
  waitingContents(fileId: string, now: string): Promise<readonly string[]>;
}

export interface DecisionFilter {
  readonly province?: string;
  /** The union that a decision is about; where the other side has to agree to it, that side's. */
  readonly org?: string;
  /** The decision's union is this one or stands below it. */
  readonly within?: string;
}

export interface DecisionTables {
  pending: {
    actor: string;
    instruction_id: string;
    chaincode: string;
    type: string;
    digest: string;
    org: string;
    province: string;
    /** 1 where the national union confirms it. */
    national: number;
    /** identityId of whom it is about, who has no part in it; '' where that is nobody. */
    about: string;
    /** RFC 3339: when it was signed first. */
    since: string;
    until: string;
    block: number;
    /** The signed instruction, as the transaction that left it brought it. */
    decision: string;
  };
}

/** Of a hardship file, what it is to say. */
const contentSchema = z.object({ content: digestField });

export const decisions: Aggregate<'pending', DecisionTables, DecisionQueries> = {
  tables: {
    pending: {
      key: ['actor', 'instruction_id', 'chaincode'],
      create: ({ text, integer }) => [
        `create table pending (actor ${text} not null, instruction_id ${text} not null, chaincode ${text} not null,
           type ${text} not null, digest ${text} not null, org ${text} not null, province ${text} not null,
           national ${integer} not null, about ${text} not null, since ${text} not null, until ${text} not null, block ${integer} not null, decision ${text} not null,
           primary key (actor, instruction_id, chaincode))`,
        `create index pending_by_block on pending (block, actor, instruction_id, chaincode)`,
      ],
    },
  },
  projections: { pending: projectPending },
  owners: {},
  open: openDecisions,
};

function projectPending(write: RecordWrite<'pending'>, rows: BlockRows): void {
  const { chaincode, attributes, record, transaction } = write;
  const key = {
    ...{ actor: attributeOf(attributes, 0), instruction_id: attributeOf(attributes, 1), chaincode },
  };
  if (record === undefined) {
    rows.delete('pending', key);
    return;
  }
  const { type, digest, until, national = false, about = '' } = record;
  // Whoever has to agree to it has it before them.
  const { org, province } = record.old ?? record;
  // Who confirms it signs what he reads here: a record of another decision than the transaction's says nothing.
  if (digestOf(transaction.argument) !== digest) {
    rows.markUnreadable();
    return;
  }
  const decision = { since: transaction.time, block: rows.block, decision: transaction.argument };
  rows.put('pending', {
    ...key,
    type: storable(type),
    digest,
    org,
    province,
    national: national ? 1 : 0,
    about,
    until,
    ...decision,
  });
}

/** Digest of the signed instruction that a transaction brought; undefined where it brought none. */
function digestOf(argument: string): string | undefined {
  return unlessRefused(() => instructionDigest(parseSignedEnvelope(argument).instruction));
}

function openDecisions({ db, unreadable }: ReadAccess<DecisionTables>): DecisionQueries {
  return {
    async pending(actor, instructionId) {
      unreadable.assertNoneEndsWith('pending', `${actor}/${instructionId}`);
      const row = await db
        .selectFrom('pending')
        .selectAll()
        .where('actor', '=', actor)
        .where('instruction_id', '=', instructionId)
        .orderBy('chaincode')
        .executeTakeFirst();
      return row && toView(row);
    },
    async pendingDecisions({ province, org, within }, page) {
      const after = CURSOR.after(page);
      const rows = await db
        .selectFrom('pending')
        .selectAll()
        .$if(province !== undefined, (query) => query.where('province', '=', province ?? ''))
        .$if(org !== undefined, (query) => query.where('org', '=', org ?? ''))
        .$if(within !== undefined, (query) => query.where(isUnionWithin('pending.org', within ?? '')))
        .$if(unreadable.hasAny('pending'), (query) => query.where(isReadable()))
        .$if(after !== undefined, (query) => query.where(isAfter(after ?? [])))
        .orderBy('block')
        .orderBy('actor')
        .orderBy('instruction_id')
        .orderBy('chaincode')
        .limit(page.limit + 1)
        .execute();
      return CURSOR.page(rows, page, {
        keyOf: (row) => [row.block, row.actor, row.instruction_id, row.chaincode],
        toItem: toView,
      });
    },
    async waitingContents(fileId, now) {
      const rows = await db
        .selectFrom('pending')
        .select('decision')
        .where('type', 'in', ['file.open', 'file.revise'])
        .where('until', '>=', now)
        .where('decision', 'like', `%${fileId}%`)
        .execute();
      return rows.map(
        ({ decision }) => contentSchema.parse(parseSignedEnvelope(decision).instruction.payload).content,
      );
    },
  };
}

function isAfter(key: readonly (string | number)[]): RawBuilder<boolean> {
  return sql<boolean>`(block, actor, instruction_id, chaincode) > (${sql.join(key)})`;
}

function isReadable(): RawBuilder<boolean> {
  return sql<boolean>`chaincode || '/' || actor || '/' || instruction_id
    not in (select name from unreadable where record_type = 'pending')`;
}

function toView(row: DecisionTables['pending']): DecisionView {
  const { actor, type, digest, org, province, about, until, block } = row;
  const decision = JSON.parse(row.decision) as SignedInstruction;
  return {
    ...{ actor, instructionId: row.instruction_id, chaincode: row.chaincode },
    ...{ type, digest, org, province, until, block, decision },
    ...(about !== '' && { about }),
  };
}
