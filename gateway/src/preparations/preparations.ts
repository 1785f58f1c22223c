// SPDX-License-Identifier: Apache-2.0
import type { PreparedParts, PrepareRequest } from '@unionid/domain/api';
import type { OperatorRecord } from '@unionid/domain/ledger';
import type { InstructionName } from '../submission/instruction-name.js';

/** An instruction on a prepared record: `identityId` is whose. */
export interface AccountInstruction extends InstructionName {
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>> & { readonly identityId: string };
}

/** Single enrolment: what only the gateway can compute, kept as PENDING in the vault before the answer goes out. */
export interface Preparations {
  /**
   * The same person prepared again by the same operator, while waiting, gives the same parts.
   * @throws DomainError MATCHING_UNAVAILABLE, MEMBER_EXISTS, MEMBER_UNCHANGED, ACCOUNT_EXISTS, PERSON_UNBOUND, INVALID_REQUEST
   * with the field problems
   */
  prepare(
    request: PrepareRequest,
    actor: Pick<OperatorRecord, 'org' | 'person'> & { readonly operatorId: string },
  ): Promise<PreparedParts>;
  /**
   * Submits an instruction that names a prepared account: from before that its record is kept until the instruction's outcome is
   * known. Idempotent for the same instruction.
   * @throws DomainError PREPARATION_UNKNOWN where there is no such preparation, or it has expired; PREPARATION_DIFFERS with
   * the names of the fields where it says something else than was prepared
   */
  carryOut<T>(instruction: AccountInstruction, submit: () => Promise<T>): Promise<T>;
  /** Destroys the records of preparations that expired and of which nothing was ever endorsed; answers how many. */
  sweep(): Promise<number>;
  close(): Promise<void>;
}
