// SPDX-License-Identifier: Apache-2.0
import { asDomainError, DomainError, type ErrorCode } from '@unionid/domain/errors';
import type { Logger } from 'pino';
import {
  EndorsersDisagreeError,
  type EndorsedTransaction,
  type Ledger,
  type LedgerCall,
} from '../ledger/ledger.js';
import type { Metrics } from '../metrics/metrics.js';
import { pause } from '../pacing/pause.js';
import type { Pace } from './pace.js';

/** Pauses before the three further tries, in block intervals: most peers are behind by the moment a block takes. */
const LAG_PAUSES: readonly number[] = [0.2, 1, 1.8];
// A peer that has not seen the manifest's block yet refuses its chunks (architecture.md §4, "Lag is normal"); one whose
// chaincode was restarted is back within a moment. Nothing was submitted yet, so trying again is safe.
const LAG_CODES: readonly ErrorCode[] = ['MANIFEST_UNKNOWN', 'LEDGER_UNAVAILABLE'];

interface EndorseOptions {
  readonly ledger: Pick<Ledger, 'endorse'>;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly pace: Pace;
  readonly stop: AbortSignal;
}

/**
 * Endorses, asking again while a peer may only be behind.
 * @throws the contract's DomainError; INTERNAL, with the determinism alarm, where the peers go on to disagree
 */
export async function endorseDespiteLag(
  call: LedgerCall,
  { ledger, pace, stop, ...alarm }: EndorseOptions,
): Promise<EndorsedTransaction> {
  for (let lag = 0; ; lag += 1) {
    try {
      return await ledger.endorse(call);
    } catch (error) {
      if (!isLag(error) || stop.aborted) throw error;
      const intervals = LAG_PAUSES[lag];
      if (intervals === undefined) throw alarmed(error, call, alarm);
      await pause(intervals * pace.blockMs, stop);
    }
  }
}

function isLag(error: unknown): boolean {
  if (error instanceof EndorsersDisagreeError) return true;
  const refusal = asDomainError(error);
  return refusal !== undefined && LAG_CODES.includes(refusal.code);
}

/** Peers that still differ after the retries run different code, or code that is not deterministic. */
function alarmed(
  error: unknown,
  { chaincode, ...call }: LedgerCall,
  { log, metrics }: Pick<EndorseOptions, 'log' | 'metrics'>,
): unknown {
  if (!(error instanceof EndorsersDisagreeError)) return error;
  metrics.determinismAlarm();
  const { answers } = error;
  log.error({ alarm: 'determinism', chaincode, function: call.function, answers }, 'endorsers disagree');
  return new DomainError('INTERNAL', { reason: 'endorsers disagree' }, { cause: error });
}
