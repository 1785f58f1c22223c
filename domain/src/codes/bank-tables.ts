// SPDX-License-Identifier: Apache-2.0
import type { CodeTable } from './code-table.js';

/** What a bank answers of a payment; a state that is not final is no answer. */
export const BANK_RESULT: CodeTable = {
  name: 'bank-result',
  source: 'batch payment files of banks; codes are the project’s own',
  entries: [
    {
      code: 'paid',
      text: '成功',
      aliases: [
        '交易成功',
        '支付成功',
        '处理成功',
        '发放成功',
        '付款成功',
        '入账成功',
        '已入账',
        '已付',
        '已支付',
      ],
    },
    {
      code: 'failed',
      text: '失败',
      aliases: [
        '交易失败',
        '支付失败',
        '处理失败',
        '发放失败',
        '付款失败',
        '入账失败',
        '未付',
        '退票',
        '已退票',
      ],
    },
  ],
};
