// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { closeInstruction, closeOrganisation } from '@unionid/domain/organisation';
import { handle } from '../kernel/handler.js';
import { heirOf } from './heir-of.js';
import { locateOver, putUnion } from './organisation-on-ledger.js';

/** A union that nobody is in any more ends. */
export const closeHandler = handle(closeInstruction, {
  keys: ({ orgId }) => [ledgerKey.organisation(orgId)],
  locate: (work) => locateOver(work),
  apply: async (work, { parent }) => {
    const { state, payload } = work;
    const { orgId } = payload;
    // Ranges are read again when the transaction is validated: whoever comes meanwhile makes it invalid.
    const first = { attributes: [orgId], limit: 1 };
    const members = await state.readRange('membership', first);
    const unions = await state.readRange('subordinate', first);
    const organisation = state.get(ledgerKey.organisation(orgId));
    const standing = { hasMembers: members.length > 0, hasUnions: unions.length > 0 };
    const heir = await heirOf(state, orgId);
    const closed = closeOrganisation(payload, { organisation, heir, ...standing });
    state.deletePart(ledgerKey.organisation(orgId), ledgerKey.subordinate(parent, orgId));
    return putUnion(work, closed);
  },
});
