// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey, type OrganisationRecord } from '@unionid/domain/ledger';
import { networkOf } from '../governance/network-record.js';
import type { Receipt, Subject, Transaction, Work } from '../kernel/handler.js';

interface OfUnion {
  readonly payload: { readonly orgId: string };
}
type LocateWork = Pick<Work, 'state' | 'authority'> & OfUnion;

/**
 * What is decided on a union is its superior's business: nobody ends or moves the own. Its own version counts. Where another union
 * gains by it, it is the lowest union's that stands above the one, and above the other or is it, so that each of two signers has
 * both in its power.
 * @throws DomainError ORGANISATION_UNKNOWN
 */
export async function locateOver(
  { state, authority, payload: { orgId } }: LocateWork,
  other?: string,
): Promise<Subject & { readonly parent: string }> {
  const organisation = state.get(ledgerKey.organisation(orgId));
  if (organisation === undefined) throw new DomainError('ORGANISATION_UNKNOWN', { orgId });
  const { parent, province, version } = organisation;
  // All the way up: which of them stands above which is asked.
  await authority.readTree([orgId, ...(other === undefined ? [] : [other])], '');
  let org = parent;
  while (org !== '' && other !== undefined && !authority.isWithin(other, org))
    org = authority.organisation(org)?.parent ?? '';
  return { org: org === '' ? networkOf(state).nationalOrg : org, province, version, parent };
}

/** Puts another version of a union. */
export function putUnion(
  { state, payload: { orgId } }: Pick<Transaction, 'state'> & OfUnion,
  organisation: OrganisationRecord,
): Receipt {
  state.put(ledgerKey.organisation(orgId), organisation);
  const { version, state: standing } = organisation;
  return { result: { orgId, version, state: standing }, subjects: 1, id: orgId };
}
