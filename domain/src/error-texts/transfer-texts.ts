// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../errors/codes.js';
import { text, type ErrorTexts } from './error-text.js';

/** The words to what stands in the way of a change of membership (会籍变化) or of a transfer (会籍接转). */
export const TRANSFER_ERROR_TEXTS = {
  MEMBERSHIP_STEP: text(
    ['当前会籍状态不能办理此项变化', '查看账户的现状与历史，确认应办的事项'],
    [
      'The membership as it stands does not allow this change',
      'Look at the account and its history, and see what is due',
    ],
  ),
  APPLICATION_UNKNOWN: text(
    ['没有此人对该工会的入会申请', '先登记申请（applications open）'],
    ['The person has not applied to this union', 'Record the application first (applications open)'],
  ),
  APPLICATION_OPEN: text(
    ['此人对该工会的入会申请还在办理', '批准、驳回或撤回它'],
    ['The person’s application to this union is open', 'Admit or refuse it, or take it back'],
  ),
  APPLICATION_ENDED: text(
    ['该入会申请已经了结、过期，或此人已由别的工会批准入会', '查看申请与账户的现状；需要的，重新登记申请'],
    [
      'The application has ended: decided, lapsed, or another union has admitted the person',
      'Look at application and account; where it is needed, record another one',
    ],
  ),
  HOST_OWN: text(
    ['借调、派遣所到的工会就是会员自己的工会', '填写接收单位的工会'],
    ['A member is not seconded or dispatched to the own union', 'Name the union of the host'],
  ),
  FILING_NOT_DUE: text(
    ['该账户没有待备案的开除决定', '查看账户的现状与历史'],
    ['This account has no expulsion to be filed', 'Look at the account and its history'],
  ),
  FILING_ACKNOWLEDGED: text(
    ['该开除决定已有备案回执', '无需再办理'],
    ['This expulsion has its receipt already', 'Nothing is to be done'],
  ),
  MEMBERSHIP_ENDED: text(
    ['该账户的会籍已因除名、死亡或作废而终止，不能入会', '确属错误的，由两人更正后再办理'],
    [
      'The membership of this account ended by expulsion, death or as void: nobody joins on it',
      'Where that is wrong, two persons take it back first',
    ],
  ),
  RETIRED_STAYS: text(
    [
      '退休人员重新被聘用的，继续保留会籍',
      '无需办理（会籍管理办法 第十七条）；未退休而误办的，由两人更正（membership rescind --reason notRetained）',
    ],
    [
      'Whoever is hired again after retirement stays retained',
      'Nothing is to be done (article 17); who is not retired is put right by two (membership rescind --reason notRetained)',
    ],
  ),
  REASON_UNFIT: text(
    [
      '所填原因与当前状态不符',
      '误办保留会籍的，原因为 notRetained；恢复已终止的会籍，另选其他原因；发放计划未过期限，不能以 expired 撤销',
    ],
    [
      'This reason does not fit what stands',
      'Retained by mistake: notRetained; of what has ended one of the others; a plan within its term has not expired',
    ],
  ),
  ABSENCE_TOO_SHORT: text(
    ['视为自动退会须连续六个月不交会费、不参加活动', '满六个月并经教育后再办理'],
    [
      'Only who paid and took part in nothing for six months is deemed to have left',
      'Wait until then, and keep the record of the education',
    ],
  ),
  MEMBERSHIP_NONE: text(
    ['该账户没有会籍', '没有会籍可转；如需入会，请办理入会'],
    ['The account has no membership', 'There is nothing to transfer; enrol the person instead'],
  ),
  // The same for a number that nobody has and for a wrong name: a number alone must not tell that somebody is a member.
  MEMBER_NOT_FOUND: text(
    [
      '没有以此号码和姓名登记、可由本工会办理的会员',
      '核对证件上的姓名和号码；从未入会的请办理入会，姓名已变更的请原工会先更正；会籍在铁路、金融、民航等产业工会的，尚无节点，凭原工会证明办理入会',
    ],
    [
      'No member whom this union may handle has this number and name',
      'Compare both; enrol who never joined, and members of railway or bank unions (no node yet); correct a new name first',
    ],
  ),
  TRANSFER_UNKNOWN: text(
    ['没有此人的接转', '先由转入工会申请接转'],
    ['This person has no transfer', 'The union that takes the member over asks for it first'],
  ),
  SIDES_OVERLAP: text(
    ['转出工会和转入工会是同一工会，或一方是另一方的下级', '分别填写互不隶属的两个工会；按下级工会分开办理'],
    [
      'The old and the new union are the same, or one stands below the other',
      'Name two unions of which neither stands below the other; split the list by unions below',
    ],
  ),
  TRANSFER_OPEN: text(
    [
      '此人已有进行中的接转',
      '本会申请的：unionid transfers show 看期限，到期再接收；会员所在工会：先放行或提出异议；其他工会：等待其结束，或与申请工会联系',
    ],
    [
      'Another transfer of this person is open',
      'Asked by your own union: unionid transfers show tells until when. The member’s union agrees or objects; others wait',
    ],
  ),
  TRANSFER_DECIDED: text(
    ['本工会凭同一份材料的申请已被裁定不转', '有新材料（或会员的接转码）的，凭新材料申请'],
    [
      'What this union asked for on this document was decided against',
      'Ask on another document, or by the member’s release code',
    ],
  ),
  TRANSFER_AGREED: text(
    ['此接转已放行，或逾期视为同意', '无需再操作，等待转入工会接收'],
    [
      'This transfer is agreed already, by an answer or by silence',
      'Nothing is to be done; the new union takes the member over',
    ],
  ),
  TRANSFER_NOT_ASKED: text(
    ['只开出了接转码，尚无工会申请', '先凭接转码申请，再接收'],
    ['A release code was given, but no union has asked', 'Ask with the code, then complete'],
  ),
  TRANSFER_TOO_EARLY: text(
    ['转出工会尚在答复期限内', '等到所列时间（silentAt）后再接收；凭接转码或对方同意可立即接收'],
    [
      'The present union still has time to answer',
      'Complete after the time shown (silentAt), or at once with a release code or its consent',
    ],
  ),
  TRANSFER_OBJECTED: text(
    ['转出工会已提出异议，等待裁决', '查看异议理由与裁决期限；裁决方逾期不裁的，按异议理由自动了结'],
    [
      'The present union has objected; a decision is awaited',
      'Look at the ground and until when it is decided; where nobody decides, the ground says what follows',
    ],
  ),
  TRANSFER_NOT_OBJECTED: text(
    ['此接转没有异议，无可裁决', '查看接转状态'],
    ['Nobody has objected to this transfer', 'Look at its state: there is nothing to decide'],
  ),
  OBJECTION_TOO_LATE: text(
    ['提出异议的期限已过', '接转完成后，可在申诉期内用 unionid transfers appeal 申诉'],
    [
      'The time to object has passed',
      'Appeal (unionid transfers appeal) once the transfer is completed, in the time for that',
    ],
  ),
  TRANSFER_ENDED: text(
    ['此接转已结束或尚未开始', '查看接转状态；需要时重新申请'],
    ['This transfer has ended or not begun', 'Look at its state, and ask again where it is needed'],
  ),
  RESIDENCE_UNION_NEEDED: text(
    [
      '凭居住证明只能转入居住地的乡镇街道工会',
      '由居住地乡镇街道工会申请；新单位已建会的，由其工会凭劳动关系证明申请',
    ],
    [
      'By proof of residence only the union of a township or street asks for a member',
      'Let the union of residence ask; where the new employer has a union, that one asks by proof of the labour relation',
    ],
  ),
  TRANSFER_CAP: text(
    [
      '本工会未了结的接转申请（连同已备好、待签署的名单）已达上限',
      '先接收、撤回已有的申请，或取消不签的名单；会员带接转码的不计',
    ],
    [
      'The union has as many open requests as it may have, those of lists that wait for a signature counted in',
      'Complete or take back some of them, cancel a list that is not signed, or ask by release code, which does not count',
    ],
  ),
  TRANSFER_SLOT_TAKEN: text(
    ['同时提交的另一申请占用了此序号', '重新准备并提交'],
    ['Another request of this union took the same place meanwhile', 'Prepare it again and submit'],
  ),
  TRANSFER_NOT_COMPLETED: text(
    ['此接转尚未完成，谈不上撤销或申诉', '转入工会可撤回申请；转出工会可在期限内提出异议'],
    [
      'This transfer is not completed yet: there is nothing to undo or to appeal against',
      'The new union takes its request back; the old one objects in time',
    ],
  ),
  TRANSFER_NOT_SILENT: text(
    ['此接转不是因转出工会逾期未答复而完成的，不能申诉', '由转入工会撤销，或由现工会重新办理接转'],
    [
      'This transfer did not go by the silence of the old union: there is no appeal',
      'The new union may undo it, or the member is asked for anew',
    ],
  ),
  TRANSFER_APPEALED: text(
    ['原工会已申诉，等待裁决', '查看申诉理由与裁决期限；裁决方逾期不裁的，按申诉理由自动了结'],
    [
      'The former union has appealed; a decision is awaited',
      'Look at the ground and until when it is decided; where nobody decides, the ground says what follows',
    ],
  ),
  TRANSFER_RECALLED: text(
    ['已裁定退回，等待原工会收回', '由原工会收回（unionid transfers complete）；逾期不收回的，接转仍有效'],
    [
      'The member is to go back; the former union has yet to take it',
      'The former union completes it (unionid transfers complete); where it does not in time, the transfer stands',
    ],
  ),
  TRANSFER_OVERTAKEN: text(
    ['接转之后，会籍已另有变动，或姓名已更正，不能退回', '查看账户的历史；需要时按现状重新办理接转'],
    [
      'The membership has changed otherwise since the transfer, or the name was corrected: it can not go back',
      'Look at the history of the account, and ask for a transfer as things stand now',
    ],
  ),
  UNDO_TOO_LATE: text(
    ['撤销接转的期限已过', '由原工会重新申请接转，本会放行'],
    ['The time to undo the transfer has passed', 'Let the former union ask for the member, and agree'],
  ),
  APPEAL_TOO_LATE: text(
    ['申诉的期限已过', '请转入工会协助，或按现状重新申请接转'],
    ['The time to appeal has passed', 'Speak to the new union, or ask for a transfer as things stand now'],
  ),
  TRANSFER_CODE_NEEDED: text(
    ['尚无工会申请此人，转出须开出接转码', '带接转码重新办理'],
    ['Nobody has asked for this member: a release needs a code', 'Release again with a code'],
  ),
  TRANSFER_CODE_INVALID: text(
    [
      '接转码不符、已用过、已另开新码，或不属于此人',
      '请会员核对纸条上的接转码，或向原工会重新开具；也可不用接转码申请',
    ],
    [
      'The release code is wrong, used, replaced by a newer one, or another person’s',
      'Compare it with the slip, ask the present union for another, or ask without a code',
    ],
  ),
  TRANSFER_CODE_EXPIRED: text(
    ['接转码的使用声明已过期', '在本机重新输入接转码后提交'],
    ['The use of the release code has expired', 'Enter the code again and submit'],
  ),
  POLICY_DISORDERED: text(
    ['该项期限的下限、天数、上限次序不对', '依次填写：下限 ≤ 天数 ≤ 上限（未填的按内置值）'],
    [
      'Least, days and most of a term are not in this order',
      'Let the least be no more than the days, and these no more than the most; what is not given is as built in',
    ],
  ),
  POLICY_WIDER: text(
    ['超出全国规定的范围', '在全国的下限与上限之间另选天数：unionid policies show'],
    [
      'It goes beyond what is set for the whole country',
      'Choose days between the national least and most: unionid policies show',
    ],
  ),
  CALENDAR_DAY_OUTSIDE: text(
    ['有日期不属于该年', '核对年份与日期，跨年的假期分列两年'],
    ['A day is not of this year', 'Check year and days; a holiday across two years stands in both'],
  ),
  CALENDAR_DAY_TWICE: text(
    ['有日期重复，或既列为放假又列为上班', '每个日期只列一次'],
    ['A day is named twice, or as a holiday and as a working day', 'Name each day once'],
  ),
  CALENDAR_WIDER: text(
    [
      '本省日历超出全国规定：另放的工作日过多，或把全国放假日列为上班',
      '删去多余的日期：上限见 unionid policies show，全国放假日见 unionid calendars show',
    ],
    [
      'The province’s calendar goes beyond the national one: too many days off besides, or a national holiday is worked',
      'Take days out: the most are told by unionid policies show, national holidays by unionid calendars show',
    ],
  ),
} as const satisfies Partial<Record<ErrorCode, ErrorTexts>>;
