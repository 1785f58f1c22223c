// SPDX-License-Identifier: Apache-2.0
import { openClaim, openInstruction } from '@unionid/domain/claim';
import { keyVersionsOf } from '@unionid/domain/governance';
import { ledgerKey } from '@unionid/domain/ledger';
import { assertOpen } from '@unionid/domain/organisation';
import { personKeysOf } from '@unionid/domain/person';
import { Accounts } from '../accounts/accounts.js';
import { networkOf } from '../governance/network-record.js';
import { handle } from '../kernel/handler.js';
import { claimGround, putClaim } from './claim-on-ledger.js';

/** The union before which the true owner of a number stands claims it. */
export const openHandler = handle(openInstruction, {
  keys: (payload) => [
    ...[ledgerKey.claim(payload.claimed), ledgerKey.organisation(payload.org)],
    ...personKeysOf(payload).map(ledgerKey.person),
  ],
  locate: async ({ state, payload }) => {
    const { org, claimed } = payload;
    const { province } = assertOpen(state.get(ledgerKey.organisation(org)), org);
    await new Accounts(state).readByPersonKeys(personKeysOf(payload));
    const version = state.get(ledgerKey.claim(claimed))?.v ?? 0;
    return { org, province, version, identityId: claimed };
  },
  apply: (work) => {
    const { state, payload, actor } = work;
    const { claimed } = payload;
    const claim = openClaim(payload, {
      ...claimGround(work, claimed),
      known: new Accounts(state).byPersonKeys(personKeysOf(payload)),
      org: state.get(ledgerKey.organisation(payload.org)),
      keyVersions: keyVersionsOf(networkOf(state)),
      by: actor.operatorId,
    });
    return putClaim(work, claimed, claim);
  },
});
