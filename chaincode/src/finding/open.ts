// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { openFinding, openInstruction } from '@unionid/domain/finding';
import { ledgerKey } from '@unionid/domain/ledger';
import { fundOn } from '../fund/fund-on-ledger.js';
import { handle } from '../kernel/handler.js';
import { assertNoPart, auditorOf } from './audited.js';
import { putFinding } from './finding-on-ledger.js';

/** What an auditor has found, about a union of its scope and money of its sources. */
export const openHandler = handle(openInstruction, {
  keys: ({ findingId, fund, plan }) => [
    ledgerKey.finding(findingId),
    ledgerKey.fund(fund),
    ...(plan === undefined ? [] : [ledgerKey.plan(plan)]),
  ],
  unions: ({ org }) => [org],
  locate: ({ state, authority, payload: { org, fund } }) => {
    const union = authority.organisation(org);
    if (union === undefined) throw new DomainError('ORGANISATION_UNKNOWN', { orgId: org });
    return { org, province: union.province, version: 0, source: fundOn(state, fund).source };
  },
  apply: async (work) => {
    const { state, authority, payload, actor, today } = work;
    const { findingId, org, fund, plan } = payload;
    if (plan !== undefined) await assertNoPart(work, plan);
    const finding = openFinding(payload, {
      existing: state.get(ledgerKey.finding(findingId)),
      org: authority.organisation(org),
      fund: state.get(ledgerKey.fund(fund)),
      plan: plan === undefined ? undefined : state.get(ledgerKey.plan(plan)),
      ...{ auditor: auditorOf(actor), today },
    });
    return putFinding(state, findingId, finding);
  },
});
