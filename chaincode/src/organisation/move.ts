// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { moveInstruction, moveOrganisation } from '@unionid/domain/organisation';
import { handle } from '../kernel/handler.js';
import { locateOver, putUnion } from './organisation-on-ledger.js';

/** A union under another superior. */
export const moveHandler = handle(moveInstruction, {
  keys: ({ orgId, parent }) => [orgId, parent].map(ledgerKey.organisation),
  locate: (work) => locateOver(work, work.payload.parent),
  apply: (work, { parent: before }) => {
    const { state, payload } = work;
    const { orgId, parent } = payload;
    const key = ledgerKey.organisation(orgId);
    const moved = moveOrganisation(payload, {
      organisation: state.get(key),
      parent: state.get(ledgerKey.organisation(parent)),
    });
    state.deletePart(key, ledgerKey.subordinate(before, orgId));
    state.putPart(key, { key: ledgerKey.subordinate(parent, orgId), record: 1 });
    return putUnion(work, moved);
  },
});
