// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@unionid/domain/api';
import {
  readLedgerValue,
  type CalendarRecord,
  type LedgerRecords,
  type PolicyRecord,
} from '@unionid/domain/ledger';
import { sql } from 'kysely';
import * as z from 'zod/mini';
import type { Aggregate, BlockRows, Project, ReadAccess } from '../shape/aggregate.js';
import { ListCursor } from '../shape/cursor.js';
import type { PageRequest } from '../shape/page-request.js';
import { attributeOf } from '../shape/table.js';
import { isReadable, unreadableError } from '../shape/unreadable-records.js';
import type { RecordVersion } from '../shape/versions.js';

type RuleType = 'policy' | 'calendar';

/** A policy of the national union ('00') or a province. */
export interface KnownPolicy {
  readonly scope: string;
  readonly policy: PolicyRecord;
}

export interface KnownCalendar {
  readonly scope: string;
  readonly year: number;
  readonly calendar: CalendarRecord;
}

export interface RuleFilter {
  readonly scope?: string | undefined;
  readonly year?: number | undefined;
  /** Every version, the newest first, or the newest only. */
  readonly all: boolean;
}

/** By what transfers are counted. Lists leave out what can not be read. @throws DomainError RECORD_UNREADABLE, each of one record */
export interface RuleQueries {
  /** The newest, or a version. */
  policy(scope: string, version?: number): Promise<PolicyRecord | undefined>;
  calendar(
    of: { readonly scope: string; readonly year: number },
    version?: number,
  ): Promise<CalendarRecord | undefined>;
  policies(filter: Omit<RuleFilter, 'year'>, page: PageRequest): Promise<Page<KnownPolicy>>;
  calendars(filter: RuleFilter, page: PageRequest): Promise<Page<KnownCalendar>>;
  policyAsOf(scope: string, block: number): Promise<RecordVersion<'policy'> | undefined>;
  calendarAsOf(
    of: { readonly scope: string; readonly year: number },
    block: number,
  ): Promise<RecordVersion<'calendar'> | undefined>;
}

export interface RuleTables {
  rule: {
    kind: string;
    /** As among the records of its kind. */
    name: string;
    scope: string;
    /** 0 of a policy. */
    year: number;
    /** 0 under the key of the newest. */
    version: number;
    record: string;
  };
}

const NEWEST = 0;
const KEY = z.tuple([z.string(), z.int(), z.int()]);
const CURSORS = {
  policy: new ListCursor('policies', KEY),
  calendar: new ListCursor('calendars', KEY),
} as const;

export const rules: Aggregate<RuleType, RuleTables, RuleQueries> = {
  tables: {
    rule: {
      key: ['kind', 'name'],
      create: ({ text, integer }) => [
        `create table rule (kind ${text} not null, name ${text} not null, scope ${text} not null,
           year ${integer} not null, version ${integer} not null, record ${text} not null, primary key (kind, name))`,
      ],
    },
  },
  projections: { policy: ruleOf('policy'), calendar: ruleOf('calendar') },
  owners: {},
  open: openRules,
};

function ruleOf<T extends RuleType>(kind: T): Project<T> {
  return ({ attributes, record, text }, rows: BlockRows) => {
    const key = { kind, name: attributes.join('/') };
    if (record === undefined) {
      rows.delete('rule', key);
      return;
    }
    const numbers = attributes.slice(1).map(Number);
    const [year = 0, version = NEWEST] = kind === 'policy' ? [0, ...numbers] : numbers;
    rows.put('rule', { ...key, scope: attributeOf(attributes, 0), year, version, record: text });
  };
}

function openRules(access: ReadAccess<RuleTables>): RuleQueries {
  const { versions } = access;
  const table = new Rules(access);
  return {
    policy: (scope, version) => table.one('policy', [scope, ...numbers(version)]),
    calendar: ({ scope, year }, version) => table.one('calendar', [scope, ...numbers(year, version)]),
    policies: (filter, page) =>
      table.page('policy', filter, page, ({ scope }, policy) => ({ scope, policy })),
    calendars: (filter, page) =>
      table.page('calendar', filter, page, ({ scope, year }, calendar) => ({ scope, year, calendar })),
    policyAsOf: (scope, block) => versions.asOf('policy', scope, block),
    calendarAsOf: ({ scope, year }, block) => versions.asOf('calendar', `${scope}/${String(year)}`, block),
  };
}

function numbers(...given: readonly (number | undefined)[]): readonly string[] {
  return given.flatMap((each) => (each === undefined ? [] : [String(each)]));
}

class Rules {
  readonly #access: ReadAccess<RuleTables>;

  constructor(access: ReadAccess<RuleTables>) {
    this.#access = access;
  }

  async one<T extends RuleType>(kind: T, parts: readonly string[]): Promise<LedgerRecords[T] | undefined> {
    const { db, unreadable } = this.#access;
    const name = parts.join('/');
    unreadable.assertReadable(kind, name);
    const query = db.selectFrom('rule').selectAll().where('kind', '=', kind).where('name', '=', name);
    const row = await query.executeTakeFirst();
    return row && read(kind, row);
  }

  /** By scope; of each the last year, and the newest version, first. */
  async page<T extends RuleType, V>(
    kind: T,
    { scope, year, all }: RuleFilter,
    page: PageRequest,
    toItem: (row: RuleTables['rule'], record: LedgerRecords[T]) => V,
  ): Promise<Page<V>> {
    const { db, unreadable } = this.#access;
    const cursor = CURSORS[kind];
    const after = cursor.after(page);
    const rows = await db
      .selectFrom('rule')
      .selectAll()
      .where('kind', '=', kind)
      .where('version', all ? '>' : '=', NEWEST)
      .$if(scope !== undefined, (query) => query.where('scope', '=', scope ?? ''))
      .$if(year !== undefined, (query) => query.where('year', '=', year ?? 0))
      .$if(unreadable.hasAny(kind), (query) => query.where(isReadable(kind, 'name')))
      .$if(after !== undefined, (query) =>
        query.where(sql<boolean>`(scope, -year, -version) > (${sql.join(after ?? [])})`),
      )
      .orderBy('scope')
      .orderBy('year', 'desc')
      .orderBy('version', 'desc')
      .limit(page.limit + 1)
      .execute();
    return cursor.page(rows, page, {
      keyOf: (row) => [row.scope, -row.year, -row.version],
      toItem: (row) => toItem(row, read(kind, row)),
    });
  }
}

function read<T extends RuleType>(kind: T, { record }: RuleTables['rule']): LedgerRecords[T] {
  const found = readLedgerValue(kind, record);
  if (found === undefined) throw unreadableError(kind);
  return found;
}
