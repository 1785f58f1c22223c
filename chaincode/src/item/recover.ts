// SPDX-License-Identifier: Apache-2.0
import { recoverInstruction, recoverItem } from '@unionid/domain/item';
import { handle } from '../kernel/handler.js';
import { applyToItem, ofItem } from './item-handler.js';

/** The payee has paid back what was paid. */
export const recoverHandler = handle(recoverInstruction, {
  ...ofItem,
  apply: (work) => applyToItem(work, recoverItem),
});
