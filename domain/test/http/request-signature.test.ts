// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { decodeUtf8, encodeUtf8, fromBase64url } from '#src/encoding/index.js';
import {
  contentDigest,
  gatewaySignerId,
  parseSignatureHeaders,
  provinceOfGatewaySigner,
  requestDigest,
  signatureBase,
  signatureHeaders,
  type SignableRequest,
  type SignatureParameters,
} from '#src/http/index.js';
import { newSm2KeyPair, signSm2 } from '#src/signing.js';
import { idOf, KEYS } from '../support/instructions.js';
import { isRequestSignedBy } from '../support/request-signed-by.js';

const request = {
  method: 'POST',
  authority: 'gateway.example:8443',
  target: '/v1/verifications?x=%E5%B7%A5&x=2',
  body: encodeUtf8('{"purpose":"测试"}'),
};
const parameters: SignatureParameters = {
  operatorId: idOf('operator'),
  keyId: '0123456789abcdef',
  created: 1_790_000_000,
  expires: 1_790_000_060,
  nonce: 'AAAAAAAAAAAAAAAA',
};
const sign = (what: SignableRequest, by: SignatureParameters): string =>
  signSm2({ message: signatureBase(what, by), privateKey: KEYS.privateKey });
const signature = sign(request, parameters);
const headers = signatureHeaders(request, parameters, signature);

describe('signed HTTP request', () => {
  it('has the signature base of RFC 9421 §2.5', () => {
    expect(decodeUtf8(signatureBase(request, parameters)).split('\n')).to.deep.equal([
      '"@method": POST',
      '"@authority": gateway.example:8443',
      '"@request-target": /v1/verifications?x=%E5%B7%A5&x=2',
      `"content-digest": ${contentDigest(request.body)}`,
      `"@signature-params": ("@method" "@authority" "@request-target" "content-digest");created=1790000000;expires=1790000060;nonce="AAAAAAAAAAAAAAAA";keyid="${parameters.operatorId}#0123456789abcdef";alg="sm2-sm3"`,
    ]);
  });

  it('has the Content-Digest of RFC 9530 with SM3', () => {
    // SM3 of "abc", GB/T 32905-2016 A.1.
    const digest = Buffer.from('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0', 'hex');
    expect(contentDigest(encodeUtf8('abc'))).to.equal(`sm3=:${digest.toString('base64')}:`);
  });

  it('is read back from its headers and verifies', () => {
    const parsed = parseSignatureHeaders(headers['signature-input']!, headers.signature!);
    expect(parsed).to.deep.equal({ parameters, signature });
    expect(isRequestSignedBy(request, parsed!.parameters, parsed!.signature, KEYS.publicKey)).to.equal(true);
  });

  it('verifies by its Content-Digest before the body is read', () => {
    const { method, authority, target } = request;
    const unread = { method, authority, target, contentDigest: headers['content-digest']! };
    expect(isRequestSignedBy(unread, parameters, signature, KEYS.publicKey)).to.equal(true);
    const other = { ...unread, contentDigest: contentDigest(encodeUtf8('{}')) };
    expect(isRequestSignedBy(other, parameters, signature, KEYS.publicKey)).to.equal(false);
  });

  it('is the same for a method in lower case and a host in upper case', () => {
    const spelled = { ...request, method: 'post', authority: 'GATEWAY.example:8443' };
    expect(isRequestSignedBy(spelled, parameters, signature, KEYS.publicKey)).to.equal(true);
  });

  const TAMPERED: readonly (readonly [string, Partial<typeof request>])[] = [
    ['method', { method: 'PUT' }],
    ['authority', { authority: 'gateway.example' }],
    ['path', { target: '/v1/Verifications?x=%E5%B7%A5&x=2' }],
    ['query', { target: '/v1/verifications?x=%E5%B7%A5&x=3' }],
    ['body', { body: encodeUtf8('{"purpose":"测试" }') }],
    ['body left out', { body: new Uint8Array() }],
  ];
  for (const [what, change] of TAMPERED) {
    it(`does not verify with another ${what}`, () => {
      const tampered = { ...request, ...change };
      expect(isRequestSignedBy(tampered, parameters, signature, KEYS.publicKey)).to.equal(false);
      expect(requestDigest(tampered, parameters)).to.not.equal(requestDigest(request, parameters));
    });
  }

  const OTHER_PARAMETERS: readonly Partial<SignatureParameters>[] = [
    { operatorId: idOf('operator', 2) },
    { keyId: '0123456789abcdee' },
    { created: parameters.created + 1 },
    { expires: parameters.expires + 1 },
    { nonce: 'AAAAAAAAAAAAAAAB' },
  ];
  for (const change of OTHER_PARAMETERS) {
    it(`does not verify with another ${Object.keys(change).join()}`, () => {
      const tampered = { ...parameters, ...change };
      expect(isRequestSignedBy(request, tampered, signature, KEYS.publicKey)).to.equal(false);
      expect(requestDigest(request, tampered)).to.not.equal(requestDigest(request, parameters));
    });
  }

  it('does not verify by another key', () => {
    expect(isRequestSignedBy(request, parameters, signature, newSm2KeyPair().publicKey)).to.equal(false);
  });

  it('has a digest of 32 bytes that its answer names', () => {
    expect(fromBase64url(requestDigest(request, parameters))).to.have.length(32);
  });
});

