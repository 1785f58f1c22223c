// SPDX-License-Identifier: Apache-2.0
import type { OperatorView } from '@unionid/domain/api';
import { standingJudge, type WayUp } from '@unionid/domain/organisation';
import { actsFor } from '../read-model/acts-for.js';
import { heirOf } from '../read-model/heir-of.js';
import type { GovernanceQueries, OrganisationQueries } from '../read-model/read-model.js';
import { MAX_DEPTH } from '../read-model/shape/union-tree.js';

export type JudgeRead = Pick<OrganisationQueries, 'organisation' | 'isWithin'> &
  Pick<GovernanceQueries, 'network'>;

/** A dispute between two unions, and who was to judge it; '' where nobody is. */
export interface Disputed {
  readonly judge: string;
  readonly sides: readonly [string, string];
}

/** Who judges as things stand, as the contract finds it; '' where nobody is to. */
export async function judgeNow(
  { judge, sides: [one, other] }: Disputed,
  readModel: JudgeRead,
): Promise<string> {
  if (judge === '') return '';
  const sides = [await wayUp(one, readModel), await wayUp(other, readModel)] as const;
  return standingJudge(judge, sides) ?? (await readModel.network())?.nationalOrg ?? '';
}

/** Whether an operator may judge. */
export async function isJudge(
  disputed: Disputed,
  operator: Pick<OperatorView, 'org' | 'province'>,
  readModel: JudgeRead,
): Promise<boolean> {
  const org = await judgeNow(disputed, readModel);
  const { province = '' } = (await readModel.organisation(org)) ?? {};
  return actsFor(operator, { org, province }, readModel);
}

async function wayUp(org: string, readModel: JudgeRead): Promise<WayUp> {
  const side = await heirOf(org, readModel);
  const above: string[] = [];
  const next = async (of: string): Promise<string> => (await readModel.organisation(of))?.parent ?? '';
  for (let parent = await next(side); parent !== '' && above.length < MAX_DEPTH; parent = await next(parent))
    above.push(parent);
  return [side, ...above];
}
