// SPDX-License-Identifier: Apache-2.0
import type { ClaimRecord } from '../ledger/index.js';
import { CLAIM_PROCESS, type ClaimAction, type ClaimSide, type ClaimStep } from './process.js';

/** What time has made of a claim. */
export type ClaimState = Pick<ClaimRecord, 'status' | 'way'>;

/** What becomes of an open claim if nobody does anything more. */
export interface ClaimFuture extends ClaimState {
  /** RFC 3339. */
  readonly at: string;
}

/**
 * A claim at a time: what a deadline does is found out when somebody asks.
 * @param time RFC 3339 in UTC, which is compared as text
 */
export function claimAt(record: ClaimRecord, time: string): ClaimState {
  const { status, way } = claimFutures(record).findLast(({ at }) => at <= time) ?? record;
  return { status, way };
}

/** The claim as time has made it. */
export function claimNow(record: ClaimRecord, time: string): ClaimRecord {
  return { ...record, ...claimAt(record, time) };
}

/** What follows from silence of everybody, in order; nothing where the claim has ended. */
export function claimFutures({ status, silentAt, lapsesAt, contest }: ClaimRecord): readonly ClaimFuture[] {
  const lapse = { status: 'LAPSED', way: '', at: lapsesAt } as const;
  switch (status) {
    case 'OPENED':
      // A number that somebody typed must not shut its owner out because nobody answers.
      return [{ status: 'UPHELD', way: 'silence', at: silentAt }, lapse];
    case 'CONTESTED':
      // Nobody has made sure: the number stays, and the next claim on it goes to the national union (ADR 43).
      return contest === undefined
        ? [lapse]
        : [{ status: 'DISMISSED', way: 'judgeSilence', at: contest.until }];
    case 'UPHELD':
      return [lapse];
    default:
      return [];
  }
}

/** Somebody's turn in a claim. */
export interface ClaimWait {
  readonly side: ClaimSide;
  readonly actions: readonly ClaimAction[];
  /** RFC 3339. Undefined of the first, which began when the record was written. */
  readonly since: string | undefined;
  /** RFC 3339: what comes then if nobody has acted. */
  readonly until: string;
  readonly silence: ClaimState;
}

/** Whose answer each status waits for; in the others nobody owes one. */
const TURNS: Partial<Record<ClaimRecord['status'], ClaimSide>> = {
  ...{ OPENED: 'holder', CONTESTED: 'judge', UPHELD: 'claimant' },
};

/** Whose turn it is, and will be if nobody does anything: in order, each until the next begins. */
export function claimWaits(record: ClaimRecord): readonly ClaimWait[] {
  const futures = claimFutures(record);
  const states = [{ status: record.status, at: undefined }, ...futures];
  return futures.flatMap(({ at: until, status, way }, index) => {
    const { status: waiting, at: since } = states[index] ?? { status: record.status, at: undefined };
    const side = TURNS[waiting];
    if (side === undefined) return [];
    return [{ side, actions: actionsOf(waiting, side), since, until, silence: { status, way } }];
  });
}

function actionsOf(status: ClaimRecord['status'], side: ClaimSide): readonly ClaimAction[] {
  const steps: Partial<Record<ClaimAction, ClaimStep>> = CLAIM_PROCESS[status];
  // Taking back what one asked for oneself is nobody's wish.
  return Object.entries(steps)
    .filter(([action, { by }]) => by === side && action !== 'withdraw')
    .map(([action]) => action as ClaimAction);
}
