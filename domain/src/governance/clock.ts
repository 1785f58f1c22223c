// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import type { ClockRecord } from '../ledger/index.js';
import { timestampField } from '../schema/index.js';

/** How far a tick may be ahead of its transaction's time: gateways' clocks differ, and a tick can not be taken back. */
export const TICK_AHEAD_MS = 30 * 60_000;

const HOUR = /:00:00\.000Z$/;

/**
 * Argument of `governance:tick`, which any organisation of the network may submit and nobody signs: it decides nothing.
 * Fabric checks a transaction's time only at endorsement and blocks carry none, so an endorsed transaction could be held
 * back for weeks and committed "in time"; it read the clock, so the next tick makes it invalid (MVCC).
 */
export const tickRequest = z.strictObject({ hour: timestampField.check(z.regex(HOUR)) });

/** The clock at a later hour. @throws DomainError CLOCK_NOT_LATER, CLOCK_AHEAD */
export function tick(
  hour: string,
  { clock, time }: { clock: ClockRecord | undefined; time: number },
): ClockRecord {
  if (clock !== undefined && hour <= clock.hour)
    throw new DomainError('CLOCK_NOT_LATER', { hour: clock.hour });
  if (Date.parse(hour) > time + TICK_AHEAD_MS) throw new DomainError('CLOCK_AHEAD', { hour });
  return { v: (clock?.v ?? 0) + 1, hour };
}

/** What time it is for a deadline: the later of the transaction's own, which a client chose, and the clock. */
export function ledgerTime(time: number, clock: ClockRecord | undefined): number {
  return clock === undefined ? time : Math.max(time, Date.parse(clock.hour));
}
