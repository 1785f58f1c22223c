// SPDX-License-Identifier: Apache-2.0
import type { DistrictCap } from '../ledger/index.js';
import { capsHouseholds } from '../programme/index.js';
import { counts, groupsOf, windowName, type Check, type Explanation, type Found } from './check.js';
import { byTime, foundOf, grantedIn, isOfScope, sumOf, type Granted } from './granted.js';
import { overHouseholds } from './households.js';
import { ownGrants } from './payees.js';
import { tiedBy } from './persons.js';
import { capsOf, divisionFor, isPlaced } from './places.js';
import type { AuditRows, PlanRow } from './rows.js';
import { bySubject, subjectsIn } from './subjects.js';

export const CAP_1: Check = {
  code: 'CAP-1',
  version: 4,
  title: { zh: '超过单笔或本期累计标准', en: 'Over the cap, of one item or of the period' },
  thresholds: {},
  falsePositives: {
    mixedFunds: { zh: '不同来源资金各在其标准以内', en: 'Of several sources, each within the cap' },
  },
  gaps: [
    {
      data: { zh: '各地低保标准（年）', en: 'Local subsistence standards (of the year)' },
      heldBy: { zh: '民政', en: 'civil affairs' },
    },
  ],
  together: 'window',
  ofPlaces: true,
  ofFiles: 'named',
  ofPayees: 'person',
  looksAt: (_, row) => counts(row),
  // What a household was granted is told apart by no payee.
  apartBy: (plans, person) => (plans.some(isCapped) ? undefined : bySubject(plans, person)),
  run: (rows) => {
    const windows = [...groupsOf(grantedIn(rows.plans), ({ plan }) => windowName(plan)).values()];
    return {
      found: [
        ...ownGrants(rows).flatMap((one) => overItem(one) ?? outOfPlace(rows, one) ?? []),
        ...windows.flatMap((all) =>
          tiedBy(all, subjectsIn(rows)).flatMap((granted) => overWindow(rows, granted) ?? []),
        ),
        ...windows.flatMap((granted) => overHousehold(rows, granted)),
      ],
    };
  },
};

function overItem(one: Granted): Found | undefined {
  const cap = one.plan.programme?.itemFen;
  const { fen } = one.row.record;
  if (cap === undefined || fen <= cap) return undefined;
  return foundOf([one], { reason: 'item', fen: fen - cap, facts: { cap, fen } });
}

/** Granted where the programme grants nothing: at none of its places, or nobody knew where. */
function outOfPlace(rows: AuditRows, one: Granted): Found | undefined {
  if (isPlaced(rows, one)) return undefined;
  const { fen } = one.row.record;
  return foundOf([one], { reason: 'place', fen, facts: { division: divisionFor(rows, one) ?? '' } });
}

/** Each grant is held against the cap of its own programme at its own place, with all that came before it. */
function overWindow(rows: AuditRows, granted: readonly Granted[]): Found | undefined {
  if (!isOfScope(granted)) return undefined;
  const ordered = byTime(granted);
  const overs = ordered.map((one, at) => {
    const { windowFen: cap = Infinity, division } = capsOf(rows, one);
    return { cap, fen: sumOf(ordered.slice(0, at + 1)), ...(division !== undefined && { division }) };
  });
  const over = overs.findLast(({ cap, fen }) => fen > cap);
  if (over === undefined || isToldAlone(ordered)) return undefined;
  return toldOf(ordered, { reason: 'window', facts: over });
}

function isCapped({ programme }: PlanRow): boolean {
  return programme !== undefined && capsHouseholds(programme);
}

/** Of a household: what its file was granted, or what its members bring along from files of before. */
function overHousehold(rows: AuditRows, granted: readonly Granted[]): readonly Found[] {
  if (!granted.some(({ plan }) => isCapped(plan))) return [];
  return overHouseholds(rows, byTime(granted)).flatMap(({ granted: some, ...facts }) =>
    !isOfScope(some) || isToldAlone(some) ? [] : [toldOf(some, { reason: 'household', facts })],
  );
}

/** What is over the cap of one item is not told again as all of its period. */
function isToldAlone(granted: readonly Granted[]): boolean {
  const [first] = granted;
  return granted.length === 1 && first !== undefined && overItem(first) !== undefined;
}

interface Told {
  readonly reason: 'window' | 'household';
  readonly facts: Readonly<{ cap: number; fen: number }> & Partial<Pick<DistrictCap, 'division'>>;
}

function toldOf(granted: readonly Granted[], { reason, facts }: Told): Found {
  const explained: Explanation | undefined = isMixed(granted, facts.cap) ? 'mixedFunds' : undefined;
  return foundOf(granted, { reason, fen: facts.fen - facts.cap, facts, explained });
}

function isMixed(granted: readonly Granted[], cap: number): boolean {
  const bySource = groupsOf(granted, ({ plan }) => plan.fund?.source ?? 'unknown');
  return bySource.size > 1 && [...bySource.values()].every((some) => sumOf(some) <= cap);
}
