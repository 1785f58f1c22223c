// SPDX-License-Identifier: Apache-2.0
// What needs no randomness; safe in chaincode. Signing and key making are in ../signing.ts.
export { parseHex, toHex } from '../encoding/hex.js';
export { CURVE_N, CURVE_P, toBigInt } from './curve.js';
export { fromDerSignature, toDerSignature } from './der-signature.js';
export {
  parsePrivateKey,
  parsePublicKey,
  parseSignature,
  parseUserId,
  SM2_USER_ID,
  type SignatureParts,
} from './gate.js';
export { assertKnownAnswers, SM2_APPENDIX_A } from './known-answer-test.js';
export { LruMap } from './lru-map.js';
export { assertSelfTest, SelfTestError, type SelfTestedAlgorithm } from './self-test.js';
export { hmacSm3, sm3, sm3Hex } from './sm3.js';
export {
  openSm4,
  SEAL_IV_BYTES,
  SEAL_KEY_BYTES,
  SEAL_OVERHEAD_BYTES,
  sealSm4,
  type Sm4Opening,
  type Sm4Sealing,
} from './sm4.js';
export { toSpki } from './spki.js';
export { newSm2Verifier, verifySm2, type Sm2Verification, type Sm2Verifier } from './verify.js';
export { computeZ } from './z-value.js';
