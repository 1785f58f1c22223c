// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  isMatchingAnswerSignedBy,
  matchingAnswerBytes,
  signedMatchingAnswer,
  type MatchingAnswerBody,
} from '#src/answer/index.js';
import { toBase64url } from '#src/encoding/index.js';
import { parseWith } from '#src/schema/index.js';
import { newSm2KeyPair, signSm2 } from '#src/signing.js';
import { expectCode } from '../support/expect-code.js';
import { KEYS } from '../support/instructions.js';

const tagsOf = (byte: number): MatchingAnswerBody['tags'][number] => ({
  personKey: `1.${toBase64url(new Uint8Array(32).fill(byte))}`,
  nameTag: toBase64url(new Uint8Array(16).fill(byte)),
});
const answer: MatchingAnswerBody = {
  v: 1,
  purpose: 'person-tags',
  requestDigest: toBase64url(new Uint8Array(32)),
  mspId: 'NationalMSP',
  keyId: 'a'.repeat(16),
  version: 1,
  tags: [tagsOf(1), tagsOf(2)],
};
const signature = signSm2({ message: matchingAnswerBytes(answer), privateKey: KEYS.privateKey });

describe('signed matching answer', () => {
  it('is the national gateway’s signature over its canonical bytes', () => {
    const received = parseWith(signedMatchingAnswer, JSON.parse(JSON.stringify({ answer, signature })));
    expect(isMatchingAnswerSignedBy(received, KEYS.publicKey)).to.equal(true);
    expect(isMatchingAnswerSignedBy(received, newSm2KeyPair().publicKey)).to.equal(false);
  });

  const CHANGES: readonly Partial<MatchingAnswerBody>[] = [
    { requestDigest: toBase64url(new Uint8Array(32).fill(1)) },
    { version: 2 },
    { keyId: 'b'.repeat(16) },
    { mspId: 'BeijingMSP' },
    { tags: [tagsOf(2), tagsOf(1)] },
    { tags: [tagsOf(1)] },
  ];
  for (const change of CHANGES) {
    it(`does not hold with another ${Object.keys(change).join()}`, () => {
      const tampered = { answer: { ...answer, ...change }, signature };
      expect(isMatchingAnswerSignedBy(tampered, KEYS.publicKey)).to.equal(false);
    });
  }

  it('is of one purpose and strict', () => {
    for (const fault of [{ purpose: 'verification' }, { version: 0 }, { more: 1 }, { tags: [{}] }]) {
      expectCode(
        () => parseWith(signedMatchingAnswer, { answer: { ...answer, ...fault }, signature }),
        'INVALID_REQUEST',
      );
    }
  });
});
