// SPDX-License-Identifier: Apache-2.0
import { networkOf } from '../governance/network-record.js';
import type { Work } from '../kernel/handler.js';

/** The union that judges between two: the lowest that stands above both and is neither, between provinces the national one. */
export async function commonSuperior(
  { state, authority }: Pick<Work, 'state' | 'authority'>,
  one: string,
  other: string,
): Promise<string> {
  const national = networkOf(state).nationalOrg;
  await authority.readTree([one, other], national);
  const parentOf = (org: string): string => authority.organisation(org)?.parent ?? '';
  // Where one stands above the other it is a side itself.
  const isAbove = (judge: string): boolean => judge !== other && authority.isWithin(other, judge);
  let judge = parentOf(one);
  while (judge !== '' && !isAbove(judge)) judge = parentOf(judge);
  return judge === '' ? national : judge;
}

/** Who judges as things stand: whoever was to, while it stands above both and is neither; else the lowest that does. */
export async function standingJudge(
  work: Pick<Work, 'state' | 'authority'>,
  judge: string,
  [one, other]: readonly [string, string],
): Promise<string> {
  const { authority } = work;
  await authority.readTree([one, other], '');
  const stands = [one, other].every((side) => side !== judge && authority.isWithin(side, judge));
  return stands ? judge : commonSuperior(work, one, other);
}
