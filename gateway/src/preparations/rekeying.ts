// SPDX-License-Identifier: Apache-2.0
import type { RekeyingPage, RekeyingRequest } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { keyVersionOf, keyVersionsOf } from '@unionid/domain/governance';
import { personKeysOf, type RekeyEntry, type RekeyPayload } from '@unionid/domain/person';
import type { PersonIdentifiers, PersonTags } from '@unionid/domain/privacy';
import type { Matching } from '../matching/matching.js';
import type { AccountQueries, GovernanceQueries, TaggedAccount } from '../read-model/read-model.js';
import { ownRecords, type OpeningVault } from '../standing/own-records.js';

export interface RekeyingMeans {
  readonly vault: OpeningVault;
  readonly matching: Matching;
  readonly readModel: Pick<AccountQueries, 'accounts' | 'accountsByPersonKeys' | 'rootsOf'> &
    Pick<GovernanceQueries, 'network'>;
}

/** An account whose document the vault knows, and what the matching keys make of it. */
interface Matched {
  readonly identityId: string;
  readonly tags: PersonTags;
}

/**
 * A page of a union's accounts, by what is to be done to lead them to the newest version of the matching key: the document is in
 * the vault, so nobody has to come again (ADR 38).
 * @throws DomainError MATCHING_UNAVAILABLE, QUOTA_EXCEEDED
 */
export async function prepareRekeying(
  { org, limit, cursor }: RekeyingRequest,
  means: RekeyingMeans & { readonly province: string },
): Promise<RekeyingPage> {
  const { province, readModel } = means;
  const { items: accounts, next } = await readModel.accounts({ province, org }, { limit, cursor });
  const ids = accounts.map(({ identityId }) => identityId);
  const matched = await match(ids, means);
  const led = await readModel.accountsByPersonKeys(matched.flatMap(({ tags }) => personKeysOf(tags)));
  const known = new Set(matched.map(({ identityId }) => identityId));
  const erased = ids.filter((identityId) => !known.has(identityId));
  const stands = Map.groupBy(matched, (one) => standOf(one, led));
  return {
    items: (stands.get('open') ?? []).flatMap(toEntry),
    led: stands.get('led')?.length ?? 0,
    left: [
      ...erased.map((identityId) => ({ identityId, because: 'ERASED' as const })),
      ...(stands.get('differs') ?? []).map(({ identityId }) => ({ identityId, because: 'DIFFERS' as const })),
    ],
    ...(next !== undefined && { next }),
  };
}

/**
 * That an instruction names the keys of the very persons whose accounts it names: the contract can not compute them.
 * @throws DomainError PREPARATION_UNKNOWN where the vault does not know one of them, PREPARATION_DIFFERS; MATCHING_UNAVAILABLE,
 * QUOTA_EXCEEDED
 */
export async function assertRekeying({ accounts }: RekeyPayload, means: RekeyingMeans): Promise<void> {
  const ids = [...new Set(accounts.map(({ identityId }) => identityId))];
  const matched = await match(ids, means);
  const tagsOf = new Map(matched.map(({ identityId, tags }) => [identityId, tags]));
  if (tagsOf.size < ids.length) throw new DomainError('PREPARATION_UNKNOWN');
  const differs = accounts.some(({ identityId, personKey, formerKey }) => {
    const tags = tagsOf.get(identityId);
    return tags?.personKey !== personKey || tags.formerKey !== formerKey;
  });
  if (differs) throw new DomainError('PREPARATION_DIFFERS', { fields: ['accounts'] });
}

async function match(
  identityIds: readonly string[],
  { vault, matching, readModel }: RekeyingMeans,
): Promise<readonly Matched[]> {
  const records = await ownRecords(await readModel.rootsOf(identityIds), vault);
  const persons = identityIds.flatMap((identityId): [string, PersonIdentifiers][] => {
    const identifiers = records.get(identityId)?.identifiers;
    return identifiers === undefined ? [] : [[identityId, identifiers]];
  });
  if (persons.length === 0) return [];
  const { tags } = await matching.personTags(
    persons.map(([, identifiers]) => identifiers),
    'enrolment',
  );
  const newest = keyVersionsOf((await readModel.network()) ?? {}).at(-1);
  return persons.map(([identityId], index) => {
    const tag = tags[index];
    // The endpoint has no key of the newest version yet: under the older everybody would seem to be led.
    if (tag === undefined || keyVersionOf(tag.personKey) !== newest)
      throw new DomainError('MATCHING_UNAVAILABLE', { reason: 'key version' });
    return { identityId, tags: tag };
  });
}

function standOf(
  { identityId, tags: { personKey, formerKey } }: Matched,
  accounts: ReadonlyMap<string, TaggedAccount>,
): 'led' | 'open' | 'differs' {
  const newer = accounts.get(personKey);
  if (newer?.identityId === identityId) return 'led';
  const former = formerKey === undefined ? undefined : accounts.get(formerKey);
  return newer === undefined && former?.identityId === identityId ? 'open' : 'differs';
}

function toEntry({ identityId, tags: { personKey, formerKey } }: Matched): RekeyEntry[] {
  return formerKey === undefined ? [] : [{ identityId, personKey, formerKey }];
}
