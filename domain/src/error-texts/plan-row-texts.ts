// SPDX-License-Identifier: Apache-2.0
import type { RowErrorCode } from '../errors/row-codes.js';
import { text, type ErrorTexts } from './error-text.js';

/** The words to rows of lists of payees, and of what banks answer. */
export const PLAN_ROW_TEXTS = {
  SUM_INVALID: text(
    ['不是以元计的金额', '填写大于 0 的金额，以元计，小数至多两位，如 500.00'],
    [
      'This is not a sum in yuan',
      'Enter a sum above 0 in yuan with two digits behind the point at the most, as 500.00',
    ],
  ),
  ITEM_NUMBER_INVALID: text(
    ['不是发放计划中的序号', '填写该笔在计划中的序号（unionid plans items 所列，从 1 起）'],
    [
      'This is no number of an item',
      'Enter the number that the item has in its plan (unionid plans items), from 1',
    ],
  ),
} as const satisfies Partial<Record<RowErrorCode, ErrorTexts>>;
