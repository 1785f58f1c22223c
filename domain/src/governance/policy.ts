// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { NATIONAL_CODE, TERMS, type PolicyRecord, type Term, type TermDays } from '../ledger/index.js';

type AllDays = Readonly<Record<Term, number>>;

/** Where nothing was set; of a term in which somebody answers, no less than it takes to do so. */
const BUILT_IN = {
  days: { answer: 5, judge: 10, take: 10, undo: 5, appeal: 15 },
  floor: { answer: 3, judge: 5, take: 5, undo: 3, appeal: 10 },
  cap: { answer: 10, judge: 20, take: 20, undo: 10, appeal: 30 },
  holidays: 15,
} as const;

/** What holds for the whole country: what the national union has set, the rest as built in. */
export interface NationalPolicy {
  readonly days: AllDays;
  readonly floor: AllDays;
  readonly cap: AllDays;
  readonly holidays: number;
}

export function nationalPolicyOf(national: Omit<PolicyRecord, 'v'> | undefined): NationalPolicy {
  const { days, floor, cap, holidays = BUILT_IN.holidays } = national ?? {};
  return {
    days: { ...BUILT_IN.days, ...days },
    floor: { ...BUILT_IN.floor, ...floor },
    cap: { ...BUILT_IN.cap, ...cap },
    holidays,
  };
}

/** How long a term is: as the province says, between what the national union allows now. */
export function termDaysOf(
  term: Term,
  { own, national }: Readonly<Record<'own' | 'national', Pick<PolicyRecord, 'days'> | undefined>>,
): number {
  const { days, floor, cap } = nationalPolicyOf(national);
  return Math.min(Math.max(own?.days[term] ?? days[term], floor[term]), cap[term]);
}

/** All terms of a province, or of the national union itself. */
export function allTermDays(policies: Parameters<typeof termDaysOf>[1]): AllDays {
  return Object.fromEntries(TERMS.map((term) => [term, termDaysOf(term, policies)])) as AllDays;
}

/** What a policy says, and of whom. */
export type Policy = Omit<PolicyRecord, 'v'> & { readonly scope: string };

/**
 * The next version of a scope's policy.
 * @throws DomainError POLICY_DISORDERED of a national one, POLICY_WIDER of a province's
 */
export function nextPolicy(
  { scope, ...policy }: Policy,
  { current, national }: Readonly<Record<'current' | 'national', PolicyRecord | undefined>>,
): PolicyRecord {
  if (scope === NATIONAL_CODE) assertOrdered(nationalPolicyOf(policy));
  else assertNarrower(policy.days, nationalPolicyOf(national));
  return { v: (current?.v ?? 0) + 1, ...policy };
}

function assertOrdered({ days, floor, cap }: NationalPolicy): void {
  const wrong = TERMS.find((term) => floor[term] > days[term] || days[term] > cap[term]);
  if (wrong === undefined) return;
  const details = { term: wrong, floor: floor[wrong], days: days[wrong], cap: cap[wrong] };
  throw new DomainError('POLICY_DISORDERED', details);
}

function assertNarrower(own: TermDays, { floor, cap }: NationalPolicy): void {
  for (const term of TERMS) {
    const { [term]: days = floor[term] } = own;
    if (days < floor[term] || days > cap[term])
      throw new DomainError('POLICY_WIDER', { term, floor: floor[term], days, cap: cap[term] });
  }
}
