// SPDX-License-Identifier: Apache-2.0
export { itemPayload, type ItemGround, type MovedItem } from './move-item.js';
export { recoverInstruction, recoverItem, recoverPayload, type RecoverPayload } from './recover.js';
export { returnInstruction, returnItem, returnPayload, type ReturnPayload } from './return.js';
export { voidInstruction, voidItem, voidPayload, type VoidPayload } from './void.js';
export { writeOffInstruction, writeOffItem, writeOffPayload, type WriteOffPayload } from './write-off.js';
