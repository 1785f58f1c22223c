// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { OperatorKeyRecord, OperatorRecord } from '../ledger/index.js';
import type { InstructionDefinition } from './definition.js';

/** @throws DomainError KEY_REVOKED, OPERATOR_REVOKED */
export function assertInService(
  operator: Pick<OperatorRecord, 'state'>,
  key: Pick<OperatorKeyRecord, 'state'>,
): void {
  if (key.state === 'REVOKED') throw new DomainError('KEY_REVOKED');
  if (operator.state === 'REVOKED') throw new DomainError('OPERATOR_REVOKED');
}

/** @throws DomainError GRANT_MISSING */
export function assertGrant(
  { grant }: Pick<InstructionDefinition, 'grant'>,
  { grants }: { readonly grants: readonly string[] },
): void {
  if (grant !== undefined && !grants.includes(grant)) throw new DomainError('GRANT_MISSING', { grant });
}
