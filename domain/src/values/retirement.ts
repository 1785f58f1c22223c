// SPDX-License-Identifier: Apache-2.0
import { addMonths, type IsoDate } from './calendar-date.js';
import type { Sex } from './id-number.js';

/** Original ages of 《国务院关于渐进式延迟法定退休年龄的办法》: men 60, women 55 (cadre) or 50 (worker). */
export type RetirementTrack = 'MEN_60' | 'WOMEN_55' | 'WOMEN_50';

interface TrackRule {
  readonly age: number;
  /** Year of birth of the first who retire later (60, 55 or 50 in 2025). */
  readonly firstBirthYear: number;
  /** One month later for each so many months of birth. */
  readonly step: number;
  readonly maxDelayMonths: number;
}

// In force from 2025-01-01: men to 63 and women cadres to 58 by one month in four, women workers to 55 by one in two.
const RULES: Readonly<Record<RetirementTrack, TrackRule>> = {
  MEN_60: { age: 60, firstBirthYear: 1965, step: 4, maxDelayMonths: 36 },
  WOMEN_55: { age: 55, firstBirthYear: 1970, step: 4, maxDelayMonths: 36 },
  WOMEN_50: { age: 50, firstBirthYear: 1975, step: 2, maxDelayMonths: 60 },
};

/** The day on which the statutory retirement age of the track is reached. */
export function retirementDate(birthDate: IsoDate, track: RetirementTrack): IsoDate {
  const rule = RULES[track];
  return addMonths(birthDate, rule.age * 12 + delayMonths(birthDate, rule));
}

/** True past the latest age that may apply: a file does not tell cadre from worker, so women count by 55→58. */
export function isPastRetirement(birthDate: IsoDate, sex: Sex, on: IsoDate): boolean {
  return on > retirementDate(birthDate, sex === 'MALE' ? 'MEN_60' : 'WOMEN_55');
}

function delayMonths(birthDate: IsoDate, rule: TrackRule): number {
  const months =
    (Number(birthDate.slice(0, 4)) - rule.firstBirthYear) * 12 + Number(birthDate.slice(5, 7)) - 1;
  if (months < 0) return 0;
  return Math.min(Math.floor(months / rule.step) + 1, rule.maxDelayMonths);
}
