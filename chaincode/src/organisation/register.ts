// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { assertOpen, registerInstruction } from '@unionid/domain/organisation';
import { handle } from '../kernel/handler.js';
import { organisationKeys, putOrganisation } from './put-organisation.js';

/** A union founded by its superior, alone. */
export const registerHandler = handle(registerInstruction, {
  keys: organisationKeys,
  locate: ({ state, payload: { parent } }) => {
    const { province } = assertOpen(state.get(ledgerKey.organisation(parent)), parent);
    return { org: parent, province, version: 0 };
  },
  apply: ({ state, payload, today }) => {
    putOrganisation(state, payload, today);
    const { orgId } = payload;
    return { result: { orgId, version: 1 }, subjects: 1, id: orgId };
  },
});
