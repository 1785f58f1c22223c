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
export function toOutcome({ state, transactionId, block, result }: OutboxEntry): Outcome {
  return state === 'COMMITTED'
    ? { status: 'COMMITTED', transactionId, block, result }
    : { status: 'PENDING', transactionId };
}

/** Of an entry that was refused. */
export function toRefusal({ error, transactionId }: OutboxEntry): DomainError {
  return new DomainError(isErrorCode(error) ? error : 'INTERNAL', { transactionId });
}

/** The same in the words of `GET /v1/instructions`. */
export function toStatus(
  instructionId: string,
  { digest, state, transactionId, block, result, error }: Omit<OutboxEntry, 'key'>,
): InstructionStatus {
  const known = { instructionId, digest, transactionId };
  switch (state) {
    case 'COMMITTED':
      return {
        ...{ ...known, status: state, block },
        result: result === '' ? null : (JSON.parse(result) as unknown),
      };
    case 'REFUSED':
      return { ...known, status: state, code: error };
    case 'ENDORSED':
      return { ...known, status: 'PENDING' };
  }
}
