// SPDX-License-Identifier: Apache-2.0
import type { CoveredUnit } from '@unionid/domain/forms';
import type { OrganisationsResource } from '../resources/organisations.js';
import type { UnionSource } from './file-check.js';

/** Registered unions as a gateway tells them. */
export function unionSource({
  organisations,
}: {
  readonly organisations: OrganisationsResource;
}): UnionSource {
  return async (orgId) => {
    const { name, creditCode, level } = await organisations.get(orgId);
    const employers = async (): Promise<readonly CoveredUnit[]> =>
      (await organisations.employers(orgId)).items;
    return { name, creditCode, level, employers };
  };
}
