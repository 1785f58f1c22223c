// SPDX-License-Identifier: Apache-2.0
import type { TransferRecord } from '../ledger/index.js';
import {
  TRANSFER_PROCESS,
  type TransferAction,
  type TransferSide,
  type TransferStatus,
  type TransferStep,
} from './process.js';
import { futuresOf, type TransferState } from './transfer-at.js';

/** Somebody's turn in a transfer. */
export interface TransferWait {
  readonly side: TransferSide;
  readonly actions: readonly TransferAction[];
  /** RFC 3339. Undefined of the first, which began when the record was written. */
  readonly since: string | undefined;
  /** RFC 3339: what comes then if nobody has acted. */
  readonly until: string;
  readonly silence: TransferState;
}

/** Whose answer each status waits for; in the others nobody owes one. */
const TURNS: Partial<Record<TransferStatus, TransferSide>> = {
  REQUESTED: 'old',
  OBJECTED: 'judge',
  AGREED: 'new',
  APPEALED: 'judge',
  RECALLED: 'old',
};

/**
 * Whose turn it is, and will be if nobody does anything: in order, each until the next begins. Of one that went by the old union's
 * silence it is told that, as long as it may appeal.
 */
export function waitsOf(record: TransferRecord): readonly TransferWait[] {
  const { status: standing, way, appealUntil, moved } = record;
  if (standing === 'COMPLETED' && way === 'silence' && appealUntil !== undefined) {
    const silence = { status: standing, way } as const;
    return [{ side: 'old', actions: ['appeal'], since: moved, until: appealUntil, silence }];
  }
  const futures = futuresOf(record);
  const states = [{ status: record.status, at: undefined }, ...futures];
  return futures.flatMap(({ at: until, status, way }, index) => {
    const { status: waiting, at: since } = states[index] ?? { status: record.status, at: undefined };
    const side = TURNS[waiting];
    if (side === undefined) return [];
    return [{ side, actions: actionsOf(waiting, side), since, until, silence: { status, way } }];
  });
}

function actionsOf(status: TransferStatus, side: TransferSide): readonly TransferAction[] {
  const steps: Partial<Record<TransferAction, TransferStep>> = TRANSFER_PROCESS[status];
  // Taking back what one asked for oneself is nobody's wish.
  return Object.entries(steps)
    .filter(([action, { by }]) => by === side && action !== 'cancel')
    .map(([action]) => action as TransferAction);
}
