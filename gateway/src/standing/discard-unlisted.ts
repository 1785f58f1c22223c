// SPDX-License-Identifier: Apache-2.0
import { isId } from '@unionid/domain/ids';
import { isUnreadable } from '../read-model/readable.js';
import type { AccountQueries, OrganisationQueries } from '../read-model/read-model.js';
import type { Vault } from '../vault/vault.js';

/** What records of a province are destroyed by. */
export interface Discarding {
  readonly vault: Pick<Vault, 'activate' | 'discard'>;
  readonly readModel: Pick<AccountQueries, 'account'> & Pick<OrganisationQueries, 'organisation'>;
  /** The gateway's own. */
  readonly province: string;
}

/**
 * Destroys records of which nothing came; answers how many. One that the ledger has here becomes ACTIVE instead: notes that
 * say that nothing of it was signed are of an older backup than the ledger. One of which nobody can read whether the ledger has it
 * stays as it is. Whoever is behind the ledger does not ask.
 */
export async function discardUnlisted(
  identityIds: readonly string[],
  { vault, readModel, province }: Discarding,
): Promise<number> {
  const [listed, unlisted]: [string[], string[]] = [[], []];
  for (const identityId of identityIds) {
    const owner = await ownerOf(identityId, readModel);
    if (owner === 'unreadable') continue;
    (owner?.province === province ? listed : unlisted).push(identityId);
  }
  if (listed.length > 0) await vault.activate(listed);
  if (unlisted.length > 0) await vault.discard(unlisted);
  return unlisted.length;
}

/** Whose record it would be, as the ledger has it. */
export async function ownerOf(
  identityId: string,
  readModel: Discarding['readModel'],
): Promise<{ readonly province: string } | 'unreadable' | undefined> {
  try {
    return await (isId('organisation', identityId)
      ? readModel.organisation(identityId)
      : readModel.account(identityId));
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return 'unreadable';
  }
}
