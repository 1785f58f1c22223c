// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { Grant, OperatorKeyRecord, OperatorRecord, OperatorRole } from '../ledger/records.js';
import type { RegisterOperatorPayload } from './payloads.js';

// Rights flow strictly downwards (川工办发〔2020〕14号 §17, §18): a superadmin makes the cadres of its own union and the
// superadmins of its subtree, and nobody grants what it does not hold.

/** Grants that only a superadmin may hold. */
const SUPERADMIN_GRANTS: readonly Grant[] = ['operator', 'governance'];

/** The operator who signs. */
export interface Granter {
  readonly operatorId: string;
  readonly record: OperatorRecord;
}

/**
 * A new operator as the granter may make it.
 * @throws DomainError OPERATOR_EXISTS, GRANT_MISSING, OUT_OF_SCOPE, GRANT_EXCEEDS
 */
export function registerOperator(
  payload: RegisterOperatorPayload,
  granter: Granter,
  existing: OperatorRecord | undefined,
): OperatorRecord {
  if (existing !== undefined) throw new DomainError('OPERATOR_EXISTS');
  assertSuperadmin(granter.record);
  if (payload.role === 'cadre' && payload.org !== granter.record.org) throw new DomainError('OUT_OF_SCOPE');
  assertGrantable(payload.grants, { granter: granter.record, role: payload.role });
  const { org, role, responsibility } = payload;
  return {
    ...{ version: 1, org, province: granter.record.province, role, grants: sortedGrants(payload.grants) },
    ...{ state: 'ACTIVE', grantedBy: granter.operatorId, responsibility },
  };
}

/**
 * The operator with other grants.
 * @throws DomainError GRANT_MISSING, OUT_OF_SCOPE, OPERATOR_REVOKED, GRANT_EXCEEDS
 */
export function regrantOperator(
  target: OperatorRecord,
  { grants, granter }: { readonly grants: readonly Grant[]; readonly granter: Granter },
): OperatorRecord {
  assertStandsBelow(target, granter.record);
  assertActive(target);
  assertGrantable(grants, { granter: granter.record, role: target.role });
  const { version } = target;
  return { ...target, version: version + 1, grants: sortedGrants(grants), grantedBy: granter.operatorId };
}

/**
 * The operator out of service.
 * @throws DomainError GRANT_MISSING, OUT_OF_SCOPE, OPERATOR_REVOKED
 */
export function revokeOperator(target: OperatorRecord, granter: Granter): OperatorRecord {
  assertStandsBelow(target, granter.record);
  assertActive(target);
  return { ...target, version: target.version + 1, state: 'REVOKED' };
}

/**
 * The operator whose keys change: its own decision, or its superior's where the key was lost.
 * @throws DomainError GRANT_MISSING, OUT_OF_SCOPE, OPERATOR_REVOKED
 */
export function changeKeys(
  target: { readonly operatorId: string; readonly record: OperatorRecord },
  actor: Granter,
): OperatorRecord {
  if (target.operatorId !== actor.operatorId) assertKeyGuardian(target.record, actor.record);
  assertActive(target.record);
  return { ...target.record, version: target.record.version + 1 };
}

/** A key out of use. @throws DomainError KEY_UNKNOWN, KEY_REVOKED */
export function revokedKey(key: OperatorKeyRecord | undefined): OperatorKeyRecord {
  if (key === undefined) throw new DomainError('KEY_UNKNOWN');
  if (key.state === 'REVOKED') throw new DomainError('KEY_REVOKED');
  return { ...key, state: 'REVOKED' };
}

function assertKeyGuardian(target: OperatorRecord, actor: OperatorRecord): void {
  if (!actor.grants.includes('operator')) throw new DomainError('GRANT_MISSING', { grant: 'operator' });
  assertStandsBelow(target, actor);
}

// The kernel made sure that the target's union is the granter's or below it.
function assertStandsBelow(target: OperatorRecord, granter: OperatorRecord): void {
  assertSuperadmin(granter);
  if (target.org === granter.org && target.role === 'superadmin') throw new DomainError('OUT_OF_SCOPE');
}

function assertSuperadmin({ role }: OperatorRecord): void {
  if (role !== 'superadmin') throw new DomainError('GRANT_MISSING', { role: 'superadmin' });
}

function assertActive({ state }: OperatorRecord): void {
  if (state === 'REVOKED') throw new DomainError('OPERATOR_REVOKED');
}

function assertGrantable(
  grants: readonly Grant[],
  { granter, role }: { readonly granter: OperatorRecord; readonly role: OperatorRole },
): void {
  const exceeding = grants.filter(
    (grant) => !granter.grants.includes(grant) || (role === 'cadre' && SUPERADMIN_GRANTS.includes(grant)),
  );
  if (exceeding.length > 0) throw new DomainError('GRANT_EXCEEDS', { grants: exceeding });
}

// One order, whatever the form sent: equal rights are equal bytes.
function sortedGrants(grants: readonly Grant[]): readonly Grant[] {
  return [...grants].sort();
}
