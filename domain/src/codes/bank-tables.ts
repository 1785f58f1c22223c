// SPDX-License-Identifier: Apache-2.0
import type { CodeTable } from './code-table.js';

/** What a bank answers of a payment; a state that is not final is no answer to be recorded. */
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
        '已发',
        '已发放',
        '已签领',
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
        '未发',
        '未发放',
        '未签领',
        '退票',
        '已退票',
      ],
    },
  ],
};

/** To whom goods were handed out. */
export const HANDED_TO: CodeTable = {
  name: 'handed-to',
  source: 'sheets that are signed for goods; codes are the project’s own',
  entries: [
    { code: 'cash', text: '本人', aliases: ['本人签领', '本人领取', '本人签收'] },
    { code: 'proxy', text: '代领', aliases: ['他人代领', '代签', '代为领取', '家属代领'] },
  ],
};

/** The same with what is not final, and what came back: as answers by reference say it. */
export const BANK_ANSWER: CodeTable = {
  ...BANK_RESULT,
  name: 'bank-answer',
  entries: [
    ...BANK_RESULT.entries,
    {
      code: 'pending',
      text: '处理中',
      aliases: ['未知', '待处理', '银行处理中', '已受理', '受理中', '状态未知', '可疑'],
    },
    {
      code: 'returned',
      text: '退汇',
      aliases: ['已退汇', '退回', '已退回', '冲正', '已冲正'],
    },
  ],
};
