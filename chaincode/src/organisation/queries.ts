// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { parseArgument } from '@unionid/domain/instruction';
import {
  ledgerKey,
  splitKey,
  type EmployerRecord,
  type OrganisationProfileRecord,
  type OrganisationRecord,
} from '@unionid/domain/ledger';
import { orgIdField, parseWith } from '@unionid/domain/schema';
import * as z from 'zod';
import type { LedgerStub } from '../kernel/ledger-stub.js';
import { StateStore } from '../kernel/state-store.js';

/** As many as a payload may name (organisation/payloads.ts). */
const MAX_EMPLOYERS = 200;

const byId = z.strictObject({ orgId: orgIdField });

/**
 * `{orgId}` → `{orgId, organisation, profile, employers: [{creditCode, …}]}`.
 * @throws DomainError ORGANISATION_UNKNOWN
 */
export async function readOrganisation(stub: LedgerStub, argument: string): Promise<string> {
  const { orgId } = parseWith(byId, parseArgument(argument));
  const state = new StateStore(stub);
  await state.read([ledgerKey.organisation(orgId), ledgerKey.organisationProfile(orgId)]);
  const organisation = state.get<OrganisationRecord>(ledgerKey.organisation(orgId));
  if (organisation === undefined) throw new DomainError('ORGANISATION_UNKNOWN', { orgId });
  const profile = state.get<OrganisationProfileRecord>(ledgerKey.organisationProfile(orgId)) ?? null;
  const found = await stub.readRange('e', { attributes: [orgId], limit: MAX_EMPLOYERS });
  const employers = found.map(({ key, value }) => ({
    creditCode: splitKey(key)?.attributes[1] ?? '',
    ...(JSON.parse(value) as EmployerRecord),
  }));
  return canonicalJson({ orgId, organisation, profile, employers });
}
