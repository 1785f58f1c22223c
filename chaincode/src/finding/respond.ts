// SPDX-License-Identifier: Apache-2.0
import { respondInstruction, respondToFinding } from '@unionid/domain/finding';
import { ledgerKey } from '@unionid/domain/ledger';
import { handle } from '../kernel/handler.js';
import { actingPerson } from '../plan/plan-on-ledger.js';
import { ofFinding, putFinding } from './finding-on-ledger.js';

/** The audited union, or one above it, answers a finding. */
export const respondHandler = handle(respondInstruction, {
  ...ofFinding,
  apply: (work) => {
    const { state, payload, today } = work;
    const { findingId } = payload;
    const finding = state.get(ledgerKey.finding(findingId));
    const answered = respondToFinding(payload, { finding, ...actingPerson(work), today });
    return putFinding(state, findingId, answered);
  },
});
