// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import type { PersonTags } from '@unionid/domain/privacy';
import { isHeld } from '@unionid/domain/person';
import { isOpen, transferAt } from '@unionid/domain/transfer';
import { timestampAt } from '@unionid/domain/values';
import { accountOf } from '../standing/account-of.js';
import type { AccountQueries, TaggedAccount, TransferQueries } from '../read-model/read-model.js';

export interface TransferableGround {
  readonly readModel: Pick<AccountQueries, 'accountByPersonKey'> & Pick<TransferQueries, 'transfer'>;
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
}

/**
 * The account of a person whom a union asks for. The contract decides; this only spares the operator a signature that can not
 * take effect. A number that nobody has and a wrong name are answered alike: a number alone must not tell of a membership.
 * @throws DomainError MEMBER_NOT_FOUND, MEMBERSHIP_NONE, MEMBER_UNCHANGED, TRANSFER_OPEN
 */
export async function requireTransferable(
  to: string,
  tags: PersonTags,
  { readModel, now }: TransferableGround,
): Promise<Transferable> {
  const account = await accountOf(tags, readModel);
  if (account?.nameTag !== tags.nameTag) throw new DomainError('MEMBER_NOT_FOUND');
  assertElsewhere(account, to);
  const known = await readModel.transfer(account.identityId);
  const status = known && transferAt(known.transfer, timestampAt(now)).status;
  if (status !== undefined && status !== 'RELEASED' && isOpen(status)) throw new DomainError('TRANSFER_OPEN');
  const { v: version, number } = known?.transfer ?? { v: 0, number: 0 };
  // Whoever asks goes on with what was released.
  return { account, version, number: status === 'RELEASED' ? number : number + 1 };
}

function assertElsewhere({ state, org, identityId }: TaggedAccount, to: string): void {
  if (!isHeld(state)) throw new DomainError('MEMBERSHIP_NONE');
  if (org === to) throw new DomainError('MEMBER_UNCHANGED', { identityId });
}
