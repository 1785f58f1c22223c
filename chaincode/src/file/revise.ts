// SPDX-License-Identifier: Apache-2.0
import { householdOf, reviseFile, reviseInstruction } from '@unionid/domain/file';
import { ledgerKey } from '@unionid/domain/ledger';
import { handle } from '../kernel/handler.js';
import {
  accountsOfActors,
  alsoIn,
  endedOf,
  ofFile,
  putFile,
  readHouseholds,
  relativesOf,
} from './file-on-ledger.js';

/** A file says something else; who leaves the household is two persons' decision. */
export const reviseHandler = handle(reviseInstruction, {
  ...ofFile,
  members: ({ joins = [] }) => relativesOf(joins),
  ended: ({ joins = [] }) => endedOf(joins),
  apply: async ({ state, authority, payload, actor, second, today }) => {
    const { fileId, joins = [] } = payload;
    const members = state.get(ledgerKey.hardshipFile(fileId))?.members ?? [];
    const alsoOf = alsoIn(authority);
    const households = await readHouseholds(state, [...members, ...householdOf(joins, alsoOf)]);
    const persons = accountsOfActors(authority, second === undefined ? [actor] : [actor, second]);
    return putFile(state, fileId, reviseFile(payload, { ...households, alsoOf, persons, today }));
  },
});
