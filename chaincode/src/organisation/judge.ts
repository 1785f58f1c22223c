// SPDX-License-Identifier: Apache-2.0
import { commonSuperior, standingJudge, type JudgedSides, type WayUp } from '@unionid/domain/organisation';
import { networkOf } from '../governance/network-record.js';
import { MAX_DEPTH } from '../kernel/authority.js';
import type { Work } from '../kernel/handler.js';
import { heirOf } from './heir-of.js';

type Read = Pick<Work, 'state' | 'authority'>;
type Sides = readonly [string, string];

/** The union that judges between two: the lowest that stands above both and is neither, between provinces the national one. */
export async function judgeBetween(work: Read, sides: Sides): Promise<string> {
  return commonSuperior(await waysUp(work, sides)) ?? networkOf(work.state).nationalOrg;
}

/** Who judges as things stand: whoever was to, while it stands above both and is neither; else the lowest that does. */
export async function judgeNow(work: Read, judge: string, sides: Sides): Promise<string> {
  return standingJudge(judge, await waysUp(work, sides)) ?? networkOf(work.state).nationalOrg;
}

async function waysUp({ state, authority }: Read, [one, other]: Sides): Promise<JudgedSides> {
  // Whoever inherits a side is that side, also where the record still names the union that has ended.
  const [first, second] = [await heirOf(state, one), await heirOf(state, other)];
  await authority.readTree([first, second], networkOf(state).nationalOrg);
  return [wayUp(authority, first), wayUp(authority, second)];
}

function wayUp(authority: Read['authority'], side: string): WayUp {
  const above: string[] = [];
  let current = authority.organisation(side)?.parent ?? '';
  while (current !== '' && above.length < MAX_DEPTH) {
    above.push(current);
    current = authority.organisation(current)?.parent ?? '';
  }
  return [side, ...above];
}
