// SPDX-License-Identifier: Apache-2.0
// Run once at start, before anything is trusted: this Node's OpenSSL may lack SM2, SM3 or SM4 (a distribution's build,
// a FIPS provider), and node issue 53761, on which the SM2 recipe rests, is still open. Draws no randomness.
import { SM2_USER_ID } from './gate.js';
import { toHex } from '../encoding/hex.js';
import { assertSelfTest } from './self-test.js';
import { hmacSm3, sm3, sm3Hex } from './sm3.js';
import { openSm4, sealSm4 } from './sm4.js';
import { newSm2Verifier } from './verify.js';

// GB/T 32918.5-2017 Appendix A.2.
export const SM2_APPENDIX_A = {
  publicKey:
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020' +
    'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  message: new TextEncoder().encode('message digest'),
  signature:
    'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3' +
    'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
};
// GB/T 32905-2016 A.1.
const SM3_OF_ABC = '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0';
// The 20 zero bytes below, sealed by an independent implementation of the format that sm4.ts describes.
const SEALED =
  '01000000000000000000000000000000001ee7c58fffb8ef97a2f667be7eb27f65e3bb7c12' +
  '2fb6bb3e2572f68f116f1fca0f2747e1f0b4b940f8affb07ea8c482a55216c8d';

/**
 * SM3, SM4 sealing and SM2 verification against known answers.
 *
 * @throws SelfTestError naming the first algorithm that fails
 */
export function assertKnownAnswers(): void {
  assertSelfTest('SM3', hashesShortAndLong);
  assertSelfTest('SM4', sealsAndOpensKnownText);
  assertSelfTest('SM2 verification', verifiesAppendixAOnly);
}

// Bytes and hex, short input and long chunks are each computed by another call of Node.
function hashesShortAndLong(): boolean {
  const abc = new TextEncoder().encode('abc');
  const isRightForShort = sm3Hex(abc) === SM3_OF_ABC && toHex(sm3(abc)) === SM3_OF_ABC;
  const half = new Uint8Array(5_000).fill(0x61);
  const asOne = toHex(sm3(new Uint8Array(10_000).fill(0x61)));
  return isRightForShort && sm3Hex(half, half) === asOne && toHex(sm3(half, half)) === asOne;
}

function verifiesAppendixAOnly(): boolean {
  const verify = newSm2Verifier({ cachedKeys: 1 });
  const { signature } = SM2_APPENDIX_A;
  const flipped = signature.slice(0, -1) + 'b';
  return (
    verify(SM2_APPENDIX_A) &&
    !verify({ ...SM2_APPENDIX_A, signature: flipped }) &&
    !verify({ ...SM2_APPENDIX_A, userId: '' }) &&
    verify({ ...SM2_APPENDIX_A, userId: SM2_USER_ID })
  );
}

function sealsAndOpensKnownText(): boolean {
  const key = Uint8Array.from({ length: 32 }, (_, i) => i + 1);
  const plaintext = new Uint8Array(20);
  const aad = Uint8Array.of(7);
  const iv = new Uint8Array(16);
  const sealed = sealSm4({ key, plaintext, aad, iv });
  const isOpened = toHex(openSm4({ key, sealed, aad })) === toHex(plaintext);
  return toHex(sealed) === SEALED && isOpened && macsLongTextsAsShort(key);
}

// Long texts are authenticated by another call than short ones: RFC 2104, put together from SM3.
function macsLongTextsAsShort(key: Uint8Array): boolean {
  const text = new Uint8Array(10_000);
  const padded = (pad: number): Uint8Array => Uint8Array.from({ length: 64 }, (_, i) => (key[i] ?? 0) ^ pad);
  return toHex(hmacSm3(key, text)) === toHex(sm3(padded(0x5c), sm3(padded(0x36), text)));
}
