// SPDX-License-Identifier: Apache-2.0
import type { InstructionStatus } from '@unionid/domain/api';
import { DomainError, isErrorCode } from '@unionid/domain/errors';
import type { OutboxEntry } from './outbox.js';

/** What became of a submitted transaction. */
export type Outcome =
  | {
      readonly status: 'COMMITTED';
      readonly transactionId: string;
      readonly block: number;
      readonly result: string;
    }
  | { readonly status: 'PENDING'; readonly transactionId: string };

/** Of an entry that was not refused. */
export function toOutcome({
  state,
  transactionId,
  block,
  result,
}: Pick<OutboxEntry, 'state' | 'transactionId' | 'block' | 'result'>): Outcome {
  return state === 'COMMITTED'
    ? { status: 'COMMITTED', transactionId, block, result }
    : { status: 'PENDING', transactionId };
}

/** Of an entry that was refused. */
export function toRefusal({ error, transactionId }: OutboxEntry): DomainError {
  return new DomainError(isErrorCode(error) ? error : 'INTERNAL', { transactionId });
}

/**
 * The same in the words of `GET /v1/instructions`.
 * @throws DomainError RECORD_UNREADABLE where the contract, an altered one, answered what is no JSON
 */
export function toStatus(
  asked: Pick<InstructionStatus, 'instructionId' | 'digest'>,
  outcome: Outcome,
): InstructionStatus {
  if (outcome.status === 'PENDING') return { ...asked, ...outcome };
  return { ...asked, ...outcome, result: parseResult(outcome) };
}

/** The same of any entry. @throws DomainError RECORD_UNREADABLE */
export function statusOf(instructionId: string, entry: Omit<OutboxEntry, 'key'>): InstructionStatus {
  const { digest, state, transactionId, error } = entry;
  if (state === 'REFUSED') return { instructionId, digest, transactionId, status: state, code: error };
  return toStatus({ instructionId, digest }, toOutcome(entry));
}

function parseResult({
  result,
  transactionId,
}: {
  readonly result: string;
  readonly transactionId: string;
}): unknown {
  if (result === '') return null;
  try {
    return JSON.parse(result);
  } catch (cause) {
    throw new DomainError('RECORD_UNREADABLE', { type: 'seen', transactionId }, { cause });
  }
}
