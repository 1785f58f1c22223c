// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { toBase64url, encodeUtf8 } from '#src/encoding/index.js';
import { isId } from '#src/ids/index.js';
import { identityIdFor } from '#src/person/index.js';
import { sm3 } from '#src/sm/index.js';

const GROUND = {
  personKey: `1.${toBase64url(sm3(encodeUtf8('person')))}`,
  root: toBase64url(sm3(encodeUtf8('root'))),
};

describe('identityIdFor', () => {
  it('spells an identifier that stays as it is from release to release', () => {
    expect(isId('identity', identityIdFor(GROUND))).to.equal(true);
    expect(identityIdFor(GROUND)).to.equal('7XSRGVHZ98HF56QS5XPCK076WG');
  });

  it('is another one for another person, and for other salts of the same person', () => {
    const other = toBase64url(sm3(encodeUtf8('other')));
    const ids = [GROUND, { ...GROUND, root: other }, { ...GROUND, personKey: `1.${other}` }].map(
      identityIdFor,
    );
    expect(new Set(ids).size).to.equal(3);
  });
});
