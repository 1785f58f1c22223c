// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { AccountRecord, TransferRecord } from '../ledger/index.js';
import { isHeld } from '../person/rights.js';
import { isOpen, refusalOf, stepOf, type TransferAction, type TransferStep } from './process.js';
import type { Pace } from './term.js';
import { timestampAt } from '../values/timestamp.js';
import { transferAt } from './transfer-at.js';

/** What the ledger knows when somebody takes a step of a person's transfer. */
export interface TransferGround {
  readonly account: AccountRecord;
  /** The person's newest transfer, as it was written. */
  readonly transfer: TransferRecord | undefined;
  readonly network: Pace;
  /** Milliseconds since 1970; the ledger clock's where that is later. */
  readonly now: number;
}

/** A step that the process allows, and the transfer as time has made it. */
export interface TransferMove extends TransferStep {
  readonly current: TransferRecord | undefined;
}

/** @throws DomainError where the process does not allow it now, with what stands in the way */
export function moveOf(action: TransferAction, ground: Omit<TransferGround, 'network'>): TransferMove {
  const current = currentOf(ground);
  const step = stepOf(current?.status, action);
  if (step === undefined) throw new DomainError(refusalOf(action, current?.status), detailsOf(current));
  return { ...step, current };
}

function detailsOf(current: TransferRecord | undefined): Record<string, string> {
  if (current === undefined) return {};
  const { status, due, silentAt } = current;
  return { status, ...(status === 'REQUESTED' && { due, silentAt }) };
}

/** A member's account can be moved. @throws DomainError MEMBERSHIP_NONE */
export function assertMember(account: AccountRecord): void {
  if (!isHeld(account.state)) throw new DomainError('MEMBERSHIP_NONE');
}

/** What begins a person's next transfer. */
export function newTransfer({
  account,
  transfer,
  now,
}: TransferGround): Pick<TransferRecord, 'v' | 'number' | 'from' | 'fromProvince' | 'asked'> {
  return {
    ...{ v: (transfer?.v ?? 0) + 1, number: (transfer?.number ?? 0) + 1 },
    ...{ from: account.org, fromProvince: account.province, asked: timestampAt(now) },
  };
}

/** A transfer whose release code is of no use any more. */
export function withoutCode(transfer: TransferRecord): TransferRecord {
  const { codeKey, ...rest } = transfer;
  return codeKey === undefined ? transfer : rest;
}

/** The transfer as time has made it. */
export function currentOf({
  account,
  transfer,
  now,
}: Omit<TransferGround, 'network'>): TransferRecord | undefined {
  if (transfer === undefined) return undefined;
  const current = { ...transfer, ...transferAt(transfer, timestampAt(now)) };
  // The membership that it was to move has gone another way meanwhile.
  const isVoid = isOpen(current.status) && account.org !== transfer.from;
  return isVoid ? { ...current, status: 'CANCELLED' } : current;
}
