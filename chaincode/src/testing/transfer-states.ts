// SPDX-License-Identifier: Apache-2.0
import type { ObjectionGround } from '@unionid/domain/ledger';
import type { RulesModel } from './rules-model.js';

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

/** What is left of a transfer that was completed. */
export interface Done {
  readonly from: number;
  readonly to: number;
  readonly wasSilence: boolean;
  readonly rules: RulesModel;
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
