// SPDX-License-Identifier: Apache-2.0
import { personOf } from '@unionid/domain/decision';
import { closeFinding, closeInstruction } from '@unionid/domain/finding';
import { ledgerKey } from '@unionid/domain/ledger';
import { handle } from '../kernel/handler.js';
import { ofFinding, putFinding } from './finding-on-ledger.js';

/** An auditor of the scope strikes a finding off. */
export const closeHandler = handle(closeInstruction, {
  ...ofFinding,
  apply: ({ state, payload, actor, today }) => {
    const { findingId } = payload;
    const finding = state.get(ledgerKey.finding(findingId));
    const closed = closeFinding(payload, { finding, person: personOf(actor.record), today });
    return putFinding(state, findingId, closed);
  },
});
