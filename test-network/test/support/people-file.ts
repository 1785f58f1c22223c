// SPDX-License-Identifier: Apache-2.0
import type { PersonInput } from '@unionid/domain/api';
import { decide, newUnionEntry, type GovernorClient, type TestNetwork } from '@unionid/test-network';
import { plantedFile } from './planted-people.js';
import { syntheticPerson } from './synthetic-person.js';
import { withTextFile } from './text-file.js';

/** Founds a basic union of this name; answers its id. */
export async function foundUnion(
  { ledger }: TestNetwork,
  governor: GovernorClient,
  name: string,
): Promise<string> {
  const entry = newUnionEntry(governor, name);
  await decide(governor, ledger, 'organisation.register', entry);
  return entry.orgId;
}

/** Synthetic people from `first` on. */
export function people(first: number, count: number): readonly PersonInput[] {
  return Array.from({ length: count }, (_, offset) => syntheticPerson(first + offset));
}

/** Gives `work` a member file of these people, joining one union; the file is gone afterwards. */
export function withMemberFile<T>(
  members: readonly PersonInput[],
  union: string,
  work: (file: string) => Promise<T>,
): Promise<T> {
  return withTextFile(plantedFile(members, union), work);
}
