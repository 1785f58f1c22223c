// SPDX-License-Identifier: Apache-2.0
import { returnInstruction, returnItem } from '@unionid/domain/item';
import { handle } from '../kernel/handler.js';
import { applyToItem, ofItem } from './item-handler.js';

/** The bank has sent back what it had paid. */
export const returnHandler = handle(returnInstruction, {
  ...ofItem,
  apply: (work) => applyToItem(work, returnItem),
});
