// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { parseArgument } from '@unionid/domain/instruction';
import { ledgerKey } from '@unionid/domain/ledger';
import { parseWith, provinceCodeField } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import type { ContractFunction } from '../kernel/new-contract.js';
import { runtimeInfo } from '../kernel/runtime-info.js';
import { StateStore } from '../kernel/state-store.js';
import { networkOf } from './network-record.js';

const none = z.strictObject({});
const byCodes = z.strictObject({ codes: z.array(provinceCodeField).check(z.maxLength(64)) });

/** `{}` → NetworkRecord. @throws DomainError NOT_BOOTSTRAPPED */
export const readNetwork: ContractFunction = async (_kernel, stub, argument) => {
  parseWith(none, parseArgument(argument));
  const state = new StateStore(stub);
  await state.read([ledgerKey.network()]);
  return canonicalJson(networkOf(state));
};

/** `{codes}` → those of them that the network has, by code: `{"11":ProvinceRecord,…}`. */
export const readProvinces: ContractFunction = async (_kernel, stub, argument) => {
  const { codes } = parseWith(byCodes, parseArgument(argument));
  const state = new StateStore(stub);
  await state.read(codes.map((code) => ledgerKey.province(code)));
  const found = codes.flatMap((code) => {
    const record = state.get(ledgerKey.province(code));
    return record === undefined ? [] : [[code, record] as const];
  });
  return canonicalJson(Object.fromEntries(found));
};

/** Which bundle this peer's server runs, `{version, bundleDigest}`. */
export const readRuntime: ContractFunction = () => Promise.resolve(canonicalJson(runtimeInfo()));
