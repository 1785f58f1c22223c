// SPDX-License-Identifier: Apache-2.0
import type { OrganisationView, Page, UnionNames } from '@unionid/domain/api';
import * as z from 'zod/mini';
import { readLedgerValue, type EmployerRecord, type OrganisationState } from '@unionid/domain/ledger';
import { comparableOrganisationName } from '@unionid/domain/values';
import { sql, type RawBuilder } from 'kysely';
import type { Dialect } from '../../database/databases.js';
import type { Aggregate, ReadAccess } from '../shape/aggregate.js';
import { attributeOf } from '../shape/table.js';
import { ListCursor } from '../shape/cursor.js';
import type { PageRequest } from '../shape/page-request.js';
import { isReadable, unreadableError } from '../shape/unreadable-records.js';
import { MAX_DEPTH } from '../shape/union-tree.js';
import type { RecordVersion } from '../shape/versions.js';
import { assertNoneHidden, type TellingType } from './hidden-organisations.js';
import {
  organisationRows,
  toOrganisationView,
  type OrganisationRow,
  type OrganisationRowsQuery,
} from './organisation-rows.js';
import { organisationTables, type OrganisationTables } from './organisation-tables.js';

const CURSOR = new ListCursor('organisations', z.tuple([z.string()]));

/**
 * The tree of unions, their profiles and the employers they cover. A question whose answer hangs on a record that can not be
 * read throws DomainError RECORD_UNREADABLE; `organisations` leaves such unions out.
 */
export interface OrganisationQueries {
  organisation(orgId: string): Promise<OrganisationView | undefined>;
  organisations(filter: OrganisationFilter, page: PageRequest): Promise<Page<OrganisationView>>;
  organisationByCreditCode(creditCode: string): Promise<OrganisationView | undefined>;
  /** Unions of a province with this full name; width, blanks and case do not matter. */
  organisationsByName(province: string, name: string): Promise<readonly OrganisationView[]>;
  employers(orgId: string): Promise<readonly (EmployerRecord & { readonly creditCode: string })[]>;
  /** Unions of a province that cover an employer of this full name, compared likewise. */
  unionsOfEmployer(province: string, employerName: string): Promise<readonly OrganisationView[]>;
  /** Where a union stands: as it says itself, or as the nearest above it that says it. */
  divisionOf(orgId: string): Promise<string | undefined>;
  /** Whether a union that ends, or one between it and whoever has its members, was dissolved (ADR 45). */
  isDissolved(orgId: string): Promise<boolean>;
  /** True when `orgId` is `ancestor` or stands below it. */
  isWithin(orgId: string, ancestor: string): Promise<boolean>;
  organisationAsOf(orgId: string, block: number): Promise<RecordVersion<'organisation'> | undefined>;
  organisationProfileAsOf(
    orgId: string,
    block: number,
  ): Promise<RecordVersion<'organisationProfile'> | undefined>;
  /** What these unions were called once `block` was applied, by orgId in order; whoever's name nobody has, or can read, is left out. */
  unionNamesAsOf(orgIds: readonly string[], block: number): Promise<UnionNames>;
  employerAsOf(
    employer: { readonly orgId: string; readonly creditCode: string },
    block: number,
  ): Promise<RecordVersion<'employer'> | undefined>;
}

export interface OrganisationFilter {
  readonly province?: string;
  readonly parent?: string;
  readonly state?: OrganisationState;
  /** Any part of the name. */
  readonly name?: string;
}

type OrganisationTypes = 'organisation' | 'organisationProfile' | 'employer' | 'creditCode' | 'subordinate';

export const organisations: Aggregate<
  OrganisationTypes,
  OrganisationTables,
  OrganisationQueries,
  'organisation'
> = {
  tables: organisationTables,
  projections: {
    organisation: ({ attributes, record }, rows) => {
      const key = { org_id: attributeOf(attributes, 0) };
      if (record === undefined) {
        rows.delete('organisation', key);
        return;
      }
      const { version, state, province, parent, level, closing, division = '' } = record;
      const { heir = '', ground: ending = '' } = closing ?? {};
      rows.put('organisation', { ...key, version, state, province, parent, level, heir, ending, division });
    },
    organisationProfile: ({ attributes, record }, rows) => {
      const key = { org_id: attributeOf(attributes, 0) };
      if (record === undefined) {
        rows.delete('organisation_profile', key);
        return;
      }
      const { version, name, creditCode, kind, foundedOn, address = '', contactRoot } = record;
      rows.put('organisation_profile', {
        ...{ ...key, version, name, comparable_name: comparableOrganisationName(name) },
        ...{ credit_code: creditCode, kind, founded_on: foundedOn, address, contact_root: contactRoot },
      });
    },
    employer: ({ attributes, record, text }, rows) => {
      const key = { org_id: attributeOf(attributes, 0), credit_code: attributeOf(attributes, 1) };
      if (record === undefined) rows.delete('employer', key);
      else rows.put('employer', { ...key, name: comparableOrganisationName(record.name), record: text });
    },
    creditCode: { nothingBecause: 'the profile says it too' },
    subordinate: { nothingBecause: 'the union itself names its superior' },
  },
  owners: { organisation: { table: 'organisation', id: 'org_id' } },
  open: openOrganisations,
};

