// SPDX-License-Identifier: Apache-2.0
import type { DistrictCap, ProgrammeRecord } from '#src/ledger/index.js';
import type { Person, Simulation } from './simulated-country.js';
import { by, closedOn, itemName, list, pay, programmeOf, two, type Variants } from './simulated-lists.js';
import { dayName, PROVINCE_CODES, type Programme } from './simulated-rules.js';

// Caps by place, and of households that are filed anew: cases of CAP-1, and what only looks like one.

const WIDE = 120_000;
const provinceOf = (sim: Simulation): string => sim.oneOf(PROVINCE_CODES);

/** A union of its own at a place; '' is a union that says nothing of itself. */
function unionAt(sim: Simulation, division: string, parent = '00', day = -22): string {
  return sim.stands(sim.id('u'), day, { parent, ...(division !== '' && { division }) });
}

/** The province's, a city's and a county's, each with less. */
function ofPlaces(
  sim: Simulation,
  province: string,
  districts?: readonly Omit<DistrictCap, 'windowFen'>[],
): Programme {
  const places: readonly DistrictCap[] = [
    { division: `${province}0000`, windowFen: WIDE },
    { division: `${province}0100`, windowFen: 80_000 },
    { division: `${province}0107`, windowFen: 40_000 },
  ];
  const own = districts?.map((each) => ({ windowFen: WIDE, ...each }));
  return programmeOf(sim, 'medical', { districts: own ?? places });
}

const grant = (sim: Simulation, programme: Programme, person: Person, fen: number, day: number): string =>
  itemName(list(sim, [pay(person, fen)], { programme, day }));

export const PLACES: Variants = [
  // The narrowest place counts, and a single item passes its cap.
  (sim) => {
    const p = provinceOf(sim);
    return [grant(sim, ofPlaces(sim, p), sim.join(unionAt(sim, `${p}0107`)), 40_001, 90)];
  },
  // Another county of the city has the city's.
  (sim) => {
    const p = provinceOf(sim);
    const [programme, ill] = [ofPlaces(sim, p), sim.join(unionAt(sim, `${p}0108`))];
    grant(sim, programme, ill, 50_000, 60);
    return [grant(sim, programme, ill, 30_001, 120)];
  },
  // One that says nothing of itself stands where the nearest above it does.
  (sim) => {
    const p = provinceOf(sim);
    const above = unionAt(sim, '', unionAt(sim, `${p}0107`));
    return [grant(sim, ofPlaces(sim, p), sim.join(unionAt(sim, '', above)), 45_000, 90)];
  },
  // The union moved before the list was taken in.
  (sim) => {
    const p = provinceOf(sim);
    const union = unionAt(sim, `${p}0300`);
    sim.stands(union, 50, { parent: '00', division: `${p}0107` });
    return [grant(sim, ofPlaces(sim, p), sim.join(union), 45_000, 90)];
  },
  // It was put under another one, of another place.
  (sim) => {
    const p = provinceOf(sim);
    const union = unionAt(sim, '', unionAt(sim, `${p}0300`));
    sim.stands(union, 50, { parent: unionAt(sim, `${p}0107`) });
    return [grant(sim, ofPlaces(sim, p), sim.join(union), 45_000, 90)];
  },
  // Whoever moves to a place of a lower cap gets no second share.
  (sim) => {
    const p = provinceOf(sim);
    const [programme, ill] = [ofPlaces(sim, p), sim.join(unionAt(sim, `${p}0300`))];
    grant(sim, programme, ill, 35_000, 60);
    sim.becomes(ill, 90, { org: unionAt(sim, `${p}0107`) });
    return [grant(sim, programme, ill, 5_001, 120)];
  },
  // At no place of the programme, and where nobody said.
  (sim) => {
    const p = provinceOf(sim);
    const programme = ofPlaces(sim, p, [{ division: `${p}0100` }]);
    return [grant(sim, programme, sim.join(unionAt(sim, `${p}0200`)), 100, 90)];
  },
  (sim) => [grant(sim, ofPlaces(sim, provinceOf(sim)), sim.join(unionAt(sim, '', '')), 100, 90)],
  // The household's cap is the place's, too.
  (sim) => {
    const p = provinceOf(sim);
    const [one, other] = two(sim, unionAt(sim, `${p}0107`));
    const file = by(sim, sim.household([one, other], 1));
    const programme = ofPlaces(sim, p, [{ division: `${p}0100`, householdFen: 70_000 }]);
    list(sim, [pay(one, 40_000, file)], { programme, day: 40 });
    return [itemName(list(sim, [pay(other, 30_001, file)], { programme, day: 80 }))];
  },
];

