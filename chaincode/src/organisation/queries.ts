// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { parseArgument } from '@unionid/domain/instruction';
import { ledgerKey, splitKey } from '@unionid/domain/ledger';
import { MAX_EMPLOYERS } from '@unionid/domain/organisation';
import { orgIdField, parseWith } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import type { ContractFunction } from '../kernel/new-contract.js';
import { StateStore } from '../kernel/state-store.js';

const byId = z.strictObject({ orgId: orgIdField });

/**
 * `{orgId}` → `{orgId, organisation, profile, employers: [{creditCode, …}]}`.
 * @throws DomainError ORGANISATION_UNKNOWN
 */
export const readOrganisation: ContractFunction = async (_kernel, stub, argument) => {
  const { orgId } = parseWith(byId, parseArgument(argument));
  const state = new StateStore(stub);
  await state.read([ledgerKey.organisation(orgId), ledgerKey.organisationProfile(orgId)]);
  const organisation = state.get(ledgerKey.organisation(orgId));
  if (organisation === undefined) throw new DomainError('ORGANISATION_UNKNOWN', { orgId });
  const profile = state.get(ledgerKey.organisationProfile(orgId)) ?? null;
  const found = await state.readRange('employer', { attributes: [orgId], limit: MAX_EMPLOYERS });
  const employers = found.map((key) => ({
    creditCode: splitKey(key)?.attributes[1] ?? '',
    ...state.get(key),
  }));
  return canonicalJson({ orgId, organisation, profile, employers });
};
