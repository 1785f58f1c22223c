// SPDX-License-Identifier: Apache-2.0
import type { TableDefinition } from '../shape/table.js';

export interface OrganisationTables {
  organisation: {
    org_id: string;
    version: number;
    state: string;
    province: string;
    parent: string;
    level: number;
    /** Who has the members of a union that ends; '' of others. */
    heir: string;
    /** And on what ground it ends. */
    ending: string;
    /** Where it stands as it says itself, '' where nobody told. */
    division: string;
  };
  organisation_profile: {
    org_id: string;
    version: number;
    name: string;
    /** `comparableOrganisationName`: what files and forms are held against. */
    comparable_name: string;
    credit_code: string;
    kind: string;
    founded_on: string;
    /** '' where nobody told. */
    address: string;
    contact_root: string;
  };
  employer: {
    org_id: string;
    credit_code: string;
    /** `comparableOrganisationName`; the name as registered is in the record. */
    name: string;
    record: string;
  };
}

/** Tables of unions: the tree, the profiles, the employers they cover. */
export const organisationTables: { readonly [N in keyof OrganisationTables]: TableDefinition } = {
  organisation: {
    key: ['org_id'],
    create: ({ text, integer }) => [
      `create table organisation (org_id ${text} primary key, version ${integer} not null, state ${text} not null,
         province ${text} not null, parent ${text} not null, level ${integer} not null,
         heir ${text} not null, ending ${text} not null, division ${text} not null)`,
      `create index organisation_by_parent on organisation (parent, org_id)`,
      `create index organisation_by_province on organisation (province, org_id)`,
      `create index organisation_by_state on organisation (state, org_id)`,
    ],
  },
  organisation_profile: {
    key: ['org_id'],
    create: ({ text, integer }) => [
      `create table organisation_profile (org_id ${text} primary key, version ${integer} not null,
         name ${text} not null, comparable_name ${text} not null, credit_code ${text} not null, kind ${text} not null,
         founded_on ${text} not null, address ${text} not null, contact_root ${text} not null)`,
      `create index organisation_profile_by_name on organisation_profile (comparable_name, org_id)`,
      `create index organisation_profile_by_credit_code on organisation_profile (credit_code)`,
    ],
  },
  employer: {
    key: ['org_id', 'credit_code'],
    create: ({ text }) => [
      `create table employer (org_id ${text} not null, credit_code ${text} not null, name ${text} not null,
         record ${text} not null, primary key (org_id, credit_code))`,
      `create index employer_by_name on employer (name, org_id)`,
    ],
  },
};
