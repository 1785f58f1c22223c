// SPDX-License-Identifier: Apache-2.0
import { personOf } from '@unionid/domain/decision';
import { ledgerKey } from '@unionid/domain/ledger';
import { assertOpen } from '@unionid/domain/organisation';
import { openInstruction, openPlan } from '@unionid/domain/plan';
import { handle } from '../kernel/handler.js';
import { originOf, putManifest } from '../manifest/open-manifest.js';

/** A list of grants: its sum is reserved on its union's line, by one update a plan. */
export const openHandler = handle(openInstruction, {
  keys: ({ manifestId, fund, org, programme }) => [
    ...[ledgerKey.manifest(manifestId), ledgerKey.plan(manifestId)],
    ...[ledgerKey.fund(fund), ledgerKey.line(fund, org), ledgerKey.programme(programme)],
  ],
  unions: ({ org }) => [org],
  locate: ({ authority, payload: { org } }) => {
    const { province } = assertOpen(authority.organisation(org), org);
    return { org, province, version: 0 };
  },
  apply: (work) => {
    const { state, authority, payload, actor, second, today } = work;
    const { manifestId, org, fund } = payload;
    const programme = state.get(ledgerKey.programme(payload.programme));
    const { manifest, plan, line } = openPlan(payload, {
      ...{
        existing: state.get(ledgerKey.manifest(manifestId)),
        origin: originOf(work, openInstruction.type),
      },
      ...{ org: authority.organisation(org), fund: state.get(ledgerKey.fund(fund)) },
      ...{
        line: state.get(ledgerKey.line(fund, org)),
        programme,
        maker: { person: personOf(actor.record) },
        today,
      },
      ...(second !== undefined && { second: { person: personOf(second.record) } }),
      isWithin: programme !== undefined && authority.isWithin(org, programme.org),
    });
    state.put(ledgerKey.plan(manifestId), plan);
    state.put(ledgerKey.line(fund, org), line);
    return putManifest(work, manifestId, manifest);
  },
});
