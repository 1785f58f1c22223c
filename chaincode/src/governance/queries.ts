// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { parseArgument } from '@unionid/domain/instruction';
import { ledgerKey, type ProvinceRecord } from '@unionid/domain/ledger';
import { parseWith, provinceCodeField } from '@unionid/domain/schema';
import * as z from 'zod';
import { networkOf } from '../kernel/actor.js';
import type { LedgerStub } from '../kernel/ledger-stub.js';
import { StateStore } from '../kernel/state-store.js';

const none = z.strictObject({});
const byCodes = z.strictObject({ codes: z.array(provinceCodeField).max(64) });

/** `{}` → NetworkRecord. @throws DomainError NOT_BOOTSTRAPPED */
export async function readNetwork(stub: LedgerStub, argument: string): Promise<string> {
  parseWith(none, parseArgument(argument));
  const state = new StateStore(stub);
  await state.read([ledgerKey.network()]);
  return canonicalJson(networkOf(state));
}

/** `{codes}` → those of them that the network has, by code: `{"11":ProvinceRecord,…}`. */
export async function readProvinces(stub: LedgerStub, argument: string): Promise<string> {
  const { codes } = parseWith(byCodes, parseArgument(argument));
  const state = new StateStore(stub);
  await state.read(codes.map((code) => ledgerKey.province(code)));
  const found = codes.flatMap((code) => {
    const record = state.get<ProvinceRecord>(ledgerKey.province(code));
    return record === undefined ? [] : [[code, record] as const];
  });
  return canonicalJson(Object.fromEntries(found));
}
