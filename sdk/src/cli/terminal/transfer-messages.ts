// SPDX-License-Identifier: Apache-2.0
import { text } from './message-text.js';

/** What is said of transfers (会籍接转). */
export const TRANSFER_MESSAGES = {
  releaseCode: text('接转码：{code}', 'Release code: {code}'),
  releaseCodeAdvice: text(
    '请抄在纸条上交给会员本人；它只显示这一次，网关和账本上都没有。凭此码，任一工会可立即接收其会籍。',
    'Write it on a slip for the member: it is shown only now, and neither gateway nor ledger has it. With it any union can take the membership over at once.',
  ),
  transferAsked: text(
    '已申请接转 {identityId}。转出工会的答复期限与之后的走向：unionid transfers show {identityId}',
    'Asked for {identityId}. Until when the other union may answer, and what follows: unionid transfers show {identityId}',
  ),
  transferAgreed: text(
    '接转码有效，可以接收：unionid transfers complete {identityId}',
    'The code holds. Take the member over: unionid transfers complete {identityId}',
  ),
  transferRELEASED: text('已开出接转码，尚无工会申请', 'release code given, nobody has asked'),
  transferREQUESTED: text('已申请，等待转出工会答复', 'asked for, the old union has time to answer'),
  transferOBJECTED: text('转出工会有异议，等待裁决', 'objected to, to be decided'),
  transferREFUSED: text('裁定不转', 'refused'),
  transferAGREED: text('可以接收', 'agreed, to be taken over'),
  transferCOMPLETED: text('已接转', 'completed'),
  transferCANCELLED: text('已撤回', 'taken back'),
  transferLAPSED: text('逾期未接收，已失效', 'lapsed'),
  way_code: text('（凭接转码）', '(by release code)'),
  way_answer: text('（转出工会同意）', '(the old union agreed)'),
  way_decision: text('（裁决）', '(by decision)'),
  way_judgeSilence: text('（裁决方逾期未裁）', '(nobody decided in time)'),
  ground_notThisPerson: text('  异议：不是同一人', '  objection: not this person'),
  ground_stillEmployed: text('  异议：仍在本单位工作', '  objection: still employed here'),
  ground_expulsionPending: text('  异议：正在办理除名', '  objection: a decision of expulsion is pending'),
  transferJudged: text('  裁决期限至 {until}', '  to be decided until {until}'),
  way_silence: text('（转出工会逾期未答复）', '(the old union was silent)'),
  transferSides: text('  由 {from} 转往 {to}', '  from {from} to {to}'),
  transferTimes: text('  申请于 {asked}，答复期限至 {due}', '  asked {asked}, answer due {due}'),
  transferFuture: text('  若无人处理，{at} 起：{status}', '  if nobody acts, from {at}: {status}'),
  transferAction: text('  现在可办：{command}', '  to be done now: {command}'),
  inboxEmpty: text('没有等待您处理的事项', 'Nothing waits for you'),
  inboxCounts: text(
    '{total} 项等待您处理：一天之内 {upToDay}，一周之内 {upToWeek}，更久 {longer}',
    '{total} wait for you: {upToDay} for a day at most, {upToWeek} for a week, {longer} longer',
  ),
  inboxTransfer: text('会籍接转 {identityId}', 'Transfer of {identityId}'),
  inboxDecision: text('待第二人签名 {type}', 'To be signed by a second person: {type}'),
  inboxTimes: text('  由 {org} 处理，自 {since} 起等待', '  for {org}, waiting since {since}'),
  inboxSilence: text('  若至 {until} 无人处理：{silence}', '  if nobody acts until {until}: {silence}'),
  silenceAGREED: text('视为同意，可以接收', 'taken as agreed'),
  silenceREFUSED: text('留在原工会', 'stays where it is'),
  silenceLAPSED: text('失效，会籍不变', 'lapses, nothing changes'),
  silenceEXPIRED: text('过期作废，须重新签署', 'expires and has to be signed anew'),
} as const;
