// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey, type OrganisationRecord } from '@unionid/domain/ledger';
import type { Receipt, Subject, Transaction, Work } from '../kernel/handler.js';

interface OfUnion {
  readonly payload: { readonly orgId: string };
}

/**
 * What is decided on a union is its superior's business: nobody ends or moves the own. Its own version counts.
 * @param others unions whose place in the tree matters, too
 * @throws DomainError ORGANISATION_UNKNOWN
 */
export async function locateUnder(
  { state, authority, payload: { orgId } }: Pick<Work, 'state' | 'authority'> & OfUnion,
  others: readonly string[] = [],
): Promise<Subject> {
  const organisation = state.get(ledgerKey.organisation(orgId));
  if (organisation === undefined) throw new DomainError('ORGANISATION_UNKNOWN', { orgId });
  // All the way up: which of them stands above which is asked.
  await authority.readTree([orgId, ...others], '');
  const { parent, province, version } = organisation;
  return { org: parent, province, version };
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
