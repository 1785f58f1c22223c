// SPDX-License-Identifier: Apache-2.0
import { personOf } from '@unionid/domain/decision';
import { DomainError } from '@unionid/domain/errors';
import { ITEMS_PER_RECORD, ledgerKey, type LedgerKey } from '@unionid/domain/ledger';
import { drawRows, recordInstruction, recordSample } from '@unionid/domain/sample';
import { assertNoPart } from '../finding/audited.js';
import { handle } from '../kernel/handler.js';
import { ofPlan, planOn } from '../plan/plan-on-ledger.js';
import { putSample } from './sample-on-ledger.js';

/** What the sample was and showed: drawn again here, from the letters of the items. */
export const recordHandler = handle(recordInstruction, {
  keys: ({ planId }) => [ledgerKey.plan(planId), ledgerKey.sample(planId)],
  unions: ofPlan.unions,
  locate: ({ state, payload: { planId } }) => {
    const sample = state.get(ledgerKey.sample(planId));
    if (sample === undefined) throw new DomainError('SAMPLE_UNKNOWN');
    const { org, province, source, v } = sample;
    return { org, province, source, version: v };
  },
  apply: async (work) => {
    const { state, payload, actor, today } = work;
    const { planId, hash, nonce } = payload;
    // A duty may have been taken since it was promised.
    await assertNoPart(work, planId);
    const [plan, sample] = [planOn(state, planId), state.get(ledgerKey.sample(planId))];
    const statesOf = (item: number): LedgerKey<'itemStates'> =>
      ledgerKey.itemStates(planId, Math.floor(item / ITEMS_PER_RECORD));
    const drawing = { planId, hash, nonce, rows: plan.signed.items, size: sample?.size ?? 0 };
    await state.read(drawRows(drawing).map(statesOf));
    const recorded = recordSample(payload, {
      ...{ sample, plan, person: personOf(actor.record), today },
      letterOf: (item) => state.get(statesOf(item))?.[item % ITEMS_PER_RECORD],
    });
    return putSample(state, planId, recorded);
  },
});
