// SPDX-License-Identifier: Apache-2.0
import type { RowErrorCode } from '../errors/row-codes.js';
import { text, type ErrorTexts } from './error-text.js';

/** The words to rows of a file of members that are of no one who joins or moves: what they are to be done by. */
export const CHANGE_ROW_TEXTS = {
  ROW_IS_A_CHANGE: text(
    [
      '本行是除名或退会，不是入会或接转，没有导入',
      '会籍变动用名单办理：unionid changes import（模板：unionid template changes）',
    ],
    [
      'The row is of somebody who left or was expelled, not of one who joins or moves; it was left out',
      'Change memberships by a list: unionid changes import (template: unionid template changes)',
    ],
  ),
  ROW_IS_A_TRANSFER: text(
    [
      '本行标明已经转出，没有导入',
      '由接收工会申请接转：unionid transfers request，批量接转的名单中会籍变化类型留空；去向不明的先放行：unionid transfers release',
    ],
    [
      'The row says that somebody was transferred away; it was left out',
      'The new union asks: unionid transfers request (on a list leave the change out); if unknown: unionid transfers release',
    ],
  ),
  JOINED_BEFORE_ACCOUNT: text(
    [
      '入会日期早于账户现状的起始日，按所持证件无法核对年龄',
      '填写不早于该日的入会日期（accounts show 可查）',
    ],
    [
      'The joining is dated before the account stood as it does, and this document says no age',
      'Name a day from then on (accounts show tells it)',
    ],
  ),
} as const satisfies Partial<Record<RowErrorCode, ErrorTexts>>;
