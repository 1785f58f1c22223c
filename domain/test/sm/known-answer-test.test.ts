// SPDX-License-Identifier: Apache-2.0
// The self-tests must notice an engine that went wrong: each case breaks one function of node:crypto in the way a
// differing Node or OpenSSL would, and restores it.
import { expect } from 'chai';
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { assertKnownAnswers } from '#src/sm/known-answer-test.js';
import { assertSelfTest, SelfTestError, type SelfTestedAlgorithm } from '#src/sm/self-test.js';
import { assertSigningWorks } from '#src/sm/sign-self-test.js';

type Engine = Pick<typeof crypto, (typeof replaceable)[number]>;

const replaceable = [
  'createVerify',
  'createSign',
  'createHash',
  'createCipheriv',
  'createHmac',
  'hash',
] as const;
const real = Object.fromEntries(replaceable.map((name) => [name, crypto[name]])) as unknown as Engine;
const unsupported = () => {
  throw new Error('error:0308010C:digital envelope routines::unsupported');
};

const verifyWithOwnZ = () => real.createVerify('sm3').update('Z of the engine');
const signWithOwnZ = () => real.createSign('sm3').update('Z of the engine');
const verifyAs = (answer: boolean) => () => chained({ verify: () => answer });
const signRubbish = () => chained({ sign: () => new Uint8Array(72) });

describe('the known-answer tests', () => {
  afterEach(() => replace(real));

  it('pass on this engine', () => {
    assertKnownAnswers();
    assertSigningWorks();
  });

  const broken: readonly [string, SelfTestedAlgorithm, () => void, Partial<Record<keyof Engine, unknown>>][] =
    [
      ['SM3 is not built in', 'SM3', assertKnownAnswers, { createHash: unsupported }],
      ['SM3 is another hash', 'SM3', assertKnownAnswers, { createHash: () => real.createHash('sha256') }],
      ['one-shot SM3 is another hash', 'SM3', assertKnownAnswers, { hash: () => Buffer.alloc(32) }],
      ['SM4 is not built in', 'SM4', assertKnownAnswers, { createCipheriv: unsupported }],
      [
        'HMAC is another one',
        'SM4',
        assertKnownAnswers,
        { createHmac: () => real.createHmac('sha256', 'key') },
      ],
      ['SM2 is not built in', 'SM2 verification', assertKnownAnswers, { createVerify: unsupported }],
      [
        'createVerify adds Z itself',
        'SM2 verification',
        assertKnownAnswers,
        { createVerify: verifyWithOwnZ },
      ],
      [
        'verification says always yes',
        'SM2 verification',
        assertKnownAnswers,
        { createVerify: verifyAs(true) },
      ],
      [
        'verification says always no',
        'SM2 verification',
        assertKnownAnswers,
        { createVerify: verifyAs(false) },
      ],
      ['createSign adds Z itself', 'SM2 signing', assertSigningWorks, { createSign: signWithOwnZ }],
      ['signing writes rubbish', 'SM2 signing', assertSigningWorks, { createSign: signRubbish }],
    ];
  for (const [name, algorithm, run, functions] of broken) {
    it(`refuse to start when ${name}`, () => {
      replace(functions);
      expect(run)
        .to.throw(SelfTestError, `${algorithm} self-test failed`)
        .with.property('algorithm', algorithm);
    });
  }

  it('keep the cause of an exception', () => {
    const cause = new Error('no such digest');
    const run = () =>
      assertSelfTest('SM3', () => {
        throw cause;
      });
    expect(run).to.throw(SelfTestError).with.property('cause', cause);
  });
});

function replace(functions: Partial<Record<keyof Engine, unknown>>): void {
  Object.assign(crypto, functions);
  syncBuiltinESMExports();
}

function chained(last: object): object {
  const self: object = { ...last, update: () => self };
  return self;
}
