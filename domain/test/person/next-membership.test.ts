// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { AccountRecord } from '#src/ledger/index.js';
import { nextMembership } from '#src/person/next-membership.js';

const NEXT = {
  ...{ state: 'ACTIVE' as const, province: '34', org: 'O9', joined: '2026-03-02', since: '2026-03-02' },
  ...{ loa: 1, tag: 'new tag', root: 'new root' },
};
const FORMER = {
  ...{ v: 4, state: 'WITHDRAWN', province: '51', org: 'O2', joined: '2020-01-01', since: '2026-02-01' },
  ...{ loa: 2, tag: 'tag', root: 'root' },
} as AccountRecord;

describe('joining anew', () => {
  it('is another membership on the same account, compared with a register as before', () => {
    expect(nextMembership(FORMER, NEXT)).to.deep.equal({ ...NEXT, v: 5, loa: 2, nth: 2 });
    expect(nextMembership({ ...FORMER, nth: 3 }, NEXT)).to.have.property('nth', 4);
    expect(nextMembership({ ...FORMER, loa: 1 }, { ...NEXT, loa: 2 })).to.have.property('loa', 2);
  });

  it('is the first of an account on which nobody has been a member', () => {
    const made = { ...FORMER, state: 'NONE', joined: '', since: '' } as AccountRecord;
    expect(nextMembership(made, NEXT)).to.deep.equal({ ...NEXT, v: 5, loa: 2 });
    expect(nextMembership(made, { ...NEXT, since: '2026-03-05' })).not.to.have.property('here');
  });

  it('keeps for which accounts the person stands, and nothing else of before', () => {
    const also = ['twice'];
    expect(nextMembership({ ...FORMER, also }, NEXT)).to.deep.equal({ ...NEXT, v: 5, loa: 2, nth: 2, also });
  });

  it('tells the day in this union where membership counts from an earlier one', () => {
    const late = { ...NEXT, since: '2026-03-05' };
    expect(nextMembership(FORMER, late)).to.have.property('here', '2026-03-05');
    expect(nextMembership(FORMER, late)).not.to.have.property('again');
  });

  it('tells the first day of this one where the joining date is of before the end', () => {
    const kept = { ...NEXT, joined: '2020-01-01' };
    expect(nextMembership(FORMER, kept)).to.have.property('again', '2026-03-02');
    expect(nextMembership(FORMER, { ...kept, joined: '2026-01-31' })).to.have.property('again');
    expect(nextMembership(FORMER, { ...kept, joined: FORMER.since })).not.to.have.property('again');
    const made = { ...FORMER, state: 'NONE', joined: '' } as AccountRecord;
    expect(nextMembership(made, kept)).not.to.have.property('again');
    // Of one before nothing is kept.
    expect(nextMembership({ ...FORMER, again: '2024-01-01' }, NEXT)).not.to.have.property('again');
  });
});
