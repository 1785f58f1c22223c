// SPDX-License-Identifier: Apache-2.0
import { closeFinding, closeInstruction } from '@unionid/domain/finding';
import { ledgerKey } from '@unionid/domain/ledger';
import { handle } from '../kernel/handler.js';
import { actingPerson } from '../plan/plan-on-ledger.js';
import { assertNoPart } from './audited.js';
import { ofFinding, putFinding } from './finding-on-ledger.js';

/** An auditor of the scope strikes a finding off. */
export const closeHandler = handle(closeInstruction, {
  ...ofFinding,
  apply: async (work) => {
    const { state, payload, today } = work;
    const { findingId } = payload;
    const finding = state.get(ledgerKey.finding(findingId));
    if (finding?.plan !== undefined) await assertNoPart(work, finding.plan);
    const closed = closeFinding(payload, { finding, ...actingPerson(work), today });
    return putFinding(state, findingId, closed);
  },
});
