// SPDX-License-Identifier: Apache-2.0
import { text } from './message-text.js';

/** What is said of orders, of what banks answer, and of what came back. */
export const BANK_MESSAGES = {
  planOrdered: text('  最近一次付款：{items} 笔，{yuan} 元', '  Newest order: {items} items, CNY {yuan}'),
  planVoided: text('  作废 {items} 笔，{yuan} 元', '  Struck off: {items} items, CNY {yuan}'),
  planReturned: text(
    '  银行退汇 {items} 笔，{yuan} 元',
    '  Sent back by the bank: {items} items, CNY {yuan}',
  ),
  planRecovered: text('  已追回 {items} 笔，{yuan} 元', '  Got back: {items} items, CNY {yuan}'),
  planPartly: text(
    '  部分追回 {items} 笔，至今 {yuan} 元',
    '  Got back in part: {items} items, CNY {yuan} so far',
  ),
  planWrittenOff: text('  核销不再追缴 {items} 笔，{yuan} 元', '  Written off: {items} items, CNY {yuan}'),
  itemRecovered: text('已追回 {yuan} 元', 'CNY {yuan} got back'),
  itemWrittenOff: text('核销 {yuan} 元', 'CNY {yuan} written off'),
  inboxPlan: text('发放计划 {planId}', 'Plan {planId}'),
  inboxAllotment: text('下拨或退回的资金 {allotmentId}', 'Money offered by {allotmentId}'),
  inboxRecovery: text(
    '待追回：发放计划 {planId} 第 {item} 笔',
    'To be got back: item {item} of plan {planId}',
  ),
  inboxNoOffer: text(
    '  无人接收则一直等待，资金仍算拨出方的，拨出方可以撤回',
    '  Waits until accepted: it is the giver’s, who can withdraw it',
  ),
  inboxNoRecovery: text(
    '  一直等待：追回后登记，追不回的由两人核销（plans write-off）',
    '  Waits until recorded; what can not be got back two persons write off (plans write-off)',
  ),
  inboxNoPlan: text('  一直等待，没有期限', '  Waits; nothing comes of silence'),
  silenceRUN_OUT: text(
    '计划过期，只能撤销，名额与额度到撤销才放回',
    'the plan runs out and can only be cancelled; until then its money and grants stay taken',
  ),
  recoveriesNone: text('没有待追回的', 'Nothing is to be got back'),
  recoveryLine: text(
    '{planId}  第 {item} 笔  {identityId}  {yuan} 元，待追回 {left} 元，{paidOn} 付款，原因 {reason}',
    '{planId}  item {item}  {identityId}  CNY {yuan}, {left} to be got back, paid on {paidOn}, reason {reason}',
  ),
  recoverySince: text('会籍自 {since} 起终止', 'ended since {since}'),
  orderWritten: text(
    '✔ 付款文件已写到 {path}：第 {attempt} 次付款，{items} 笔，{yuan} 元',
    '✔ The order is in {path}: order {attempt}, {items} items, CNY {yuan}',
  ),
  deliveryWritten: text(
    '✔ 发放清单已写到 {path}：第 {attempt} 次发放，{items} 笔，价值 {yuan} 元，逐笔签领',
    '✔ The list to hand out by is in {path}: order {attempt}, {items} items worth CNY {yuan}, each to be signed for',
  ),
  deliveryNext: text(
    '  下一步：unionid plans pay {planId} --order {path}，签署后再发放；签领后由登记人 plans results',
    '  Next: unionid plans pay {planId} --order {path}; hand out once that is signed, then the recorder: plans results',
  ),
  orderHeld: text(
    '  暂缓 {items} 笔，{yuan} 元：复查时已不符合条件，不在付款文件中（plans items 查看）',
    '  Held: {items} items, CNY {yuan}: not eligible any more, not in the order (plans items)',
  ),
  orderWithoutAccount: text(
    '  其中 {items} 笔没有账号：编制名单时未填，由银行柜面或现金发放',
    '  {items} of them without an account: the list had none',
  ),
  payeesWritten: text(
    '✔ 收款名单已写到 {path}：锁定时 unionid plans lock {planId} --payees {path}，再交复核人、批准人和支付人',
    '✔ The list of payees is in {path}: unionid plans lock {planId} --payees {path}, then hand it to checker, approvers and payer',
  ),
  payeesNeeded: text(
    '这个计划有收款名单：请向编制人取名单，用 --payees 指定',
    'This plan has a list of payees: get it from the maker and name it by --payees',
  ),
  payeesDiffer: text(
    '文件 {path} 不是这个计划的收款名单。请向编制人取他锁定时签的那一份。',
    'The file {path} is not the list of payees of this plan. Get from the maker the one signed at the lock.',
  ),
  orderDiffers: text(
    '文件 {path} 不是这个计划当前的付款文件。请用 unionid plans order 重新写出。',
    'The file {path} is not the order that is next of this plan. Write it again by unionid plans order.',
  ),
  orderAgain: text(
    '✔ 已签署的付款文件重新写到 {path}：第 {attempt} 次付款，{items} 笔，{yuan} 元，与签署的逐字节相同；银行已收到的不要再交',
    '✔ The order that was signed is in {path} again: order {attempt}, {items} items, CNY {yuan}, byte for byte. Not for a bank that has it',
  ),
  orderOther: text(
    '写不出与签署时相同的付款文件：有领款人的姓名或账号此后已更正。把各笔按未付登记（plans results），再 unionid plans order {planId} 另行付款',
    'The order can not be made as it was signed: a name or an account was corrected since. Record its items as not paid (plans results), then unionid plans order {planId}',
  ),
  badItem: text(
    '第几笔从 1 起：请填 plans items 所列的序号（--json 的 item 从 0 起，须加 1）',
    'Items are numbered from 1, as plans items lists them: item of --json counts from 0, so add 1',
  ),
  orderNext: text(
    '  下一步：unionid plans pay {planId} --order {path}，签署后再把文件交给银行',
    '  Next: unionid plans pay {planId} --order {path}; the file goes to the bank once that is signed',
  ),
  answersHeader: text(
    '{path} 不是银行回单：第一行须有 {columns} 各列。请核对文件是否选错。',
    '{path} is no answer of a bank: its first line needs the columns {columns}. Is it the right file?',
  ),
  orderTooEarly: text(
    '公示到 {until} 为止，次日起才能付款；付款文件在付款当天写出。',
    'It is shown in public until {until}, and may be paid from the day after; the order is written on that day.',
  ),
  answersUnread: text(
    '第 {row} 行读不懂：参考号、结果或金额不对。请核对银行回单。',
    'Line {row} can not be read: reference, result or sum. Look at the bank’s file.',
  ),
  answersMatched: text(
    '按参考号核对：可登记 {items} 笔，成功 {paid}，失败 {failed}',
    'By reference: {items} items can be recorded, {paid} paid, {failed} not paid',
  ),
  answersDiffer: text(
    '差异 {count} 处，未决的不登记：',
    '{count} differences; what is open is not recorded:',
  ),
  answerDifference: text('  第 {row} 行  第 {item} 笔  {what}', '  Line {row}  item {item}  {what}'),
  answersPaidTwice: text(
    '  多付合计 {yuan} 元：请银行冲回，冲不回的向领款人追回，凭差异清单（--report）留档。应付的一笔已付清，不用 plans recover：那是收回应付的一笔',
    '  Paid beyond what was owed: CNY {yuan}. Have the bank take it back, or the payee pay it back; keep the report. Not plans recover: that takes back what was owed',
  ),
  answersNext: text(
    '  下一步：unionid plans results {planId} {out}',
    '  Next: unionid plans results {planId} {out}',
  ),
  difference_REFERENCE_UNKNOWN: text(
    '参考号不是本计划的，或有误：向银行查询这一笔',
    'No reference of this plan, or mistyped: ask the bank',
  ),
  difference_REFERENCE_OTHER_ORDER: text(
    '是另一次付款的回复，不计入本次：与当时的结果核对',
    'About another order: compare with what was recorded then',
  ),
  difference_NOT_ORDERED: text('这一笔不在付款文件中（暂缓或作废）', 'Not in the order: held or struck off'),
  difference_REPEATED: text('同一流水重复出现，只计一次', 'The same line again: it counts once'),
  difference_ALREADY_RECORDED: text('已登记过，结果一致', 'Recorded before, to the same effect'),
  difference_CONTRADICTS: text(
    '与已登记的结果相反：不要再付，请银行书面确认',
    'Contradicts what was recorded: pay nothing again, have the bank confirm it in writing',
  ),
  difference_RETURNED_LATER: text(
    '付后退汇：对账后用 plans return 登记',
    'Sent back after it was paid: record it by plans return once reconciled',
  ),
  difference_SPLIT: text('分笔入账，合计相符，按成功登记', 'Paid in parts that add up: recorded as paid'),
  difference_RETURNED: text('已退回，按失败登记', 'Sent back: recorded as not paid'),
  difference_PAID_TWICE: text(
    '银行付了不止一次：只登记一次，多付的由银行冲回，冲不回的向领款人追回',
    'Paid more than once: recorded once; the bank takes the rest back, or the payee pays it back',
  ),
  difference_PAID_IN_PART: text('只付了一部分，未决，不登记', 'Paid in part only: open, not recorded'),
  difference_PENDING: text('银行还在处理，未决，不登记', 'Still under way at the bank: open, not recorded'),
  difference_MISSING: text('回单中没有这一笔，未决', 'Not in the answer: open'),
  difference_TOTALS: text(
    '合计与各行不符：回单可能不完整，先向银行核对',
    'The totals are not those of the lines: the file may be cut, ask the bank first',
  ),
} as const;
