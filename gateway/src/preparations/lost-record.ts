// SPDX-License-Identifier: Apache-2.0
import type { CorrectionParts, LostRecordRequest } from '@unionid/domain/api';
import { DomainError, invalidRequest } from '@unionid/domain/errors';
import { readCounterEntry } from '@unionid/domain/forms';
import { isHeld } from '@unionid/domain/person';
import { chinaDateAt } from '@unionid/domain/values';
import type { TaggedAccount } from '../read-model/read-model.js';
import { accountOf } from '../standing/account-of.js';
import { ownRecords } from '../standing/own-records.js';
import { prepareCorrection, type CorrectionMeans } from './corrections.js';

export interface LostRecordMeans extends Omit<CorrectionMeans, 'first'> {
  /** Whether the account is of the operator's unions. */
  readonly isOwn: (account: TaggedAccount) => Promise<boolean>;
  readonly firstOf: (account: TaggedAccount) => Promise<CorrectionMeans['first']>;
}

/**
 * The record of a member, entered anew, whose record was lost: found by document and name, as nobody knows the identifiers of a list.
 * Whoever is not the operator's to correct is nobody.
 * @throws DomainError INVALID_REQUEST, MEMBER_NOT_FOUND, MEMBER_UNCHANGED where the record opens, and what `prepareCorrection` names
 */
export async function prepareLostRecord(
  { person }: LostRecordRequest,
  { isOwn, firstOf, ...means }: LostRecordMeans,
): Promise<CorrectionParts> {
  const { matching, readModel, vault, now } = means;
  const read = readCounterEntry({ type: 'transfer.request', person }, chinaDateAt(now()));
  if (!read.ok) throw invalidRequest(read.faults);
  const { docType, matchNumber: docNumber, name } = read.row;
  const { tags } = await matching.personTags([{ docType, docNumber, name: name.normalised }], 'enrolment');
  const [tag] = tags;
  if (tag === undefined) throw new DomainError('MATCHING_UNAVAILABLE');
  const account = await accountOf(tag, readModel);
  const isNamed = account?.nameTag === tag.nameTag;
  if (!isNamed || !isHeld(account.state) || !(await isOwn(account)))
    throw new DomainError('MEMBER_NOT_FOUND');
  const { identityId } = account;
  if ((await ownRecords([account], vault)).has(identityId))
    throw new DomainError('MEMBER_UNCHANGED', { identityId });
  return prepareCorrection({ identityId, person }, { ...means, first: await firstOf(account) });
}
