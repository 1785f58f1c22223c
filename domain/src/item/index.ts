// SPDX-License-Identifier: Apache-2.0
export { itemPayload, type ItemGround, type MovedItem } from './move-item.js';
export {
  RECOVER_REASONS,
  recoverInstruction,
  recoverItem,
  recoverPayload,
  type RecoverPayload,
} from './recover.js';
export { returnInstruction, returnItem, returnPayload, type ReturnPayload } from './return.js';
export { VOID_REASONS, voidInstruction, voidItem, voidPayload, type VoidPayload } from './void.js';
