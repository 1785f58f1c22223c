// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { DistrictCap, ProgrammeRecord } from '../ledger/index.js';

/** What a subject, and its household, is granted in one window at the most, and which of the programme's places says so. */
export type Caps = Pick<DistrictCap, 'windowFen' | 'householdFen'> & Partial<Pick<DistrictCap, 'division'>>;

type DistrictRules = Pick<ProgrammeRecord, 'windowFen' | 'householdFen' | 'districts'>;

/**
 * The caps where somebody's union stands: those of the narrowest place that the programme names, or its own where it names none.
 * @param division of the union; undefined where nobody told
 * @throws DomainError DISTRICT_UNKNOWN, DISTRICT_UNCAPPED
 */
export function capsAt(
  { windowFen, householdFen, districts }: DistrictRules,
  division: string | undefined,
): Caps {
  const own = { windowFen, ...(householdFen !== undefined && { householdFen }) };
  if (districts === undefined) return own;
  if (division === undefined) throw new DomainError('DISTRICT_UNKNOWN');
  const places = [division, `${division.slice(0, 4)}00`, `${division.slice(0, 2)}0000`];
  const found = places.flatMap((place) => districts.find((each) => each.division === place) ?? [])[0];
  if (found === undefined) throw new DomainError('DISTRICT_UNCAPPED', { division });
  // Where a place says nothing of households, the programme's own cap holds.
  return { ...own, ...found };
}

/** Whether a household is granted so much at the most, wherever it is. */
export function capsHouseholds({
  householdFen,
  districts = [],
}: Pick<DistrictRules, 'householdFen' | 'districts'>): boolean {
  return householdFen !== undefined || districts.some((each) => each.householdFen !== undefined);
}

/** Whether each place is named once, ascending, and none has more than the programme grants anywhere. */
export function areDistricts({ windowFen, householdFen, districts = [] }: DistrictRules): boolean {
  return districts.every((each, at) => {
    const before = districts[at - 1]?.division ?? '';
    const isWithin = each.windowFen <= windowFen && (each.householdFen ?? 0) <= (householdFen ?? Infinity);
    return before < each.division && isWithin;
  });
}
