// SPDX-License-Identifier: Apache-2.0
import { personOf } from '@unionid/domain/decision';
import { respondInstruction, respondToFinding } from '@unionid/domain/finding';
import { ledgerKey } from '@unionid/domain/ledger';
import { handle } from '../kernel/handler.js';
import { ofFinding, putFinding } from './finding-on-ledger.js';

/** The audited union, or one above it, answers a finding. */
export const respondHandler = handle(respondInstruction, {
  ...ofFinding,
  apply: ({ state, payload, actor, today }) => {
    const { findingId } = payload;
    const finding = state.get(ledgerKey.finding(findingId));
    const answered = respondToFinding(payload, { finding, person: personOf(actor.record), today });
    return putFinding(state, findingId, answered);
  },
});
