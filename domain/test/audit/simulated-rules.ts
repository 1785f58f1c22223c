// SPDX-License-Identifier: Apache-2.0
import {
  BENEFIT_CLASSES,
  type BenefitClassCode,
  type DistrictCap,
  type FileRecord,
  type FundSource,
  type PlanItem,
  type ProgrammeRecord,
} from '#src/ledger/index.js';
import type { Simulation } from './simulated-country.js';

const DAY_MS = 86_400_000;
export const DIGEST = 'A'.repeat(43);
/** Those of the test ledger, on which the year is lived again. */
export const PROVINCE_CODES = ['11', '34', '37', '51'] as const;
const CLASS_CODES = Object.keys(BENEFIT_CLASSES) as BenefitClassCode[];

type Dice = Pick<Simulation, 'int' | 'is' | 'oneOf'>;

export interface Programme {
  readonly id: string;
  readonly source: FundSource;
  readonly rules: ProgrammeRecord;
}

function optional(
  sim: Dice,
  {
    isFiled,
    windowFen,
    province,
  }: { readonly isFiled: boolean; readonly windowFen: number; readonly province: string },
): Partial<ProgrammeRecord> {
  return {
    ...(isFiled && { files: { level: sim.oneOf(['local', 'provincial'] as const) } }),
    ...(sim.is(0.4) && { retained: true as const }),
    ...(sim.is(0.3) && { tenure: sim.int(30, 365) }),
    ...(isFiled && sim.is(0.5) && { householdFen: windowFen * 2 }),
    ...(sim.is(0.4) && { districts: districtsOf(sim, province, windowFen) }),
  };
}

/** Some places of a province, each with less than the programme grants, or as much. */
function districtsOf(sim: Dice, province: string, windowFen: number): readonly DistrictCap[] {
  const places = ['0000', '0100', '0101', '0103', '0200'].filter(() => sim.is(0.6));
  return places.map((place) => ({
    division: `${province}${place}`,
    windowFen: Math.ceil(windowFen * (0.3 + sim.int(0, 7) / 10)),
  }));
}

/** Of all the places of which somebody is one, the narrowest. */
export function placeOf(
  districts: readonly DistrictCap[],
  division: string | undefined,
): Pick<DistrictCap, 'windowFen'> | undefined {
  const stem = ({ division: place }: DistrictCap): string => place.replace(/(00){1,2}$/, '');
  const all = districts.filter((each) => division?.startsWith(stem(each)) === true);
  const narrowest = all.toSorted((one, other) => stem(other).length - stem(one).length)[0];
  return narrowest && { windowFen: narrowest.windowFen };
}

/** The nth programme of a province. */
export function newProgramme(sim: Dice, province: string, n: number): Programme {
  const benefitClass =
    CLASS_CODES[(n + 3 * (PROVINCE_CODES as readonly string[]).indexOf(province)) % CLASS_CODES.length]!;
  const itemFen = sim.int(2, 30) * 10_000;
  const { most, subject } = BENEFIT_CLASSES[benefitClass];
  const windowFen = itemFen * sim.int(1, Math.min(most, 3));
  const isFiled = subject !== 'payee' || sim.is(0.2);
  const rules: ProgrammeRecord = {
    ...{ v: sim.int(1, 4), state: 'OPEN', province, org: `${province}-0`, class: benefitClass },
    ...{ document: DIGEST, from: '2026-01-01', until: '2026-12-31', itemFen, windowFen },
    publicDays: sim.oneOf(isFiled ? [5, 6, 7, 10] : [0, 5, 7]),
    bands: [
      { fen: itemFen * 20, approvers: 1 },
      { fen: itemFen * 100_000, approvers: 2, otherUnion: true },
    ],
    ...optional(sim, { isFiled, windowFen, province }),
  };
  const source = isFiled && sim.is(0.3) ? 'central' : sim.oneOf(['union', 'donation', 'local'] as const);
  return { id: `g-${province}-${n}`, source, rules };
}

export function isFiledFor({ rules, source }: Programme, file: FileRecord | undefined): boolean {
  const level = source === 'central' ? 'national' : rules.files?.level;
  return level === undefined || file?.level === level || file?.level === 'national';
}

/** What was granted to each name, as a contract would hold it. */
export class GrantedSoFar {
  readonly #granted = new Map<string, { n: number; fen: number }>();

  /** Takes a grant into account, if the rules let it. */
  take(
    rules: ProgrammeRecord,
    item: PlanItem,
    {
      window,
      file,
      ids,
    }: { readonly window: string; readonly file: FileRecord | undefined; readonly ids: readonly string[] },
  ): boolean {
    const { most, subject } = BENEFIT_CLASSES[rules.class];
    const isOfHousehold = subject === 'household';
    const household = isOfHousehold ? (file?.members ?? []).map(({ id, tag }) => id ?? tag) : [];
    const counted = item.for ?? item.id;
    // Whoever leaves a household brings along what all of it were granted: more than the rules say, and never less.
    const names = new Set([counted, ...(item.file === undefined ? [] : ids), ...household]);
    const keys = [...names].map((name) => ({
      key: `${rules.class}/${window}/${name}`,
      isFirst: name === counted,
    }));
    const isOver = keys.some(({ key, isFirst }) => {
      const { n, fen } = this.#of(key);
      const cap = isFirst ? rules.windowFen : (rules.householdFen ?? Infinity);
      return ((isFirst || isOfHousehold) && n >= most) || fen + item.fen > cap;
    });
    if (isOver) return false;
    for (const { key } of keys)
      this.#granted.set(key, { n: this.#of(key).n + 1, fen: this.#of(key).fen + item.fen });
    return true;
  }

  #of(key: string): { readonly n: number; readonly fen: number } {
    return this.#granted.get(key) ?? { n: 0, fen: 0 };
  }
}

export function dayName(day: number): string {
  return new Date(Date.UTC(2026, 0, 1) + Math.floor(day) * DAY_MS).toISOString().slice(0, 10);
}

export function windowOf(benefitClass: BenefitClassCode, day: number): string {
  const name = dayName(day);
  const { window } = BENEFIT_CLASSES[benefitClass];
  if (window === 'year') return name.slice(0, 4);
  return window === 'month'
    ? name.slice(0, 7)
    : `${name.slice(0, 4)}Q${1 + Math.floor((Number(name.slice(5, 7)) - 1) / 3)}`;
}
