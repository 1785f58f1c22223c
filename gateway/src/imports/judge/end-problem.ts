// SPDX-License-Identifier: Apache-2.0
import type { MemberRow } from '@unionid/domain/forms';
import type { Problem } from './judged-row.js';

/** 会籍变化类型 转出. */
const TRANSFERRED_AWAY = '4';

/** What a row that ends a membership is to be done by: it makes nobody a member. */
export function endProblem({ changeType }: Pick<MemberRow, 'changeType'>): Problem {
  const code = changeType === TRANSFERRED_AWAY ? 'ROW_IS_A_TRANSFER' : 'ROW_IS_A_CHANGE';
  return { code, column: '会籍变化类型', details: {} };
}
