// SPDX-License-Identifier: Apache-2.0
import type { AccountQueries } from './read-model.js';
import { unlessUnreadable } from './readable.js';

/** A person's account, and those that have ended for it. */
export async function ownAccounts(
  person: string,
  readModel: Pick<AccountQueries, 'writtenAccount'>,
): Promise<readonly [string, ...string[]]> {
  const { also = [] } = (await readModel.writtenAccount(person).catch(unlessUnreadable))?.account ?? {};
  return [person, ...also];
}
