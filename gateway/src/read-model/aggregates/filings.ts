// SPDX-License-Identifier: Apache-2.0
import { readLedgerValue, type FilingRecord } from '@unionid/domain/ledger';
import type { Aggregate, ReadAccess } from '../shape/aggregate.js';
import { attributeOf } from '../shape/table.js';
import { unreadableError } from '../shape/unreadable-records.js';
import type { RecordVersion } from '../shape/versions.js';

/** Receipts of expulsions (备案回执). @throws DomainError RECORD_UNREADABLE, each of one person's */
export interface FilingQueries {
  /** The newest of a person, whichever expulsion it is of. */
  filing(identityId: string): Promise<FilingRecord | undefined>;
  filingAsOf(identityId: string, block: number): Promise<RecordVersion<'filing'> | undefined>;
}

export interface FilingTables {
  filing: {
    identity_id: string;
    /** Day of the expulsion. */
    since: string;
    /** The account's version by it, 0 where the receipt does not say. */
    of_version: number;
    record: string;
  };
}

export const filings: Aggregate<'filing', FilingTables, FilingQueries> = {
  tables: {
    filing: {
      key: ['identity_id'],
      create: ({ text, integer }) => [
        `create table filing (identity_id ${text} primary key, since ${text} not null, of_version ${integer} not null,
           record ${text} not null)`,
      ],
    },
  },
  projections: {
    filing: ({ attributes, record, text }, rows) => {
      const key = { identity_id: attributeOf(attributes, 0) };
      if (record === undefined) rows.delete('filing', key);
      else rows.put('filing', { ...key, since: record.since, of_version: record.of ?? 0, record: text });
    },
  },
  owners: {},
  open: openFilings,
};

function openFilings({ db, unreadable, versions }: ReadAccess<FilingTables>): FilingQueries {
  return {
    async filing(identityId) {
      unreadable.assertReadable('filing', identityId);
      const row = await db
        .selectFrom('filing')
        .select('record')
        .where('identity_id', '=', identityId)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const filing = readLedgerValue('filing', row.record);
      if (filing === undefined) throw unreadableError('filing');
      return filing;
    },
    filingAsOf: (identityId, block) => versions.asOf('filing', identityId, block),
  };
}
