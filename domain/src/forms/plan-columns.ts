// SPDX-License-Identifier: Apache-2.0
import { BANK_ANSWER, BANK_RESULT, DOCUMENT_KIND, HANDED_TO } from '../codes/index.js';
import type { Form } from './form.js';
import { MEMBER_FORM } from './member-columns.js';

const COLUMNS = [
  ...(['序号', '姓名', '有效证件类别', '证件号码', '金额'] as const),
  // Of whom it is for where that is somebody else of the household, the number tells who.
  ...(['档案号', '受益人证件号码', '数量', '单价', '凭证号', '银行账号'] as const),
] as const;
export type PlanColumn = (typeof COLUMNS)[number];

const { 序号, 姓名, 有效证件类别, 证件号码 } = MEMBER_FORM.aliases;

/** A list of payees: who, and how much in yuan. */
export const PLAN_FORM: Form<PlanColumn> = {
  columns: COLUMNS,
  requiredColumns: ['姓名', '证件号码', '金额'],
  aliases: {
    ...(序号 && { 序号 }),
    姓名: [...(姓名 ?? []), '领取人', '收款人', '收款人姓名', '受助人', '受助人姓名'],
    ...(有效证件类别 && { 有效证件类别 }),
    ...(证件号码 && { 证件号码 }),
    金额: [
      ...['发放金额', '补助金额', '救助金额', '慰问金额', '帮扶金额', '补贴金额', '资助金额'],
      ...['慰问金', '补助金', '救助金', '助学金', '金额元', '人民币金额'],
    ],
    档案号: ['档案编号', '困难职工档案号', '困难职工档案编号', '帮扶档案号'],
    受益人证件号码: ['受益人身份证号', '受益人身份证号码', '学生身份证号', '学生证件号码', '患者身份证号'],
    数量: ['物资数量', '份数', '件数'],
    单价: ['物资单价', '单位价值', '单价元'],
    凭证号: ['凭证编号', '记账凭证号', '会计凭证号'],
    银行账号: ['银行卡号', '收款账号', '收款人账号', '账号', '卡号', '银行账户', '开户账号'],
  },
  tables: { 有效证件类别: DOCUMENT_KIND },
  ...(MEMBER_FORM.isEntry && { isEntry: MEMBER_FORM.isEntry }),
};

const RESULT_COLUMNS = ['序号', '结果', '流水号', '签领方式'] as const;
export type ResultColumn = (typeof RESULT_COLUMNS)[number];

/** What a bank answers: of which item, whether it was paid, and what the bank calls it; of goods, on which sheet and by whom it was signed for. */
export const RESULT_FORM: Form<ResultColumn> = {
  columns: RESULT_COLUMNS,
  requiredColumns: ['序号', '结果', '流水号'],
  aliases: {
    序号: ['编号', '笔号', '明细序号', '行号'],
    结果: ['处理结果', '交易结果', '交易状态', '处理状态', '支付结果', '发放结果', '状态'],
    流水号: ['交易流水号', '银行流水号', '回单号', '回单编号', '交易流水', '签领单号', '签收单号'],
    签领方式: ['签收方式', '领取方式', '签领人', '签收人'],
  },
  tables: { 结果: BANK_RESULT, 签领方式: HANDED_TO },
};

const ANSWER_COLUMNS = ['参考号', '结果', '流水号', '金额'] as const;
export type AnswerColumn = (typeof ANSWER_COLUMNS)[number];

/** What a bank answers by reference; a line of totals may stand below. */
export const ANSWER_FORM: Form<AnswerColumn> = {
  columns: ANSWER_COLUMNS,
  requiredColumns: ['参考号', '结果'],
  aliases: {
    参考号: ['业务参考号', '客户参考号', '企业流水号', '客户流水号', '附言', '业务编号'],
    结果: [...(RESULT_FORM.aliases.结果 ?? [])],
    流水号: [...(RESULT_FORM.aliases.流水号 ?? [])],
    金额: ['交易金额', '实付金额', '付款金额', '金额元', '发生额'],
  },
  tables: { 结果: BANK_ANSWER },
};
