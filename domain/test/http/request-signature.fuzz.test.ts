// SPDX-License-Identifier: Apache-2.0
// With numbers that may begin with 0, or with a signature whose last character has bits that mean nothing, it finds two headers for
// one request within 200 runs.
import { expect } from 'chai';
import * as fc from 'fast-check';
import { parseSignatureHeaders, signatureHeaders } from '#src/http/index.js';
import { damageOfText } from '../support/damage.js';
import { fuzz } from '../support/fuzz.js';

const REQUEST = {
  method: 'POST',
  authority: 'a.example',
  target: '/v1/verifications',
  body: new Uint8Array(),
};
const MARKS = [
  '"',
  ';',
  '=',
  '(',
  ')',
  '#',
  ':',
  ',',
  ' ',
  '\t',
  '\n',
  '0',
  '-',
  '+',
  '.',
  'A',
  '测',
  '\u0000',
];

const parameters = fc.record({
  operatorId: fc.stringMatching(/^P[0-9A-HJKMNP-TV-Z]{11}$/),
  keyId: fc.stringMatching(/^[0-9a-f]{16}$/),
  created: fc.nat({ max: 999_999_999_999 }),
  expires: fc.nat({ max: 999_999_999_999 }),
  nonce: fc.stringMatching(/^[A-Za-z0-9_-]{16,64}$/),
});
const signature = fc.stringMatching(/^[0-9a-f]{128}$/);
const change = fc.option(damageOfText(MARKS), { nil: (text: string) => text });

fuzz(
  'signature headers',
  fc.property(parameters, signature, change, change, (whole, signed, ofInput, ofSignature) => {
    const headers = signatureHeaders(REQUEST, whole, signed);
    const input = ofInput(headers['signature-input'] ?? '');
    const value = ofSignature(headers.signature ?? '');
    const read = parseSignatureHeaders(input, value);
    if (input === headers['signature-input'] && value === headers.signature)
      expect(read).to.deep.equal({ parameters: whole, signature: signed });
    assertOneSpelling(input, value);
  }),
  { runs: 3_000 },
);

const number = fc.oneof(
  fc.stringMatching(/^0\d{0,11}$/),
  fc.stringMatching(/^\d{1,13}$/),
  fc.constantFrom('', '-1', '+1', '1e3', '1.0', ' 1'),
);
const base64Text = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9+/]{85}[AQgw]==$/),
  fc.stringMatching(/^[A-Za-z0-9+/]{86}==$/),
);
const spelled = fc.record({
  created: number,
  expires: number,
  nonce: fc.stringMatching(/^[A-Za-z0-9_-]{15,65}$/),
  keyid: fc.oneof(
    fc.stringMatching(/^[0-9A-Z]{1,33}#[0-9a-f]{16}$/),
    fc.stringMatching(/^[0-9A-Za-z]{0,4}#[0-9a-fA-F]{15,17}$/),
  ),
});

fuzz(
  'signature headers in any spelling',
  fc.property(spelled, base64Text, (one, base64) => {
    const { created, expires, nonce, keyid } = one;
    const components = '("@method" "@authority" "@request-target" "content-digest")';
    assertOneSpelling(
      `sig1=${components};created=${created};expires=${expires};nonce="${nonce}";keyid="${keyid}";alg="sm2-sm3"`,
      `sig1=:${base64}:`,
    );
  }),
  { runs: 3_000 },
);

/** One request has one spelling: what is read is what would be written. */
function assertOneSpelling(input: string, value: string): void {
  const read = parseSignatureHeaders(input, value);
  if (read === undefined) return;
  const again = signatureHeaders(REQUEST, read.parameters, read.signature);
  expect([again['signature-input'], again.signature]).to.deep.equal([input, value]);
}
