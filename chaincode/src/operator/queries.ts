// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { parseArgument } from '@unionid/domain/instruction';
import { ledgerKey, splitKey } from '@unionid/domain/ledger';
import { operatorIdField, parseWith } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import type { ContractFunction } from '../kernel/new-contract.js';
import { StateStore } from '../kernel/state-store.js';

/** An operator rotates a key a year; more than this is not shown. */
const MAX_KEYS = 100;

const byId = z.strictObject({ operatorId: operatorIdField });

/** `{operatorId}` → `{operatorId, operator, keys: [{keyId, publicKey, state}]}`. @throws DomainError OPERATOR_UNKNOWN */
export const readOperator: ContractFunction = async (_kernel, stub, argument) => {
  const { operatorId } = parseWith(byId, parseArgument(argument));
  const state = new StateStore(stub);
  await state.read([ledgerKey.operator(operatorId)]);
  const operator = state.get(ledgerKey.operator(operatorId));
  if (operator === undefined) throw new DomainError('OPERATOR_UNKNOWN');
  const found = await state.readRange('operatorKey', { attributes: [operatorId], limit: MAX_KEYS });
  const keys = found.map((key) => ({ keyId: splitKey(key)?.attributes[1] ?? '', ...state.get(key) }));
  return canonicalJson({ operatorId, operator, keys });
};
