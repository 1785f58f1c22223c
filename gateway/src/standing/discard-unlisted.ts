// SPDX-License-Identifier: Apache-2.0
import { asDomainError } from '@unionid/domain/errors';
import { isId } from '@unionid/domain/ids';
import { isUnreadable } from '../read-model/readable.js';
import type { AccountQueries, OrganisationQueries } from '../read-model/read-model.js';
import type { Vault } from '../vault/vault.js';

/** What records of a province are destroyed by. */
export interface Discarding {
  readonly vault: Pick<Vault, 'activate' | 'discard' | 'follow' | 'read' | 'states'>;
  readonly readModel: Pick<AccountQueries, 'account'> & Pick<OrganisationQueries, 'organisation'>;
  /** The gateway's own. */
  readonly province: string;
  /** What their groups begin with: another's record of the same person stays. */
  readonly groupPrefix: string;
}

/**
 * Destroys records of which nothing came; answers how many. One that the ledger has here becomes ACTIVE instead: notes that
 * say that nothing of it was signed are of an older backup than the ledger. Of a person the ledger has it where it has its root: what
 * was prepared under another goes. One of which nobody can read whether the ledger has it stays as it is. Whoever is behind the
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
  const rooted = listed.flatMap(({ identityId, root }) => (root === undefined ? [] : [{ identityId, root }]));
  // A union's contact has none. Of anybody else only the root tells that it is this record that the ledger has.
  const contacts = listed.flatMap(({ identityId, root }) => (root === undefined ? [identityId] : []));
  if (contacts.length > 0) await vault.activate(contacts);
  if (rooted.length === 0) return;
  await vault.follow(rooted);
  const others = await underAnotherRoot(
    rooted.map(({ identityId }) => identityId),
    vault,
  );
  if (others.length > 0) await vault.discard(others, groupPrefix);
}

/** After the ledger's roots were followed. What does not open may be the very record that the ledger has, and stays. */
async function underAnotherRoot(
  identityIds: readonly string[],
  vault: Discarding['vault'],
): Promise<readonly string[]> {
  const states = await vault.states(identityIds);
  const found: string[] = [];
  for (const identityId of identityIds)
    if (states.get(identityId) === 'ACTIVE' || (await opens(identityId, vault))) found.push(identityId);
  return found;
}

async function opens(identityId: string, vault: Discarding['vault']): Promise<boolean> {
  try {
    return (await vault.read([identityId])).has(identityId);
  } catch (error) {
    if (asDomainError(error)?.code !== 'DECRYPTION_FAILED') throw error;
    return false;
  }
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
