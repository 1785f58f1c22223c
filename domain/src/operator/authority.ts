// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { GRANTS, type ActorRole, type Grant, type OperatorRecord } from '../ledger/index.js';

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
  // Whoever is audited neither ends nor binds its auditor: that is its superior's 经审 alone (audit/).
  if (target.role === 'auditor') throw new DomainError('OUT_OF_SCOPE');
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
  { granter, role }: { readonly granter: OperatorRecord; readonly role: ActorRole },
): void {
  // 经审 stands apart from those who spend: a cadre who has it has nothing else.
  const isMixed = role === 'cadre' && grants.includes('audit') && grants.length > 1;
  if (isMixed) throw new DomainError('GRANT_EXCEEDS', { grants });
  const exceeding = grants.filter(
    (grant) => !granter.grants.includes(grant) || (role === 'cadre' && SUPERADMIN_GRANTS.includes(grant)),
  );
  if (exceeding.length > 0) throw new DomainError('GRANT_EXCEEDS', { grants: exceeding });
}

/** One order, whatever the form sent: equal rights are equal bytes. */
export function sortedGrants(grants: readonly Grant[]): readonly Grant[] {
  return [...grants].sort();
}
