// SPDX-License-Identifier: Apache-2.0
import type { ObjectionGround, TransferRecord } from '@unionid/domain/ledger';

/** What somebody tries; `by` is who acts, and of a request also the union that is to have the member. */
export type Step =
  | { readonly is: 'wait'; readonly hours: number }
  /** Until something follows from silence, or a millisecond before. */
  | { readonly is: 'waitFor'; readonly which: number; readonly early: boolean }
  | { readonly is: 'release'; readonly code: number | undefined; readonly by: number }
  | { readonly is: 'request'; readonly code: number | undefined; readonly by: number }
  | { readonly is: 'object'; readonly ground: ObjectionGround; readonly by: number }
  | { readonly is: 'decide'; readonly outcome: 'go' | 'stay'; readonly by: number }
  | { readonly is: 'cancel' | 'complete'; readonly by: number };

export type Action = Exclude<Step, { readonly is: 'wait' | 'waitFor' }>;

const NATIONAL = 3;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Open {
  kind: 'RELEASED' | 'REQUESTED' | 'OBJECTED' | 'AGREED';
  to: number | undefined;
  code: number | undefined;
  due: number;
  lapses: number;
  ground?: ObjectionGround;
  until?: number;
}

/** The rules once more, as sentences about who may do what when, and not as a table: what the contract is held against. */
export class TransferModel {
  /** The union that has the member. */
  home = 0;
  #open: Open | undefined;

  get status(): TransferRecord['status'] | undefined {
    return this.#open?.kind;
  }

  /** The times ahead at which something changes although nobody does anything. */
  boundaries(): readonly number[] {
    const { due = 0, until = 0, lapses = 0 } = this.#open ?? {};
    return [due, due + HOUR / 2, until, lapses];
  }

  /** What silence makes of it by a time. */
  wait(now: number): void {
    this.#settle(now);
  }

  /** Does a step, if the rules allow it; answers whether they do. */
  take(step: Action, now: number): boolean {
    this.#settle(now);
    switch (step.is) {
      case 'release':
        return this.#release(step.by, step.code, now);
      case 'request':
        return this.#request(step.by, step.code, now);
      case 'object':
        return this.#object(step.by, step.ground, now);
      case 'decide':
        return this.#decide(step.by, step.outcome, now);
      case 'cancel':
        return this.#cancel(step.by);
      case 'complete':
        return this.#complete(step.by);
    }
  }

  /** Silence: of the old side half an hour after its deadline, of the judge at its own, of everybody in the end. */
  #settle(now: number): void {
    const open = this.#open;
    if (open === undefined) return;
    if (open.kind === 'REQUESTED' && now >= open.due + HOUR / 2) open.kind = 'AGREED';
    if (open.kind === 'OBJECTED' && now >= (open.until ?? 0)) {
      if (open.ground === 'notThisPerson') this.#open = undefined;
      open.kind = 'AGREED';
    }
    if (now >= open.lapses) this.#open = undefined;
  }

  #release(by: number, code: number | undefined, now: number): boolean {
    if (by !== this.home) return false;
    const open = this.#open;
    if (open?.kind === 'AGREED') return false;
    if (open?.kind === 'REQUESTED' || open?.kind === 'OBJECTED') {
      open.kind = 'AGREED';
      return true;
    }
    if (code === undefined) return false;
    const lapses = workingDays(now, 10);
    this.#open = { kind: 'RELEASED', to: undefined, code, due: lapses, lapses };
    return true;
  }

  #request(by: number, code: number | undefined, now: number): boolean {
    if (by === this.home || by === NATIONAL) return false;
    const due = workingDays(now, 5);
    const terms = { to: by, due, lapses: workingDays(due + HOUR / 2, 10) };
    if (code !== undefined) return this.#useCode(code, terms);
    const open = this.#open;
    if (open !== undefined && open.kind !== 'RELEASED') return false;
    this.#open = { kind: 'REQUESTED', code: open?.code, ...terms };
    return true;
  }

  /** Whoever has the code is let in at once, also past another who has asked without it. */
  #useCode(code: number, terms: Pick<Open, 'to' | 'due' | 'lapses'>): boolean {
    const open = this.#open;
    if (open?.code !== code || (open.kind !== 'RELEASED' && open.kind !== 'REQUESTED')) return false;
    this.#open = { kind: 'AGREED', code: undefined, ...terms };
    return true;
  }

  #object(by: number, ground: ObjectionGround, now: number): boolean {
    const open = this.#open;
    if (by !== this.home || open?.kind !== 'REQUESTED' || now >= open.due) return false;
    const until = workingDays(now, 10);
    Object.assign(open, { kind: 'OBJECTED', ground, until, lapses: workingDays(until, 10) });
    return true;
  }

  #decide(by: number, outcome: 'go' | 'stay', now: number): boolean {
    const open = this.#open;
    if (by !== NATIONAL || open?.kind !== 'OBJECTED') return false;
    if (outcome === 'stay') this.#open = undefined;
    else Object.assign(open, { kind: 'AGREED', lapses: workingDays(now, 10) });
    return true;
  }

  #cancel(by: number): boolean {
    const open = this.#open;
    if (open === undefined || by !== (open.to ?? this.home)) return false;
    if (open.kind === 'REQUESTED' && open.code !== undefined)
      Object.assign(open, { kind: 'RELEASED', to: undefined });
    else this.#open = undefined;
    return true;
  }

  #complete(by: number): boolean {
    const open = this.#open;
    if (open?.kind !== 'AGREED' || by !== open.to) return false;
    this.home = by;
    this.#open = undefined;
    return true;
  }
}

/** End of the n-th day from Monday to Friday in China, UTC+8, after that of `from`. */
function workingDays(from: number, days: number): number {
  const day = new Date(from + 8 * HOUR);
  day.setUTCHours(0, 0, 0, 0);
  for (let left = days; left > 0;) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (day.getUTCDay() % 6 !== 0) left -= 1;
  }
  return day.getTime() + DAY - 8 * HOUR;
}
