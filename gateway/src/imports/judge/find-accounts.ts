// SPDX-License-Identifier: Apache-2.0
import { personKeysOf } from '@unionid/domain/person';
import type { PersonTags } from '@unionid/domain/privacy';
import type { AccountQueries } from '../../read-model/read-model.js';
import { unlessUnreadable } from '../../read-model/readable.js';

type FoundAccounts = Awaited<ReturnType<AccountQueries['accountsByPersonKeys']>>;

/** Accounts of all at once, else one by one: what nobody can read of one, which gives undefined, is no fault of the others. */
export async function findAccounts(
  tags: readonly PersonTags[],
  readModel: Pick<AccountQueries, 'accountsByPersonKeys'>,
): Promise<(tag: PersonTags) => FoundAccounts | undefined> {
  const find = (some: readonly PersonTags[]): Promise<FoundAccounts | undefined> =>
    readModel.accountsByPersonKeys(some.flatMap(personKeysOf)).catch(unlessUnreadable);
  const all = await find(tags);
  if (all !== undefined) return () => all;
  const found = new Map<PersonTags, FoundAccounts | undefined>();
  for (const tag of tags) found.set(tag, await find([tag]));
  return (tag) => found.get(tag);
}
