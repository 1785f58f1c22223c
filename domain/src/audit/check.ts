// SPDX-License-Identifier: Apache-2.0
import type { Words } from '../instruction/index.js';
import type { PlanRecord } from '../ledger/index.js';
import { chinaDateAt } from '../values/index.js';
import type { AuditRows, ItemRow, PlanRow, Step, Version, Versions } from './rows.js';

/** What a check did not have: which data, and which part of the system would have it. */
export interface Gap {
  readonly data: Words;
  readonly heldBy: Words;
}

/** What is wrong, check by check; a new one wants its words (sdk, RESULT_ZH). */
export const FOUND_REASONS = [
  ...(['repeated', 'elsewhere', 'household', 'twoFiles'] as const),
  ...(['sharedAccount', 'state', 'ended'] as const),
  ...(['item', 'window', 'place'] as const),
  ...(['noFile', 'unknownFile', 'filedAfter', 'fileNotValid', 'otherHousehold', 'fileLevel'] as const),
  'fileShort',
  ...(['line.received', 'line.allotted', 'line.returned', 'line.reserved', 'line.paid'] as const),
  ...(['line.available', 'noBudget', 'signed', 'stands', 'paid', 'noAnswer'] as const),
  ...(['paidFirst', 'tooFew', 'sameMinute', 'twoDuties'] as const),
  ...(['missing', 'short', 'recordedAfter', 'stillOpen'] as const),
  ...(['payeeHasDuty', 'payeeIsCadre', 'late'] as const),
  ...(['dataAltered', 'blockMissing', 'chainBroken', 'undecodable', 'unreadable'] as const),
  ...(['unrevealed', 'otherBlock', 'committedLate'] as const),
] as const;
export type FoundReason = (typeof FOUND_REASONS)[number];

/** Known false positives, by what findings say they look like. */
export const EXPLANATIONS = [
  ...(['transferred', 'split', 'household', 'reportedLate', 'emergency'] as const),
  ...(['mixedFunds', 'bankHoliday', 'forAll', 'former'] as const),
] as const;
export type Explanation = (typeof EXPLANATIONS)[number];

/** What is unusual. */
export const FIGURE_NAMES = ['belowBand', 'yearEnd', 'roundSums', 'noReceipt'] as const;
export type FigureName = (typeof FIGURE_NAMES)[number];

export interface ItemName {
  readonly plan: string;
  readonly item: number;
}

/** One thing found. */
export interface Found {
  readonly org: string;
  readonly reason: FoundReason;
  /** Which known false positive it looks like: to be looked at, and no fault by itself. */
  readonly explained?: Explanation;
  /** What would have to be recovered. */
  readonly fen: number;
  readonly items: readonly ItemName[];
  readonly plans: readonly string[];
  readonly facts: Readonly<Record<string, string | number>>;
  readonly steps: readonly Step[];
}

/** A figure that shows something unusual and finds nobody at fault. */
export interface Figure {
  readonly org: string;
  readonly name: FigureName;
  readonly count: number;
  readonly of: number;
}

export type Thresholds = Readonly<Record<string, number>>;

/**
 * Plans that are looked at together: one alone, those of a union, those of a union, class and period of whatever money, those of a class and
 * period, or all.
 */
export type Together = 'plan' | 'union' | 'total' | 'window' | 'all';

export type NameOfItem = (row: ItemRow) => string;

export interface Seen {
  readonly found: readonly Found[];
  readonly figures?: readonly Figure[];
}

/** A named check, in a version of its rule: another rule is another version. */
export interface Check {
  readonly code: string;
  readonly version: number;
  readonly title: Words;
  readonly thresholds: Thresholds;
  /** Known false positives, by the code that findings say they look like. */
  readonly falsePositives: Readonly<Record<string, Words>>;
  /** What it would need beside the ledger's rows. */
  readonly gaps: readonly Gap[];
  /** It is run over some plans after the others, never apart those that it looks at together. */
  readonly together: Together;
  /** Whether it looks at blocks: they are read for no other. */
  readonly ofBlocks?: true;
  /** Likewise lines and allotments; samples; operators. */
  readonly ofLines?: true;
  readonly ofSamples?: true;
  readonly ofCadres?: true;
  /** Likewise hardship files: those that items name, or all. */
  readonly ofFiles?: 'named' | 'all';
  /** Likewise what payees were at any time, or only who of them is one person. */
  readonly ofPayees?: 'member' | 'person';
  /** Whether it asks where payees and their unions stood, of programmes that name places: likewise. */
  readonly ofPlaces?: true;
  /** Whether it asks of which unions, and those above, payees were to whom several have granted something: likewise. */
  readonly ofTransfers?: true;
  /** Why it can not be asked yet. */
  readonly notApplicable?: Words;
  /** Items that it looks at, where not all: the others are only counted. */
  looksAt?(plan: PlanRecord, row: ItemRow): boolean;
  /**
   * By which name items of plans that are looked at together can be told apart, where they can: two of different names are never looked at
   * together. @param person who stands for an account
   */
  apartBy?(plans: readonly PlanRow[], person: (id: string) => string): NameOfItem | undefined;
  /** What it finds without the items of any plan, once. */
  runAtLarge?(rows: AuditRows): Seen;
  /** What it finds in plans and their items. */
  run?(rows: AuditRows): Seen;
}

