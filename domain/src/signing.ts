// SPDX-License-Identifier: Apache-2.0
// Entry of `@unionid/domain/signing`: what draws randomness or holds a private key. Chaincode never imports it.
export { deriveKeyFromPassword, PASSWORD_ROUNDS, type PasswordKeyInput } from './sm/password-key.js';
export { toPkcs8, type KeyPairBytes } from './sm/pkcs8.js';
export { sealWithFreshIv } from './sm/seal.js';
export { assertSigningWorks } from './sm/sign-self-test.js';
export {
  fillRandomly,
  importSigningKey,
  newSm2KeyPair,
  publicKeyOf,
  randomBytes,
  signSm2,
  type Sm2KeyPair,
  type SigningKey,
  type Sm2Signing,
} from './sm/sign.js';
export { newKeySigner, type Signer } from './sm/signer.js';
