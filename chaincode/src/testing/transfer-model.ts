// SPDX-License-Identifier: Apache-2.0
import type { ObjectionGround, TransferRecord } from '@unionid/domain/ledger';
import { NATIONAL, type RulesModel } from './rules-model.js';
import {
  appealedOf,
  boundariesOf,
  isAppealable,
  lastWayBack,
  shownAfter,
  shownOf,
  silentAfter,
  turnOf,
  type Code,
  type Done,
  type Open,
  type Silent,
  type Standing,
} from './transfer-states.js';

/** What somebody tries; `by` is who acts, and of a request also the union that is to have the member. */
export type Action =
  | { readonly is: 'release'; readonly code: number | undefined; readonly by: number }
  | { readonly is: 'request'; readonly code: number | undefined; readonly by: number }
  | { readonly is: 'object'; readonly ground: ObjectionGround; readonly by: number }
  | { readonly is: 'decide'; readonly outcome: 'go' | 'stay'; readonly by: number }
  | { readonly is: 'appeal'; readonly ground: ObjectionGround; readonly by: number }
  | { readonly is: 'cancel' | 'complete' | 'undo'; readonly by: number };

/** In the place of who acts: the one whose step it is, so that histories get far. */
export const WHOEVER_MAY = -1;

/**
 * The rules once more, for one person, as sentences about who may do what when, and not as a table: what the contract is held
 * against. As it was written, until somebody asks how it stands at a time.
 */
export class TransferModel {
  /** The union that has the member. */
  home = 0;
  #open: Open | undefined;
  #done: Done | undefined;
  #code: Code | undefined;
  #silent: Silent | undefined;

  /** The same, for somebody to try a step on. */
  copy(): TransferModel {
    const copy = new TransferModel();
    copy.home = this.home;
    copy.#open = this.#open && { ...this.#open };
    copy.#code = this.#code;
    copy.#silent = this.#silent;
    const { dispute } = this.#done ?? {};
    copy.#done = this.#done && { ...this.#done, ...(dispute !== undefined && { dispute: { ...dispute } }) };
    return copy;
  }

  /** As silence has made it by a time. */
  at(now: number): TransferModel {
    const copy = this.copy();
    copy.#settle(now);
    return copy;
  }

  get status(): TransferRecord['status'] | undefined {
    const dispute = this.#done?.dispute;
    if (dispute !== undefined) return dispute.back ? 'RECALLED' : 'APPEALED';
    return this.#open?.kind;
  }

  get #standing(): Standing & { readonly home: number } {
    return { home: this.home, open: this.#open, done: this.#done, silent: this.#silent };
  }

