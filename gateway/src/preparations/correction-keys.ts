// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { isAskedFor } from '@unionid/domain/membership';
import { personKeysOf, type CorrectionType } from '@unionid/domain/person';
import type { PersonIdentifiers, PersonTags } from '@unionid/domain/privacy';
import { timestampAt } from '@unionid/domain/values';
import type { Matching } from '../matching/matching.js';
import type { ReadModel, TaggedAccount } from '../read-model/read-model.js';
import { accountOf } from '../standing/account-of.js';
import { ledgerNow } from '../standing/ledger-now.js';

/** What a correction says of the matching keys. */
export type CorrectionKeys = Partial<PersonTags> & { readonly replaces?: string[] };

/** The same, with the other account that the number leads to, where that was asked for. */
export interface CorrectionLed {
  readonly tags: CorrectionKeys;
  readonly other?: TaggedAccount;
}

export interface CorrectionKeysGround {
  readonly account: TaggedAccount;
  /** As the record is to be, and as it stands. */
  readonly after: PersonIdentifiers;
  readonly before: PersonIdentifiers | undefined;
  /** Charged to the operator. */
  readonly matching: Matching;
  readonly readModel: Pick<ReadModel, 'transfer' | 'accountByPersonKey' | 'accountsByPersonKeys' | 'clock'>;
  readonly now: () => number;
  /** Whether a number that leads to another account is claimed. */
  readonly claims: boolean;
}

/**
 * What the matching keys make of the corrected person; a phone number makes nothing of anybody. The contract decides; the rest
 * only spares two persons their signatures.
 * @throws DomainError TRANSFER_OPEN, ACCOUNT_EXISTS, MATCHING_UNAVAILABLE, QUOTA_EXCEEDED
 */
export async function correctionKeys(
  type: CorrectionType,
  ground: CorrectionKeysGround,
): Promise<CorrectionLed> {
  if (type === 'person.correct') return { tags: {} };
  const { account, readModel } = ground;
  const transfer = (await readModel.transfer(account.identityId))?.transfer;
  if (isAskedFor({ account, transfer, time: timestampAt(await ledgerNow(ground)) }))
    throw new DomainError('TRANSFER_OPEN');
  return type === 'person.correctIdentity' ? nameKeys(ground) : documentKeys(ground);
}

async function nameKeys({ matching, after }: CorrectionKeysGround): Promise<CorrectionLed> {
  const { tags } = await matching.personTags([after], 'enrolment');
  return { tags: { nameTag: assertMatched(tags[0]).nameTag } };
}

async function documentKeys(ground: CorrectionKeysGround): Promise<CorrectionLed> {
  const { account, matching, readModel, after, before, claims } = ground;
  const { tags } = await matching.personTags([after, ...(before === undefined ? [] : [before])], 'enrolment');
  const tag = assertMatched(tags[0]);
  const found = await accountOf(tag, readModel);
  const other = found?.identityId === account.identityId ? undefined : found;
  if (other !== undefined && !claims)
    throw new DomainError('ACCOUNT_EXISTS', { identityId: other.identityId });
  const kept = personKeysOf(tag);
  const former = tags[1] === undefined ? [] : personKeysOf(tags[1]).filter((key) => !kept.includes(key));
  // As far as the account is still found by them: a key may have been another's all along.
  const led = await readModel.accountsByPersonKeys(former);
  const replaces = former.filter((key) => led.get(key)?.identityId === account.identityId);
  return {
    tags: { ...tag, ...(replaces.length > 0 && { replaces }) },
    ...(other !== undefined && { other }),
  };
}

function assertMatched(tag: PersonTags | undefined): PersonTags {
  if (tag === undefined) throw new DomainError('MATCHING_UNAVAILABLE');
  return tag;
}
