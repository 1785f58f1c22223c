// SPDX-License-Identifier: Apache-2.0
import type { OrganisationView } from '@unionid/domain/api';
import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { OrganisationTables } from './organisation-tables.js';

/** An organisation with its profile; the profile may be missing while the national root has none. */
export type OrganisationRow = OrganisationTables['organisation'] & {
  readonly profile_version: number | null;
  readonly name: string | null;
  readonly credit_code: string | null;
  readonly kind: string | null;
  readonly founded_on: string | null;
  readonly address: string | null;
  readonly employers: number | null;
};

type Profile = OrganisationTables['organisation_profile'];

/** The tables as a union without a profile has them. */
type Joined = {
  [T in keyof OrganisationTables]: T extends 'organisation_profile'
    ? { [C in keyof Profile]: Profile[C] | null }
    : OrganisationTables[T];
};

export type OrganisationRowsQuery = SelectQueryBuilder<
  Joined,
  'organisation' | 'organisation_profile',
  OrganisationRow
>;

/** Unions, each with its profile and how many employers it covers. */
export function organisationRows(database: Kysely<OrganisationTables>): OrganisationRowsQuery {
  return database
    .selectFrom('organisation')
    .leftJoin('organisation_profile', 'organisation_profile.org_id', 'organisation.org_id')
    .selectAll('organisation')
    .select([
      'organisation_profile.version as profile_version',
      'organisation_profile.name',
      'organisation_profile.credit_code',
      'organisation_profile.kind',
      'organisation_profile.founded_on',
      'organisation_profile.address',
    ])
    .select((select) =>
      select
        .selectFrom('employer')
        .whereRef('employer.org_id', '=', 'organisation.org_id')
        .select((count) => count.fn.countAll<number>().as('count'))
        .as('employers'),
    )
    .$castTo<OrganisationRow>();
}

export function toOrganisationView(row: OrganisationRow): OrganisationView {
  return {
    ...{ orgId: row.org_id, version: row.version, province: row.province, parent: row.parent },
    ...{ level: row.level, state: row.state as OrganisationView['state'], name: row.name ?? '' },
    ...{ creditCode: row.credit_code ?? '', kind: row.kind ?? '', foundedOn: row.founded_on ?? '' },
    ...saidOf(row),
    ...{ profileVersion: row.profile_version ?? 0, employers: row.employers ?? 0 },
  };
}

/** What is there only where somebody has said it. */
function saidOf({
  heir,
  division,
  address,
}: OrganisationRow): Pick<OrganisationView, 'heir' | 'division' | 'address'> {
  return {
    ...(heir !== '' && { heir }),
    ...(division !== '' && { division }),
    ...(address !== null && address !== '' && { address }),
  };
}