/** Name of the part to which a plan belongs: plans of one name are looked at together. */
export function partOf({ together }: Check, plan: PlanRow): string {
  switch (together) {
    case 'plan':
      return plan.planId;
    case 'union':
      return planOf(plan).org;
    case 'total':
      return totalName(plan);
    case 'window':
      return windowName(plan);
    case 'all':
      return '';
    default:
      return together satisfies never;
  }
}

/** What the contract adds up together: what a union grants of a class in a window, by whatever money and programme. */
export function totalName(plan: PlanRow): string {
  return [windowName(plan), planOf(plan).org].join('/');
}

/** What is granted of a class in a window. */
export function windowName(plan: PlanRow): string {
  const { class: benefitClass, window } = planOf(plan);
  return [benefitClass, window].join('/');
}

/** Plans of the auditor's scope. */
export function ownPlans({ plans }: Pick<AuditRows, 'plans'>): readonly PlanRow[] {
  return plans.filter(({ inScope }) => inScope);
}

/** Whether it looks at items of its scope alone. */
export function isOfScopeOnly({ together }: Check): boolean {
  return together === 'plan' || together === 'union' || together === 'total';
}

/** What of a plan beyond the scope it looks at. @param isWithin whether its union is of the scope, and only its money is not */
export function beyondScope({ together }: Check, plan: PlanRow, isWithin: boolean): PlanRow | undefined {
  if (together === 'plan' || together === 'union') return undefined;
  if (together === 'total') return isWithin ? plan : undefined;
  return { ...plan, versions: plan.versions.slice(-1) };
}

/** The newest version of a plan. */
export function planOf({ versions }: PlanRow): PlanRow['versions'][number]['record'] {
  return newest(versions).record;
}

/** The last of some, of which there is one. */
export function newest<T>(some: readonly T[]): T {
  const last = some.at(-1);
  if (last === undefined) throw new RangeError('a record without a version');
  return last;
}

/** When a plan first stood so. */
export function stepTo({ versions }: PlanRow, status: PlanRecord['status']): Step | undefined {
  return versions.find(({ record }) => record.status === status)?.step;
}

/** What stood as a list was taken in: what changed in its very block changed after it, or the list would be invalid. */
export function standingBefore<T>(
  versions: Versions<T> | undefined,
  { block }: Step,
): Version<T> | undefined {
  return versions?.findLast(({ step }) => step.block < block);
}

/** The same; what began in that block is there none the less. */
export function standingAt<T>(versions: Versions<T> | undefined, by: Step): Version<T> | undefined {
  return standingBefore(versions, by) ?? versions?.find(({ step }) => step.block === by.block);
}

/** Letters of items that count as granted: they stand, are held, or were paid and not given back. */
export function counts({ letter }: ItemRow): boolean {
  return letter === 'S' || letter === 'H' || letter === 'P';
}

/** Letters of what the bank paid and has not come back. */
export function isPaid({ letter }: ItemRow): boolean {
  return letter === 'P';
}

export function nameOf({ planId, item }: ItemRow): ItemName {
  return { plan: planId, item };
}

/** Day in China of a transaction. */
export function dayOf({ time }: Step): string {
  return chinaDateAt(Date.parse(time));
}

/** Groups with what each has in common, in the order of their names; '' is no group. */
export function groupsOf<T>(
  all: readonly T[],
  nameOfOne: (one: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const name = nameOfOne(one);
    if (name === '') continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [one]);
    else group.push(one);
  }
  return new Map([...groups].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** A finding about a plan. */
export function foundInPlan(
  plan: PlanRow,
  told: Pick<Found, 'reason' | 'fen' | 'facts' | 'steps'> & {
    readonly explained?: Explanation | undefined;
    readonly items?: readonly ItemName[];
  },
): Found {
  const { explained, items = [], ...rest } = told;
  return {
    ...{ ...rest, items, org: planOf(plan).org, plans: [plan.planId] },
    ...(explained !== undefined && { explained }),
  };
}
