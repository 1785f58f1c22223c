// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { FundRecord, LineRecord } from '../ledger/index.js';

/** A line with nothing on it. */
export function newLine(province: string): LineRecord {
  return { v: 0, province, received: 0, allotted: 0, returned: 0, reserved: 0, paid: 0 };
}

/** What may still be given on, returned or reserved. */
export function availableOn({ received, allotted, returned, reserved, paid }: LineRecord): number {
  return received - allotted - returned - reserved - paid;
}

const FIGURES = ['received', 'allotted', 'returned', 'reserved', 'paid'] as const;

/** By how much each figure of a line changes. */
export type Movement = Readonly<Partial<Record<(typeof FIGURES)[number], number>>>;

/**
 * The line after a movement: no figure below nothing or beyond what a number counts exactly, and no more spent than came.
 * @throws DomainError LINE_SHORT with what is available, in fen; FEN_TOO_MANY
 */
export function moveOn(line: LineRecord, movement: Movement): LineRecord {
  const figure = (name: keyof Movement): number => line[name] + (movement[name] ?? 0);
  const next = {
    ...{ v: line.v + 1, province: line.province },
    ...{ received: figure('received'), allotted: figure('allotted'), returned: figure('returned') },
    ...{ reserved: figure('reserved'), paid: figure('paid') },
  };
  if (Object.values(movement).some((fen) => !Number.isSafeInteger(fen)))
    throw new DomainError('FEN_TOO_MANY');
  if (next.received > Number.MAX_SAFE_INTEGER || next.returned > Number.MAX_SAFE_INTEGER)
    throw new DomainError('FEN_TOO_MANY');
  if (availableOn(next) < 0) throw new DomainError('LINE_SHORT', { available: availableOn(line) });
  if (FIGURES.some((name) => next[name] < 0))
    throw new DomainError('LINE_SHORT', { available: availableOn(line) });
  return next;
}

/** The line, which must be there. @throws DomainError LINE_UNKNOWN */
export function assertLine(line: LineRecord | undefined): LineRecord {
  if (line === undefined) throw new DomainError('LINE_UNKNOWN');
  return line;
}

/** The fund of money that goes back up: also of one that was closed, as a bank returns what it had paid later still. @throws DomainError FUND_UNKNOWN */
export function assertFundKnown(fund: Pick<FundRecord, 'state'> | undefined): void {
  if (fund === undefined) throw new DomainError('FUND_UNKNOWN');
}

/** The fund, which must be open. @throws DomainError FUND_UNKNOWN, FUND_CLOSED */
export function assertFundOpen<Fund extends Pick<FundRecord, 'state'>>(fund: Fund | undefined): Fund {
  if (fund === undefined) throw new DomainError('FUND_UNKNOWN');
  if (fund.state !== 'OPEN') throw new DomainError('FUND_CLOSED');
  return fund;
}
