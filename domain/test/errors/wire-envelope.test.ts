// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { ERROR_CATALOGUE } from '#src/error-texts/index.js';
import {
  asDomainError,
  decodeError,
  DomainError,
  encodeError,
  isErrorCode,
  type ErrorCode,
} from '#src/errors/index.js';

// What a Fabric 3.1 peer puts in front of a contract's message (internal/pkg/gateway/apiutils.go).
const PEER_PREFIX = 'chaincode response 500, ';

const code = fc.constantFrom(...(Object.keys(ERROR_CATALOGUE) as ErrorCode[]));
const text = fc.string({ unit: 'binary', maxLength: 20 });
const details = fc.dictionary(
  fc.string({ unit: 'grapheme', maxLength: 8 }).filter((key) => key !== '__proto__'),
  fc.oneof(text, fc.maxSafeInteger(), fc.boolean(), fc.array(text, { maxLength: 3 })),
);

describe('error envelope on the wire', () => {
  it('brings code and details through the peer’s text', () => {
    fc.assert(
      fc.property(code, details, (name, carried) => {
        const decoded = decodeError(PEER_PREFIX + encodeError(new DomainError(name, carried)));
        expect(decoded).to.be.instanceOf(DomainError);
        expect(decoded?.code).to.equal(name);
        expect(decoded?.details).to.deep.equal(JSON.parse(JSON.stringify(carried)));
      }),
    );
  });

  it('reads its own envelope, whatever braces and envelopes the details hold', () => {
    const inner = encodeError(new DomainError('INTERNAL'));
    const error = new DomainError('UNKNOWN_INSTRUCTION', { type: `} {${inner}}`, list: ['{', '}', inner] });
    const decoded = decodeError(PEER_PREFIX + encodeError(error));
    expect(decoded?.code).to.equal('UNKNOWN_INSTRUCTION');
    expect(decoded?.details).to.deep.equal(error.details);
  });

  it('finds the envelope where text without a brace follows', () => {
    expect(decodeError(`${PEER_PREFIX}${encodeError(new DomainError('CONFLICT'))} (peer0)`)?.code).to.equal(
      'CONFLICT',
    );
  });

  for (const message of [
    '',
    'chaincode response 500, Error: something',
    `${PEER_PREFIX}{"code":"NO_SUCH_CODE","details":{}}`,
    `${PEER_PREFIX}{"code":"toString","details":{}}`,
    `${PEER_PREFIX}{"code":7}`,
    `${PEER_PREFIX}{"code":"CONFLICT"`,
    `${PEER_PREFIX}{"code":}`,
    `${PEER_PREFIX}{"details":{},"code":"CONFLICT"}`,
  ]) {
    it(`finds none in ${JSON.stringify(message)}`, () => {
      expect(decodeError(message)).to.equal(undefined);
    });
  }

  for (const foreign of ['null', '[]', '"x"', '7', '{"a":{"b":1}}', '{"a":[1]}', '{"a":null}']) {
    it(`drops details of another shape: ${foreign}`, () => {
      const decoded = decodeError(`{"code":"CONFLICT","details":${foreign}}`);
      expect(decoded?.code).to.equal('CONFLICT');
      expect(decoded?.details).to.deep.equal({});
    });
  }

  it('knows its codes and errors', () => {
    expect(isErrorCode('CONFLICT')).to.equal(true);
    for (const other of ['conflict', '', 'constructor', 7, null, undefined])
      expect(isErrorCode(other)).to.equal(false);
    const error = new DomainError('CONFLICT');
    expect(asDomainError(error)).to.equal(error);
    expect(asDomainError(new Error('CONFLICT'))).to.equal(undefined);
  });
});
