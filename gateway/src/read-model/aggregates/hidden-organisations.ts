// SPDX-License-Identifier: Apache-2.0
import { batches } from '../../database/batches.js';
import type { ReadAccess } from '../shape/aggregate.js';
import { unreadableError } from '../shape/unreadable-records.js';
import type { OrganisationTables } from './organisation-tables.js';

/** What could tell that a union is the one asked for: its own record where it stands, these what it is called or covers. */
export type TellingType = 'organisationProfile' | 'employer';

/**
 * That no union which was not found may be the one asked for after all: none of the province, and none whose province is not
 * known either, has a record of this type that can not be read.
 * @param province every province where it is left out
 * @throws DomainError RECORD_UNREADABLE
 */
export async function assertNoneHidden(
  { db, unreadable }: ReadAccess<OrganisationTables>,
  type: TellingType,
  province?: string,
): Promise<void> {
  for (const hidden of ['organisation', type] as const) {
    for (const orgIds of batches(unreadable.ownersOf(hidden))) {
      const rows = await db
        .selectFrom('organisation')
        .select(['org_id', 'province'])
        .where('org_id', 'in', orgIds)
        .execute();
      const provinces = new Map(rows.map((row) => [row.org_id, row.province]));
      if (orgIds.some((orgId) => mayStandIn(provinces.get(orgId), province))) throw unreadableError(hidden);
    }
  }
}

function mayStandIn(known: string | undefined, asked: string | undefined): boolean {
  return known === undefined || asked === undefined || known === asked;
}
