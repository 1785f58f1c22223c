// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { OperatorKeyRecord, OperatorRecord, ActorRole } from '../ledger/index.js';
import type { InstructionDefinition } from './definition.js';

/** @throws DomainError KEY_REVOKED, OPERATOR_REVOKED */
export function assertInService(
  operator: Pick<OperatorRecord, 'state'>,
  key: Pick<OperatorKeyRecord, 'state'>,
): void {
  if (key.state === 'REVOKED') throw new DomainError('KEY_REVOKED');
  if (operator.state === 'REVOKED') throw new DomainError('OPERATOR_REVOKED');
}

/** That whoever acts is of the kind that a type is for, and has its grant. @throws DomainError GRANT_MISSING */
export function assertGrant(
  {
    grant,
    actor = 'operator',
  }: Pick<InstructionDefinition, 'grant'> & Partial<Pick<InstructionDefinition, 'actor'>>,
  { grants, role }: { readonly grants: readonly string[]; readonly role: ActorRole },
): void {
  const isOfKind = actor === 'either' || (actor === 'auditor') === (role === 'auditor');
  if (!isOfKind) throw new DomainError('GRANT_MISSING', { role: actor });
  if (grant !== undefined && !grants.includes(grant)) throw new DomainError('GRANT_MISSING', { grant });
}
