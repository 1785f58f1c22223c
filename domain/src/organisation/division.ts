// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { NATIONAL_CODE, type OrganisationRecord } from '../ledger/index.js';

/** Deeper than any tree of unions. */
const MOST_STEPS = 16;
/** Unions of 新疆生产建设兵团 have a node of their own and stand in Xinjiang: GB/T 2260 has no code for them. */
const STANDS_IN: Readonly<Record<string, string>> = { '66': '65' };

/** That a union stands in its own province. @throws DomainError VALUE_NOT_ALLOWED */
export function assertDivision(division: string | undefined, province: string): void {
  if (division === undefined || province === NATIONAL_CODE) return;
  if (!division.startsWith(STANDS_IN[province] ?? province))
    throw new DomainError('VALUE_NOT_ALLOWED', { field: 'division' });
}

/** Where a union stands: as it says itself, or as the nearest above it that says it. */
export function divisionOf(
  orgId: string,
  unionOf: (orgId: string) => Pick<OrganisationRecord, 'division' | 'parent'> | undefined,
): string | undefined {
  let union = unionOf(orgId);
  for (let step = 0; step < MOST_STEPS && union !== undefined; step += 1) {
    if (union.division !== undefined) return union.division;
    union = union.parent === '' ? undefined : unionOf(union.parent);
  }
  return undefined;
}
