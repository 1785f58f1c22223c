// SPDX-License-Identifier: Apache-2.0
import { timingSafeEqual } from 'node:crypto';
import type { VerificationResult } from '@unionid/domain/answer';
import type { AccountView, VerifyRequest } from '@unionid/domain/api';
import { encodeUtf8 } from '@unionid/domain/encoding';
import { asDomainError } from '@unionid/domain/errors';
import { isHeld } from '@unionid/domain/person';
import type { PersonIdentifiers, PersonTags } from '@unionid/domain/privacy';
import { sm3 } from '@unionid/domain/sm';
import type { Health } from '../health/health.js';
import type { Matching } from '../matching/matching.js';
import type { ReadModel } from '../read-model/read-model.js';
import { accountOf } from '../standing/account-of.js';
import { mayDiffer, ownRecord } from '../standing/own-records.js';
import type { Vault } from '../vault/vault.js';
import { toIdentifiers } from './to-identifiers.js';

/** Who is asked, in this order. */
export interface Witnesses {
  readonly health: Health;
  readonly vault: Pick<Vault, 'findPerson' | 'read' | 'commitmentRoots'>;
  readonly matching: Matching;
  readonly readModel: Pick<ReadModel, 'account' | 'accountByPersonKey'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const NO: VerificationResult = { isMember: 'no' };
/** Asked about where there is nobody to ask about. */
const NOBODY = '0'.repeat(26);

/**
 * Whether a person is a member, from this gateway's copy of the ledger. A gateway that can not know says `unknown`;
 * `no` is said of nobody it merely failed to look up.
 * @throws DomainError INVALID_REQUEST for a document or name that nobody can have; QUOTA_EXCEEDED
 */
export async function verifyMember(
  request: VerifyRequest,
  witnesses: Witnesses,
): Promise<VerificationResult> {
  return verify(request, witnesses).catch((error: unknown) => {
    // Neither yes nor no can be said by a record that nobody can read.
    if (asDomainError(error)?.code !== 'RECORD_UNREADABLE') throw error;
    return { isMember: 'unknown', reason: 'RECORD_UNREADABLE' };
  });
}

async function verify(request: VerifyRequest, witnesses: Witnesses): Promise<VerificationResult> {
  const { ready } = await witnesses.health.readiness();
  if (!ready) return { isMember: 'unknown', reason: 'READ_MODEL_BEHIND' };
  if ('identityId' in request) return toResult(await witnesses.readModel.account(request.identityId));
  const identifiers = toIdentifiers(request, witnesses.now());
  return (await verifyOwn(identifiers, witnesses)) ?? verifyAnywhere(identifiers, witnesses);
}

/**
 * The province's own members need no hop: the vault knows the document and the name. Undefined for anybody else: about whoever is
 * none, has been one, or is one under another name, the very same questions are asked as about a stranger. How long a "no" takes
 * must not tell that a number alone is a member's, or that somebody was one.
 */
async function verifyOwn(
  identifiers: PersonIdentifiers,
  { vault, readModel }: Witnesses,
): Promise<VerificationResult | undefined> {
  const match = await vault.findPerson(identifiers);
  // A record still PENDING is on the ledger of nobody: the person may be another province's.
  const account = await readModel.account(match?.isNamed === true ? match.identityId : NOBODY);
  if (account === undefined || !isHeld(account.state)) return undefined;
  // Who somebody was before a correction, a vault of an older backup tells still; the ledger does not.
  if (mayDiffer(account) && (await ownRecord(account, vault)) === undefined) return undefined;
  return toResult(account);
}

async function verifyAnywhere(
  identifiers: PersonIdentifiers,
  { matching, readModel }: Witnesses,
): Promise<VerificationResult> {
  const tags = await matching.personTags([identifiers], 'verification').then(
    (matched) => matched.tags[0],
    (error: unknown) => unlessUnavailable(error),
  );
  if (tags === undefined) return { isMember: 'unknown', reason: 'MATCHING_UNAVAILABLE' };
  return byTags(tags, await accountOf(tags, readModel));
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
  if (account === undefined) return NO;
  const { state, province, level } = account;
  if (state !== 'ACTIVE' && state !== 'RETAINED') return NO;
  return { isMember: 'yes', state, province, assurance: level };
}

// By hashes of one length: how long the comparison takes tells nothing about where two texts differ.
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(sm3(encodeUtf8(one)), sm3(encodeUtf8(other)));
}
