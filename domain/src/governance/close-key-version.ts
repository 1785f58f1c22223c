// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { keyVersionPayload } from './key-versions.js';

/** The older of two versions of the national matching key goes out of force. */
export const closeKeyVersionPayload = z.strictObject({
  ...keyVersionPayload.shape,
  /** A key that has to go at once, although hardship files are known by its tags alone (ADR 69). */
  atOnce: z.exactOptional(z.literal(true)),
});
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
  words: ({ keyVersion, atOnce }) => ({
    zh: `${atOnce === true ? '紧急' : ''}停用第 ${keyVersion} 版全国匹配密钥，不再以其登记人员${atOnce === true ? '；仍以其标签在档的家庭成员将查不到' : ''}`,
    en: `Close version ${keyVersion} of the national matching key${atOnce === true ? ' at once, whoever is on file by its tags alone' : ''}: nobody is enrolled under it any more`,
  }),
  sample: () => ({ keyVersion: 2 }),
};
