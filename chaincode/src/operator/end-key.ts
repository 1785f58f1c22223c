// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type OperatorKeyRecord } from '@unionid/domain/ledger';
import { revokedKey } from '@unionid/domain/operator';
import type { Work } from '../kernel/handler.js';

/** Takes an operator's key out of use. @throws DomainError KEY_UNKNOWN, KEY_REVOKED */
export function endKey({ state }: Pick<Work, 'state'>, operatorId: string, keyId: string): void {
  const key = ledgerKey.operatorKey(operatorId, keyId);
  state.put(key, revokedKey(state.get(key)));
}

/** An operator rotates a key a year; more than this is not looked through. */
const MAX_KEYS = 100;

/** The keys of an operator but one. */
export async function keysBeside(
  { state }: Pick<Work, 'state'>,
  operatorId: string,
  keyId: string,
): Promise<(OperatorKeyRecord | undefined)[]> {
  const keys = await state.readRange('operatorKey', { attributes: [operatorId], limit: MAX_KEYS });
  return keys.filter((key) => key !== ledgerKey.operatorKey(operatorId, keyId)).map((key) => state.get(key));
}
