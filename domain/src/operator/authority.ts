// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { GRANTS, type Grant, type OperatorRecord, type OperatorRole } from '../ledger/index.js';

// Rights flow strictly downwards (川工办发〔2020〕14号 §17, §18): a superadmin makes the cadres of its own union and the
// superadmins of unions below it, and nobody grants what it does not hold.

/** Grants that only a superadmin may hold. */
const SUPERADMIN_GRANTS: readonly Grant[] = ['operator', 'governance'];

/** The operator who signs. */
export interface Granter {
  readonly operatorId: string;
  readonly record: OperatorRecord;
}

export const grantsField = z.array(z.enum(GRANTS)).check(
  z.maxLength(GRANTS.length),
  z.refine((list) => new Set(list).size === list.length, { error: 'repeated grant' }),
);

/**
 * That the target stands below who grants; the kernel made sure that its union is the granter's or below it.
 * @throws DomainError GRANT_MISSING, OUT_OF_SCOPE
 */
export function assertStandsBelow(target: OperatorRecord, granter: OperatorRecord): void {
  assertSuperadmin(granter);
  if (target.org === granter.org && target.role === 'superadmin') throw new DomainError('OUT_OF_SCOPE');
}

/** @throws DomainError GRANT_MISSING */
export function assertSuperadmin({ role }: OperatorRecord): void {
  if (role !== 'superadmin') throw new DomainError('GRANT_MISSING', { role: 'superadmin' });
}

/** @throws DomainError OPERATOR_REVOKED */
export function assertActive({ state }: OperatorRecord): void {
  if (state === 'REVOKED') throw new DomainError('OPERATOR_REVOKED');
}

/** @throws DomainError GRANT_EXCEEDS */
export function assertGrantable(
  grants: readonly Grant[],
  { granter, role }: { readonly granter: OperatorRecord; readonly role: OperatorRole },
): void {
  const exceeding = grants.filter(
    (grant) => !granter.grants.includes(grant) || (role === 'cadre' && SUPERADMIN_GRANTS.includes(grant)),
  );
  if (exceeding.length > 0) throw new DomainError('GRANT_EXCEEDS', { grants: exceeding });
}

/** One order, whatever the form sent: equal rights are equal bytes. */
export function sortedGrants(grants: readonly Grant[]): readonly Grant[] {
  return [...grants].sort();
}
