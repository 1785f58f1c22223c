// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { OperatorKeyRecord, OperatorRecord } from '../ledger/index.js';
import { assertActive, assertStandsBelow, type Granter } from './authority.js';

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

/**
 * That a root operator keeps a key: nobody stands above it who could give it another.
 * @param keys what it has, but for the one that ends
 * @throws DomainError LAST_KEY
 */
export function assertOtherKey(keys: readonly (OperatorKeyRecord | undefined)[]): void {
  if (!keys.some((key) => key?.state === 'ACTIVE')) throw new DomainError('LAST_KEY');
}

function assertKeyGuardian(target: OperatorRecord, actor: OperatorRecord): void {
  if (!actor.grants.includes('operator')) throw new DomainError('GRANT_MISSING', { grant: 'operator' });
  assertStandsBelow(target, actor);
}
