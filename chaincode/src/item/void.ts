// SPDX-License-Identifier: Apache-2.0
import { voidInstruction, voidItem } from '@unionid/domain/item';
import { handle } from '../kernel/handler.js';
import { applyToItem, ofItem } from './item-handler.js';

/** One item is struck off before it is paid. */
export const voidHandler = handle(voidInstruction, {
  ...ofItem,
  apply: (work) => applyToItem(work, voidItem),
});
