// SPDX-License-Identifier: Apache-2.0
import type { InstructionType } from '@unionid/domain/instruction';
import { ledgerKey, type IdentifiedAccount, type OrganisationRecord } from '@unionid/domain/ledger';
import { assertOpen } from '@unionid/domain/organisation';
import type { MemberEntry } from '@unionid/domain/person';
import type { InstructionHandler, Subject, Work } from '../kernel/handler.js';
import { knownAccount, readKnownAccounts } from './known-accounts.js';
import { personKeys, putMember, putOpenedAccount } from './put-member.js';

/** 入会 of one person. */
export const enrol: InstructionHandler<'person.enrol'> = {
  keys: personKeys,
  locate: (work) => locatePerson(work, work.payload),
  apply: ({ state, payload, today }) => {
    const { v } = putMember(state, payload, today);
    return { result: { identityId: payload.identityId, version: v }, subjects: 1, id: payload.identityId };
  },
};

/** An account for a person who is no member. */
export const open: InstructionHandler<'person.openAccount'> = {
  keys: personKeys,
  locate: (work) => locatePerson(work, work.payload),
  apply: ({ state, payload, today }) => {
    const { v } = putOpenedAccount(state, payload, today);
    return { result: { identityId: payload.identityId, version: v }, subjects: 1, id: payload.identityId };
  },
};

async function locatePerson<T extends InstructionType>(
  { state }: Work<T>,
  { org, identityId, personKey }: Pick<MemberEntry, 'org' | 'identityId' | 'personKey'>,
): Promise<Subject> {
  const { province } = assertOpen(state.get<OrganisationRecord>(ledgerKey.organisation(org)), org);
  await readKnownAccounts(state, [personKey]);
  return { org, province, version: versionSeen(knownAccount(state, personKey), identityId) };
}

// The record changed is the person's own account without membership; in any other case one is to be made, or the rule
// says why not.
function versionSeen(known: IdentifiedAccount | undefined, identityId: string): number {
  return known?.identityId === identityId && known.account.state === 'NONE' ? known.account.v : 0;
}
