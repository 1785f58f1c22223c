// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { commonSuperior, standingJudge, type JudgedSides, type WayUp } from '#src/organisation/index.js';

describe('who judges between two unions', () => {
  const [A, B]: [WayUp, WayUp] = [
    ['basic', 'city', 'province', 'national'],
    ['sibling', 'city', 'province', 'national'],
  ];

  it('is the lowest that stands above both', () => {
    expect(commonSuperior([A, B])).to.equal('city');
    expect(commonSuperior([A, ['other', 'otherCity', 'province', 'national']])).to.equal('province');
    expect(commonSuperior([A, ['far', 'otherProvince', 'national']])).to.equal('national');
  });

  it('is never one of them', () => {
    expect(commonSuperior([A, ['city', 'province', 'national']])).to.equal('province');
    expect(commonSuperior([['city', 'province', 'national'], A])).to.equal('province');
    expect(commonSuperior([A, A]), 'one union on both sides').to.equal('city');
    expect(commonSuperior([A, ['national']])).to.equal(undefined);
  });

  it('is whoever was to judge, while it may', () => {
    expect(standingJudge('province', [A, B])).to.equal('province');
    expect(standingJudge('city', [A, ['city', 'province', 'national']])).to.equal('province');
    expect(standingJudge('otherCity', [A, B])).to.equal('city');
  });

  it('is the same whichever side is named first', () => {
    const wayUp = fc
      .tuple(fc.constantFrom('p', 'q'), fc.constantFrom('', 'c', 'd'), fc.constantFrom('', 'x', 'y'))
      .map(([p, c, x]) => {
        const way = [x && `${p}${c}${x}`, c && `${p}${c}`, p, 'national'].filter((org) => org !== '');
        return way as unknown as WayUp;
      });
    fc.assert(
      fc.property(wayUp, wayUp, (one, other) => {
        const sides: JudgedSides = [one, other];
        const judge = commonSuperior(sides);
        expect(judge).to.equal(commonSuperior([other, one]));
        expect(sides.map(([side]) => side)).to.not.include(judge);
      }),
    );
  });
});
