// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { fromDerSignature, toDerSignature } from '#src/sm/der-signature.js';
import { parsePrivateKey, parsePublicKey } from '#src/sm/gate.js';
import { toPkcs8 } from '#src/sm/pkcs8.js';
import { newSm2KeyPair, publicKeyOf, signSm2, type Sm2KeyPair } from '#src/sm/sign.js';
import { toSpki } from '#src/sm/spki.js';
import { verifySm2 } from '#src/sm/verify.js';
import { bytesOf, hexOf, utf8 } from './support/bytes.js';
import { openssl, OpensslDesk, toPem } from './support/openssl.js';

const DISTID = 'distid:1234567812345678';
const messages = ['', 'message digest', '你好，世界🌏', 'x'.repeat(1000)].map(utf8);

describe('SM2 with the openssl command', () => {
  let desk: OpensslDesk;
  beforeEach(() => (desk = new OpensslDesk()));
  afterEach(() => desk.clear());

  it('verifies there what is signed here', () => {
    for (const message of messages) {
      const pair = newSm2KeyPair();
      const signature = signSm2({ message, privateKey: pair.privateKey });
      putConversation(pair, message, signature);
      expect(verifyThere(DISTID)).to.contain('Verified OK');
    }
  });

  it('verifies here what is signed there, with dgst and with pkeyutl', () => {
    for (const message of messages) {
      const pair = newSm2KeyPair();
      putConversation(pair, message);
      openssl(
        'dgst',
        '-sm3',
        '-sign',
        desk.path('key.pem'),
        '-sigopt',
        DISTID,
        '-out',
        desk.path('sig'),
        desk.path('message'),
      );
      expectValidHere(pair.publicKey, message);
      // pkeyutl refuses an empty input file.
      if (message.length === 0) continue;
      openssl(
        'pkeyutl',
        '-sign',
        '-inkey',
        desk.path('key.pem'),
        '-rawin',
        '-digest',
        'sm3',
        '-pkeyopt',
        DISTID,
        '-in',
        desk.path('message'),
        '-out',
        desk.path('sig'),
      );
      expectValidHere(pair.publicKey, message);
    }
  });

  it('shows the trap: without distid openssl signs under the empty id', () => {
    const pair = newSm2KeyPair();
    const message = utf8('which id?');
    putConversation(pair, message);
    openssl('dgst', '-sm3', '-sign', desk.path('key.pem'), '-out', desk.path('sig'), desk.path('message'));
    const signature = fromDerSignature(desk.get('sig')) ?? '';
    expect(verifySm2({ message, signature, publicKey: pair.publicKey })).to.equal(false);
    expect(verifySm2({ message, signature, publicKey: pair.publicKey, userId: '' })).to.equal(true);
  });

  it('refuses there a signature whose message was changed', () => {
    const pair = newSm2KeyPair();
    const signature = signSm2({ message: utf8('signed'), privateKey: pair.privateKey });
    putConversation(pair, utf8('changed'), signature);
    expect(() => verifyThere(DISTID)).to.throw(/Verification failure|Command failed/);
  });

  it('reads there the key files written here, and writes the same bytes again', () => {
    const pair = newSm2KeyPair();
    putConversation(pair, utf8(''));
    openssl('pkey', '-in', desk.path('key.pem'), '-check', '-noout');
    openssl(
      'pkey',
      '-in',
      desk.path('key.pem'),
      '-pubout',
      '-outform',
      'DER',
      '-out',
      desk.path('public.der'),
    );
    expect(hexOf(desk.get('public.der'))).to.equal(hexOf(toSpki(parsePublicKey(pair.publicKey)!)));
    openssl(
      'pkcs8',
      '-topk8',
      '-nocrypt',
      '-in',
      desk.path('key.pem'),
      '-outform',
      'DER',
      '-out',
      desk.path('key.der'),
    );
    expect(hexOf(desk.get('key.der'))).to.equal(hexOf(toPkcs8Of(pair)));
  });

  it('signs here with a key made there', () => {
    openssl('genpkey', '-algorithm', 'SM2', '-out', desk.path('theirs.pem'));
    openssl(
      'pkcs8',
      '-topk8',
      '-nocrypt',
      '-in',
      desk.path('theirs.pem'),
      '-outform',
      'DER',
      '-out',
      desk.path('theirs.der'),
    );
    const der = hexOf(desk.get('theirs.der'));
    const privateKey = der.slice(72, 136);
    const pair = { privateKey, publicKey: publicKeyOf(privateKey) };
    expect(hexOf(toPkcs8Of(pair))).to.equal(der);
    const message = utf8('made there');
    putConversation(pair, message, signSm2({ message, privateKey }));
    expect(verifyThere(DISTID)).to.contain('Verified OK');
  });

  function putConversation(pair: Sm2KeyPair, message: Uint8Array, signature?: string): void {
    desk.put('message', message);
    desk.put('key.pem', toPem('PRIVATE KEY', toPkcs8Of(pair)));
    desk.put('public.pem', toPem('PUBLIC KEY', toSpki(bytesOf(pair.publicKey))));
    if (signature !== undefined) desk.put('sig', toDerSignature(signature));
  }

  function verifyThere(sigopt: string): string {
    return openssl(
      'dgst',
      '-sm3',
      '-verify',
      desk.path('public.pem'),
      '-sigopt',
      sigopt,
      '-signature',
      desk.path('sig'),
      desk.path('message'),
    );
  }

  function expectValidHere(publicKey: string, message: Uint8Array): void {
    const signature = fromDerSignature(desk.get('sig'));
    expect(verifySm2({ message, signature: signature ?? '', publicKey })).to.equal(true);
  }
});

function toPkcs8Of({ privateKey, publicKey }: Sm2KeyPair): Uint8Array {
  return toPkcs8({ privateKey: parsePrivateKey(privateKey)!, publicKey: parsePublicKey(publicKey)! });
}