function openOrganisations(access: ReadAccess<OrganisationTables>): OrganisationQueries {
  const { db, versions } = access;
  return {
    async organisation(orgId) {
      assertReadable(access, orgId);
      const row = await organisationRows(db).where('organisation.org_id', '=', orgId).executeTakeFirst();
      return row && toOrganisationView(row);
    },
    organisations: (filter, page) => listOrganisations(access, filter, page),
    organisationByCreditCode: (creditCode) => findByCreditCode(access, creditCode),
    organisationsByName(province, name) {
      const named = organisationRows(db)
        .where('organisation_profile.comparable_name', '=', comparableOrganisationName(name))
        .where('organisation.province', '=', province);
      return findAll(access, named, { type: 'organisationProfile', province });
    },
    employers: (orgId) => readEmployers(access, orgId),
    unionsOfEmployer: (province, employerName) => findByEmployer(access, province, employerName),
    divisionOf: (orgId) => findDivision(access, orgId),
    isDissolved: (orgId) => isDissolved(access, orgId),
    isWithin: (orgId, ancestor) => isWithin(access, orgId, ancestor),
    organisationAsOf: (orgId, block) => versions.asOf('organisation', orgId, block),
    organisationProfileAsOf: (orgId, block) => versions.asOf('organisationProfile', orgId, block),
    unionNamesAsOf: (orgIds, block) => readNames(access, orgIds, block),
    employerAsOf: ({ orgId, creditCode }, block) =>
      versions.asOf('employer', `${orgId}/${creditCode}`, block),
  };
}

type Access = ReadAccess<OrganisationTables>;

function assertReadable({ unreadable }: Access, orgId: string): void {
  unreadable.assertReadable('organisation', orgId);
  unreadable.assertReadable('organisationProfile', orgId);
}

function toReadable(access: Access, row: OrganisationRow): OrganisationView {
  assertReadable(access, row.org_id);
  return toOrganisationView(row);
}

async function findDivision({ db, unreadable }: Access, orgId: string): Promise<string | undefined> {
  unreadable.assertReadable('organisation', orgId);
  const { rows } = await sql<{ readonly division: string }>`
    with recursive up (division, parent, depth) as (
      select division, parent, 0 from organisation where org_id = ${orgId}
      union all
      select o.division, o.parent, up.depth + 1 from organisation o join up on o.org_id = up.parent
      where up.division = '' and up.depth < ${sql.lit(MAX_DEPTH)}
    ) select division from up where division <> ''`.execute(db);
  return rows[0]?.division;
}

async function isDissolved({ db }: Access, orgId: string): Promise<boolean> {
  const { rows } = await sql`
    with recursive heirs (heir, ending, depth) as (
      select heir, ending, 0 from organisation where org_id = ${orgId}
      union all
      select o.heir, o.ending, heirs.depth + 1 from organisation o join heirs on o.org_id = heirs.heir
      where heirs.depth < ${sql.lit(MAX_DEPTH)}
    ) select 1 from heirs where ending = 'dissolved' limit 1`.execute(db);
  return rows.length > 0;
}

async function findByCreditCode(access: Access, creditCode: string): Promise<OrganisationView | undefined> {
  if (creditCode === '') return undefined;
  const row = await organisationRows(access.db)
    .where('organisation_profile.credit_code', '=', creditCode)
    .orderBy('organisation.org_id')
    .executeTakeFirst();
  if (row !== undefined) return toReadable(access, row);
  await assertNoneHidden(access, 'organisationProfile');
  return undefined;
}

