// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { isProofOfPossession, keyIdOf } from '@unionid/domain/instruction';
import { ledgerKey, type LedgerKey } from '@unionid/domain/ledger';
import type { RegisterOperatorPayload } from '@unionid/domain/operator';
import type { Transaction } from '../kernel/handler.js';

type NewKey = Pick<RegisterOperatorPayload, 'operatorId' | 'publicKey' | 'proof'>;

/** Ledger key of an operator's new key. */
export function newKeyKey({
  operatorId,
  publicKey,
}: Pick<NewKey, 'operatorId' | 'publicKey'>): LedgerKey<'operatorKey'> {
  return ledgerKey.operatorKey(operatorId, keyIdOf(publicKey));
}

/**
 * Puts an operator's new key; answers its id.
 * @throws DomainError KEY_EXISTS, PROOF_OF_POSSESSION_INVALID
 */
export function putNewKey({ state, ledger }: Pick<Transaction, 'state' | 'ledger'>, newKey: NewKey): string {
  const { operatorId, publicKey, proof } = newKey;
  const key = newKeyKey(newKey);
  const keyId = keyIdOf(publicKey);
  if (state.has(key)) throw new DomainError('KEY_EXISTS', { keyId });
  const claim = { purpose: 'operator-key', holder: operatorId, publicKey } as const;
  if (!isProofOfPossession(ledger, claim, proof)) throw new DomainError('PROOF_OF_POSSESSION_INVALID');
  state.put(key, { publicKey, state: 'ACTIVE' });
  return keyId;
}
