// SPDX-License-Identifier: Apache-2.0
import {
  assertOpen,
  ledgerKey,
  type AccountRecord,
  type InstructionType,
  type MemberEntry,
  type OrganisationRecord,
} from '@unionid/domain';
import type { InstructionHandler, Subject, Work } from '../kernel/handler.js';
import { personKeys, putMember, putOpenedAccount, knownAccountKeys } from './put-member.js';

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
  entry: Pick<MemberEntry, 'org' | 'identityId' | 'personKey'>,
): Promise<Subject> {
  const { org, identityId, personKey } = entry;
  const { province } = assertOpen(state.get<OrganisationRecord>(ledgerKey.organisation(org)), org);
  await state.read(knownAccountKeys(state, [entry]));
  return {
    org,
    province,
    version: versionSeen(state.get(ledgerKey.person(personKey)), { state, identityId }),
  };
}

// The record changed is the person's own account without membership; in any other case one is to be made, or the rule
// says why not.
function versionSeen(
  knownId: string | undefined,
  { state, identityId }: { readonly state: Work<'person.enrol'>['state']; readonly identityId: string },
): number {
  if (knownId !== identityId) return 0;
  const account = state.get<AccountRecord>(ledgerKey.account(identityId));
  return account?.state === 'NONE' ? account.v : 0;
}
