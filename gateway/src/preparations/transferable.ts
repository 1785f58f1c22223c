// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import type { PersonTags } from '@unionid/domain/privacy';
import { isHeld } from '@unionid/domain/person';
import { codeOf, currentOf, needsPerson, refusalOfStep, stepOf } from '@unionid/domain/transfer';
import { accountOf } from '../standing/account-of.js';
import type { SlotLeases } from '../standing/slot-leases.js';
import type { AccountQueries, TaggedAccount, TransferQueries } from '../read-model/read-model.js';

export interface TransferableGround {
  readonly readModel: Pick<AccountQueries, 'accountByPersonKey' | 'writtenAccount'> &
    Pick<TransferQueries, 'transfer'>;
  readonly slots: Pick<SlotLeases, 'take'>;
  /** Of the union that asks, and who is behind the operator who does. */
  readonly province: string;
  readonly person: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A person whom a union asks for. */
export interface Transferable {
  readonly account: TaggedAccount;
  /** Of the person's newest transfer; 0 where there was none. */
  readonly version: number;
  /** Which of the person's transfers this one will be. */
  readonly number: number;
  /** Which of the union's open requests; undefined where it has, or is about to have, as many as it may: a code is needed. */
  readonly slot: number | undefined;
}

/**
 * The account of a person whom a union asks for. The contract decides; this only spares the operator a signature that can not
 * take effect. A number that nobody has and a wrong name are answered alike: a number alone must not tell of a membership.
 * @throws DomainError MEMBER_NOT_FOUND, MEMBERSHIP_NONE, MEMBER_UNCHANGED, PERSON_UNBOUND, TRANSFER_OPEN, TRANSFER_APPEALED,
 * TRANSFER_RECALLED
 */
export async function requireTransferable(
  to: string,
  tags: PersonTags,
  { readModel, slots, province, person, now }: TransferableGround,
): Promise<Transferable> {
  const account = await accountOf(tags, readModel);
  if (account?.nameTag !== tags.nameTag) throw new DomainError('MEMBER_NOT_FOUND');
  assertElsewhere(account, to);
  if (person === undefined && needsPerson({ fromProvince: account.province, toProvince: province }))
    throw new DomainError('PERSON_UNBOUND');
  const known = await readModel.transfer(account.identityId);
  const written = await readModel.writtenAccount(account.identityId);
  const next = nextOf(known && written && { account: written.account, transfer: known.transfer, now });
  const slot = await slots.take({ org: to, identityId: account.identityId, list: '' });
  return { account, ...next, slot };
}

/** What a request would name, by where the newest transfer stands. @throws DomainError TRANSFER_OPEN, TRANSFER_APPEALED, TRANSFER_RECALLED */
function nextOf(
  ground: Parameters<typeof currentOf>[0] | undefined,
): Pick<Transferable, 'version' | 'number'> {
  const current = ground && currentOf(ground);
  if (current === undefined) return { version: 0, number: 1 };
  const { v: version, number, status } = current;
  // Whoever asks goes on with the code that was given, also where another union has asked without it.
  if (ground !== undefined && codeOf(ground) !== undefined) return { version, number };
  if (stepOf(status, 'request') === undefined) throw new DomainError(refusalOfStep('request', status));
  return { version, number: number + 1 };
}

function assertElsewhere({ state, org, identityId }: TaggedAccount, to: string): void {
  if (!isHeld(state)) throw new DomainError('MEMBERSHIP_NONE');
  if (org === to) throw new DomainError('MEMBER_UNCHANGED', { identityId });
}
