// SPDX-License-Identifier: Apache-2.0
import { STATUS_ZH } from '@unionid/domain/trace';
import { BANK_MESSAGES } from './bank-messages.js';
import { AUDIT_MESSAGES } from './audit-messages.js';
import { text } from './message-text.js';
import { TRACE_MESSAGES } from './trace-messages.js';

/** What is said of funds, lines, programmes and plans of grants. */
export const BENEFIT_MESSAGES = {
  ...AUDIT_MESSAGES,
  fundIs: text('  资金编号：{fundId}', '  Fund id: {fundId}'),
  allotmentIs: text('  拨款编号：{allotmentId}', '  Allotment id: {allotmentId}'),
  linesNone: text('没有资金额度', 'No funds'),
  lineIs: text(
    '资金 {fund}  {org}：可用 {available} 元（收到 {received}，下拨 {allotted}，退回 {returned}，占用 {reserved}，已付 {paid}）',
    'Fund {fund}  {org}: CNY {available} available (received {received}, allotted {allotted}, returned {returned}, reserved {reserved}, paid {paid})',
  ),
  offersNone: text('没有下拨或退回', 'No money on its way'),
  offerIs: text(
    '{allotmentId}  下拨：资金 {fund}，{from} → {to}，{yuan} 元，{state}',
    '{allotmentId}  allotted: fund {fund}, {from} → {to}, CNY {yuan}, {state}',
  ),
  offerBack: text(
    '{allotmentId}  退回：资金 {fund}，{from} → {to}，{yuan} 元，{state}',
    '{allotmentId}  given back: fund {fund}, {from} → {to}, CNY {yuan}, {state}',
  ),
  allotment_OFFERED: text('待接收', 'waits to be accepted'),
  allotment_ACCEPTED: text('已接收', 'accepted'),
  allotment_WITHDRAWN: text('已撤回', 'taken back'),
  programmeIs: text('  项目编号：{programmeId}', '  Programme id: {programmeId}'),
  fileIs: text('  档案号：{fileId}', '  File: {fileId}'),
  filesNone: text('没有困难职工档案', 'No hardship files'),
  fileBefore: text(
    '  新公示期满以前：{level}，{from} 至 {until}',
    '  Until what it says now was shown: {level}, {from} to {until}',
  ),
  fileLine: text(
    '{fileId}  {org}  {level}  家庭 {persons} 人  {from} 至 {until}  {state}',
    '{fileId}  {org}  {level}  household of {persons}  {from} to {until}  {state}',
  ),
  fileOpen: text('有效', 'open'),
  fileClosed: text('已注销', 'closed'),
  fileEnded: text('自 {on} 起注销：{reason}', 'Ended from {on} on: {reason}'),
  programmesNone: text('没有项目', 'No programmes'),
  programmeLine: text(
    '{programmeId}  第 {version} 版  {org}{title}  {class}  {from} 至 {until}，单笔至多 {item} 元，每期至多 {window} 元，公示 {publicDays} 天',
    '{programmeId}  version {version}  {org}{title}  {class}  {from} to {until}, at most CNY {item} an item, {window} a period, shown for {publicDays} days',
  ),
  programmeEnded: text(
    '{programmeId}  第 {version} 版  {org}{title}  {class}  已终止',
    '{programmeId}  version {version}  {org}{title}  {class}  ended',
  ),
  ofGoods: text('  发实物，逐笔签领', '  Of goods, signed for one by one'),

  plansNone: text('没有发放计划', 'No plans'),
  planLine: text(
    '{planId}  {status}  {org}  项目 {programme}，发放日 {on}，{items} 笔 {yuan} 元，最迟 {until} 付款',
    '{planId}  {status}  {org}  programme {programme}, as of {on}, {items} items of CNY {yuan}, to be paid by {until}',
  ),
  plan_OPEN: text(STATUS_ZH.OPEN, 'being made'),
  plan_LOCKED: text(STATUS_ZH.LOCKED, 'to be checked'),
  plan_CHECKED: text(STATUS_ZH.CHECKED, 'to be approved'),
  plan_APPROVED: text(STATUS_ZH.APPROVED, 'approved'),
  plan_PUBLIC: text(STATUS_ZH.PUBLIC, 'shown in public'),
  plan_PAYING: text(STATUS_ZH.PAYING, 'at the bank'),
  plan_RECONCILED: text(STATUS_ZH.RECONCILED, 'reconciled'),
  plan_CLOSED: text(STATUS_ZH.CLOSED, 'closed'),
  plan_CANCELLED: text(STATUS_ZH.CANCELLED, 'cancelled'),
  checkedPayees: text(
    '本机已核对 {rows} 笔，共 {yuan} 元',
    'Checked here: {rows} items of CNY {yuan} in all',
  ),
  checkedResults: text(
    '本机已核对 {rows} 笔回单：成功 {paid}，失败 {failed}',
    'Checked here: {rows} answers: {paid} paid, {failed} not paid',
  ),
  readyPayees: text(
    '检查完毕：共 {rows} 行，可发放 {ready}，问题 {bad}，已自动修正 {fixed}，与登记不同 {differs}',
    'Checked: {rows} rows, {ready} to be granted, {bad} bad, {fixed} fixed, {differs} registered otherwise',
  ),
  payeesDone: text(
    '✔ 发放名单已上链：成立 {done}，未成立 {refused}，问题 {bad}，与登记不同 {differs}',
    '✔ The list of payees is on the ledger: {done} stand, {refused} refused, {bad} bad, {differs} registered otherwise',
  ),
  payeesNothing: text(
    '没有一笔成立：未成立 {refused}，问题 {bad}，与登记不同 {differs}',
    'No item stands: {refused} refused, {bad} bad, {differs} registered otherwise',
  ),
  payeesNext: text(
    '  下一步：unionid plans lock {importId}；写出了收款名单的加 --payees，锁定后不能再补',
    '  Next: unionid plans lock {importId}, with --payees where a list was written: not to be made up for later',
  ),
  readyResults: text(
    '检查完毕：共 {rows} 行，可登记 {ready}，问题 {bad}，已自动修正 {fixed}',
    'Checked: {rows} rows, {ready} to be recorded, {bad} bad, {fixed} fixed',
  ),
  resultsDone: text(
    '✔ 银行回单已上链：登记 {done}，拒绝 {refused}，问题 {bad}',
    '✔ The answers of the bank are on the ledger: {done} recorded, {refused} refused, {bad} bad',
  ),
  resultsNothing: text(
    '没有登记任何一笔：拒绝 {refused}，问题 {bad}',
    'Nothing was recorded: {refused} refused, {bad} bad',
  ),
  resultsNext: text(
    '  全部回单登记后：银行未付的可由支付人先再付一次（unionid plans order {planId} --out 付款.csv），否则 unionid plans reconcile {planId}',
    '  Once all answers are recorded: the payer may pay once more what was not paid (unionid plans order {planId} --out <file>), or unionid plans reconcile {planId}',
  ),
  itemsAddedUp: text('本机已逐笔核对并合计：成立 {items} 笔', 'Added up here, item by item: {items} stand'),
  planPublic: text('  公示：{from} 至 {until}', '  Shown in public: {from} to {until}'),
  planPaid: text('  银行已付 {items} 笔，{yuan} 元', '  Paid by the bank: {items} items, CNY {yuan}'),
  planNext: text('  您现在可以：{commands}', '  You may now: {commands}'),
  planSigners: text('  已签署：{signers}', '  Signed by: {signers}'),
  planMaker: text('编制人 {person}', 'maker {person}'),
  planChecker: text('复核人 {person}', 'checker {person}'),
  planApprover: text('批准人 {person}（{org}）', 'approver {person} ({org})'),
  planPayer: text('支付人 {person}', 'payer {person}'),
  planBand: text(
    '  还须几人批准、是否须另一工会的人：unionid programmes show {programme} 的批准档次',
    '  How many approve, and whether one of another union: the bands of unionid programmes show {programme}',
  ),
  programmeBands: text(
    '  批准档次（本工会本期这一类的合计）：{bands}',
    '  Bands, by the sum of class and period: {bands}',
  ),
  programmeBand: text('{yuan} 元以内 {approvers} 人', 'up to CNY {yuan} {approvers}'),
  programmeBandOther: text(
    '{yuan} 元以内 {approvers} 人，其中一人属于另一工会',
    'up to CNY {yuan} {approvers}, one of another union',
  ),
  payeesUnsigned: text(
    '未指定 --payees：锁定后不能再附收款名单',
    'Without --payees: no list of payees can be signed after the lock',
  ),
  after_lock: text(
    '  下一步：复核人 unionid plans check {planId}',
    '  Next: the checker, unionid plans check {planId}',
  ),
  after_check: text(
    '  下一步：批准人 unionid plans approve {planId}',
    '  Next: an approver, unionid plans approve {planId}',
  ),
  after_approve: text(
    '  下一步：人数是否已够，unionid plans show {planId}；够了由编制人 unionid plans publicise {planId}',
    '  Next: whether that is enough, unionid plans show {planId}; then the maker, unionid plans publicise {planId}',
  ),
  after_publicise: text(
    '  下一步：公示末日的次日起，支付人 unionid plans order {planId} --out 付款.csv',
    '  Next: from the day after the last day, the payer, unionid plans order {planId} --out <file>',
  ),
  after_pay: text(
    '  下一步：把这份付款文件交给银行并妥善保管（丢失的用 plans order-again 重新写出）；回单到后，登记人 unionid plans match {planId} 回单 --out 登记.csv',
    '  Next: the order goes to the bank; a lost one is written again by plans order-again. With the answers, the recorder: unionid plans match {planId} <file> --out <file>',
  ),
  after_reconcile: text(
    '  下一步：编制人 unionid plans close {planId}',
    '  Next: the maker, unionid plans close {planId}',
  ),
  planNothing: text('  您现在没有可办的事项', '  There is nothing for you to do now'),
  planItem: text(
    '第 {item} 笔  {identityId}  {yuan} 元  {state}',
    'Item {item}  {identityId}  CNY {yuan}  {state}',
  ),
  itemFile: text('档案 {file}', 'by file {file}'),
  itemFor: text('受益人 {tag}', 'for {tag}'),
  itemGoods: text('物资 {quantity} × {yuan} 元', 'goods {quantity} × CNY {yuan}'),
  itemVoucher: text('凭证 {voucher}', 'voucher {voucher}'),
  item_stands: text('成立', 'stands'),
  item_leftOut: text('未成立', 'left out'),
  item_paid: text('已付', 'paid'),
  item_notPaid: text('银行未付', 'not paid by the bank'),
  item_givenUp: text('已释放', 'given up'),
  item_returned: text('已退回', 'returned by the bank'),
  item_held: text('暂缓', 'held'),
  item_recovered: text('已追回', 'got back'),
  ...BANK_MESSAGES,
  ...TRACE_MESSAGES,
} as const;
