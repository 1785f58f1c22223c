// SPDX-License-Identifier: Apache-2.0
import { householdOf, openFile, openInstruction } from '@unionid/domain/file';
import { ledgerKey } from '@unionid/domain/ledger';
import { assertOpen } from '@unionid/domain/organisation';
import { handle } from '../kernel/handler.js';
import { accountsOfActors, alsoIn, endedOf, putFile, readHouseholds, relativesOf } from './file-on-ledger.js';

/** A household is filed: none of it stands in another valid file. */
export const openHandler = handle(openInstruction, {
  keys: ({ fileId }) => [ledgerKey.hardshipFile(fileId)],
  unions: ({ org }) => [org],
  members: ({ head, place, members }) => [
    { identityId: head, place },
    ...relativesOf(members).filter(({ identityId }) => identityId !== head),
  ],
  ended: ({ members }) => endedOf(members),
  locate: ({ state, authority, payload: { fileId, org } }) => {
    const { province } = assertOpen(authority.organisation(org), org);
    return { org, province, version: state.get(ledgerKey.hardshipFile(fileId))?.v ?? 0 };
  },
  apply: async ({ state, authority, payload, actor, today }) => {
    const { fileId, org } = payload;
    const head = authority.member(payload.head);
    const alsoOf = alsoIn(authority);
    const written = openFile(payload, {
      ...(await readHouseholds(state, householdOf(payload.members, alsoOf))),
      ...{ org: authority.organisation(org), existing: state.get(ledgerKey.hardshipFile(fileId)) },
      ...{
        head,
        alsoOf,
        isWithin: authority.isWithin(head.org, org),
        persons: accountsOfActors(authority, [actor]),
        today,
      },
    });
    return putFile(state, fileId, written);
  },
});
