// SPDX-License-Identifier: Apache-2.0
import { MOST_ALSO } from '@unionid/domain/ledger';
import { ownAccounts } from '../read-model/own-accounts.js';
import { unlessUnreadable } from '../read-model/readable.js';
import type { AccountQueries, TaggedAccount } from '../read-model/read-model.js';

/** The account by which a person stands: of a duplicate that has ended the one that it ended for (ADR 66). @throws DomainError RECORD_UNREADABLE */
export async function standingAccount(
  account: TaggedAccount,
  readModel: Pick<AccountQueries, 'account'>,
): Promise<TaggedAccount> {
  let standing = account;
  for (let step = 0; step < MOST_ALSO && standing.into !== undefined; step += 1)
    standing = (await readModel.account(standing.into)) ?? standing;
  return standing;
}

/** Of an account that has ended for another: that one, and all others that have; of any other nothing. */
export async function standingFor(
  identityId: string,
  readModel: Pick<AccountQueries, 'account' | 'writtenAccount'>,
): Promise<readonly string[]> {
  const account = await readModel.account(identityId).catch(unlessUnreadable);
  if (account?.into === undefined) return [];
  const standing = await standingAccount(account, readModel).catch(unlessUnreadable);
  const accounts = await ownAccounts(standing?.identityId ?? account.into, readModel);
  return accounts.filter((each) => each !== identityId);
}
