// SPDX-License-Identifier: Apache-2.0
import type { ActorRole, Grant } from '../ledger/index.js';

/** What an operator is granted, in Chinese. */
export const GRANT_ZH: Readonly<Record<Grant, string>> = {
  ...{ governance: '治理', organisation: '工会组织', operator: '操作员', member: '会员', verify: '核验' },
  ...{ fund: '资金', plan: '编制', check: '复核', approve: '批准', pay: '支付与回单' },
  ...{ file: '困难档案', audit: '经审' },
};

/** What an operator is, in Chinese. */
export const ROLE_ZH: Readonly<Record<ActorRole, string>> = {
  ...{ superadmin: '超级管理员', cadre: '工会干部', auditor: '经审人员' },
};

/** Grants as people read them, with the words that commands take. */
export function grantsZh(grants: readonly Grant[]): string {
  return grants.length === 0 ? '无' : grants.map((grant) => `${GRANT_ZH[grant]}（${grant}）`).join('、');
}
