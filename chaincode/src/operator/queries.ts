// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { parseArgument } from '@unionid/domain/instruction';
import { ledgerKey, splitKey, type OperatorKeyRecord, type OperatorRecord } from '@unionid/domain/ledger';
import { operatorIdField, parseWith } from '@unionid/domain/schema';
import * as z from 'zod';
import type { LedgerStub } from '../kernel/ledger-stub.js';
import { StateStore } from '../kernel/state-store.js';

/** An operator rotates a key a year; more than this is not shown. */
const MAX_KEYS = 100;

const byId = z.strictObject({ operatorId: operatorIdField });

/** `{operatorId}` → `{operatorId, operator, keys: [{keyId, publicKey, state}]}`. @throws DomainError OPERATOR_UNKNOWN */
export async function readOperator(stub: LedgerStub, argument: string): Promise<string> {
  const { operatorId } = parseWith(byId, parseArgument(argument));
  const state = new StateStore(stub);
  await state.read([ledgerKey.operator(operatorId)]);
  const operator = state.get<OperatorRecord>(ledgerKey.operator(operatorId));
  if (operator === undefined) throw new DomainError('OPERATOR_UNKNOWN');
  const found = await stub.readRange('operator-key', { attributes: [operatorId], limit: MAX_KEYS });
  const keys = found.map(({ key, value }) => ({
    keyId: splitKey(key)?.attributes[1] ?? '',
    ...(JSON.parse(value) as OperatorKeyRecord),
  }));
  return canonicalJson({ operatorId, operator, keys });
}
