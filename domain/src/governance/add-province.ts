// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { ProvinceRecord } from '../ledger/index.js';
import type * as z from 'zod/mini';
import { mspWord, province } from './founding.js';

/** A province for a network that runs. */
export const addProvincePayload = province;
export type AddProvincePayload = z.output<typeof addProvincePayload>;

export const addProvinceInstruction = defineInstruction({
  type: 'governance.addProvince',
  chaincode: 'identity',
  payload: addProvincePayload,
  grant: 'governance',
  subject: undefined,
  errors: ['PROVINCE_REGISTERED', 'MSP_TAKEN'],
});

export const addProvincePresentation: PresentationOf<typeof addProvinceInstruction> = {
  words: ({ code, name, mspId }) => ({
    zh: `增加省 ${code} ${name}（${mspId}）`,
    en: `Add province ${code} ${name} (${mspId})`,
  }),
  sample: () => ({ code: '44', mspId: 'GuangdongMSP', name: '广东省总工会' }),
};

/**
 * A province that has still to name its root operator. A node and an MSP are each other's for ever: nobody is two provinces, and
 * the national organisation is none.
 * @param taken MSPs of the network so far
 * @throws DomainError PROVINCE_REGISTERED, MSP_TAKEN
 */
export function addProvince(
  { code, mspId, name }: AddProvincePayload,
  { existing, taken }: { readonly existing: ProvinceRecord | undefined; readonly taken: readonly string[] },
): ProvinceRecord {
  if (existing !== undefined) throw new DomainError('PROVINCE_REGISTERED', { province: code });
  if (taken.map(mspWord).includes(mspWord(mspId))) throw new DomainError('MSP_TAKEN', { mspId });
  return { version: 1, mspId, name };
}
