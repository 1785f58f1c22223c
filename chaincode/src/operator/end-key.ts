// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { revokedKey } from '@unionid/domain/operator';
import type { Work } from '../kernel/handler.js';

/** Takes an operator's key out of use. @throws DomainError KEY_UNKNOWN, KEY_REVOKED */
export function endKey({ state }: Pick<Work, 'state'>, operatorId: string, keyId: string): void {
  const key = ledgerKey.operatorKey(operatorId, keyId);
  state.put(key, revokedKey(state.get(key)));
}
