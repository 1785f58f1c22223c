// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { NATIONAL_CODE } from '@unionid/domain/governance';
import { isSignedBy, type Instruction, type SignedInstruction } from '@unionid/domain/instruction';
import {
  ledgerKey,
  type NetworkRecord,
  type OperatorKeyRecord,
  type OperatorRecord,
  type ProvinceRecord,
} from '@unionid/domain/ledger';
import type { StateStore } from './state-store.js';

/** The operator whose decision is carried out, and where it belongs. */
export interface Actor {
  readonly operatorId: string;
  readonly record: OperatorRecord;
  /** MSP of the organisation that hosts the actor's union. */
  readonly mspId: string;
}

/** Keys that tell whether an actor may act. */
export function actorKeys({ actor, actorKeyId }: Pick<Instruction, 'actor' | 'actorKeyId'>): string[] {
  return [ledgerKey.network(), ledgerKey.operator(actor), ledgerKey.operatorKey(actor, actorKeyId)];
}

/**
 * Who signed: the registered operator, by a registered key.
 * @throws DomainError ACTOR_UNKNOWN, KEY_UNKNOWN, SIGNATURE_INVALID, KEY_REVOKED, OPERATOR_REVOKED
 */
export function assertSigned(state: StateStore, signed: SignedInstruction): OperatorRecord {
  const { actor, actorKeyId } = signed.instruction;
  const operator = state.get<OperatorRecord>(ledgerKey.operator(actor));
  if (operator === undefined) throw new DomainError('ACTOR_UNKNOWN');
  const key = state.get<OperatorKeyRecord>(ledgerKey.operatorKey(actor, actorKeyId));
  if (key === undefined) throw new DomainError('KEY_UNKNOWN');
  if (!isSignedBy(signed, key.publicKey)) throw new DomainError('SIGNATURE_INVALID');
  assertInService(operator, key);
  return operator;
}

/** @throws DomainError KEY_REVOKED, OPERATOR_REVOKED */
export function assertInService(operator: OperatorRecord, key: OperatorKeyRecord): void {
  if (key.state === 'REVOKED') throw new DomainError('KEY_REVOKED');
  if (operator.state === 'REVOKED') throw new DomainError('OPERATOR_REVOKED');
}

/** MSP that hosts the unions of a province. @throws DomainError NOT_BOOTSTRAPPED, PROVINCE_UNKNOWN */
export async function readHostMsp(state: StateStore, province: string): Promise<string> {
  if (province === NATIONAL_CODE) return networkOf(state).nationalMspId;
  const key = ledgerKey.province(province);
  await state.read([key]);
  const record = state.get<ProvinceRecord>(key);
  if (record === undefined) throw new DomainError('PROVINCE_UNKNOWN', { province });
  return record.mspId;
}

/** The network's record, which must have been read. @throws DomainError NOT_BOOTSTRAPPED */
export function networkOf(state: StateStore): NetworkRecord {
  const network = state.get<NetworkRecord>(ledgerKey.network());
  if (network === undefined) throw new DomainError('NOT_BOOTSTRAPPED');
  return network;
}
