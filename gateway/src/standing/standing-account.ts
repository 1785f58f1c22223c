// SPDX-License-Identifier: Apache-2.0
import { MOST_ALSO } from '@unionid/domain/ledger';
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
