// SPDX-License-Identifier: Apache-2.0
import type { PrepareRequest } from '@unionid/domain/api';
import type { PayloadOf } from '@unionid/domain/catalogue';
import { DomainError, invalidRequest } from '@unionid/domain/errors';
import { faultsSinceJoining, isTooYoung } from '@unionid/domain/forms';
import type { Instruction } from '@unionid/domain/instruction';
import { chinaDateAt } from '@unionid/domain/values';
import { unlessUnreadable } from '../read-model/readable.js';
import type { AccountQueries, ApplicationQueries, TaggedAccount } from '../read-model/read-model.js';
import { ownRecord, type OpeningVault } from '../standing/own-records.js';

/** 居民身份证 (GA/T 517). */
const RESIDENT_ID = '111';

export interface AgeGround {
  readonly vault: OpeningVault;
  readonly readModel: Pick<AccountQueries, 'account'> & Pick<ApplicationQueries, 'application'>;
  readonly now: () => number;
}

type Joining = PayloadOf<'application.open' | 'application.admit' | 'application.readmit'>;

/** Who has an account, and by which kind of document that was said, as it was read: a counter may name it in words, or leave it out. */
interface AccountOwner {
  readonly docType: string;
  readonly account: TaggedAccount;
}

/**
 * Whoever is to come from another union, or to join on an account, is held against the day of joining by the record that will count:
 * the one that stands in this province, else what was entered. @throws DomainError INVALID_REQUEST
 */
export function assertPreparedOfAge(
  request: PrepareRequest,
  { birthDate, ...known }: AccountOwner & { readonly birthDate: string | undefined },
  today: string,
): void {
  const faults = faultsSinceJoining({ birthDate }, joinedBy(request, known, today));
  if (faults.length > 0) throw invalidRequest(faults);
}

/**
 * The day on which the person would be a member. A number of GB 11643 tells its owner's birthday to whoever has it; of another document's
 * owner, whoever has name and number would learn it by trying many days on the record: none before the account's state is taken.
 * @throws DomainError INVALID_REQUEST
 */
function joinedBy(
  request: PrepareRequest,
  { docType, account: { joined, since } }: AccountOwner,
  today: string,
): string {
  if (request.type === 'transfer.request') return joined;
  if (request.type !== 'person.enrol') return today;
  const { decision } = request;
  if (decision.joined < since && docType !== RESIDENT_ID)
    throw invalidRequest([{ path: 'decision.joined', code: 'JOINED_BEFORE_ACCOUNT' }]);
  return decision.joined;
}

/** Whether by a type a person of whom there is a record joins, or asks to. */
export function isJoining(type: string): boolean {
  return ['application.open', 'application.admit', 'application.readmit'].includes(type);
}

/**
 * Before somebody who has an account is admitted, or asks to be: an account is for any age, a membership is not. No contract knows
 * a day of birth. Of a record that was erased nothing is known. @throws DomainError TOO_YOUNG, DECRYPTION_FAILED
 */
export async function assertOfAge({ type, payload }: Instruction, ground: AgeGround): Promise<void> {
  if (!isJoining(type)) return;
  const joining = payload as Joining;
  // What nobody can read the contract refuses.
  const account = await ground.readModel.account(joining.identityId).catch(unlessUnreadable);
  const record = account && (await ownRecord(account, ground.vault));
  if (isTooYoung(record?.fields.birthDate, await dayOf(joining, ground))) throw new DomainError('TOO_YOUNG');
}

/**
 * On which the person would be a member, or asks: today, but for an admission on a day that it may name. Other days are the contract's to
 * refuse: whoever could try them would learn the day of birth.
 */
async function dayOf(joining: Joining, { readModel, now }: AgeGround): Promise<string> {
  const today = chinaDateAt(now());
  if (!('on' in joining)) return today;
  const { identityId, org, on } = joining;
  const known = await readModel.application(identityId, org).catch(unlessUnreadable);
  if (known === undefined) return today;
  const asked = chinaDateAt(Date.parse(known.application.asked));
  return on >= asked && on <= today ? on : today;
}
