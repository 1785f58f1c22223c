// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import {
  assertOpen,
  reviseInstruction,
  reviseOrganisation,
  toEmployerRecord,
  type ReviseOrganisationPayload,
} from '@unionid/domain/organisation';
import { handle } from '../kernel/handler.js';

/** Other particulars of a union, by a cadre of its own or of a union above it. */
export const reviseHandler = handle(reviseInstruction, {
  keys: (payload) => [
    ledgerKey.organisation(payload.orgId),
    ledgerKey.organisationProfile(payload.orgId),
    ...codesOf(payload).map((creditCode) => ledgerKey.employer(payload.orgId, creditCode)),
  ],
  locate: ({ state, payload: { orgId } }) => {
    const { province } = assertOpen(state.get(ledgerKey.organisation(orgId)), orgId);
    return { org: orgId, province, version: state.get(ledgerKey.organisationProfile(orgId))?.version ?? 0 };
  },
  apply: ({ state, payload }) => {
    const { orgId, cover = [], release = [] } = payload;
    const { profile, organisation } = reviseOrganisation(payload, {
      organisation: state.get(ledgerKey.organisation(orgId)),
      profile: state.get(ledgerKey.organisationProfile(orgId)),
      covered: new Map(
        codesOf(payload).flatMap((creditCode) => {
          const employer = state.get(ledgerKey.employer(orgId, creditCode));
          return employer === undefined ? [] : [[creditCode, employer]];
        }),
      ),
    });
    state.put(ledgerKey.organisationProfile(orgId), profile);
    if (organisation !== undefined) state.put(ledgerKey.organisation(orgId), organisation);
    for (const employer of cover)
      state.put(ledgerKey.employer(orgId, employer.creditCode), toEmployerRecord(employer));
    for (const creditCode of release) state.delete(ledgerKey.employer(orgId, creditCode));
    return { result: { orgId, version: profile.version }, subjects: 1, id: orgId };
  },
});

/** Credit codes of the employers that are named. */
function codesOf({ cover = [], release = [] }: ReviseOrganisationPayload): string[] {
  return [...cover.map(({ creditCode }) => creditCode), ...release];
}
