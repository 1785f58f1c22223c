// SPDX-License-Identifier: Apache-2.0
import { openClaim, openInstruction, type OpenClaimGround } from '@unionid/domain/claim';
import { keyVersionsOf } from '@unionid/domain/governance';
import { ledgerKey } from '@unionid/domain/ledger';
import { assertOpen } from '@unionid/domain/organisation';
import { personKeysOf } from '@unionid/domain/person';
import { accountKeys, Accounts, type AccountReference } from '../accounts/accounts.js';
import { networkOf } from '../governance/network-record.js';
import { handle, type Work } from '../kernel/handler.js';
import { answeringFor, heirIn, readHeirs } from '../organisation/heir-of.js';
import { putClaim } from './claim-on-ledger.js';

/** The union before which the true owner of a number stands claims it. */
export const openHandler = handle(openInstruction, {
  keys: (payload) => [
    ...[ledgerKey.claim(payload.claimed), ledgerKey.organisation(payload.org)],
    ...personKeysOf(payload).map(ledgerKey.person),
    ...ownReference(payload).flatMap(accountKeys),
  ],
  locate: async ({ state, payload }) => {
    const { org, claimed } = payload;
    const { province } = assertOpen(state.get(ledgerKey.organisation(org)), org);
    await new Accounts(state).readByPersonKeys(personKeysOf(payload));
    const version = state.get(ledgerKey.claim(claimed))?.v ?? 0;
    return { org, province, version, identityId: claimed };
  },
  apply: async (work) => {
    const { state, payload, actor, now } = work;
    const { claimed } = payload;
    const before = state.get(ledgerKey.claim(claimed));
    await readHeirs(
      state,
      (before?.decided ?? []).map(({ to }) => to),
    );
    const claim = openClaim(payload, {
      ...{ claim: before, network: networkOf(state), now },
      known: new Accounts(state).byPersonKeys(personKeysOf(payload)),
      org: state.get(ledgerKey.organisation(payload.org)),
      keyVersions: keyVersionsOf(networkOf(state)),
      own: await ownOf(work),
      heirOf: (orgId) => heirIn(state, orgId),
      ...{ by: actor.operatorId, person: actor.record.person },
    });
    return putClaim(work, claimed, claim);
  },
});

type Opening = Work<typeof openInstruction>;

function ownReference({ identityId, place }: Opening['payload']): readonly AccountReference[] {
  return place === undefined ? [] : [{ identityId, place }];
}

/** The account that the owner has already, where the claim says that there is one. */
async function ownOf({ state, payload }: Opening): Promise<OpenClaimGround['own']> {
  const [reference] = ownReference(payload);
  if (reference === undefined) return undefined;
  const { account } = new Accounts(state).find(reference);
  return { account, orgId: await answeringFor(state, account.org) };
}