  /** The step with somebody to take it. */
  cast(step: Action): Action {
    return step.by === WHOEVER_MAY ? { ...step, by: turnOf(step.is, this.#standing) } : step;
  }

  /** The times ahead at which something changes although nobody does anything. */
  boundaries(): readonly number[] {
    return boundariesOf(this.#standing);
  }

  /** The times that whoever looks at it is shown: of what silence makes of it, and until when something may be done. */
  shown(): readonly number[] {
    const ahead = this.#open === undefined ? [] : shownOf(this.#open);
    return this.#done === undefined ? ahead : [...ahead, ...shownAfter(this.#done)];
  }

  /** Does a step, if the rules allow it; answers whether they do. */
  take(step: Action, now: number, rules: RulesModel): boolean {
    this.#settle(now);
    switch (step.is) {
      case 'release':
        return this.#release(step.by, step.code, { now, rules });
      case 'request':
        return this.#request(step.by, step.code, { now, rules });
      case 'object':
        return this.#object(step.by, step.ground, now);
      case 'decide':
        return this.#decide(step.by, step.outcome, now);
      case 'cancel':
        return this.#cancel(step.by, now);
      case 'complete':
        return this.#complete(step.by, now);
      case 'undo':
        return this.#undo(step.by, now);
      case 'appeal':
        return this.#appeal(step.by, step.ground, now);
    }
  }

  /** Both sides agree at once, whatever is open between them; an appeal, or what a third union has asked for, stands in the way. */
  batch(to: number, now: number): boolean {
    this.#settle(now);
    const open = this.#open;
    if (to === this.home || this.#done?.dispute !== undefined) return false;
    if (open?.to !== undefined && open.to !== to) return false;
    if (open !== undefined) this.#code = undefined;
    this.#open = undefined;
    this.home = to;
    return true;
  }

  /** Silence: of the old side half an hour after its deadline, of the judge at its own, of everybody in the end. */
  #settle(now: number): void {
    this.#settleAppeal(now);
    const open = this.#open;
    if (open === undefined) return;
    if (open.kind === 'REQUESTED' && now >= open.due + open.rules.silence)
      Object.assign(open, { kind: 'AGREED', wasSilence: true });
    if (open.kind === 'OBJECTED' && now >= (open.until ?? 0)) {
      if (open.ground === 'notThisPerson') this.#open = undefined;
      open.kind = 'AGREED';
    }
    if (now >= open.lapses) this.#open = undefined;
  }

  /** A stranger is to go back where nobody decides, anybody else stays; and who was to be taken back in time and was not. */
  #settleAppeal(now: number): void {
    const done = this.#done;
    const dispute = done?.dispute;
    if (done === undefined || dispute === undefined) return;
    if (!dispute.back && now >= dispute.until) {
      done.heard = true;
      if (dispute.ground === 'notThisPerson') dispute.back = true;
      else delete done.dispute;
    }
    if (dispute.back && now >= dispute.lapses) delete done.dispute;
  }

  #release(
    by: number,
    code: number | undefined,
    { now, rules }: { readonly now: number; readonly rules: RulesModel },
  ): boolean {
    if (by !== this.home || this.#done?.dispute !== undefined) return false;
    const open = this.#open;
    if (open?.kind === 'AGREED') return false;
    if (open === undefined || open.kind === 'RELEASED') {
      if (code === undefined) return false;
      const lapses = rules.end(now, 'take', this.home);
      this.#begin({ kind: 'RELEASED', to: undefined, due: lapses, lapses, rules }, now);
      this.#code = { code, of: this.home, until: lapses, rules };
      return true;
    }
    open.kind = 'AGREED';
    return true;
  }

  #request(
    by: number,
    code: number | undefined,
    { now, rules }: { readonly now: number; readonly rules: RulesModel },
  ): boolean {
    if (by === this.home || by === NATIONAL || this.#done?.dispute !== undefined) return false;
    const due = rules.end(now, 'answer', this.home);
    const terms = { to: by, due, lapses: rules.end(due + rules.silence, 'take', by), rules };
    if (code !== undefined) return this.#useCode(code, terms, now);
    const open = this.#open;
    if (open !== undefined && open.kind !== 'RELEASED') return false;
    this.#begin({ kind: 'REQUESTED', ...terms }, now);
    if (!this.#hasCode(now)) this.#code = undefined;
    return true;
  }

  // Whatever is begun, the last one may go back as long as it says, until somebody has really taken the member over.
  #begin(open: Open, now: number): void {
    this.#open = open;
    const done = this.#done;
    if (done?.to !== this.home || now >= lastWayBack(done)) this.#done = undefined;
    if (this.#silent?.from === this.home) this.#silent = undefined;
  }

  /** A code is good for its own time, whoever asks without it and whatever comes of that. */
  #hasCode(now: number): boolean {
    return this.#code?.of === this.home && now < this.#code.until;
  }

  /** Whoever has the code is let in at once, also past another who has asked without it. */
  #useCode(code: number, terms: Pick<Open, 'to' | 'due' | 'lapses' | 'rules'>, now: number): boolean {
    if (this.#code?.code !== code || !this.#hasCode(now)) return false;
    this.#begin({ kind: 'AGREED', ...terms }, now);
    this.#code = undefined;
    return true;
  }

  #object(by: number, ground: ObjectionGround, now: number): boolean {
    const open = this.#open;
    if (by !== this.home || open?.kind !== 'REQUESTED' || now >= open.due) return false;
    const until = open.rules.end(now, 'judge', NATIONAL);
    const lapses = open.rules.end(until, 'take', open.to ?? 0);
    Object.assign(open, { kind: 'OBJECTED', ground, until, lapses });
    return true;
  }

  #decide(by: number, outcome: 'go' | 'stay', now: number): boolean {
    if (by !== NATIONAL) return false;
    if (this.#done?.dispute !== undefined) return this.#decideAppeal(this.#done, outcome, now);
    const open = this.#open;
    if (open?.kind !== 'OBJECTED') return false;
    if (outcome === 'stay') this.#open = undefined;
    else {
      const lapses = open.rules.end(now, 'take', open.to ?? 0);
      Object.assign(open, { kind: 'AGREED', wasSilence: false, lapses });
    }
    return true;
  }

  #decideAppeal(done: Done, outcome: 'go' | 'stay', now: number): boolean {
    const { dispute } = done;
    if (dispute === undefined || dispute.back) return false;
    done.heard = true;
    if (outcome === 'go') delete done.dispute;
    else Object.assign(dispute, { back: true, lapses: done.rules.end(now, 'take', done.from) });
    return true;
  }

