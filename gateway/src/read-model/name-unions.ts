// SPDX-License-Identifier: Apache-2.0
import type { UnionNames } from '@unionid/domain/api';
import { isId } from '@unionid/domain/ids';
import type { OrganisationQueries } from './read-model.js';

/** As of now. */
const NEWEST = Number.MAX_SAFE_INTEGER;

/** An answer with the names of all unions that stand in it, as of a block, or as of now; as it is where none does. */
export async function nameUnions<T extends object>(
  readModel: Pick<OrganisationQueries, 'unionNamesAsOf'>,
  answer: T,
  block = NEWEST,
): Promise<T & { unionNames?: Record<string, string> }> {
  const unions = new Set<string>();
  collectUnions(answer, unions);
  if (unions.size === 0) return answer;
  const unionNames: UnionNames = await readModel.unionNamesAsOf([...unions], block);
  return { ...answer, unionNames: { ...unionNames } };
}

function collectUnions(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') {
    if (isId('organisation', value)) into.add(value);
  } else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) collectUnions(part, into);
}
