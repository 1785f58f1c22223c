// SPDX-License-Identifier: Apache-2.0
import { beginClosing, beginClosingInstruction, type ClosingGround } from '@unionid/domain/organisation';
import { ledgerKey } from '@unionid/domain/ledger';
import { handle } from '../kernel/handler.js';
import { locateOver, putUnion } from './organisation-on-ledger.js';

/** A union is to end; those in it go to its heir (fold.ts). */
export const beginClosingHandler = handle(beginClosingInstruction, {
  keys: ({ orgId, heir }) => [orgId, heir].map(ledgerKey.organisation),
  locate: (work) => locateOver(work, work.payload.heir),
  apply: (work) => {
    const { state, today, payload, authority } = work;
    const { orgId, heir } = payload;
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
