// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { asksNational, assertSecondUnion, isBoundToUnion, isFirstOf } from '#src/decision/index.js';
import { TWO_PERSONS, TWO_UNIONS } from '#src/instruction/index.js';
import { MEMBERSHIP_STATES } from '#src/ledger/index.js';
import { expectCode } from '../support/expect-code.js';
import { idOf } from '../support/instructions.js';

const [ORG, OTHER] = [idOf('organisation'), idOf('organisation', 2)];
const TWO = { secondSignature: TWO_UNIONS };
const SUBJECT = { org: ORG, province: '51' };
const BOUND = { ...SUBJECT, isBound: true };
/** Nothing stands above a union of the first level in its province: only the national one, or nobody that is known. */
const ALONE = [{ province: '00' }, undefined];

describe('the national union', () => {
  it('confirms where the record stays with a union that has none above it in the province', () => {
    for (const above of ALONE) {
      expect(asksNational(TWO, { subject: BOUND, above })).to.equal(true);
      for (const subject of [SUBJECT, { ...SUBJECT, isBound: false }])
        expect(asksNational(TWO, { subject, above })).to.equal(false);
    }
    expect(asksNational(TWO, { subject: BOUND, above: { province: '51' } })).to.equal(false);
  });

  it('confirms no decision of two that may be of one union, and none of one person', () => {
    for (const definition of [{ secondSignature: TWO_PERSONS }, {}])
      for (const above of ALONE) expect(asksNational(definition, { subject: BOUND, above })).to.equal(false);
  });

  it('is somebody to wait for: such a decision begins', () => {
    for (const above of ALONE) {
      assertSecondUnion(TWO, { org: ORG, subject: BOUND, above });
      expectCode(() => {
        assertSecondUnion(TWO, { org: ORG, subject: SUBJECT, above });
      }, 'SECOND_NOBODY');
    }
  });
});

describe('a union', () => {
  it('is the first of its province where none of it stands above', () => {
    for (const above of ALONE) expect(isFirstOf('51', above)).to.equal(true);
    expect(isFirstOf('51', { province: '51' })).to.equal(false);
    expect(isFirstOf('00', { province: '00' })).to.equal(false);
    expect(isFirstOf('00', undefined)).to.equal(true);
  });
});

describe('an account', () => {
  it('stays with the union that answers for it where its own is closed, or no membership is left to be moved', () => {
    const movable = MEMBERSHIP_STATES.filter((state) => !isBoundToUnion({ org: ORG, state }, ORG));
    expect(movable).to.have.members(['ACTIVE', 'RETAINED']);
    for (const state of MEMBERSHIP_STATES)
      expect(isBoundToUnion({ org: ORG, state }, OTHER), state).to.equal(true);
  });
});
