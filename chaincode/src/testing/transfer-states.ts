// SPDX-License-Identifier: Apache-2.0
import type { ObjectionGround } from '@unionid/domain/ledger';
import { NATIONAL, type RulesModel } from './rules-model.js';

/** A transfer that waits for somebody. */
export interface Open {
  kind: 'RELEASED' | 'REQUESTED' | 'OBJECTED' | 'AGREED';
  to: number | undefined;
  due: number;
  lapses: number;
  /** As they were when it was asked for. */
  rules: RulesModel;
  ground?: ObjectionGround;
  until?: number;
  /** Whether it was the old union's own silence that let the member go. */
  wasSilence?: boolean;
}

/** The code that a member has, of the union that gave it. */
export interface Code {
  readonly code: number;
  readonly of: number;
  readonly until: number;
  readonly rules: RulesModel;
}

/** Whose silence moved the member first, who has gone on to others since. */
export interface Silent {
  readonly from: number;
  readonly due: number;
  readonly appeal: number;
  readonly rules: RulesModel;
}

/** What is left of a transfer that was completed. */
export interface Done {
  readonly from: number;
  readonly to: number;
  readonly wasSilence: boolean;
  readonly rules: RulesModel;
  /** Until when the old union could object. */
  readonly due: number;
  readonly undo: number;
  readonly appeal: number;
  /** The appeal, until it is decided; `back` where it was and the member is to go back. */
  dispute?: { readonly ground: ObjectionGround; until: number; lapses: number; back: boolean };
  /** Whether there was a decision, or none in time: either is the last word. */
  heard: boolean;
}

/** The times that whoever looks at it is shown. */
export function shownOf({ kind, ground, due, until = 0, lapses, rules }: Open): readonly number[] {
  if (kind === 'REQUESTED') return [due, due + rules.silence, lapses];
  if (kind !== 'OBJECTED') return [lapses];
  return ground === 'notThisPerson' ? [until] : [until, lapses];
}

/** The same of one that was completed. */
export function shownAfter({ undo, appeal, dispute, wasSilence, heard }: Done): readonly number[] {
  if (dispute === undefined) return wasSilence && !heard ? [undo, appeal] : [undo];
  if (dispute.back) return [dispute.lapses];
  return dispute.ground === 'notThisPerson' ? [dispute.until, dispute.lapses] : [dispute.until];
}

/** Until when a member may still go back. */
export function lastWayBack({ undo, appeal, wasSilence, heard }: Done): number {
  return wasSilence && !heard ? Math.max(undo, appeal) : undo;
}

/** Where a person's transfers stand. */
export interface Standing {
  readonly open: Open | undefined;
  readonly done: Done | undefined;
  readonly silent: Silent | undefined;
}

/** The times ahead at which something changes although nobody does anything. */
export function boundariesOf({ open, done, silent }: Standing): readonly number[] {
  const back = done === undefined ? [0, 0] : [done.undo, done.appeal];
  if (done?.dispute !== undefined) return [done.dispute.until, done.dispute.lapses, ...back];
  const ahead =
    open === undefined ? [] : [open.due, open.due + open.rules.silence, open.until ?? 0, open.lapses];
  return [...ahead, ...back, silent?.appeal ?? 0];
}

/** Whose turn a step is. */
export function turnOf(
  is: 'release' | 'request' | 'object' | 'decide' | 'cancel' | 'complete' | 'undo' | 'appeal',
  { home, open, done, silent }: Standing & { readonly home: number },
): number {
  const { from, to } = done ?? { from: home, to: home };
  const mover = done?.dispute === undefined ? (open?.to ?? home) : from;
  const appealing = silent === undefined || silent.from === home ? from : silent.from;
  const turns = { decide: NATIONAL, request: home === 1 ? 0 : 1, appeal: appealing, undo: to };
  return { ...turns, cancel: mover, complete: mover, release: home, object: home }[is];
}

/** Once per silence, in its time. */
export function isAppealable({ wasSilence, heard, dispute, appeal }: Done, now: number): boolean {
  return wasSilence && !heard && dispute === undefined && now < appeal;
}

/** Against an earlier silence, whoever has the member: from then on it is between the two, whatever else was. */
export function appealedOf({ from, due, appeal, rules }: Silent, to: number): Done {
  return { from, to, wasSilence: true, rules, due, undo: due, appeal, heard: false };
}

/** Who takes over from whoever has taken over by silence: the first silence may be appealed against as long as it could before. */
export function silentAfter(
  { done, silent, home }: Standing & { readonly home: number },
  to: number,
  now: number,
): Silent | undefined {
  const last = done?.to === home && done.wasSilence && !done.heard ? done : undefined;
  const first = [silent, last].find((each) => each !== undefined && now < each.appeal);
  return first?.from === to ? undefined : first;
}
