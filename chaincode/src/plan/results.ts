// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { openResults, resultsInstruction } from '@unionid/domain/plan';
import { handle } from '../kernel/handler.js';
import { originOf, putManifest } from '../manifest/open-manifest.js';
import { ofPlan, personActing, planOn } from './plan-on-ledger.js';

/** What the bank has answered, as a list of its own: one plan may have several. */
export const resultsHandler = handle(resultsInstruction, {
  ...ofPlan,
  keys: ({ planId, manifestId }) => [ledgerKey.plan(planId), ledgerKey.manifest(manifestId)],
  locate: ({ state, payload: { planId } }) => {
    const { org, province } = planOn(state, planId);
    return { org, province, version: 0 };
  },
  apply: async (work) => {
    const { state, payload } = work;
    const { manifestId, planId } = payload;
    const record = openResults(payload, {
      ...{ plan: state.get(ledgerKey.plan(planId)), existing: state.get(ledgerKey.manifest(manifestId)) },
      ...{ origin: originOf(work, resultsInstruction.type), actor: await personActing(work, planId) },
    });
    return putManifest(work, manifestId, record);
  },
});
