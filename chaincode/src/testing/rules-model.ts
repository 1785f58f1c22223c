// SPDX-License-Identifier: Apache-2.0
import type { Term, TermDays } from '@unionid/domain/ledger';

export const NATIONAL = 3;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The only year of which anybody publishes a calendar. */
const YEAR = 2026;

const DEFAULT = { answer: 5, judge: 10, take: 10, undo: 5, appeal: 15 };
const LEAST = { answer: 3, judge: 5, take: 5, undo: 3, appeal: 10 };
const MOST = { answer: 10, judge: 20, take: 20, undo: 10, appeal: 30 };

/** `scope` is the number of a side, or the national union. */
export type RuleStep =
  | { readonly is: 'policy'; readonly scope: number; readonly days: TermDays; readonly cap?: TermDays }
  | {
      readonly is: 'calendar';
      readonly scope: number;
      readonly holidays: readonly string[];
      readonly workdays: readonly string[];
    };

interface Limits {
  readonly days: TermDays;
  readonly cap: TermDays;
}

interface Calendar {
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
}

interface RulesInForce {
  readonly policies?: ReadonlyMap<number, Limits>;
  readonly calendars?: ReadonlyMap<number, Calendar>;
  readonly versions?: Readonly<Record<string, number>>;
  readonly workingDayMs?: number | undefined;
}

/** What is in force at one time, as plain words would have it; never changed, but replaced. */
export class RulesModel {
  readonly #policies: ReadonlyMap<number, Limits>;
  readonly #calendars: ReadonlyMap<number, Calendar>;
  /** How often each was set. */
  readonly versions: Readonly<Record<string, number>>;
  /** Of a test network, whose working days are short and know no calendar. */
  readonly #workingDayMs: number | undefined;

  constructor({
    policies = new Map<number, Limits>(),
    calendars = new Map<number, Calendar>(),
    versions = {},
    workingDayMs,
  }: RulesInForce = {}) {
    this.#policies = policies;
    this.#calendars = calendars;
    this.versions = versions;
    this.#workingDayMs = workingDayMs;
  }

  /** Between a deadline and what silence makes of it. */
  get silence(): number {
    return (this.#workingDayMs ?? HOUR) / 2;
  }

  /** The rules with one of them set; undefined where that is not allowed. */
  set(step: RuleStep): RulesModel | undefined {
    const name = `${step.is} ${String(step.scope)}`;
    const versions = { ...this.versions, [name]: (this.versions[name] ?? 0) + 1 };
    if (step.is === 'policy') {
      const { scope, days, cap = {} } = step;
      if (!this.#allows(step)) return undefined;
      return this.#with({ policies: new Map(this.#policies).set(scope, { days, cap }), versions });
    }
    const { scope, holidays, workdays } = step;
    const named = [...holidays, ...workdays];
    if (new Set(named).size !== named.length) return undefined;
    const national = this.#calendars.get(NATIONAL);
    if (scope !== NATIONAL && workdays.some((day) => national?.holidays.includes(day))) return undefined;
    return this.#with({ calendars: new Map(this.#calendars).set(scope, { holidays, workdays }), versions });
  }

  #with(changed: RulesInForce): RulesModel {
    const same = { policies: this.#policies, calendars: this.#calendars, workingDayMs: this.#workingDayMs };
    return new RulesModel({ ...same, ...changed });
  }

  #allows({ scope, days, cap }: Extract<RuleStep, { readonly is: 'policy' }>): boolean {
    const terms = Object.keys(DEFAULT) as Term[];
    if (scope === NATIONAL)
      return terms.every((term) => {
        const [given, most] = [days[term] ?? DEFAULT[term], cap?.[term] ?? MOST[term]];
        return LEAST[term] <= given && given <= most;
      });
    const most = this.#policies.get(NATIONAL)?.cap ?? {};
    return terms.every((term) => {
      const given = days[term] ?? LEAST[term];
      return LEAST[term] <= given && given <= (most[term] ?? MOST[term]);
    });
  }

  #days(term: Term, scope: number): number {
    const national = this.#policies.get(NATIONAL);
    const days = this.#policies.get(scope)?.days[term] ?? national?.days[term] ?? DEFAULT[term];
    return Math.max(LEAST[term], Math.min(days, national?.cap[term] ?? MOST[term]));
  }

  /** End in China, UTC+8, of the last day of a term that somebody has: of the days that are worked where it is, but for appeals. */
  end(from: number, term: Term, scope: number): number {
    if (this.#workingDayMs !== undefined) return from + this.#days(term, scope) * this.#workingDayMs;
    const day = new Date(from + 8 * HOUR);
    day.setUTCHours(0, 0, 0, 0);
    for (let left = this.#days(term, scope); left > 0;) {
      day.setUTCDate(day.getUTCDate() + 1);
      if (term === 'appeal' || this.#isWorked(day, scope)) left -= 1;
    }
    return day.getTime() + DAY - 8 * HOUR;
  }

  #isWorked(date: Date, scope: number): boolean {
    const day = date.toISOString().slice(0, 10);
    const both = [this.#calendars.get(NATIONAL), this.#calendars.get(scope)];
    if (both.some((calendar) => calendar?.holidays.includes(day))) return false;
    return date.getUTCDay() % 6 !== 0 || both.some((calendar) => calendar?.workdays.includes(day));
  }

  /** What a request that is endorsed now has read: setting any of it makes the endorsement invalid. */
  read(scopes: readonly number[], now: number): string {
    const isOfYear = new Date(now + 8 * HOUR).getUTCFullYear() <= YEAR;
    const names = scopes.flatMap((scope) => [
      `policy ${String(scope)}`,
      ...(isOfYear ? [`calendar ${String(scope)}`] : []),
    ]);
    return names.map((name) => this.versions[name] ?? 0).join(' ');
  }
}
