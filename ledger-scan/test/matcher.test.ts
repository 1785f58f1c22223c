// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { newMatcher } from '#src/matcher.js';
import type { Needle } from '#src/needles.js';

function needle(bytes: Uint8Array, label = Buffer.from(bytes).toString('hex')): Needle {
  return { label, kind: 'test', bytes };
}

describe('newMatcher', () => {
  it('finds needles at the beginning and end, overlapping, repeated and within each other', () => {
    const match = newMatcher(['aaaaaa', 'aaaaaaa', 'planted'].map((text) => needle(Buffer.from(text), text)));
    const found = match(Buffer.from('aaaaaaab-planted')).map(
      ({ needle: { label }, offset }) => `${label}@${offset}`,
    );
    expect(found).to.have.members(['aaaaaa@0', 'aaaaaa@1', 'aaaaaaa@0', 'planted@9']);
    expect(match(Buffer.from('plante'))).to.deep.equal([]);
    expect(match(new Uint8Array())).to.deep.equal([]);
  });

  it('finds what a plain search finds', () => {
    const byte = fc.constantFrom(0, 1, 0x80, 0xff);
    const bytes = (minLength: number, maxLength: number) =>
      fc.array(byte, { minLength, maxLength }).map((list) => Uint8Array.from(list));
    fc.assert(
      fc.property(fc.array(bytes(6, 9), { maxLength: 30 }), bytes(0, 400), (needles, hay) => {
        const found = newMatcher(needles.map((item) => needle(item)))(hay);
        const places = found.map(({ needle: { label }, offset }) => `${label}@${offset}`).sort();
        expect(places).to.deep.equal(needles.flatMap((item) => plainSearch(hay, item)).sort());
      }),
    );
  });

  it('refuses a needle that is shorter than its window', () => {
    expect(() => newMatcher([needle(Buffer.from('short'))])).to.throw(RangeError);
  });
});

function plainSearch(hay: Uint8Array, bytes: Uint8Array): string[] {
  const buffer = Buffer.from(hay);
  const places: string[] = [];
  for (let at = buffer.indexOf(bytes); at >= 0; at = buffer.indexOf(bytes, at + 1)) {
    places.push(`${Buffer.from(bytes).toString('hex')}@${at}`);
  }
  return places;
}
