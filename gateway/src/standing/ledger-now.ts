// SPDX-License-Identifier: Apache-2.0
import { ledgerTime } from '@unionid/domain/governance';
import { unlessUnreadable } from '../read-model/readable.js';
import type { GovernanceQueries } from '../read-model/read-model.js';

const HOUR_MS = 3_600_000;

interface Clocks {
  readonly readModel: Pick<GovernanceQueries, 'clock'>;
  readonly now: () => number;
}

/**
 * What time it is for whatever has a deadline, as the contract asks: this gateway's, or the ledger clock's, which any gateway may
 * have set up to half an hour ahead. Milliseconds since 1970.
 */
export async function ledgerNow({ readModel, now }: Clocks): Promise<number> {
  return ledgerTime(now(), await readModel.clock().catch(unlessUnreadable));
}

/**
 * Until when it is known here what has happened: the ledger clock's hour, RFC 3339, '' where there is none. What was in time before
 * stands in blocks that were seen, and what is endorsed and held back is invalid. A clock of this machine that is ahead, or a block
 * that is late, may still bring what a deadline of after it has left open.
 */
export async function ledgerHour({ readModel }: Pick<Clocks, 'readModel'>): Promise<string> {
  return (await readModel.clock().catch(unlessUnreadable))?.hour ?? '';
}

/** What time it is for whoever waits for an answer: this machine's clock within the hour that the ledger's says. */
export async function likelyNow({ readModel, now }: Clocks): Promise<number> {
  const hour = await ledgerHour({ readModel });
  if (hour === '') return now();
  const begun = Date.parse(hour);
  return Math.max(begun, Math.min(now(), begun + HOUR_MS - 1));
}
