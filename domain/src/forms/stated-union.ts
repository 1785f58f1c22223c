// SPDX-License-Identifier: Apache-2.0
import type { OrganisationEntry } from '../organisation/index.js';
import type { Fields } from '../privacy/index.js';
import { comparableOrganisationName } from '../values/organisation-name.js';
import type { UnionDraft } from './group-unions.js';
import type { UnitRow } from './organisation-form.js';
import type { UnionReference } from './union-reference.js';

type UnionParts = Pick<
  UnionDraft,
  | 'name'
  | 'creditCode'
  | 'unionType'
  | 'foundedOn'
  | 'division'
  | 'employers'
  | 'leader'
  | 'phone'
  | 'memberCount'
>;

/** What of a ledger row the rows of a file state of their union; gateway and client ask the same. */
export type StatedUnion = Pick<
  OrganisationEntry,
  'name' | 'creditCode' | 'kind' | 'foundedOn' | 'division' | 'employers'
>;

export function statedByUnion({
  name,
  creditCode = '',
  unionType,
  foundedOn,
  division,
  employers,
}: UnionParts): StatedUnion {
  return {
    ...{ name, creditCode, kind: unionType, foundedOn, employers: employers.map(toEmployer) },
    ...(division !== undefined && { division }),
  };
}

/** Who leads a union, its phone and where its units sit are for the vault; only the root over them is on the ledger. */
export function unionContact({ leader, phone, memberCount, employers }: UnionParts): Fields {
  const addresses = employers.map(({ creditCode, address }) => [`address.${creditCode}`, address] as const);
  return {
    leader,
    phone,
    ...(memberCount === undefined ? {} : { memberCount: String(memberCount) }),
    ...Object.fromEntries(addresses),
  };
}

/** True for the union that a file means: by its code, and by its name where the file has both. */
export function isNamed(
  reference: UnionReference,
  union: { readonly name: string; readonly creditCode: string },
): boolean {
  const name = comparableOrganisationName(union.name);
  if (reference.by === 'name') return reference.name === name;
  return reference.creditCode === union.creditCode && (reference.name ?? name) === name;
}

function toEmployer(unit: UnitRow): OrganisationEntry['employers'][number] {
  const { name, creditCode, nature = '', economicType, industry = '', district = '', headcount } = unit;
  return { name, creditCode, nature, economicType, industry, district, headcount };
}
