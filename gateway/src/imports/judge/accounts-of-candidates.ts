// SPDX-License-Identifier: Apache-2.0
import { personKeysOf } from '@unionid/domain/person';
import type { PersonTags } from '@unionid/domain/privacy';
import type { AccountQueries, TaggedAccount } from '../../read-model/read-model.js';
import { unlessUnreadable } from '../../read-model/readable.js';
import { chooseAccount } from '../../standing/account-of.js';
import type { JudgeGround } from './file-judge.js';
import { identifiersOf, type PersonCandidate } from './person-rows.js';

/** A person as the matching keys know it, and the account that it has. */
export interface KnownCandidate {
  readonly tag: PersonTags;
  readonly account: TaggedAccount | undefined;
}

/** The account, where the ledger has it under the name of the row, too: a number alone must not tell of a membership. */
export function namedAccount({ tag, account }: KnownCandidate): TaggedAccount | undefined {
  return account?.nameTag === tag.nameTag ? account : undefined;
}

/** Matches the persons of rows and finds their accounts; undefined of one whose account nobody can read. */
export async function accountsOfCandidates<Candidate extends PersonCandidate>(
  candidates: readonly Candidate[],
  { personTags, readModel }: Pick<JudgeGround, 'personTags' | 'readModel'>,
): Promise<(candidate: Candidate) => KnownCandidate | undefined> {
  const tags = candidates.length === 0 ? [] : await personTags(candidates.map(identifiersOf));
  const accountsOf = await findAccounts(tags, readModel);
  const tagOf = new Map(candidates.map((candidate, index) => [candidate, tags[index]]));
  return (candidate) => {
    const tag = tagOf.get(candidate);
    if (tag === undefined) throw new Error('matching answered for fewer persons than asked');
    const accounts = accountsOf(tag);
    if (accounts === undefined) return undefined;
    return { tag, account: chooseAccount(personKeysOf(tag).map((key) => accounts.get(key))) };
  };
}

type FoundAccounts = Awaited<ReturnType<AccountQueries['accountsByPersonKeys']>>;

/** Accounts of all at once, else one by one: what nobody can read of one, which gives undefined, is no fault of the others. */
async function findAccounts(
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
