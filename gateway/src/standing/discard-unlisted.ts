// SPDX-License-Identifier: Apache-2.0
import { isId } from '@unionid/domain/ids';
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
 * say that nothing of it was signed are of an older backup than the ledger. Whoever is behind the ledger does not ask.
 */
export async function discardUnlisted(
  identityIds: readonly string[],
  { vault, readModel, province }: Discarding,
): Promise<number> {
  const listed = new Set<string>();
  for (const identityId of identityIds) {
    const owner = isId('organisation', identityId)
      ? await readModel.organisation(identityId)
      : await readModel.account(identityId);
    if (owner?.province === province) listed.add(identityId);
  }
  if (listed.size > 0) await vault.activate([...listed]);
  const unlisted = identityIds.filter((identityId) => !listed.has(identityId));
  if (unlisted.length > 0) await vault.discard(unlisted);
  return unlisted.length;
}
