// SPDX-License-Identifier: Apache-2.0
import { decideClaim, decideInstruction } from '@unionid/domain/claim';
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey } from '@unionid/domain/ledger';
import { Accounts } from '../accounts/accounts.js';
import { handle } from '../kernel/handler.js';
import { judgeNow } from '../organisation/judge.js';
import { actedGround, claimKeys, claimOf, putClaim } from './claim-on-ledger.js';

/** Whoever stands above both sides decides whose the number is. */
export const decideHandler = handle(decideInstruction, {
  keys: claimKeys,
  locate: async (work) => {
    const { state, payload } = work;
    const { identityId, account } = new Accounts(state).find(payload);
    const { judge, org: claimant, v: version } = claimOf(work, identityId);
    // Where the judge has succeeded a side that ended, or does not stand above both any more, another judges. Without a contest
    // nobody does; the rule says so to whoever stands above the union that has the account.
    const org = judge === undefined ? account.org : await judgeNow(work, judge, [account.org, claimant]);
    const key = ledgerKey.organisation(org);
    await state.read([key]);
    const record = state.get(key);
    if (record === undefined) throw new DomainError('ORGANISATION_UNKNOWN');
    return { org, province: record.province, version, identityId };
  },
  apply: async (work) => {
    const { identityId } = work.payload;
    const ground = await actedGround(work, work.payload);
    return putClaim(work, identityId, decideClaim(work.payload, ground));
  },
});
