// SPDX-License-Identifier: Apache-2.0
import type { Explanation, FigureName, FoundReason } from '@unionid/domain/audit';
import type { ErrorCode } from '@unionid/domain/errors';
import { STATUS_ZH } from '@unionid/domain/trace';

type Words = Readonly<Record<string, string>>;

/** States of an auditor's finding in Chinese. */
export const FINDING_STATE_ZH = {
  ...{ OPEN: '待整改', REMEDIED: '已整改', RECOVERED: '已追缴', CLOSED: '已销号' },
} as const;

/** States of a request for a name in Chinese. */
export const UNMASK_STATE_ZH = { ASKED: '待批准', APPROVED: '待答复', ANSWERED: '已答复' } as const;

const PLAN_ACTIONS: Words = {
  ...{ open: '编制', lock: '锁定', check: '复核', approve: '批准', publicise: '公示', screen: '付款前复查' },
  ...{ pay: '支付', results: '登记回单', reconcile: '对账', close: '结项', cancel: '撤销', fold: '清理' },
  ...{ void: '作废', return: '登记退汇', recover: '登记追回', writeOff: '核销', attest: '登记签收' },
  sample: '抽样',
};

/** States of a sample in Chinese. */
export const SAMPLE_STATE_ZH = { COMMITTED: '已承诺，待公布', RECORDED: '已公布' } as const;

/** Thresholds of checks, by name. */
export const THRESHOLD_ZH: Readonly<Record<string, string>> = {
  ...{ payees: '一个账号的领款人数', minutes: '相隔分钟数', days: '期限天数', holidayDays: '节假日顺延天数' },
  ...{
    nearPercent: '接近档次的百分比',
    roundFen: '整数金额（分）',
    month: '年底月份',
    blocks: '对账后区块数',
  },
};

/** What checks find, by what known false positives look like, and what their figures count, in Chinese. */
export const RESULT_ZH: Readonly<Record<FoundReason | Explanation | FigureName, string>> = {
  ...{ belowBand: '略低于档次', yearEnd: '年底付款', roundSums: '整数金额' },
  noReceipt: '久无签收',
  ...{
    item: '单笔超限',
    window: '本期超限',
    place: '项目未列所在地',
    household: '同一家庭',
    repeated: '重复领取',
    elsewhere: '他处已领',
  },
  ...{ twoFiles: '一人多档', sharedAccount: '一个账号多人', state: '会籍状态', ended: '已终止仍付款' },
  ...{
    noFile: '无档案',
    unknownFile: '档案不存在',
    filedAfter: '事后才建档',
    fileNotValid: '档案在发放日无效',
  },
  ...{ otherHousehold: '他户的档案', fileLevel: '档案级别不符', fileShort: '档案公示天数不足' },
  ...{ dataAltered: '区块内容被改', blockMissing: '缺少区块', chainBroken: '区块不相连' },
  ...{ undecodable: '区块有读不懂的内容', unreadable: '记录不可读' },
  ...{
    'line.received': '额度收到数不符',
    'line.allotted': '额度下拨数不符',
    'line.returned': '额度退回数不符',
  },
  ...{ 'line.reserved': '额度占用数不符', 'line.paid': '额度已付数不符', 'line.available': '额度透支' },
  ...{
    noBudget: '没有资金、额度或项目',
    signed: '与签署的名单不符',
    stands: '成立数不符',
    paid: '已付数不符',
    noAnswer: '银行久未答复',
  },
  ...{ paidFirst: '先付后批', tooFew: '批准人不足', sameMinute: '一分钟内接连签署', twoDuties: '一人两职' },
  ...{ missing: '未公示', short: '公示天数不足', recordedAfter: '事后补登公示', stillOpen: '公示期内付款' },
  ...{
    payeeHasDuty: '领款人在本计划任职',
    payeeIsCadre: '领款人是干部',
    late: '逾期',
    unrevealed: '抽样未公布',
  },
  ...{
    otherBlock: '未按指定区块抽样',
    committedLate: '锁定后才承诺抽样',
    transferred: '似期中转会',
    split: '似分户',
    reportedLate: '似补报',
  },
  ...{ emergency: '似紧急救助补档', forAll: '人人可领', former: '曾任', bankHoliday: '似遇银行假期' },
  mixedFunds: '似多项资金',
};

/**
 * What details of one refusal say, in Chinese, where a word alone does not tell of what it speaks: a union that is CLOSED is not a
 * finding that is.
 */
const OF_CODE: Partial<Readonly<Record<ErrorCode, Readonly<Record<string, Words>>>>> = {
  ALLOTMENT_ENDED: { state: { OFFERED: '待接收', ACCEPTED: '已接收', WITHDRAWN: '已撤回' } },
  DUTY_TAKEN: { duty: { maker: '编制人', checker: '复核人', approver: '批准人', payer: '支付人' } },
  FINDING_STEP: {
    action: { remedy: '整改', recover: '追缴', close: '销号' },
    state: FINDING_STATE_ZH,
  },
  GRANT_MISSING: { role: { superadmin: '超级管理员', operator: '工会干部', auditor: '经审人员' } },
  PLAN_STEP: { action: PLAN_ACTIONS, status: STATUS_ZH },
  UNMASK_STEP: { state: UNMASK_STATE_ZH },
};

/** What a detail of this refusal says, in Chinese; undefined where the refusal has no words of its own for it. */
export function wordOfCode(code: string, name: string, value: unknown): string | undefined {
  const words = Object.hasOwn(OF_CODE, code) ? OF_CODE[code as ErrorCode]?.[name] : undefined;
  return typeof value === 'string' && words !== undefined && Object.hasOwn(words, value)
    ? words[value]
    : undefined;
}
