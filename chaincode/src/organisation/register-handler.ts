// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type OrganisationRecord } from '@unionid/domain/ledger';
import {
  assertOpen,
  registerOrganisation,
  toEmployerRecord,
  type OrganisationEntry,
} from '@unionid/domain/organisation';
import type { InstructionHandler } from '../kernel/handler.js';
import type { StateStore } from '../kernel/state-store.js';

/** A union founded by its superior, alone. */
export const register: InstructionHandler<'organisation.register'> = {
  keys: organisationKeys,
  locate: ({ state, payload: { parent } }) => {
    const { province } = assertOpen(state.get<OrganisationRecord>(ledgerKey.organisation(parent)), parent);
    return { org: parent, province, version: 0 };
  },
  apply: ({ state, payload, today }) => {
    putOrganisation(state, payload, today);
    const { orgId } = payload;
    return { result: { orgId, version: 1 }, subjects: 1, id: orgId };
  },
};

/** Keys that decide on a union to be registered. */
export function organisationKeys({ orgId, parent, creditCode }: OrganisationEntry): string[] {
  const keys = [ledgerKey.organisation(orgId), ledgerKey.organisation(parent)];
  return creditCode === '' ? keys : [...keys, ledgerKey.creditCode(creditCode)];
}

/** Registers a union whose keys were read. @throws DomainError of the rule; nothing is written then */
export function putOrganisation(state: StateStore, entry: OrganisationEntry, today: string): void {
  const { orgId, creditCode } = entry;
  const key = ledgerKey.organisation(orgId);
  const codeKey = creditCode === '' ? undefined : ledgerKey.creditCode(creditCode);
  const { organisation, profile } = registerOrganisation(entry, {
    existing: state.get(key),
    parent: state.get(ledgerKey.organisation(entry.parent)),
    creditCodeHolder: codeKey === undefined ? undefined : state.get<string>(codeKey),
    today,
  });
  state.put(key, organisation);
  state.putPart(key, { key: ledgerKey.organisationProfile(orgId), record: profile });
  if (codeKey !== undefined) state.put(codeKey, orgId);
  for (const employer of entry.employers) {
    const record = toEmployerRecord(employer);
    state.putPart(key, { key: ledgerKey.employer(orgId, employer.creditCode), record });
  }
}
