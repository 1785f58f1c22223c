// SPDX-License-Identifier: Apache-2.0
import { answerClaim, answerInstruction, type AnswerClaimPayload } from '@unionid/domain/claim';
import { keyVersionsOf } from '@unionid/domain/governance';
import { ledgerKey } from '@unionid/domain/ledger';
import { personKeysOf } from '@unionid/domain/person';
import { Accounts } from '../accounts/accounts.js';
import { networkOf } from '../governance/network-record.js';
import { handle } from '../kernel/handler.js';
import { answeringFor } from '../organisation/heir-of.js';
import { judgeBetween } from '../organisation/judge.js';
import { actedGround, claimKeys, claimOf, putClaim } from './claim-on-ledger.js';

/** The union that has the account now yields its number, or contests the claim. */
export const answerHandler = handle(answerInstruction, {
  keys: (payload) => [...claimKeys(payload), ...exchangedKeys(payload).map(ledgerKey.person)],
  locate: async (work) => {
    await new Accounts(work.state).readByPersonKeys(exchangedKeys(work.payload));
    const { identityId, account } = new Accounts(work.state).find(work.payload);
    const { v: version } = claimOf(work, identityId);
    return {
      org: await answeringFor(work.state, account.org),
      province: account.province,
      version,
      identityId,
    };
  },
  apply: async (work, { org: holder }) => {
    const { state, payload } = work;
    const { identityId } = payload;
    const claim = claimOf(work, identityId);
    const judge = claim.escalated
      ? networkOf(state).nationalOrg
      : await judgeBetween(work, [holder, claim.org]);
    const accounts = new Accounts(state);
    const ground = {
      ...(await actedGround(work, payload)),
      claimed: accounts.find(payload).account,
      leads: exchangedKeys(payload).flatMap((key) => accounts.byPersonKey(key)?.identityId ?? []),
      keyVersions: keyVersionsOf(networkOf(state)),
    };
    return putClaim(work, identityId, answerClaim(payload, judge, ground));
  },
});

function exchangedKeys({ exchange }: AnswerClaimPayload): readonly string[] {
  return exchange === undefined ? [] : personKeysOf(exchange);
}
