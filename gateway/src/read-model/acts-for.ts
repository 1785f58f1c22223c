// SPDX-License-Identifier: Apache-2.0
import type { OrganisationQueries } from './read-model.js';

interface Placed {
  readonly org: string;
  readonly province: string;
}

/** Whether an operator acts for a union: its own or one below it. Who stands above a province acts for none of its unions. */
export function actsFor(
  operator: Placed,
  union: Placed,
  readModel: Pick<OrganisationQueries, 'isWithin'>,
): Promise<boolean> {
  if (union.org === '' || operator.province !== union.province) return Promise.resolve(false);
  return readModel.isWithin(union.org, operator.org);
}
