// SPDX-License-Identifier: Apache-2.0
// SM2 encryption is not part of the system yet; these keep the published vector, its order C1‖C3‖C2 and its DER form
// pinned on two implementations for whoever adds it.
import { expect } from 'chai';
import smCrypto from 'sm-crypto';
import { parsePublicKey } from '#src/sm/gate.js';
import { bytesOf, textOf, utf8 } from './support/bytes.js';
import { fromHexPoint, oracleDecrypt, oracleEncrypt } from './support/sm2-oracle.js';
import { sm2EncryptionVector as vector } from './support/vectors.js';

const { c1, c2, c3, privateKey, publicKey, messageText } = vector;

describe('the SM2 ciphertext of GB/T 32918.5 Appendix A', () => {
  it('is decrypted by sm-crypto in the order C1‖C3‖C2', () => {
    expect(smCrypto.sm2.doDecrypt(c1.slice(2) + c3 + c2, privateKey, 1)).to.equal(messageText);
  });

  it('is not decrypted when taken for the old order C1‖C2‖C3', () => {
    expect(smCrypto.sm2.doDecrypt(c1.slice(2) + c3 + c2, privateKey, 0)).not.to.equal(messageText);
    expect(smCrypto.sm2.doDecrypt(c1.slice(2) + c2 + c3, privateKey, 0)).to.equal(messageText);
  });

  it('is what the independent implementation encrypts with the published nonce', () => {
    const nonce = BigInt(`0x${vector.nonce}`);
    expect(oracleEncrypt(utf8(messageText), fromHexPoint(publicKey), nonce)).to.deep.equal([c1, c3, c2]);
  });

  it('is decrypted from its DER form, whose coordinates are padded where they would be negative', () => {
    const fields = readSequence(vector.der);
    const [x = '', y = '', hash = '', cipher = ''] = fields.map(({ content }) => content);
    expect(fields.map(({ tag }) => tag)).to.deep.equal(['02', '02', '04', '04']);
    expect([x, y]).to.deep.equal([c1.slice(2, 66), `00${c1.slice(66)}`]);
    const point = `04${x.slice(-64)}${y.slice(-64)}`;
    expect(parsePublicKey(point), 'C1 is on the curve').not.to.equal(undefined);
    const message = oracleDecrypt(fromHexPoint(point), hash, bytesOf(cipher), BigInt(`0x${privateKey}`));
    expect(textOf(message!)).to.equal(messageText);
    expect(smCrypto.sm2.doDecrypt(point.slice(2) + hash + cipher, privateKey, 1)).to.equal(messageText);
  });

  it('is refused with one byte of C2 or C3 changed', () => {
    const point = fromHexPoint(c1);
    const d = BigInt(`0x${privateKey}`);
    const changed = bytesOf(c2).map((byte, i) => (i === 3 ? byte ^ 1 : byte));
    expect(oracleDecrypt(point, c3, changed, d)).to.equal(undefined);
    expect(oracleDecrypt(point, c3.replace(/^59/, '58'), bytesOf(c2), d)).to.equal(undefined);
  });
});

interface DerField {
  readonly tag: string;
  readonly content: string;
}

// Short lengths only, which this vector has.
function readSequence(der: string): readonly DerField[] {
  expect(parseInt(der.slice(2, 4), 16)).to.equal(der.length / 2 - 2);
  const fields: DerField[] = [];
  for (let at = 4; at < der.length;) {
    const end = at + 4 + 2 * parseInt(der.slice(at + 2, at + 4), 16);
    fields.push({ tag: der.slice(at, at + 2), content: der.slice(at + 4, end) });
    at = end;
  }
  return fields;
}
