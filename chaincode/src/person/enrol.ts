// SPDX-License-Identifier: Apache-2.0
import { enrolInstruction, enrolMember, personKeysOf } from '@unionid/domain/person';
import { Accounts } from '../accounts/accounts.js';
import { handle } from '../kernel/handler.js';
import { groundOf, locatePerson } from './locate-person.js';
import { personKeys } from './person-keys.js';

/** 入会 of one person. */
export const enrolHandler = handle(enrolInstruction, {
  keys: personKeys,
  locate: (work) => locatePerson(work, work.payload),
  apply: (work) => {
    const { state, payload } = work;
    const { identityId, personKey } = payload;
    const ground = groundOf(work, payload);
    const account = enrolMember(payload, ground);
    const accounts = new Accounts(state);
    if (ground.known === undefined) accounts.enrol(personKey, { identityId, account });
    else accounts.change(ground.known, account);
    accounts.leadTogether(personKeysOf(payload));
    return { result: { identityId, version: account.v }, subjects: 1, id: identityId };
  },
});