describe('headers of a signed request', () => {
  const input = headers['signature-input']!;
  const value = headers.signature!;

  it('are three', () => {
    expect(Object.keys(headers).sort()).to.deep.equal(['content-digest', 'signature', 'signature-input']);
  });

  const OTHER_INPUTS: readonly (readonly [string, string])[] = [
    ['another label', input.replace('sig1=', 'sig2=')],
    ['a component left out', input.replace(' "content-digest"', '')],
    ['components in another order', input.replace('"@method" "@authority"', '"@authority" "@method"')],
    ['a component more', input.replace('"content-digest")', '"content-digest" "date")')],
    ['no expiry', input.replace(/expires=\d+;/, '')],
    ['a quoted number', input.replace(/created=(\d+)/, 'created="$1"')],
    ['a leading zero', input.replace('created=', 'created=0')],
    ['a sign', input.replace('created=', 'created=-')],
    ['thirteen digits', input.replace(/created=\d+/, 'created=1000000000000')],
    ['a short nonce', input.replace('AAAAAAAAAAAAAAAA', 'AAAAAAAAAAAAAAA')],
    ['a long nonce', input.replace('AAAAAAAAAAAAAAAA', 'A'.repeat(65))],
    ['a nonce with a quote', input.replace('nonce="AAAA', 'nonce="AA"A')],
    ['a key id without an operator', input.replace(/keyid="[^#]*/, 'keyid="')],
    ['a short key id', input.replace('0123456789abcdef', '0123456789abcde')],
    ['an upper-case key id', input.replace('0123456789abcdef', '0123456789ABCDEF')],
    ['another algorithm', input.replace('sm2-sm3', 'ed25519')],
    ['a parameter more', `${input};tag="x"`],
    ['a second signature', `${input}, ${input}`],
    ['spaces', input.replaceAll(';', '; ')],
    ['a line break', `${input}\n`],
    ['nothing', ''],
  ];
  for (const [what, other] of OTHER_INPUTS) {
    it(`are refused with ${what} in Signature-Input`, () => {
      expect(other).to.not.equal(input);
      expect(parseSignatureHeaders(other, value)).to.equal(undefined);
    });
  }

  const OTHER_VALUES: readonly (readonly [string, string])[] = [
    ['another label', value.replace('sig1=', 'sig2=')],
    ['no colons', value.replaceAll(':', '')],
    ['a short signature', `sig1=:${Buffer.alloc(63).toString('base64')}:`],
    ['a long signature', `sig1=:${Buffer.alloc(65).toString('base64')}:`],
    ['base64url', `sig1=:${'_'.repeat(85)}A==:`],
    ['stray bits behind the last byte', `sig1=:${'A'.repeat(85)}B==:`],
    ['no padding', `sig1=:${'A'.repeat(86)}:`],
    ['a line break', `${value}\n`],
    ['nothing', ''],
  ];
  for (const [what, other] of OTHER_VALUES) {
    it(`are refused with ${what} in Signature`, () => {
      expect(parseSignatureHeaders(input, other)).to.equal(undefined);
    });
  }

  it('take a time of zero', () => {
    const zero = input.replace(/created=\d+/, 'created=0');
    expect(parseSignatureHeaders(zero, value)?.parameters.created).to.equal(0);
  });
});

describe('name of a gateway as signer', () => {
  it('is its province’s, and never an operator’s', () => {
    expect(gatewaySignerId('51')).to.equal('GW51');
    expect(provinceOfGatewaySigner(gatewaySignerId('51'))).to.equal('51');
    for (const other of ['GW5', 'GW510', 'gw51', ' GW51', 'GW51\n', '', idOf('operator')]) {
      expect(provinceOfGatewaySigner(other), other).to.equal(undefined);
    }
  });

  it('fits the key id of a signature', () => {
    const by = { ...parameters, operatorId: gatewaySignerId('00') };
    const signed = signatureHeaders(request, by, sign(request, by));
    expect(parseSignatureHeaders(signed['signature-input']!, signed.signature!)?.parameters).to.deep.equal(
      by,
    );
  });
});
