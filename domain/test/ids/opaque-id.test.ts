// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import {
  checkCharacter,
  didOf,
  formatId,
  ID_KINDS,
  isId,
  randomBytesOf,
  type IdKind,
} from '#src/ids/index.js';

const KINDS = Object.keys(ID_KINDS) as IdKind[];
const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('opaque identifiers', () => {
  for (const kind of KINDS) {
    it(`of kind ${kind} are well-formed for any random bytes and of no other kind`, () => {
      const length = randomBytesOf(kind);
      fc.assert(
        fc.property(fc.uint8Array({ minLength: length, maxLength: length + 3 }), (random) => {
          const id = formatId(kind, random);
          expect(KINDS.filter((other) => isId(other, id))).to.deep.equal([kind]);
        }),
      );
    });

    it(`of kind ${kind} use every random bit of their characters`, () => {
      const { prefix, randomCharacters } = ID_KINDS[kind];
      const random = new Uint8Array(randomBytesOf(kind));
      const seen = new Set<string>();
      for (let bit = 0; bit < randomCharacters * 5; bit++) {
        const flipped = Uint8Array.from(random);
        flipped[bit >> 3]! ^= 0x80 >> (bit & 7);
        seen.add(formatId(kind, flipped));
      }
      expect(seen.size).to.equal(randomCharacters * 5);
      const zero = prefix + '0'.repeat(randomCharacters);
      expect(formatId(kind, random)).to.equal(zero + checkCharacter(zero));
    });
  }

  it('write bits most significant first, in Crockford’s alphabet', () => {
    // 00000 00001 00010 … 11111 in 20 bytes: every digit once, the first 25 of them in an identity.
    let bits = '';
    for (let value = 0; value < 32; value++) bits += value.toString(2).padStart(5, '0');
    const random = Uint8Array.from(bits.match(/.{8}/g)!, (byte) => Number.parseInt(byte, 2));
    expect(formatId('identity', random).slice(0, 25)).to.equal(BASE32.slice(0, 25));
  });

  it('need enough random bytes', () => {
    for (const kind of KINDS) {
      expect(() => formatId(kind, new Uint8Array(randomBytesOf(kind) - 1))).to.throw(RangeError);
    }
  });

  it('are refused with a wrong check character, other letters, case, length or surroundings', () => {
    const id = formatId('organisation', new Uint8Array(7));
    const wrongCheck = id.slice(0, -1) + (id.endsWith('0') ? '1' : '0');
    const outside = ['I', 'L', 'O', 'U', '-', '工'].map((character) => `O${character}${id.slice(2)}`);
    const bad = [
      wrongCheck,
      ...outside,
      id.toLowerCase(),
      id.slice(0, -1),
      `${id}0`,
      ` ${id}`,
      `${id}\n`,
      '',
    ];
    for (const text of bad) expect(isId('organisation', text), text).to.equal(false);
    expect(isId('organisation', id)).to.equal(true);
  });

  it('name an identity account as a DID', () => {
    expect(didOf('ABC')).to.equal('did:unionid:ABC');
  });
});
