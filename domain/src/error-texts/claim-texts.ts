// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../errors/codes.js';
import { text, type ErrorTexts } from './error-text.js';

/** The words to what stands in the way of a claim (认领) on a number that leads to another's account. */
export const CLAIM_ERROR_TEXTS = {
  CLAIM_UNKNOWN: text(
    ['没有对此账户证件号码的认领', '先由证件主人所在的工会提出认领'],
    ['Nobody claims the number of this account', 'The union where its owner stands opens a claim first'],
  ),
  CLAIM_OPEN: text(
    ['对此账户证件号码的认领正在办理', '等待其结束：unionid claims show'],
    ['The number of this account is being claimed', 'Wait for its end: unionid claims show'],
  ),
  CLAIM_NAME_SAME: text(
    [
      '该账户登记的正是此人的姓名，不属于证件录错',
      '本人确在该工会入会的，办理会籍接转；从未在该工会入会的，以“并非本人”认领',
    ],
    [
      "The account is under this person's own name: no number was mistyped",
      'Whoever did join there is transferred; whoever never did claims as notMe',
    ],
  ),
  CLAIM_CONTESTED: text(
    ['原工会有异议，等待裁决', '由双方共同的上级工会裁决，裁决后再办理'],
    [
      'The union that has the account contests the claim',
      'The union above both decides; come again after that',
    ],
  ),
  CLAIM_NOT_CONTESTED: text(
    ['原工会尚未提出异议，无需裁决', '等待原工会答复；逾期未答复即成立'],
    [
      'The union that has the account has not contested the claim: there is nothing to decide',
      'Wait for its answer; its silence upholds the claim',
    ],
  ),
  CLAIM_UPHELD: text(
    ['认领已成立', '由提出认领的工会办结：unionid claims settle'],
    ['The claim is upheld already', 'The union that opened it settles it: unionid claims settle'],
  ),
  CLAIM_TOO_EARLY: text(
    ['原工会的答复期限未到', '等待其答复，或期限届满后再办结'],
    [
      'The union that has the account still has time to answer',
      'Wait for its answer, or for the end of its time',
    ],
  ),
  CLAIM_OVERTAKEN: text(
    ['该证件号码已不再指向被认领的账户', '撤回此认领，按现状重新核对后办理'],
    [
      'The number does not lead to the claimed account any more',
      'Take the claim back, look again where the number leads, and go on from there',
    ],
  ),
  CLAIM_ENDED: text(
    ['此认领已经结束', '查看结果：unionid claims show；仍有错误的，重新提出认领'],
    [
      'This claim has ended',
      'See what came of it: unionid claims show; open another where it is wrong still',
    ],
  ),
  CLAIM_ACCOUNT: text(
    [
      '认领与认领人已有的账户不相符：不在本会、已作废、就是被认领的账户，或事由不适用',
      '查看认领：unionid claims show；两个账户是同一人的以 duplicate 认领，互换号码须双方账户各登记着对方的号码',
    ],
    [
      "The claim does not fit the owner's account: another union's, void, the claimed one itself, or of another kind",
      'See unionid claims show; one person twice is a duplicate; numbers change places where each has the other’s',
    ],
  ),
  STANDING_NOT_MEMBER: text(
    ['保留的账户不是会员，作废另一个后此人就没有工会', '先在保留的账户上入会或恢复会籍，再作废重复的账户'],
    [
      'The account that is to stand is no member’s: its person would be left without a union',
      'Join or resume on the account that stands first, then void the other',
    ],
  ),
  STANDING_FULL: text(
    [
      '保留的账户已代表同一人的多个重复账户，达到上限',
      '先查明为何同一人被多次录入；另一个账户的会籍可依规定终止（退会），不再并入',
    ],
    [
      'The account that is to stand does so for as many others as one may',
      'Find out why one person was entered so often; the other membership may end as any does, without being joined to this',
    ],
  ),
  ACCOUNT_OF_OPERATOR: text(
    ['此账户是在任操作员的本人账户', '先注销该操作员；重复录入的，另行登记并绑定保留的账户'],
    [
      'An operator in service is bound to this account',
      'Revoke the operator first; of whoever was entered twice bind a new one to the account that stands',
    ],
  ),
  CLAIM_TOO_LATE: text(
    ['对认领提出异议的期限已过', '号码确属认领人的，仍可答复交还；不属的，号码转出后由本会按同样办法认领'],
    [
      'The time to contest this claim has passed',
      'It may still be yielded to; where the number is not the claimant’s, claim it back in the same way',
    ],
  ),
  CLAIM_DECIDED: text(
    ['本工会凭同一份材料的认领已被裁定不成立', '有新材料的，凭新材料认领'],
    ['What this union claimed on this document was decided against', 'Claim on another document'],
  ),
  PERSON_VOIDED: text(
    ['此账户已作废，不再代表任何人', '绑定本人在用的账户；因重复而作废的，为保留的那个账户'],
    [
      'The account is void and stands for nobody',
      'Name the account that the person has; of a duplicate the one that stands',
    ],
  ),
} as const satisfies Partial<Record<ErrorCode, ErrorTexts>>;
