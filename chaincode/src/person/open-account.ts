// SPDX-License-Identifier: Apache-2.0
import { openAccount, openAccountInstruction, personKeysOf } from '@unionid/domain/person';
import { Accounts } from '../accounts/accounts.js';
import { handle } from '../kernel/handler.js';
import { groundOf, locatePerson } from './locate-person.js';
import { personKeys } from './person-keys.js';

/** An account for a person who is no member. */
export const openAccountHandler = handle(openAccountInstruction, {
  keys: personKeys,
  locate: (work) => locatePerson(work, work.payload),
  apply: (work) => {
    const { state, payload } = work;
    const { identityId, personKey } = payload;
    const account = openAccount(payload, groundOf(work, payload));
    const accounts = new Accounts(state);
    accounts.enrol(personKey, { identityId, account });
    accounts.leadTogether(personKeysOf(payload));
    return { result: { identityId, version: account.v }, subjects: 1, id: identityId };
  },
});
