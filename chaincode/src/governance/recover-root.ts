// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { recoverRoot, recoverRootInstruction } from '@unionid/domain/governance';
import { keyIdOf } from '@unionid/domain/instruction';
import { ledgerKey, NATIONAL_CODE } from '@unionid/domain/ledger';
import { found } from '../kernel/handler.js';
import type { StateStore } from '../kernel/state-store.js';
import { networkOf } from './network-record.js';

/** By the organisation that hosts it: what its root operator lost, or misuses, is taken back without anybody else. */
export const recoverRootHandler = found(recoverRootInstruction, {
  keys: ({ province, root }) => [
    ledgerKey.operator(root.operatorId),
    ...(province === NATIONAL_CODE ? [] : [ledgerKey.province(province)]),
  ],
  root: ({ root }) => root,
  mspId: ({ state, payload }) => headOf(state, payload.province).mspId,
  apply: async ({ state, payload }) => {
    const { province, root } = payload;
    const { operatorId } = root;
    const head = headOf(state, province);
    const [key, keyBefore] = [ledgerKey.operator(operatorId), ledgerKey.operator(head.rootOperator)];
    await state.read([keyBefore]);
    const before = state.get(keyBefore);
    if (before === undefined) throw new DomainError('PROVINCE_UNKNOWN', { province });
    const roots = recoverRoot(payload, { before, existing: state.get(key) });
    state.put(keyBefore, roots.before);
    state.put(key, roots.operator);
    const keyId = keyIdOf(root.publicKey);
    state.putPart(key, { key: ledgerKey.operatorKey(operatorId, keyId), record: roots.key });
    head.put(operatorId);
    return { result: { province, operatorId, keyId }, subjects: 1, id: province };
  },
});

interface Head {
  readonly mspId: string;
  readonly rootOperator: string;
  /** Names another root operator. */
  put(rootOperator: string): void;
}

/** Where an organisation's root operator is named. @throws DomainError PROVINCE_UNKNOWN, NOT_BOOTSTRAPPED */
function headOf(state: StateStore, province: string): Head {
  if (province === NATIONAL_CODE) {
    const record = networkOf(state);
    const put = (rootOperator: string): void =>
      state.put(ledgerKey.network(), { ...record, version: record.version + 1, rootOperator });
    return { mspId: record.nationalMspId, rootOperator: record.rootOperator, put };
  }
  const key = ledgerKey.province(province);
  const record = state.get(key);
  if (record?.rootOperator === undefined) throw new DomainError('PROVINCE_UNKNOWN', { province });
  return {
    mspId: record.mspId,
    rootOperator: record.rootOperator,
    put: (rootOperator) => state.put(key, { ...record, version: record.version + 1, rootOperator }),
  };
}
