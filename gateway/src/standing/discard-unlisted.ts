// SPDX-License-Identifier: Apache-2.0
import { isId } from '@unionid/domain/ids';
import { isUnreadable } from '../read-model/readable.js';
import type { AccountQueries, OrganisationQueries } from '../read-model/read-model.js';
import type { Vault } from '../vault/vault.js';

/** What records of a province are destroyed by. */
export interface Discarding {
  readonly vault: Pick<Vault, 'activate' | 'discard' | 'follow'>;
  readonly readModel: Pick<AccountQueries, 'account'> & Pick<OrganisationQueries, 'organisation'>;
  /** The gateway's own. */
  readonly province: string;
  /** What their groups begin with: another's record of the same person stays. */
  readonly groupPrefix: string;
}

/**
 * Destroys records of which nothing came; answers how many. One that the ledger has here becomes ACTIVE instead: notes that
 * say that nothing of it was signed are of an older backup than the ledger. Whoever has come home under another root has the record
 * of that root, and this one goes. One of which nobody can read whether the ledger has it stays as it is. Whoever is behind the
 * ledger does not ask.
 */
export async function discardUnlisted(
  identityIds: readonly string[],
  { vault, readModel, province, groupPrefix }: Discarding,
): Promise<number> {
  const [listed, gone]: [Listed[], string[]] = [[], []];
  for (const identityId of identityIds) {
    const owner = await ownerOf(identityId, readModel);
    if (owner === 'unreadable') continue;
    if (owner?.province === province) listed.push({ identityId, ...owner });
    else gone.push(identityId);
  }
  if (listed.length > 0) await settle(listed, { vault, groupPrefix });
  if (gone.length > 0) await vault.discard(gone, groupPrefix);
  return gone.length;
}

interface Listed extends Owner {
  readonly identityId: string;
}

async function settle(
  listed: readonly Listed[],
  { vault, groupPrefix }: Pick<Discarding, 'vault' | 'groupPrefix'>,
): Promise<void> {
  // A union's contact has none.
  const rooted = listed.flatMap(({ identityId, root }) => (root === undefined ? [] : [{ identityId, root }]));
  if (rooted.length > 0) await vault.follow(rooted);
  const identityIds = listed.map(({ identityId }) => identityId);
  await vault.activate(identityIds);
  await vault.discard(identityIds, groupPrefix);
}

/** Who has the record on the ledger, and under which root; none of a union. */
interface Owner {
  readonly province: string;
  readonly root?: string;
}

/** Whose record it would be, as the ledger has it. */
export async function ownerOf(
  identityId: string,
  readModel: Discarding['readModel'],
): Promise<Owner | 'unreadable' | undefined> {
  try {
    return await (isId('organisation', identityId)
      ? readModel.organisation(identityId)
      : readModel.account(identityId));
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return 'unreadable';
  }
}
