// SPDX-License-Identifier: Apache-2.0
import { writeOffInstruction, writeOffItem } from '@unionid/domain/item';
import { handle } from '../kernel/handler.js';
import { applyToItem, ofItem } from './item-handler.js';

/** What is left of an item is not got back any more. */
export const writeOffHandler = handle(writeOffInstruction, {
  ...ofItem,
  apply: (work) => applyToItem(work, writeOffItem),
});
