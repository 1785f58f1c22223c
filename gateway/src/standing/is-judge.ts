// SPDX-License-Identifier: Apache-2.0
import type { OrganisationQueries } from '../read-model/read-model.js';

/** A dispute between two unions, and who was to judge it; '' where nobody is. */
export interface Disputed {
  readonly judge: string;
  readonly sides: readonly [string, string];
}

/** Whether a union judges as things stand, itself or over whoever does: the judge is who was to be while it stands above both sides. */
export async function isJudge(
  { judge, sides: [one, other] }: Disputed,
  org: string,
  readModel: Pick<OrganisationQueries, 'isWithin'>,
): Promise<boolean> {
  if (judge === '') return false;
  const stands = (await readModel.isWithin(one, judge)) && (await readModel.isWithin(other, judge));
  if (stands) return readModel.isWithin(judge, org);
  return (await readModel.isWithin(one, org)) && (await readModel.isWithin(other, org));
}
