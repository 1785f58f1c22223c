// SPDX-License-Identifier: Apache-2.0
import type { OrganisationView } from '@unionid/domain/api';
import type { UnionFacts } from '@unionid/domain/forms';
import type { OrganisationLevel } from '@unionid/domain/ledger';
import type { OrganisationQueries } from '../read-model/read-model.js';

/** What a union's members are held against. */
export async function unionFactsOf(
  { orgId, state, level, foundedOn }: OrganisationView,
  readModel: Pick<OrganisationQueries, 'employers'>,
): Promise<UnionFacts> {
  const employers = await readModel.employers(orgId);
  return {
    state,
    level: level as OrganisationLevel,
    foundedOn,
    employers: employers.map(({ name }) => name),
  };
}
