// SPDX-License-Identifier: Apache-2.0
// SM2 signing, GB/T 32918.2-2016 clause 6, with the curve in WebAssembly (../assembly/sign.ts): a fifth of OpenSSL's time,
// whose code for this curve is the general one. Constant-time as far as WebAssembly can be (docs/adr/0017). For gateway
// and client; never in chaincode, which has nothing to sign.
import {
  assertSelfTest,
  CURVE_N,
  CURVE_P,
  parsePrivateKey,
  parseSignature,
  SelfTestError,
  SM2_APPENDIX_A,
  sm3Hex,
  toBigInt,
  verifySm2,
} from '@unionid/domain/sm';
import { fillRandomly, importSigningKey, type Signer } from '@unionid/domain/signing';
import { Sm2SignCore } from './sm2-sign-core.js';

const P = toBigInt(CURVE_P);
const N = toBigInt(CURVE_N);

/** d and k of GB/T 32918.5-2017 Appendix A.2. */
const APPENDIX_A_SECRETS = {
  privateKey: '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8',
  nonce: '59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21',
};

type Draw = (nonce: Uint8Array) => void;

interface FastKey {
  readonly core: Sm2SignCore;
  readonly z: Uint8Array;
}

/**
 * A signer that holds the private key in memory of its own, 0.4 MB. Opening one takes some 10 ms.
 *
 * @param privateKey 64 lower-case hex digits in [1, n - 2]
 * @throws RangeError if the private key does not pass the gate
 * @throws SelfTestError if it does not give the standard's signature, or OpenSSL does not accept its own
 */
export function newFastKeySigner(privateKey: string): Signer {
  const { publicKey, z } = importSigningKey(privateKey);
  const key = { core: openCore(), z };
  takeKey(key.core, privateKey);
  const message = SM2_APPENDIX_A.message;
  assertSelfTest('SM2 signing', () =>
    verifySm2({ message, publicKey, signature: signWith(key, message, fillRandomly) }),
  );
  return {
    publicKey,
    // A failure becomes a rejected promise, as it would with a device.
    sign: (bytes) => Promise.resolve().then(() => signWith(key, bytes, fillRandomly)),
  };
}

function openCore(): Sm2SignCore {
  try {
    const core = new Sm2SignCore();
    assertSelfTest('SM2 signing', () => signsAppendixA(core));
    return core;
  } catch (cause) {
    throw cause instanceof SelfTestError ? cause : new SelfTestError('SM2 signing', { cause });
  }
}

function signsAppendixA(core: Sm2SignCore): boolean {
  const { privateKey, nonce } = APPENDIX_A_SECRETS;
  const { z } = importSigningKey(privateKey);
  takeKey(core, privateKey);
  const draw: Draw = (bytes) => bytes.set(Buffer.from(nonce, 'hex'));
  return tryToSign({ core, z }, SM2_APPENDIX_A.message, draw) === SM2_APPENDIX_A.signature;
}

function takeKey(core: Sm2SignCore, privateKey: string): void {
  const scalar = parsePrivateKey(privateKey) ?? new Uint8Array();
  core.takeKey(scalar);
  scalar.fill(0);
}

function signWith(key: FastKey, message: Uint8Array, draw: Draw): string {
  // Another nonce is needed once in 2^32 signatures; a generator that never gives one is broken.
  for (let tries = 0; tries < 100; tries += 1) {
    const signature = tryToSign(key, message, draw);
    if (signature !== undefined) return signature;
  }
  throw new Error('no SM2 nonce was in range');
}

// r and x₁ are public: anybody computes x₁ from r and the message.
function tryToSign({ core, z }: FastKey, message: Uint8Array, draw: Draw): string | undefined {
  const x = core.multiplyBase(draw);
  if (x === undefined) return undefined;
  const r = ((toBigInt(sm3Hex(z, message)) + (x % P)) % N).toString(16).padStart(64, '0');
  const s = core.finish(r);
  if (s === undefined) return undefined;
  if (parseSignature(r + s) === undefined) throw new Error('a signature outside the SM2 ranges');
  return r + s;
}
