// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { DomainError, refusalOf, unlessRefused } from '#src/errors/index.js';

const refused = (): never => {
  throw new DomainError('NOT_FOUND');
};
const broken = (): never => {
  throw new TypeError('a fault of ours');
};

describe('a step that may be refused', () => {
  it('gives what it made, or how it was refused', () => {
    expect(unlessRefused(() => 7)).to.equal(7);
    const nothing: number | undefined = unlessRefused<number>(refused);
    expect(nothing).to.equal(undefined);
    expect(refusalOf(() => ({ made: 7 }))).to.equal(undefined);
    expect(refusalOf(refused)?.code).to.equal('NOT_FOUND');
  });

  it('hides no fault that is no refusal', () => {
    expect(() => refusalOf(broken)).to.throw(TypeError);
    expect(() => unlessRefused<number>(broken)).to.throw(TypeError);
  });
});
