// SPDX-License-Identifier: Apache-2.0
import type {
  APPLICATION_STATUSES,
  CLAIM_STATUSES,
  MembershipState,
  OrganisationState,
  TRANSFER_STATUSES,
} from '@unionid/domain/ledger';

type State = MembershipState | OrganisationState;
type Status = (typeof TRANSFER_STATUSES | typeof CLAIM_STATUSES | typeof APPLICATION_STATUSES)[number];

/** States of memberships and unions, as a refusal says them in Chinese. */
const STATES: Readonly<Record<State, string>> = {
  ...{ ACTIVE: '在册', RETAINED: '保留会籍', WITHDRAWN: '已退会', EXPELLED: '已开除会籍' },
  ...{ DECEASED: '已故', VOIDED: '已作废', NONE: '非会员', CLOSING: '撤销中', CLOSED: '已撤销' },
};

/** How far transfers, claims and applications are: a refusal does not say of which it speaks, its code does. */
const STATUSES: Readonly<Record<Status | 'NONE' | 'OVERTAKEN', string>> = {
  ...{ RELEASED: '已开出接转码', REQUESTED: '已申请', OBJECTED: '有异议，待裁决', AGREED: '可以接收' },
  ...{ COMPLETED: '已接转', CANCELLED: '已撤回', REFUSED: '未获同意', LAPSED: '逾期失效' },
  ...{ APPEALED: '已申诉，待裁决', RECALLED: '裁定退回，待收回', RETURNED: '已退回原工会' },
  ...{ OPENED: '已提出', CONTESTED: '有争议，待裁决', UPHELD: '成立', DISMISSED: '不成立' },
  ...{ SETTLED: '已办结', WITHDRAWN: '已撤回', APPLIED: '已申请', ADMITTED: '已批准' },
  ...{ OVERTAKEN: '已作废', NONE: '没有' },
};

const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = { state: STATES, status: STATUSES };

/** A state or status that a refusal names, in Chinese; undefined for what is neither, or of a later version. */
export function stateInWords(name: string, value: unknown): string | undefined {
  const words = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
  return typeof value === 'string' && words !== undefined && Object.hasOwn(words, value)
    ? words[value]
    : undefined;
}
