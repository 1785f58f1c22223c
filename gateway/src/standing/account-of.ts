// SPDX-License-Identifier: Apache-2.0
import { isHeld, personKeysOf } from '@unionid/domain/person';
import type { PersonTags } from '@unionid/domain/privacy';
import type { AccountQueries, TaggedAccount } from '../read-model/read-model.js';

/**
 * The account of a person who was matched, by every version of the matching key in force: the same calls whoever it is.
 * @throws DomainError RECORD_UNREADABLE
 */
export async function accountOf(
  tags: PersonTags,
  readModel: Pick<AccountQueries, 'accountByPersonKey'>,
): Promise<TaggedAccount | undefined> {
  const found: (TaggedAccount | undefined)[] = [];
  for (const personKey of personKeysOf(tags)) found.push(await readModel.accountByPersonKey(personKey));
  return chooseAccount(found);
}

/** Of the accounts that versions of one person's key lead to, the one the contract takes: a member's before one without membership. */
export function chooseAccount(found: readonly (TaggedAccount | undefined)[]): TaggedAccount | undefined {
  const accounts = found.filter((account) => account !== undefined);
  return accounts.find(({ state }) => isHeld(state)) ?? accounts[0];
}
