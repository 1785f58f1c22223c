// SPDX-License-Identifier: Apache-2.0
import { text } from './message-text.js';

/** What is said of checks, findings and requests for names. */
export const AUDIT_MESSAGES = {
  checkHead: text(
    '{code} {title}（规则第 {rule} 版）：问题 {found}，已知误报 {explained}',
    '{code} {title} (rule {rule}): {found} found, {explained} explained',
  ),
  checkScope: text(
    '  范围：{org} 及其下级工会，资金来源 {sources}',
    '  Scope: {org} and the unions below it, money of {sources}',
  ),
  checkCoverage: text(
    '  数据：高度 {height}（截至区块 {block}，最新一项在 {asOf}）；看了 {plans} 个计划 {items} 笔',
    '  Data: height {height} (up to block {block}, the newest of {asOf}); {plans} plans, {items} items looked at',
  ),
  checkThresholds: text('  阈值：{thresholds}', '  Thresholds: {thresholds}'),
  checkNoThreshold: text('无', 'none'),
  checkNotApplicable: text('  尚不适用：{why}', '  Not applicable yet: {why}'),
  checkDigest: text(
    '  结果 SM3 {digest}：同一范围、同一高度、同一版规则总是这个值',
    '  SM3 of the result {digest}: the same for this scope, height and version of the rule',
  ),
  checkExplained: text('（{word}，不算问题）', ' ({word}: no fault)'),
  checkRows: text('     计划 {plan} 第 {rows} 笔', '     plan {plan}, items {rows}'),
  checkElsewhere: text(
    '     另有 {count} 笔由范围以外的工会或资金发放，不在此列出',
    '     {count} more by unions or money beyond the scope, which are not told here',
  ),
  checkStep: text(
    '     区块 {block}，交易 {transactionId}，{time}，{type}，操作员 {actor}',
    '     block {block}, transaction {transactionId}, {time}, {type}, operator {actor}',
  ),
  checkInvolved: text(
    '  涉及金额是所列各笔的全额，不等于应追缴数：其中可能有应付的（如一个账号收多人的，账号本人的一笔），由经审人员认定',
    '  What is involved are the full sums of the items listed, of which one may be rightly paid (as that of whose account it is): how much is to be recovered the auditor decides',
  ),
  checkGap: text('  未覆盖：{data}（由{heldBy}掌握）', '  Not covered: {data} (held by {heldBy})'),
  checkFinding: text(
    '  {org}  {reason}：涉及 {items} 笔 {yuan} 元{explained}',
    '  {org}  {reason}: {items} items, CNY {yuan} involved{explained}',
  ),
  checkFigure: text('  {org}  {name}：{count}/{of}', '  {org}  {name}: {count}/{of}'),
  checkHint: text(
    '  高度是最后一个区块的编号加一；再看这一高度：unionid audit run {code} --at {height}',
    '  A height is the number of the last block and one; the same again: unionid audit run {code} --at {height}',
  ),
  findingIs: text('  审计发现编号：{findingId}', '  Finding: {findingId}'),
  findingsNone: text('没有审计发现', 'No findings'),
  findingLine: text(
    '{findingId}  {state}  {check}  {org}  {about}，应追缴 {yuan} 元，已追缴 {recovered} 元，{due} 前整改',
    '{findingId}  {state}  {check}  {org}  {about}, CNY {yuan} to recover, {recovered} recovered, due {due}',
  ),
  findingOfPlan: text('计划 {plan}', 'plan {plan}'),
  findingOfFund: text('资金 {fund} 的使用', 'money of fund {fund}'),
  findingCheck: text(
    '  依据：{check} 规则第 {rule} 版在高度 {height} 的结果，SM3 {evidence}。复现：以登记人的审计范围运行 unionid audit run {check} --at {height}，范围不同，SM3 就不同',
    '  By: what {check} (rule {rule}) found at height {height}, SM3 {evidence}. With the scope of the auditor who opened it, unionid audit run {check} --at {height} gives the same; another scope gives another SM3',
  ),
  findingHistory: text(
    '  每一步由谁办理：unionid findings history {findingId}',
    '  Each step and who took it: unionid findings history {findingId}',
  ),
  findingBy: text('  操作员 {actor}，本人 {person}', '  by operator {actor}, person {person}'),
  finding_open: text('登记审计发现', 'Opened'),
  finding_remedy: text('整改或说明', 'Remedied, or answered'),
  finding_recover: text('已追缴共 {yuan} 元', 'CNY {yuan} recovered in all'),
  finding_close: text('销号', 'Struck off'),
  finding_close_settled: text('销号：已整改到位', 'Struck off: settled'),
  finding_close_unfounded: text('销号：不成立', 'Struck off: unfounded'),
  inboxFinding: text('审计发现 {findingId}（{about}）', 'Finding {findingId} about {about}'),
  inboxUnmask: text('实名调取 {unmaskId}（{about}）', 'Request for a name {unmaskId} about {about}'),
  inboxSample: text('抽样 {planId}（{about}）', 'Sample of plan {planId} of {about}'),
  inboxDue: text('  {due} 前办理', '  due {due}'),
  samplesNone: text('没有抽样', 'No samples'),
  sampleLine: text(
    '{planId}  {state}  {org}  抽 {size} 笔，{on} 承诺',
    '{planId}  {state}  {org}  {size} items, committed to on {on}',
  ),
  sampleFound: text(
    '  {on} 按区块 {block} 抽取 {items} 笔，不符 {failed} 笔；不符率 {rate}%，95% 置信区间 {low}% 至 {high}%（已付 {of} 笔）',
    '  drawn on {on} by block {block}: {failed} of {items} not as recorded; rate {rate} %, 95 % interval {low} to {high} % (of {of} paid)',
  ),
  sampleItems: text('  第 {items} 笔', '  items {items}'),
  sampleKept: text(
    '  随机数已写入 {path}：计划对账后凭它抽取，丢失则不能公布，遗失或泄露都应立即报告',
    '  The nonce is in {path}: it draws the sample once the plan is reconciled. Keep it, and keep it secret',
  ),
  sampleDrawn: text(
    '按区块 {block}（对账后第 {after} 个）抽取 {count} 笔：第 {items} 笔',
    'Drawn by block {block} ({after} after the reconciliation): items {items}, {count} in all',
  ),
  samplePaper: text(
    '  工作底稿已写入 {path}：走访后填“是否相符”，再用 samples record 登记',
    '  The working paper is in {path}: fill in 是否相符 after each visit, then samples record',
  ),
  sampleNotYet: text(
    '计划 {planId} 还没有对账：对账后才能抽取',
    'Plan {planId} is not reconciled yet: the sample is drawn after that',
  ),
  sampleWaits: text(
    '由区块 {block} 抽取，网关现到区块 {asOf}：再等 {left} 个区块',
    'Block {block} draws it, the gateway is at block {asOf}: {left} blocks to wait for',
  ),
  visitUnread: text(
    '工作底稿第 {row} 行读不懂：序号或是否相符（相符、不符）不对',
    'Row {row} of the working paper can not be read: 序号 or 是否相符 (相符, 不符)',
  ),
  visitsDiffer: text(
    '工作底稿与抽取的各笔不一致：应为第 {items} 笔，每笔一行',
    'The working paper is not of the items that were drawn: {items}, a row each',
  ),
  unmaskWritten: text(
    '  答复文件：{path}，只含姓名与证件，以公函送达经审人员；链上只有其 SM3。该次查看已记入实名查看记录',
    '  The answer is {path}, name and document only: it goes to the auditor by letter, and only its SM3 on the ledger. The look is in the journal',
  ),
  unmaskLate: text(
    '  已过全国统一的答复期限 {until}：答复照常登记，逾期可见',
    '  The national limit of {until} is over: the answer still counts, and is seen to be late',
  ),
  unmaskSame: text(
    '答复文件与链上一致：{name}，{docType}，{docNumber}',
    'The file is the answer on the ledger: {name}, document type {docType}, {docNumber}',
  ),
  unmaskOther: text(
    '不是该次调取的答复文件，或已被改动',
    'This is not the answer on the ledger, or it was changed',
  ),
  unmaskIs: text('  实名调取编号：{unmaskId}', '  Request: {unmaskId}'),
  unmasksNone: text('没有实名调取', 'No requests for names'),
  unmaskLine: text(
    '{unmaskId}  {state}  案号 {number}  {identityId}  计划 {plan} 第 {item} 笔，{until} 前答复',
    '{unmaskId}  {state}  case {number}  {identityId}  item {item} of plan {plan}, answer by {until}',
  ),
} as const;
