// SPDX-License-Identifier: Apache-2.0
import type { AccountRecord } from '../ledger/index.js';

type Joined = Pick<AccountRecord, 'state' | 'province' | 'org' | 'joined' | 'since' | 'loa' | 'tag' | 'root'>;

/** The account of a person as the person joins on it anew: which membership it is, and nothing of the one before. */
export function nextMembership(former: AccountRecord, next: Joined): AccountRecord {
  const { state, province, org, joined, since, loa, tag, root } = next;
  return {
    ...{ v: former.v + 1, state, province, org, joined, since },
    // Who was compared with a register stays compared when a cadre enrols it.
    ...{ loa: Math.max(loa, former.loa), tag, root },
    ...continuing(former),
    // What another membership of before ended on is no day of this one.
    ...(former.state !== 'NONE' && joined < since && { here: since }),
    ...(former.state !== 'NONE' && joined < former.since && { again: since }),
  };
}

/** Which of the person's memberships begins, the first says nothing; and which accounts have ended for it. */
function continuing({ nth = 1, joined, also }: AccountRecord): Pick<AccountRecord, 'nth' | 'also'> {
  return { ...(joined !== '' && { nth: nth + 1 }), ...(also !== undefined && { also }) };
}
