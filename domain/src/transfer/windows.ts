// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../errors/index.js';
import type { TransferRecord } from '../ledger/index.js';
import { completedBefore, concernedBy, withoutBefore } from './before.js';
import { refusalOfStep, stepOf, type TransferAction } from './process.js';

/** What may be done for some time only, although the status would allow it longer. */
export interface TransferWindow {
  readonly action: 'object' | 'undo' | 'appeal';
  /** RFC 3339; from this time on it may not be done any more. */
  readonly until: string;
}

/** The windows of a transfer, and of one before it that may still go back; also such as have closed. */
export function windowsOf(transfer: TransferRecord): readonly TransferWindow[] {
  const { status, way, due, undoUntil, appealUntil } = transfer;
  const completed = completedBefore(transfer);
  if (completed !== undefined) return [...windowsOf(withoutBefore(transfer)), ...windowsOf(completed)];
  if (status === 'REQUESTED') return [{ action: 'object', until: due }];
  if (status !== 'COMPLETED') return [];
  return [
    ...(undoUntil === undefined ? [] : [{ action: 'undo', until: undoUntil } as const]),
    ...(appealUntil === undefined || way !== 'silence'
      ? []
      : [{ action: 'appeal', until: appealUntil } as const]),
  ];
}

const TOO_LATE: Readonly<Record<TransferWindow['action'], ErrorCode>> = {
  ...{ object: 'OBJECTION_TOO_LATE', undo: 'UNDO_TOO_LATE', appeal: 'APPEAL_TOO_LATE' },
};

/** A person's newest transfer as it was written, and as time has made it since; undefined where there is none. */
export interface TransferStanding {
  readonly written: TransferRecord | undefined;
  readonly current: TransferRecord | undefined;
}

export interface TransferRefusal {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string>>;
}

/**
 * Why the process does not allow an action at a time, whoever asks; undefined where it does.
 * @param time RFC 3339 in UTC
 */
export function refusalAt(
  action: TransferAction,
  standing: TransferStanding,
  time: string,
): TransferRefusal | undefined {
  const { written, current } = standing;
  const concerned = {
    written: written && concernedBy(action, written),
    current: current && concernedBy(action, current),
  };
  return refusalIn(action, concerned, time);
}

function refusalIn(
  action: TransferAction,
  { written, current }: TransferStanding,
  time: string,
): TransferRefusal | undefined {
  const late = lateness(action, written, time) ?? lateness(action, current, time);
  if (late !== undefined) return late;
  if (stepOf(current?.status, action) === undefined)
    return { code: refusalOfStep(action, current?.status), details: detailsOf(current) };
  // What was answered, decided or agreed is no silence.
  return action === 'appeal' && current?.status === 'COMPLETED' && current.way !== 'silence'
    ? { code: 'TRANSFER_NOT_SILENT', details: { way: current.way } }
    : undefined;
}

function lateness(
  action: TransferAction,
  transfer: TransferRecord | undefined,
  time: string,
): TransferRefusal | undefined {
  const window = transfer && windowsOf(transfer).find((each) => each.action === action);
  if (window === undefined || time < window.until) return undefined;
  return { code: TOO_LATE[window.action], details: { until: window.until } };
}

function detailsOf(current: TransferRecord | undefined): TransferRefusal['details'] {
  if (current === undefined) return {};
  const { status, due, silentAt } = current;
  return { status, ...(status === 'REQUESTED' && { due, silentAt }) };
}