const householdFen = 100_000;
const capped = (sim: Simulation, change: Partial<ProgrammeRecord> = {}): Programme =>
  programmeOf(sim, 'medical', { householdFen, ...change });

/** Closes a household's file, and files some people anew. */
function filedAnew(sim: Simulation, people: readonly Person[], day: number, before: string): string {
  const { record } = sim.files.get(before)!.at(-1)!;
  const closed = { ...record, v: record.v + 1, ...closedOn(day) };
  sim.files.get(before)!.push({ step: sim.at(day, 'file.close'), record: closed });
  return sim.household(people, day + 1, { from: dayName(day + 1) });
}

export const ANEW: Variants = [
  // The same people by another file.
  (sim) => {
    const [one, other] = two(sim);
    const [first, programme] = [sim.household([one, other], 1), capped(sim)];
    list(sim, [pay(one, 60_000, by(sim, first))], { programme, day: 40 });
    const anew = filedAnew(sim, [one, other], 60, first);
    return [itemName(list(sim, [pay(other, 40_001, by(sim, anew))], { programme, day: 80 }))];
  },
  // One of them, with somebody else.
  (sim) => {
    const [one, other] = two(sim);
    const [first, programme] = [sim.household([one, other], 1), capped(sim)];
    list(sim, [pay(one, 70_000, by(sim, first))], { programme, day: 40 });
    const spouse = sim.join(one.versions[0]!.record.org);
    const anew = filedAnew(sim, [one, spouse], 60, first);
    return [itemName(list(sim, [pay(spouse, 40_000, by(sim, anew))], { programme, day: 80 }))];
  },
  // Two who each bring something along from a file of their own.
  (sim) => {
    const [[one, other], programme] = [two(sim), capped(sim)];
    const files = [one, other].map((person) => sim.household([person], 1));
    list(sim, [pay(one, 50_000, by(sim, files[0]!))], { programme, day: 40 });
    list(sim, [pay(other, 40_000, by(sim, files[1]!))], { programme, day: 40 });
    filedAnew(sim, [one], 60, files[0]!);
    const anew = filedAnew(sim, [one, other], 62, files[1]!);
    return [itemName(list(sim, [pay(other, 20_000, by(sim, anew))], { programme, day: 80 }))];
  },
  // Where what everybody of a household gets is the household's, it is brought once.
  (sim) => {
    const [one, other] = two(sim);
    const programme = programmeOf(sim, 'living', { householdFen: 90_000 });
    const first = sim.household([one, other], 1);
    list(sim, [pay(one, 60_000, by(sim, first))], { programme, day: 40 });
    const anew = filedAnew(sim, [one, other], 60, first);
    return [itemName(list(sim, [pay(one, 30_001, by(sim, anew))], { programme, day: 80 }))];
  },
];

/** What looks like a case and is none. */
export const WITHIN: readonly ((sim: Simulation) => void)[] = [
  // The union moves to a place of a lower cap only after the list.
  (sim) => {
    const p = provinceOf(sim);
    const union = unionAt(sim, `${p}0300`);
    grant(sim, ofPlaces(sim, p), sim.join(union), 90_000, 60);
    sim.stands(union, 120, { parent: '00', division: `${p}0107` });
  },
  // As much as the city has, beside a county that has less.
  (sim) => {
    const p = provinceOf(sim);
    grant(sim, ofPlaces(sim, p), sim.join(unionAt(sim, `${p}0108`)), 80_000, 60);
  },
  // Moved from the narrow place to the wide one.
  (sim) => {
    const p = provinceOf(sim);
    const [programme, ill] = [ofPlaces(sim, p), sim.join(unionAt(sim, `${p}0107`))];
    grant(sim, programme, ill, 40_000, 60);
    sim.becomes(ill, 90, { org: unionAt(sim, `${p}0300`) });
    grant(sim, programme, ill, 80_000, 120);
  },
  // Filed anew, and within the cap altogether.
  (sim) => {
    const [one, other] = two(sim);
    const [first, programme] = [sim.household([one, other], 1), capped(sim)];
    list(sim, [pay(one, 60_000, by(sim, first))], { programme, day: 40 });
    const anew = filedAnew(sim, [one, other], 60, first);
    list(sim, [pay(other, 40_000, by(sim, anew))], { programme, day: 80 });
  },
  // Who leaves a household takes nothing of what others of it were granted.
  (sim) => {
    const [one, other] = two(sim);
    const [first, programme] = [sim.household([one, other], 1), capped(sim)];
    list(sim, [pay(one, 60_000, by(sim, first))], { programme, day: 40 });
    const own = sim.divides(first, other, 60);
    list(sim, [pay(other, 90_000, by(sim, own))], { programme, day: 80 });
  },
];
