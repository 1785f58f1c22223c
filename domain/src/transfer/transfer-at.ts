// SPDX-License-Identifier: Apache-2.0
import type { TransferRecord } from '../ledger/index.js';
import type { TransferStatus } from './process.js';

/** What time has made of a transfer. */
export interface TransferState {
  readonly status: TransferStatus;
  /** How the old union let go: by the code that it gave, by its answer, by silence; '' where it has not. */
  readonly way: TransferRecord['way'];
}

/** What becomes of an open transfer if nobody does anything more. */
export interface TransferFuture extends TransferState {
  /** RFC 3339. */
  readonly at: string;
}

/**
 * A transfer at a time: no clockwork runs on the ledger, so what a deadline does is found out when somebody asks.
 * @param time RFC 3339 in UTC, which is compared as text
 */
export function transferAt(record: TransferRecord, time: string): TransferState {
  // Not the whole future: what stands on the ledger has no `at`.
  const { status, way } = futuresOf(record).findLast(({ at }) => at <= time) ?? record;
  return { status, way };
}

/** What follows from silence of everybody, in order; nothing where the transfer has ended. */
export function futuresOf({
  status,
  way,
  silentAt,
  lapsesAt,
  objection,
}: TransferRecord): readonly TransferFuture[] {
  const lapse = { status: 'LAPSED', way: '', at: lapsesAt } as const;
  switch (status) {
    case 'REQUESTED':
      return [{ status: 'AGREED', way: 'silence', at: silentAt }, lapse];
    case 'OBJECTED':
      return objection === undefined ? [lapse] : unjudged(objection, lapse);
    case 'APPEALED':
      return objection === undefined ? [] : unheard(objection, lapsesAt);
    case 'RECALLED':
      return [{ status: 'COMPLETED', way, at: lapsesAt }];
    case 'RELEASED':
    case 'AGREED':
      return [lapse];
    default:
      return [];
  }
}

type Objection = NonNullable<TransferRecord['objection']>;

// Nobody is moved whom nobody has made sure of, and nobody is held because nobody decides (processes of the design, §2).
function unjudged({ ground, until }: Objection, lapse: TransferFuture): readonly TransferFuture[] {
  return ground === 'notThisPerson'
    ? [{ status: 'REFUSED', way: '', at: until }]
    : [{ status: 'AGREED', way: 'judgeSilence', at: until }, lapse];
}

// The same once the member has moved: a stranger goes back, anybody else stays.
function unheard({ ground, until: at }: Objection, lapsesAt: string): readonly TransferFuture[] {
  const stands = { status: 'COMPLETED', way: 'judgeSilence', at } as const;
  return ground === 'notThisPerson'
    ? [
        { ...stands, status: 'RECALLED' },
        { ...stands, at: lapsesAt },
      ]
    : [stands];
}
