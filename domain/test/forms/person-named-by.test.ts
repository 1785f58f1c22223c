// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { personNamedBy } from '#src/forms/index.js';

const NAME = { nameNormalised: '测试甲' };

describe('whom a record names', () => {
  it('is the same person under a travel permit that was renewed, and no other', () => {
    const permit = { docType: '516', ...NAME };
    const [first, renewed] = ['H1234567801', 'H1234567802'].map((docNumber) =>
      personNamedBy({ ...permit, docNumber }),
    );
    expect(renewed).to.equal(first);
    expect(personNamedBy({ ...permit, docNumber: 'H1234567901' })).not.to.equal(first);
    expect(personNamedBy({ ...permit, docNumber: 'H1234567801', nameNormalised: '测试乙' })).not.to.equal(
      first,
    );
  });

  it('is told by all of any other number, and by a type that enrols nobody as it stands', () => {
    const passports = ['E12345678', 'E12345679'].map((docNumber) =>
      personNamedBy({ docType: '414', docNumber, ...NAME }),
    );
    expect(new Set(passports).size).to.equal(2);
    expect(personNamedBy({ docType: '000', docNumber: '1' })).to.equal('["000","1",""]');
  });
});
