// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { answerBytes, isAnswerSignedBy, signedAnswer, type AnswerBody } from '#src/answer/index.js';
import { canonicalJson, decodeUtf8, toBase64url } from '#src/encoding/index.js';
import { parseWith } from '#src/schema/index.js';
import { newSm2KeyPair, signSm2 } from '#src/signing.js';
import { expectCode } from '../support/expect-code.js';
import { idOf, KEYS } from '../support/instructions.js';

const digest = toBase64url(new Uint8Array(32));
const answer: AnswerBody = {
  v: 1,
  requestDigest: digest,
  audience: idOf('operator'),
  nonce: 'AAAAAAAAAAAAAAAA',
  mspId: 'SichuanMSP',
  keyId: 'a'.repeat(16),
  result: {
    isMember: 'yes',
    state: 'RETAINED',
    province: '51',
    org: idOf('organisation'),
    joined: '2020-02-29',
    assurance: 1,
  },
  height: 12,
  time: '2026-01-31T08:00:00.000Z',
  expires: '2026-01-31T08:05:00.000Z',
};
const signature = signSm2({ message: answerBytes(answer), privateKey: KEYS.privateKey });

describe('signed answer', () => {
  it('is the gateway’s signature over its canonical bytes', () => {
    expect(decodeUtf8(answerBytes(answer))).to.equal(canonicalJson(answer));
    const received = parseWith(signedAnswer, JSON.parse(JSON.stringify({ answer, signature })));
    expect(isAnswerSignedBy(received, KEYS.publicKey)).to.equal(true);
    expect(isAnswerSignedBy(received, newSm2KeyPair().publicKey)).to.equal(false);
  });

  const CHANGES: readonly Partial<AnswerBody>[] = [
    { requestDigest: toBase64url(new Uint8Array(32).fill(1)) },
    { audience: 'someone else' },
    { nonce: 'B' },
    { mspId: 'BeijingMSP' },
    { keyId: 'b'.repeat(16) },
    { result: { ...answer.result, isMember: 'no' } },
    { result: { ...answer.result, state: 'ACTIVE' } },
    { height: 13 },
    { time: '2026-01-31T08:00:00.001Z' },
    { expires: '2036-01-31T08:05:00.000Z' },
  ];
  for (const change of CHANGES) {
    it(`does not hold with another ${Object.keys(change).join()}: ${JSON.stringify(Object.values(change)[0]).slice(0, 40)}`, () => {
      expect(isAnswerSignedBy({ answer: { ...answer, ...change }, signature }, KEYS.publicKey)).to.equal(
        false,
      );
    });
  }

  it('says only what is listed: no name, number or other field', () => {
    for (const result of [
      { ...answer.result, name: '张三' },
      { isMember: true },
      { isMember: 'maybe' },
      {},
      { isMember: 'unknown', reason: 'because' },
      { ...answer.result, state: 'WITHDRAWN' },
      { ...answer.result, assurance: 5 },
    ]) {
      expectCode(
        () => parseWith(signedAnswer, { answer: { ...answer, result }, signature }),
        'INVALID_REQUEST',
      );
    }
    expectCode(() => parseWith(signedAnswer, { answer, signature, more: 1 }), 'INVALID_REQUEST');
    expectCode(() => parseWith(signedAnswer, { answer }), 'INVALID_REQUEST');
  });

  it('takes the three results as they are', () => {
    for (const result of [
      { isMember: 'no' },
      { isMember: 'unknown', reason: 'MATCHING_UNAVAILABLE' },
      { isMember: 'yes', state: 'ACTIVE' },
    ]) {
      expect(
        parseWith(signedAnswer, { answer: { ...answer, result }, signature }).answer.result,
      ).to.deep.equal(result);
    }
  });
});
