// SPDX-License-Identifier: Apache-2.0
import { timingSafeEqual } from 'node:crypto';
import type { VerificationResult } from '@unionid/domain/answer';
import type { AccountView, VerifyRequest } from '@unionid/domain/api';
import { encodeUtf8 } from '@unionid/domain/encoding';
import { asDomainError } from '@unionid/domain/errors';
import type { PersonIdentifiers, PersonTags } from '@unionid/domain/privacy';
import { sm3 } from '@unionid/domain/sm';
import type { Services } from '../services.js';
import { toIdentifiers } from './to-identifiers.js';

const NO: VerificationResult = { isMember: 'no' };

/**
 * Whether a person is a member, from this gateway's copy of the ledger. A gateway that can not know says `unknown`;
 * `no` is said of nobody it merely failed to look up.
 * @throws DomainError INVALID_REQUEST for a document or name that nobody can have; QUOTA_EXCEEDED
 */
export async function verifyMember(request: VerifyRequest, services: Services): Promise<VerificationResult> {
  const { ready } = await services.health.readiness();
  if (!ready) return { isMember: 'unknown', reason: 'READ_MODEL_BEHIND' };
  if ('identityId' in request) return toResult(await services.readModel.account(request.identityId));
  const identifiers = toIdentifiers(request, services.now());
  return (await verifyOwn(identifiers, services)) ?? verifyAnywhere(identifiers, services);
}

/** The province's own members need no hop: the vault knows the document and the name. Undefined for anybody else. */
async function verifyOwn(
  identifiers: PersonIdentifiers,
  { vault, readModel }: Services,
): Promise<VerificationResult | undefined> {
  const match = await vault.findPerson(identifiers);
  if (match === undefined) return undefined;
  // A record still PENDING is on the ledger of nobody: the person may be another province's.
  const account = await readModel.account(match.identityId);
  if (account === undefined) return undefined;
  return match.isNamed ? toResult(account) : NO;
}

async function verifyAnywhere(
  identifiers: PersonIdentifiers,
  { matching, readModel }: Services,
): Promise<VerificationResult> {
  const tags = await matching.personTags([identifiers]).then(
    (matched) => matched.tags[0],
    (error: unknown) => unlessUnavailable(error),
  );
  if (tags === undefined) return { isMember: 'unknown', reason: 'MATCHING_UNAVAILABLE' };
  return byTags(tags, await readModel.accountByPersonKey(tags.personKey));
}

function byTags(
  tags: PersonTags,
  account: (AccountView & { readonly nameTag: string }) | undefined,
): VerificationResult {
  return account !== undefined && isSame(account.nameTag, tags.nameTag) ? toResult(account) : NO;
}

function unlessUnavailable(error: unknown): undefined {
  if (asDomainError(error)?.code !== 'MATCHING_UNAVAILABLE') throw error;
}

/** Predicates only: neither the union nor any date leaves with a yes (architecture.md §7). */
function toResult(account: AccountView | undefined): VerificationResult {
  if (account === undefined || account.state === 'NONE') return NO;
  const { state, province, level } = account;
  return { isMember: 'yes', state, province, assurance: level };
}

// By hashes of one length: how long the comparison takes tells nothing about where two texts differ.
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(sm3(encodeUtf8(one)), sm3(encodeUtf8(other)));
}