async function findByEmployer(
  access: Access,
  province: string,
  employerName: string,
): Promise<readonly OrganisationView[]> {
  const { db, unreadable } = access;
  const covered = db.selectFrom('employer').where('name', '=', comparableOrganisationName(employerName));
  // Rows stay as they were before a record that nobody can read: it may not be of this name any more.
  if (unreadable.hasAny('employer'))
    for (const { org_id, credit_code } of await covered.select(['org_id', 'credit_code']).execute())
      unreadable.assertReadable('employer', `${org_id}/${credit_code}`);
  const covering = organisationRows(db)
    .where('organisation.org_id', 'in', covered.select('org_id'))
    .where('organisation.province', '=', province);
  return findAll(access, covering, { type: 'employer', province });
}

/** Where nobody is found it is because nobody is there, not because one can not be read. */
async function findAll(
  access: Access,
  query: OrganisationRowsQuery,
  { type, province }: { readonly type: TellingType; readonly province: string },
): Promise<readonly OrganisationView[]> {
  const rows = await query.orderBy('organisation.org_id').execute();
  if (rows.length === 0) await assertNoneHidden(access, type, province);
  return rows.map((row) => toReadable(access, row));
}

async function readNames(
  { versions }: Access,
  orgIds: readonly string[],
  block: number,
): Promise<UnionNames> {
  const names = new Map<string, string>();
  for (const [orgId, record] of await versions.newestOf('organisationProfile', orgIds, block))
    if (record.name !== '') names.set(orgId, record.name);
  return Object.fromEntries([...names].sort(([one], [other]) => (one < other ? -1 : 1)));
}

async function listOrganisations(
  { db, dialect, unreadable }: Access,
  { province, parent, state, name }: OrganisationFilter,
  page: PageRequest,
): Promise<Page<OrganisationView>> {
  const [after] = CURSOR.after(page) ?? [];
  const column = 'organisation.org_id';
  const rows = await organisationRows(db)
    .$if(province !== undefined, (query) => query.where('organisation.province', '=', province ?? ''))
    .$if(parent !== undefined, (query) => query.where('organisation.parent', '=', parent ?? ''))
    .$if(state !== undefined, (query) => query.where('organisation.state', '=', state ?? ''))
    .$if(name !== undefined, (query) => query.where(nameContains(name ?? '', dialect)))
    .$if(unreadable.hasAny('organisation'), (query) => query.where(isReadable('organisation', column)))
    .$if(unreadable.hasAny('organisationProfile'), (query) =>
      query.where(isReadable('organisationProfile', column)),
    )
    .$if(after !== undefined, (query) => query.where('organisation.org_id', '>', after ?? ''))
    .orderBy('organisation.org_id')
    .limit(page.limit + 1)
    .execute();
  return CURSOR.page(rows, page, { keyOf: (row) => [row.org_id], toItem: toOrganisationView });
}

async function readEmployers(
  { db, unreadable }: Access,
  orgId: string,
): Promise<readonly (EmployerRecord & { readonly creditCode: string })[]> {
  unreadable.assertAllReadable('employer', orgId);
  const rows = await db
    .selectFrom('employer')
    .select(['credit_code', 'record'])
    .where('org_id', '=', orgId)
    .orderBy('credit_code')
    .execute();
  return rows.map(({ credit_code, record }) => {
    const employer = readLedgerValue('employer', record);
    if (employer === undefined) throw unreadableError('employer');
    return { creditCode: credit_code, ...employer };
  });
}

async function isWithin({ db, unreadable }: Access, orgId: string, ancestor: string): Promise<boolean> {
  const { rows } = await sql<{ org_id: string; parent: string }>`
    with recursive up (org_id, parent, depth) as (
      select org_id, parent, 0 from organisation where org_id = ${orgId}
      union all
      select o.org_id, o.parent, up.depth + 1 from organisation o join up on o.org_id = up.parent
      where up.depth < ${MAX_DEPTH} and up.org_id <> ${ancestor}
    ) select org_id, parent from up order by depth`.execute(db);
  // A union that can not be read may stand anywhere: where the way up leads through one, nobody knows.
  for (const name of [orgId, ...rows.flatMap((row) => (row.org_id === ancestor ? [] : [row.parent]))])
    unreadable.assertReadable('organisation', name);
  return rows.some((row) => row.org_id === ancestor);
}

// SQLite's `like` takes ASCII letters of either case for the same, and so does `ilike` on a column of collation "C".
function nameContains(name: string, dialect: Dialect): RawBuilder<boolean> {
  const like = sql.raw(dialect === 'sqlite' ? 'like' : 'ilike');
  return sql<boolean>`organisation_profile.name ${like} ${toPattern(name)} escape '!'`;
}

function toPattern(text: string): string {
  return `%${text.replace(/[!%_]/g, '!$&')}%`;
}
