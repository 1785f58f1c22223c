// SPDX-License-Identifier: Apache-2.0
import { text } from './message-text.js';

/** What is said of claims on numbers (认领). */
export const CLAIM_MESSAGES = {
  claimOpened: text(
    '已对账户 {claimed} 的证件号码提出认领。进度：unionid claims show {claimed}',
    'Claimed the number of account {claimed}. How it goes on: unionid claims show {claimed}',
  ),
  claimOPENED: text('已提出，等待原工会答复', 'opened, the union that has the account has time to answer'),
  claimCONTESTED: text('原工会有异议，等待裁决', 'contested, to be decided'),
  claimUPHELD: text('成立，可以办结', 'upheld, to be settled'),
  claimSETTLED: text('已办结', 'settled'),
  claimDISMISSED: text('不成立', 'dismissed'),
  claimWITHDRAWN: text('已撤回', 'taken back'),
  claimLAPSED: text('逾期未办结，已失效', 'lapsed'),
  claimKind_wrongDocument: text('证件录错', 'wrong document'),
  claimKind_notMe: text('并非本人', 'not me'),
  claimKind_duplicate: text('重复登记', 'one person twice'),
  claimWay_answer: text('原工会交还', 'given up by the other union'),
  claimWay_silence: text('原工会逾期未答复', 'the other union was silent'),
  claimWay_decision: text('裁决', 'decided'),
  claimWay_judgeSilence: text(
    '裁决方逾期未裁决；再次认领由全国总工会裁决',
    'the judge was silent; another claim is judged by the national union',
  ),
  claimSides: text(
    '  认领工会 {org}，账户所在工会 {holder}',
    '  claimed by {org}, the account is with {holder}',
  ),
  claimTimes: text('  提出 {asked}，答复期限 {due}', '  opened {asked}, to be answered by {due}'),
  claimOwner: text('  证件主人的账户 {owner}', "  the owner's account {owner}"),
  claimJudged: text('  裁决期限 {until}', '  to be decided by {until}'),
  claimFuture: text('  若无人处理：{at} 起 {status}', '  if nobody acts: from {at} {status}'),
  claimNumberless: text(
    '  本账户待补正证件（两人办理）：unionid members correct {identityId}',
    '  This account waits for its own number, by two persons: unionid members correct {identityId}',
  ),
  claimNumberTaken: text(
    '账户 {identityId} 的号码已归还其主人。该账户为他人的，其工会须补正证件（两人办理）：unionid members correct {identityId}',
    'The number of {identityId} is its owner’s. Where that account is another person’s, its union gives it its own, by two: unionid members correct {identityId}',
  ),
  inboxNumber: text('账户 {identityId} 待补正证件', 'Account {identityId} waits for its own number'),
  inboxNoNumber: text(
    '  号码已归还其主人；没有期限，补正前按号码查不到此人',
    '  its number went to its owner; no deadline, but nobody is found by number before',
  ),
  inboxClaim: text('对账户 {identityId} 证件号码的认领', 'Claim on the number of {identityId}'),
  silenceUPHELD: text('认领成立', 'the claim is upheld'),
  silenceDISMISSED: text('认领不成立，号码不变', 'the claim is dismissed, nothing changes'),
} as const;
