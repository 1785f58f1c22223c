// SPDX-License-Identifier: Apache-2.0
import type * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { keyVersionPayload } from './key-versions.js';

/** The older of two versions of the national matching key goes out of force. */
export const closeKeyVersionPayload = keyVersionPayload;
export type CloseKeyVersionPayload = z.output<typeof closeKeyVersionPayload>;

export const closeKeyVersionInstruction = defineInstruction({
  type: 'governance.closeKeyVersion',
  chaincode: 'identity',
  payload: closeKeyVersionPayload,
  grant: 'governance',
  subject: undefined,
  errors: ['KEY_VERSION_ORDER'],
});

export const closeKeyVersionPresentation: PresentationOf<typeof closeKeyVersionInstruction> = {
  words: ({ keyVersion }) => ({
    zh: `停用第 ${keyVersion} 版全国匹配密钥，不再以其登记人员`,
    en: `Close version ${keyVersion} of the national matching key: nobody is enrolled under it any more`,
  }),
  sample: () => ({ keyVersion: 2 }),
};
