// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import type { Logger } from 'pino';
import type { CommitStatus, EndorsedTransaction, Ledger } from '../ledger/ledger.js';
import { BackOff } from '../pacing/back-off.js';
import type { Pace } from './pace.js';

interface BringHomeOptions {
  readonly ledger: Pick<Ledger, 'submit' | 'status'>;
  readonly log: Logger;
  readonly pace: Pace;
  readonly stop: AbortSignal;
}

/**
 * Sends the same bytes until their outcome is known; a second copy of a committed one changes nothing.
 * @throws DomainError OUTCOME_UNKNOWN where it is stopped before
 */
export async function bringHome(
  transaction: EndorsedTransaction,
  { ledger, log, pace, stop }: BringHomeOptions,
): Promise<CommitStatus> {
  const { transactionId } = transaction;
  const backOff = new BackOff(pace, stop);
  while (!stop.aborted) {
    try {
      await ledger.submit(transaction);
      const status = await ledger.status(transactionId, pace.statusMs);
      if (status !== undefined) return status;
      log.warn({ transactionId }, 'no commit status yet; the same bytes go out again');
    } catch (error) {
      log.warn({ err: error, transactionId }, 'ledger not reached; the same bytes go out again');
      await backOff.pause();
    }
  }
  throw new DomainError('OUTCOME_UNKNOWN', { transactionId });
}