  #cancel(by: number, now: number): boolean {
    const done = this.#done;
    if (done?.dispute !== undefined) {
      if (by !== done.from) return false;
      delete done.dispute;
      return true;
    }
    const open = this.#open;
    if (open === undefined || by !== (open.to ?? this.home)) return false;
    const code = open.to === undefined || !this.#hasCode(now) ? undefined : this.#code;
    this.#code = code;
    this.#open = code && {
      ...{ kind: 'RELEASED', to: undefined, due: code.until, lapses: code.until, rules: code.rules },
    };
    return true;
  }

  #complete(by: number, now: number): boolean {
    const done = this.#done;
    if (done?.dispute !== undefined) return done.dispute.back && by === done.from && this.#goBack(done);
    const open = this.#open;
    if (open?.kind !== 'AGREED' || by !== open.to) return false;
    const wasSilence = open.wasSilence === true;
    const { rules, due } = open;
    this.#silent = silentAfter(this.#standing, by, now);
    const [undo, appeal] = [rules.end(now, 'undo', by), rules.end(now, 'appeal', this.home)];
    this.#done = { from: this.home, to: by, wasSilence, rules, due, undo, appeal, heard: false };
    this.home = by;
    this.#open = this.#code = undefined;
    return true;
  }

  /** Whoever has taken a member over gives it back, in time; or at any time while the other appeals. */
  #undo(by: number, now: number): boolean {
    const done = this.#done;
    if (done?.to !== by || done.dispute?.back === true || this.home !== by) return false;
    if (done.dispute === undefined && now >= done.undo) return false;
    return this.#goBack(done);
  }

  #appeal(by: number, ground: ObjectionGround, now: number): boolean {
    const silent = this.#silent?.from === by && this.home !== by && this.#silent;
    const done = silent ? appealedOf(silent, this.home) : this.#done;
    if (done?.from !== by || this.home !== done.to || !isAppealable(done, now)) return false;
    const until = done.rules.end(now, 'judge', NATIONAL);
    done.dispute = { ground, until, lapses: done.rules.end(until, 'take', done.from), back: false };
    this.#done = done;
    // Nothing goes on beside it.
    this.#open = this.#code = undefined;
    if (silent) this.#silent = undefined;
    return true;
  }

  #goBack({ from }: Done): boolean {
    this.home = from;
    this.#open = this.#code = undefined;
    this.#done = undefined;
    return true;
  }
}
