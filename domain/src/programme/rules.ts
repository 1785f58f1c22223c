// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import {
  BENEFIT_CLASSES,
  type ApprovalBand,
  type BenefitClassCode,
  type ProgrammeRecord,
} from '../ledger/index.js';
import { addDays } from '../values/china-date.js';
import { areDistricts } from './districts.js';

/** Days of the shortest window: February's. */
const SHORTEST_WINDOW = 28;
/** Between two grants at the most: beyond, each row would ask for years of windows. */
export const MOST_APART = 366;

/** The window of a class that a day is in: 2026, 2026Q4 or 2026-11. Windows are the nation's, not a programme's. */
export function windowOf(benefitClass: BenefitClassCode, day: string): string {
  const year = day.slice(0, 4);
  switch (BENEFIT_CLASSES[benefitClass].window) {
    case 'year':
      return year;
    case 'quarter':
      return `${year}Q${String(Math.ceil(Number(day.slice(5, 7)) / 3))}`;
    case 'month':
      return day.slice(0, 7);
  }
}

/** Windows of a class beside a day's own that have a day within so many of it. */
export function windowsNear(benefitClass: BenefitClassCode, day: string, days: number): readonly string[] {
  const near = new Set<string>();
  // No window is shorter than a step.
  for (let at = -days; at < days; at += SHORTEST_WINDOW) near.add(windowOf(benefitClass, addDays(day, at)));
  near.add(windowOf(benefitClass, addDays(day, days)));
  near.delete(windowOf(benefitClass, day));
  return [...near];
}

/** How many must approve, by what a line grants in its window: the last band holds for whatever is beyond it. */
export function bandOf(
  { bands }: Pick<ProgrammeRecord, 'bands'>,
  fen: number,
): ProgrammeRecord['bands'][number] {
  const band = bands.find((each) => fen <= each.fen) ?? bands.at(-1);
  if (band === undefined) throw new DomainError('RECORD_UNREADABLE', { type: 'programme' });
  return band;
}

/** @throws DomainError PROGRAMME_DISORDERED where its days, its caps or its bands contradict each other */
export function assertOrdered(
  rules: Pick<
    ProgrammeRecord,
    'from' | 'until' | 'itemFen' | 'windowFen' | 'householdFen' | 'districts' | 'bands' | 'apart'
  >,
): void {
  const { from, until, itemFen, windowFen, bands, apart = 0 } = rules;
  if (from > until) throw new DomainError('PROGRAMME_DISORDERED', { field: 'until' });
  if (itemFen > windowFen) throw new DomainError('PROGRAMME_DISORDERED', { field: 'windowFen' });
  if (!areDistricts(rules)) throw new DomainError('PROGRAMME_DISORDERED', { field: 'districts' });
  if (apart > MOST_APART) throw new DomainError('PROGRAMME_DISORDERED', { field: 'apart' });
  const wrong = bands.some((band, index) => {
    const before = bands[index - 1];
    return before !== undefined && !isStricter(band, before);
  });
  if (wrong) throw new DomainError('PROGRAMME_DISORDERED', { field: 'bands' });
}

/** Whether a band is of more, and asks for no less than the one before. */
function isStricter(band: ApprovalBand, before: ApprovalBand): boolean {
  const keepsOther = before.otherUnion !== true || band.otherUnion === true;
  return band.fen > before.fen && band.approvers >= before.approvers && keepsOther;
}
