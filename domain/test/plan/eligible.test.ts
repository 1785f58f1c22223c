// SPDX-License-Identifier: Apache-2.0
import type { MemberFacts } from '#src/plan/index.js';
import { expect } from 'chai';
import { expectCode } from '../support/expect-code.js';
import { grantRow } from '../support/plan.js';

const ON = '2026-03-05';

describe('whoever is granted something', () => {
  const grant = (change: Partial<MemberFacts>, programme: object = {}): number =>
    grantRow({ plan: { on: ON }, programme, member: change }).granted.size;
  const refused = (change: Partial<MemberFacts>, programme: object = {}): unknown =>
    expectCode(() => grant(change, programme), 'NOT_ELIGIBLE').details;

  it('is a member on the day', () => {
    expect(grant({ joined: ON, since: ON })).to.equal(1);
    expect(refused({ joined: '2026-03-06', since: '2026-03-06' })).to.deep.equal({ on: ON });
    expect(refused({ joined: '2026-03-06' }), 'joined later, as was corrected').to.deep.equal({ on: ON });
    expect(refused({ joined: '' })).to.deep.equal({ on: ON });
    expect(refused({ since: '2026-03-06' }), 'rested on the day').to.deep.equal({ on: ON });
    expect(refused({ state: 'DECEASED' })).to.deep.equal({ state: 'DECEASED' });
  });

  const moved = { since: '2026-03-10', here: '2026-03-10' };

  it('is one still who has moved to another union since', () => {
    expect(grant(moved)).to.equal(1);
    expect(refused({ ...moved, joined: '2026-03-06' })).to.deep.equal({ on: ON });
    expect(refused({ ...moved, since: '2026-03-11' }), 'rested since').to.deep.equal({ on: ON });
    expect(refused({ ...moved, held: '2026-03-06' }), 'rested, and has moved since').to.deep.equal({
      on: ON,
    });
    expect(grant({ ...moved, held: ON })).to.equal(1);
    expect(refused({ ...moved, held: ON, again: '2026-03-06' })).to.deep.equal({ on: ON });
    expect(grant({ ...moved, again: ON }), 'came back after an end, and then moved').to.equal(1);
    expect(refused({ ...moved, again: '2026-03-06' }), 'came back only afterwards').to.deep.equal({ on: ON });
  });

  it('is one still who has retired, or works again, where both are granted it', () => {
    const retired = { state: 'RETAINED', since: '2026-03-10' } as const;
    const both = { retained: true };
    expect(grant(retired, both)).to.equal(1);
    expect(grant({ since: '2026-03-10' }, both)).to.equal(1);
    expect(refused(retired)).to.deep.equal({ state: 'RETAINED' });
    expect(refused({ ...retired, joined: '2026-03-06' }, both)).to.deep.equal({ on: ON });
    expect(grant({ ...moved, held: '2026-03-06' }, both), 'and has moved since').to.equal(1);
    expect(grant({ ...retired, again: ON }, both)).to.equal(1);
    expect(refused({ ...retired, again: '2026-03-06' }, both)).to.deep.equal({ on: ON });
  });

  it('is one for as long as is asked', () => {
    const young = { ...moved, joined: '2026-01-04' };
    expect(grant(young, { tenure: 60 })).to.equal(1);
    expect(refused(young, { tenure: 61 })).to.deep.equal({ tenure: 61 });
  });
});
