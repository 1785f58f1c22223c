// SPDX-License-Identifier: Apache-2.0
export { itemPayload, type ItemGround, type MovedItem } from './move-item.js';
export {
  RECOVER_REASON_ZH,
  recoverInstruction,
  recoverItem,
  recoverPayload,
  type RecoverPayload,
} from './recover.js';
export { returnInstruction, returnItem, returnPayload, type ReturnPayload } from './return.js';
export { VOID_REASON_ZH, voidInstruction, voidItem, voidPayload, type VoidPayload } from './void.js';
export {
  WRITE_OFF_REASON_ZH,
  writeOffInstruction,
  writeOffItem,
  writeOffPayload,
  type WriteOffPayload,
} from './write-off.js';
