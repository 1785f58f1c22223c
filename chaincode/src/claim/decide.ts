// SPDX-License-Identifier: Apache-2.0
import { decideClaim, decideInstruction } from '@unionid/domain/claim';
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey } from '@unionid/domain/ledger';
import { Accounts } from '../accounts/accounts.js';
import { handle } from '../kernel/handler.js';
import { claimActors, claimGround, claimKeys, claimOf, putClaim } from './claim-on-ledger.js';

/** Whoever stands above both sides decides whose the number is. */
export const decideHandler = handle(decideInstruction, {
  keys: claimKeys,
  locate: async (work) => {
    const { state, payload } = work;
    const { identityId, account } = new Accounts(state).find(payload);
    const { judge, v: version } = claimOf(work, identityId);
    // Without a contest nobody judges; the rule says so to whoever stands above the union that has the account.
    const org = judge ?? account.org;
    const key = ledgerKey.organisation(org);
    await state.read([key]);
    const record = state.get(key);
    if (record === undefined) throw new DomainError('ORGANISATION_UNKNOWN');
    return { org, province: record.province, version, identityId };
  },
  apply: async (work) => {
    const { identityId } = work.payload;
    const actors = await claimActors(work, claimOf(work, identityId));
    return putClaim(
      work,
      identityId,
      decideClaim(work.payload, { ...claimGround(work, identityId), ...actors }),
    );
  },
});
