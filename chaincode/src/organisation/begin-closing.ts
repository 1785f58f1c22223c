// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { beginClosing, beginClosingInstruction, type ClosingGround } from '@unionid/domain/organisation';
import { ledgerKey } from '@unionid/domain/ledger';
import { handle } from '../kernel/handler.js';
import { locateUnder, putUnion } from './organisation-on-ledger.js';

/** A union is to end; those in it go to its heir (fold.ts). */
export const beginClosingHandler = handle(beginClosingInstruction, {
  keys: ({ orgId, heir }) => [orgId, heir].map(ledgerKey.organisation),
  locate: (work) => locateUnder(work, [work.payload.heir]),
  apply: (work) => {
    const { state, today, payload, authority, actor } = work;
    const { orgId, heir } = payload;
    // Nobody gives members to a union, or takes them from one, that is not below the own.
    if (!authority.isWithin(heir, actor.record.org)) throw new DomainError('OUT_OF_SCOPE');
    const heirStands: ClosingGround['heirStands'] = authority.isWithin(heir, orgId)
      ? 'below'
      : authority.isWithin(orgId, heir)
        ? 'above'
        : 'beside';
    return putUnion(
      work,
      beginClosing(payload, {
        organisation: state.get(ledgerKey.organisation(orgId)),
        heir: state.get(ledgerKey.organisation(heir)),
        ...{ heirStands, today },
      }),
    );
  },
});
