// SPDX-License-Identifier: Apache-2.0
import type * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { keyVersionPayload } from './key-versions.js';

/** A version of the national matching key comes into force beside the one before. */
export const openKeyVersionPayload = keyVersionPayload;
export type OpenKeyVersionPayload = z.output<typeof openKeyVersionPayload>;

export const openKeyVersionInstruction = defineInstruction({
  type: 'governance.openKeyVersion',
  chaincode: 'identity',
  payload: openKeyVersionPayload,
  grant: 'governance',
  subject: undefined,
  errors: ['KEY_VERSION_ORDER'],
});

export const openKeyVersionPresentation: PresentationOf<typeof openKeyVersionInstruction> = {
  words: ({ keyVersion }) => ({
    zh: `启用第 ${keyVersion} 版全国匹配密钥，与上一版并行`,
    en: `Open version ${keyVersion} of the national matching key beside the one before`,
  }),
  sample: () => ({ keyVersion: 2 }),
};
