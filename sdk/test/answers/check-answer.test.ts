// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { AnswerBody, SignedAnswer } from '@unionid/domain/answer';
import type { ErrorCode } from '@unionid/domain/errors';
import { newSm2KeyPair } from '@unionid/domain/signing';
import { expectCode } from '@unionid/domain/testing';
import { checkStoredAnswer, createClient, type CheckedAnswer, type ClientOptions } from '#src/index.js';
import { FakeGateway } from '../support/fake-gateway.js';
import { OPERATOR, SIGNER } from '../support/fixtures.js';

const REQUEST = { docType: '111', docNumber: '119999199003070019', name: '测试甲', purpose: 'test' };

describe('a verification answer', () => {
  let gateway: FakeGateway;

  const verify = (options: Partial<ClientOptions> = {}): Promise<CheckedAnswer> =>
    createClient({
      baseUrl: gateway.url,
      operatorId: OPERATOR,
      signer: SIGNER,
      trustedKeys: [gateway.trustedKey],
      ...options,
    }).verifications.create(REQUEST);

  const answerWith = (
    changes: Partial<AnswerBody>,
    after: (answer: SignedAnswer) => SignedAnswer = (same) => same,
  ): void =>
    gateway.on('POST /v1/verifications', (request) => ({
      json: after(gateway.signAnswer(request, { isMember: 'yes', state: 'ACTIVE' }, changes)),
    }));

  beforeEach(async () => {
    gateway = await FakeGateway.start(new Map([[OPERATOR, SIGNER.publicKey]]));
    answerWith({});
  });
  afterEach(() => gateway.close());

  it('is relied on when a trusted gateway signed it for this request', async () => {
    expect((await verify()).result).to.deep.equal({ isMember: 'yes', state: 'ACTIVE' });
  });

  it('is refused where no key is trusted', () => expectCode(verify({ trustedKeys: [] }), 'ANSWER_UNSIGNED'));

  it('is refused where the key id is trusted for another organisation', () =>
    expectCode(verify({ trustedKeys: [{ ...gateway.trustedKey, mspId: 'BeijingMSP' }] }), 'ANSWER_UNSIGNED'));

  it('is refused where another key stands under the trusted id', () =>
    expectCode(
      verify({ trustedKeys: [{ ...gateway.trustedKey, publicKey: newSm2KeyPair().publicKey }] }),
      'ANSWER_UNSIGNED',
    ));

  it('is refused when it was changed after it was signed', async () => {
    answerWith({}, (signed) => ({ ...signed, answer: { ...signed.answer, result: { isMember: 'no' } } }));
    await expectCode(verify(), 'ANSWER_UNSIGNED');
  });

  it('is refused without a signature at all', async () => {
    gateway.on('POST /v1/verifications', () => ({ json: { answer: {} } }));
    await expectCode(verify(), 'RESPONSE_INVALID');
  });

  const foreign: readonly [string, Partial<AnswerBody>, ErrorCode][] = [
    ['for another request', { requestDigest: 'A'.repeat(43) }, 'ANSWER_FOREIGN'],
    ['for somebody else', { audience: 'P0000000000X' }, 'ANSWER_FOREIGN'],
    ['for another nonce', { nonce: 'nonce-of-another-one' }, 'ANSWER_FOREIGN'],
    ['that has expired', { expires: '2020-01-01T00:00:00.000Z' }, 'ANSWER_STALE'],
    [
      'made for a time to come',
      { time: '2099-01-01T00:00:00.000Z', expires: '2099-01-02T00:00:00.000Z' },
      'ANSWER_STALE',
    ],
  ];
  for (const [what, changes, code] of foreign) {
    it(`is refused when it is one ${what}`, async () => {
      answerWith(changes);
      await expectCode(verify(), code);
    });
  }

  describe('that was kept', () => {
    it('is checked without a gateway, as of its own time, with the asker’s signature', async () => {
      const { signedRequest, signedAnswer } = await verify();
      const checked = checkStoredAnswer({
        ...{ signedRequest, signedAnswer },
        trustedKeys: [gateway.trustedKey],
        requesterKey: SIGNER.publicKey,
      });
      expect(checked.result.isMember).to.equal('yes');
    });

    it('is refused with another body: it says nothing about another person', async () => {
      const { signedRequest, signedAnswer } = await verify();
      const body = new TextEncoder().encode(JSON.stringify({ ...REQUEST, name: '测试乙' }));
      const changed = { ...signedRequest, request: { ...signedRequest.request, body } };
      expectCode(
        () => checkStoredAnswer({ signedRequest: changed, signedAnswer, trustedKeys: [gateway.trustedKey] }),
        'ANSWER_FOREIGN',
      );
    });

    it('is refused when another one asked', async () => {
      const { signedRequest, signedAnswer } = await verify();
      expectCode(
        () =>
          checkStoredAnswer({
            ...{ signedRequest, signedAnswer },
            trustedKeys: [gateway.trustedKey],
            requesterKey: newSm2KeyPair().publicKey,
          }),
        'ANSWER_FOREIGN',
      );
    });
  });
});
