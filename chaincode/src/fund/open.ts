// SPDX-License-Identifier: Apache-2.0
import { openFund, openInstruction } from '@unionid/domain/fund';
import { ledgerKey } from '@unionid/domain/ledger';
import { assertOpen } from '@unionid/domain/organisation';
import { handle } from '../kernel/handler.js';

/** A fund of a union, opened by a cadre of that union or of one above it. */
export const openHandler = handle(openInstruction, {
  keys: ({ fundId, org }) => [ledgerKey.fund(fundId), ledgerKey.line(fundId, org)],
  unions: ({ org }) => [org],
  locate: ({ authority, payload: { org } }) => {
    const { province } = assertOpen(authority.organisation(org), org);
    return { org, province, version: 0 };
  },
  apply: ({ state, authority, payload }) => {
    const { fundId, org } = payload;
    const key = ledgerKey.fund(fundId);
    const { fund, line } = openFund(payload, { org: authority.organisation(org), existing: state.get(key) });
    state.put(key, fund);
    state.put(ledgerKey.line(fundId, org), line);
    return { result: { fundId, version: fund.v }, subjects: 1, id: fundId };
  },
});
