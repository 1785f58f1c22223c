// SPDX-License-Identifier: Apache-2.0
// SM2 verification, GB/T 32918.2-2016 clause 7, with the curve in WebAssembly (../assembly/): twice as fast as OpenSSL,
// which has no code of its own for this curve, and several times as fast for a key seen often. Same gate, same answers
// as the domain's verifySm2. Never in chaincode: what peers must agree on is decided by one implementation only.
import {
  assertSelfTest,
  computeZ,
  CURVE_N,
  CURVE_P,
  LruMap,
  parsePublicKey,
  parseSignature,
  parseUserId,
  SelfTestError,
  SM2_APPENDIX_A,
  SM2_USER_ID,
  sm3Hex,
  toBigInt,
  type SignatureParts,
  type Sm2Verifier,
} from '@unionid/domain/sm';
import { KeyTables, USES_BEFORE_TABLE, type KnownKey } from './key-tables.js';
import { Sm2Core, type CurveQuestion } from './sm2-core.js';

const P = toBigInt(CURVE_P);
const N = toBigInt(CURVE_N);
const PUBLIC_KEY_DIGITS = 130;

/** A key without a table costs a few hundred bytes. */
const KNOWN_KEYS_PER_TABLE = 8;

/**
 * A verifier of its own memory: 1 MB, and 58.5 KiB for each of `keys` tables. Opening one takes some 10 ms.
 *
 * @param keys how many keys are remembered with a table; `0` for none
 * @throws SelfTestError if it does not give the standard's answer: there is no silent fallback
 */
export function newFastSm2Verifier({ keys }: { readonly keys: number }): Sm2Verifier {
  const verify = openVerifier(keys);
  assertSelfTest('SM2 verification', () => verifiesAppendixAOnly(verify));
  return verify;
}

function openVerifier(keys: number): Sm2Verifier {
  try {
    return newVerifier(new KeyTables(new Sm2Core(keys), keys), keys * KNOWN_KEYS_PER_TABLE);
  } catch (cause) {
    throw new SelfTestError('SM2 verification', { cause });
  }
}

function newVerifier(tables: KeyTables, knownKeys: number): Sm2Verifier {
  const known = new LruMap<KnownKey>(knownKeys);
  return ({ message, signature, publicKey, userId = SM2_USER_ID }) => {
    const parts = parseSignature(signature);
    if (parts === undefined || !(message instanceof Uint8Array)) return false;
    const key = findKey(known, publicKey, userId);
    if (key === undefined) return false;
    return tables.verify(toCurveQuestion(parts, sm3Hex(key.z, message)), key);
  };
}

// Often enough that the key gets a table: both ways are tried.
function verifiesAppendixAOnly(verify: Sm2Verifier): boolean {
  const { signature } = SM2_APPENDIX_A;
  const flipped = signature.slice(0, -1) + 'b';
  for (let round = 0; round <= USES_BEFORE_TABLE; round++) {
    if (!verify(SM2_APPENDIX_A) || verify({ ...SM2_APPENDIX_A, signature: flipped })) return false;
  }
  return !verify({ ...SM2_APPENDIX_A, userId: '' });
}

// Named as in the domain's verify.ts, and for the same reason: the width of the key is checked before the look-up.
function findKey(known: LruMap<KnownKey>, publicKey: unknown, userId: unknown): KnownKey | undefined {
  if (!isPublicKeyWide(publicKey) || typeof userId !== 'string') return undefined;
  const name = publicKey + userId;
  const found = known.get(name);
  if (found !== undefined) return found;
  const key = toKnownKey(publicKey, userId);
  if (key !== undefined) known.set(name, key);
  return key;
}

function isPublicKeyWide(publicKey: unknown): publicKey is string {
  return typeof publicKey === 'string' && publicKey.length === PUBLIC_KEY_DIGITS;
}

function toKnownKey(publicKey: string, userId: string): KnownKey | undefined {
  const point = parsePublicKey(publicKey);
  const id = parseUserId(userId);
  if (point === undefined || id === undefined) return undefined;
  return { point, z: computeZ(point, id), uses: 0, table: undefined };
}

/**
 * Steps B5 to B7: valid if R = (e + x₁) mod n is r, with (x₁, y₁) = sG + tP and t = (r + s) mod n. So x₁, below p, is
 * (r - e) mod n or, since n < p, that plus n.
 */
function toCurveQuestion({ r, s }: SignatureParts, digest: string): CurveQuestion {
  const rNumber = toBigInt(r);
  const x = modN(rNumber - toBigInt(digest));
  const otherX = x + N;
  return {
    s,
    t: toHex64(modN(rNumber + toBigInt(s))),
    x: toHex64(x),
    otherX: otherX < P ? toHex64(otherX) : undefined,
  };
}

function modN(number: bigint): bigint {
  const rest = number % N;
  return rest < 0n ? rest + N : rest;
}

function toHex64(number: bigint): string {
  return number.toString(16).padStart(64, '0');
}
