// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@unionid/domain/api';
import type { ProgrammeRecord } from '@unionid/domain/ledger';
import * as z from 'zod/mini';
import type { Aggregate, ReadAccess } from '../shape/aggregate.js';
import { ListCursor } from '../shape/cursor.js';
import type { PageRequest } from '../shape/page-request.js';
import { recordOf } from '../shape/record-text.js';
import { isReadable } from '../shape/unreadable-records.js';
import type { RecordVersion } from '../shape/versions.js';

export interface KnownProgramme {
  readonly programmeId: string;
  readonly programme: ProgrammeRecord;
}

/** By which rules unions grant. Lists leave out what can not be read. @throws DomainError RECORD_UNREADABLE, each of one programme */
export interface ProgrammeQueries {
  /** The newest version, or one of them. */
  programme(programmeId: string, version?: number): Promise<ProgrammeRecord | undefined>;
  programmes(page: PageRequest): Promise<Page<KnownProgramme>>;
  programmeAsOf(programmeId: string, block: number): Promise<RecordVersion<'programme'> | undefined>;
}

export interface ProgrammeTables {
  programme: {
    /** As among its kind: the id, and after a slash the version where it is one of them. */
    name: string;
    programme_id: string;
    /** 0 under the key of the newest. */
    version: number;
    public_days: number;
    record: string;
  };
}

const NEWEST = 0;
const CURSOR = new ListCursor('programmes', z.tuple([z.string()]));

export const programmes: Aggregate<'programme', ProgrammeTables, ProgrammeQueries> = {
  tables: {
    programme: {
      key: ['name'],
      create: ({ text, integer }) => [
        `create table programme (name ${text} primary key, programme_id ${text} not null,
           version ${integer} not null, public_days ${integer} not null, record ${text} not null)`,
        `create index programme_by_id on programme (version, programme_id)`,
      ],
    },
  },
  projections: {
    programme: ({ attributes, record, text }, rows) => {
      const [programme_id = '', version] = attributes;
      const key = { name: attributes.join('/') };
      if (record === undefined) rows.delete('programme', key);
      else {
        const columns = { programme_id, version: Number(version ?? NEWEST), public_days: record.publicDays };
        rows.put('programme', { ...key, ...columns, record: text });
      }
    },
  },
  owners: {},
  open: openProgrammes,
};

function openProgrammes({ db, unreadable, versions }: ReadAccess<ProgrammeTables>): ProgrammeQueries {
  return {
    async programme(programmeId, version) {
      const name = version === undefined ? programmeId : `${programmeId}/${String(version)}`;
      unreadable.assertReadable('programme', name);
      const row = await db
        .selectFrom('programme')
        .select('record')
        .where('name', '=', name)
        .executeTakeFirst();
      return row && recordOf('programme', row.record);
    },
    async programmes(page) {
      const after = CURSOR.after(page);
      const rows = await db
        .selectFrom('programme')
        .selectAll()
        .where('version', '=', NEWEST)
        .$if(unreadable.hasAny('programme'), (query) =>
          query.where(isReadable('programme', 'programme.name')),
        )
        .$if(after !== undefined, (query) => query.where('programme_id', '>', after?.[0] ?? ''))
        .orderBy('programme_id')
        .limit(page.limit + 1)
        .execute();
      return CURSOR.page(rows, page, { keyOf: (row) => [row.programme_id], toItem: toKnown });
    },
    programmeAsOf: (programmeId, block) => versions.asOf('programme', programmeId, block),
  };
}

function toKnown({ programme_id, record }: ProgrammeTables['programme']): KnownProgramme {
  return { programmeId: programme_id, programme: recordOf('programme', record) };
}
