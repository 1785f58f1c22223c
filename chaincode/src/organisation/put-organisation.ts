// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type LedgerKey } from '@unionid/domain/ledger';
import { registerOrganisation, toEmployerRecord, type OrganisationEntry } from '@unionid/domain/organisation';
import type { StateStore } from '../kernel/state-store.js';

/** Keys that decide on a union to be registered. */
export function organisationKeys({ orgId, parent, creditCode }: OrganisationEntry): LedgerKey[] {
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
    creditCodeHolder: codeKey === undefined ? undefined : state.get(codeKey),
    today,
  });
  state.put(key, organisation);
  state.putPart(key, { key: ledgerKey.organisationProfile(orgId), record: profile });
  state.putPart(key, { key: ledgerKey.subordinate(entry.parent, orgId), record: 1 });
  if (codeKey !== undefined) state.put(codeKey, orgId);
  for (const employer of entry.employers) {
    const record = toEmployerRecord(employer);
    state.putPart(key, { key: ledgerKey.employer(orgId, employer.creditCode), record });
  }
}
