// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { deriveKeyFromPassword, PASSWORD_ROUNDS } from '#src/sm/password-key.js';
import { bytesOf, hexOf } from './support/bytes.js';
import { openssl } from './support/openssl.js';

const salt = bytesOf('000102030405060708090a0b0c0d0e0f');

describe('a key from a password', () => {
  it('is PBKDF2-HMAC-SM3 as the openssl command computes it', () => {
    const password = '口令-correct horse';
    const theirs = openssl(
      'kdf',
      '-keylen',
      '32',
      '-kdfopt',
      'digest:SM3',
      '-kdfopt',
      `pass:${password}`,
      '-kdfopt',
      `hexsalt:${hexOf(salt)}`,
      '-kdfopt',
      `iter:${PASSWORD_ROUNDS}`,
      'PBKDF2',
    );
    expect(hexOf(deriveKeyFromPassword({ password, salt }))).to.equal(
      theirs.replace(/[:\n]/g, '').toLowerCase(),
    );
  });

  it('depends on the password, the salt and the rounds', () => {
    const keys = [
      deriveKeyFromPassword({ password: 'a', salt }),
      deriveKeyFromPassword({ password: 'b', salt }),
      deriveKeyFromPassword({ password: 'a', salt: salt.map((byte) => byte ^ 1) }),
      deriveKeyFromPassword({ password: 'a', salt, rounds: PASSWORD_ROUNDS + 1 }),
    ].map(hexOf);
    expect(new Set(keys)).to.have.property('size', 4);
    expect(keys[0]).to.have.length(64);
  });

  it('refuses a short salt and rounds that are too few, too many or not whole', () => {
    expect(() => deriveKeyFromPassword({ password: 'a', salt: salt.subarray(1) })).to.throw(RangeError);
    for (const rounds of [0, 1, PASSWORD_ROUNDS - 1, 20_000_001, 600_000.5, Number.NaN, Infinity]) {
      expect(() => deriveKeyFromPassword({ password: 'a', salt, rounds })).to.throw(RangeError);
    }
  });
});
