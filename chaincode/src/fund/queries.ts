// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { parseArgument } from '@unionid/domain/instruction';
import { ledgerKey } from '@unionid/domain/ledger';
import { fundIdField, parseWith } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import type { ContractFunction } from '../kernel/new-contract.js';
import { StateStore } from '../kernel/state-store.js';
import { fundOn } from './fund-on-ledger.js';

const byId = z.strictObject({ fundId: fundIdField });

/** `{fundId}` → FundRecord. @throws DomainError FUND_UNKNOWN */
export const readFund: ContractFunction = async (_kernel, stub, argument) => {
  const { fundId } = parseWith(byId, parseArgument(argument));
  const state = new StateStore(stub);
  await state.read([ledgerKey.fund(fundId)]);
  return canonicalJson(fundOn(state, fundId));
};
