// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import {
  assertOpen,
  reviseInstruction,
  reviseOrganisation,
  toEmployerRecord,
} from '@unionid/domain/organisation';
import { handle } from '../kernel/handler.js';

/** Other particulars of a union, by a cadre of its own or of a union above it. */
export const reviseHandler = handle(reviseInstruction, {
  keys: ({ orgId, cover = [], release = [] }) => [
    ledgerKey.organisation(orgId),
    ledgerKey.organisationProfile(orgId),
    ...[...cover.map(({ creditCode }) => creditCode), ...release].map((creditCode) =>
      ledgerKey.employer(orgId, creditCode),
    ),
  ],
  locate: ({ state, payload: { orgId } }) => {
    const { province } = assertOpen(state.get(ledgerKey.organisation(orgId)), orgId);
    return { org: orgId, province, version: state.get(ledgerKey.organisationProfile(orgId))?.version ?? 0 };
  },
  apply: ({ state, payload }) => {
    const { orgId, cover = [], release = [] } = payload;
    const profile = reviseOrganisation(payload, {
      organisation: state.get(ledgerKey.organisation(orgId)),
      profile: state.get(ledgerKey.organisationProfile(orgId)),
      covered: new Set(release.filter((creditCode) => state.has(ledgerKey.employer(orgId, creditCode)))),
    });
    state.put(ledgerKey.organisationProfile(orgId), profile);
    for (const employer of cover)
      state.put(ledgerKey.employer(orgId, employer.creditCode), toEmployerRecord(employer));
    for (const creditCode of release) state.delete(ledgerKey.employer(orgId, creditCode));
    return { result: { orgId, version: profile.version }, subjects: 1, id: orgId };
  },
});
