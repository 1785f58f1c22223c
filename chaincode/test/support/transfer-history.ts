// SPDX-License-Identifier: Apache-2.0
import { RulesModel, TransferModel, type Action, type RuleStep } from '#src/testing/index.js';

const HOUR = 3_600_000;

/** What happens next, to one of several persons or to all. */
export type Step =
  | { readonly is: 'wait'; readonly hours: number }
  /** Until something follows from silence or from its being too late, or a millisecond before; and what anybody may do is tried. */
  | { readonly is: 'waitFor'; readonly who: number; readonly which: number; readonly early: boolean }
  /** By a client whose clock is wrong by some minutes. */
  | { readonly is: 'act'; readonly who: number; readonly action: Action; readonly skew: number }
  /** Endorsed, and held back until one of those is delivered. */
  | { readonly is: 'hold'; readonly who: number; readonly action: Action }
  | { readonly is: 'deliver'; readonly which: number }
  /** The union that has the member and another agree. */
  | { readonly is: 'batch'; readonly who: number; readonly to: number }
  /** A union asks for several of them by one list. */
  | { readonly is: 'ask'; readonly whos: readonly number[]; readonly to: number }
  | { readonly is: 'tick' }
  | { readonly is: 'rule'; readonly rule: RuleStep };

/** An endorsement that waits, and what it has read. */
interface Held {
  readonly who: number;
  readonly next: TransferModel;
  readonly read: string;
  readonly reads: () => string;
}

/** Several persons' transfers, what they are counted by, and the clock of the ledger. */
export class HistoryModel {
  rules = new RulesModel();
  readonly #persons: TransferModel[];
  /** Of each person: how often something was written. */
  readonly #versions: number[];
  readonly #held: Held[] = [];
  #hour = 0;

  constructor(persons: number) {
    this.#persons = Array.from({ length: persons }, () => new TransferModel());
    this.#versions = this.#persons.map(() => 0);
  }

  /** A person's transfer as it was written. */
  person(who: number): TransferModel {
    const person = this.#persons[who];
    if (person === undefined) throw new RangeError('no such person');
    return person;
  }

  get waiting(): number {
    return this.#held.length;
  }

  /** Whether the rules would allow a step. */
  may(who: number, action: Action, time: number): boolean {
    return this.#try(who, action, time) !== undefined;
  }

  /** Does a step, if the rules allow it; answers whether they do. */
  act(who: number, action: Action, time: number): boolean {
    const next = this.#try(who, action, time);
    if (next === undefined) return false;
    this.#write(who, next);
    return true;
  }

  /** A batch of the one; answers whether it is moved. */
  batch(who: number, to: number, time: number): boolean {
    const next = this.person(who).copy();
    if (!next.batch(to, Math.max(time, this.#hour))) return false;
    this.#write(who, next);
    return true;
  }

  /** A list of requests, row by row as single ones; answers who is asked for. */
  ask(whos: readonly number[], to: number, time: number): readonly number[] {
    return whos.filter((who) => this.act(who, { is: 'request', code: undefined, by: to }, time));
  }

  /** A step that is endorsed, for later. */
  hold(who: number, action: Action, time: number): boolean {
    const next = this.#try(who, action, time);
    if (next === undefined) return false;
    const scopes = scopesOf(action, this.person(who).home);
    const reads = (): string =>
      `${String(this.#hour)} ${String(this.#versions[who])} ${this.rules.read(scopes, time)}`;
    this.#held.push({ who, next, read: reads(), reads });
    return true;
  }

  /** What was endorsed is as good as what it has read. */
  deliver(which: number): boolean {
    const [held] = this.#held.splice(which, 1);
    if (held === undefined || held.read !== held.reads()) return false;
    this.#write(held.who, held.next);
    return true;
  }

  tick(now: number): boolean {
    const hour = Math.floor(now / HOUR) * HOUR;
    if (hour <= this.#hour) return false;
    this.#hour = hour;
    return true;
  }

  rule(step: RuleStep): boolean {
    const rules = this.rules.set(step);
    this.rules = rules ?? this.rules;
    return rules !== undefined;
  }

  #try(who: number, action: Action, time: number): TransferModel | undefined {
    const next = this.person(who).copy();
    // Nobody's clock is behind the ledger's.
    return next.take(action, Math.max(time, this.#hour), this.rules) ? next : undefined;
  }

  #write(who: number, next: TransferModel): void {
    this.#persons[who] = next;
    this.#versions[who] = (this.#versions[who] ?? 0) + 1;
  }
}

/** Whose rules a step reads that begins a transfer; others go by versions, which nobody changes. */
function scopesOf({ is, by }: Action, home: number): readonly number[] {
  if (is === 'request') return [3, home, by];
  return is === 'release' ? [3, home] : [];
}
