// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { canonicalBytes } from '../encoding/canonical-json.js';
import { digestField, keyIdField, mspIdField, signatureField } from '../schema/index.js';
import { verifySm2, type Sm2Verifier } from '../sm/verify.js';

const height = z.int().check(z.gte(0), z.lte(Number.MAX_SAFE_INTEGER));

/** What a gateway says by its signed request: how many blocks it has. */
export const heightQuestion = z.strictObject({ height });

/** How many blocks the gateway asked has, as it signs it: whoever stands between must not stop the other by a false number. */
export const heightAnswerBody = z.strictObject({
  v: z.literal(1),
  purpose: z.literal('channel-height'),
  /** Digest of the signed request (http/request-signature.ts): an answer holds for that request only. */
  requestDigest: digestField,
  mspId: mspIdField,
  keyId: keyIdField,
  height,
});

export const signedHeightAnswer = z.strictObject({ answer: heightAnswerBody, signature: signatureField });

export type HeightAnswerBody = z.output<typeof heightAnswerBody>;
export type SignedHeightAnswer = z.output<typeof signedHeightAnswer>;

/** Bytes that the gateway signs. */
export function heightAnswerBytes(answer: HeightAnswerBody): Uint8Array {
  return canonicalBytes(answer);
}

/** True when the answer's signature is by this gateway key. */
export function isHeightAnswerSignedBy(
  { answer, signature }: SignedHeightAnswer,
  publicKey: string,
  verify: Sm2Verifier = verifySm2,
): boolean {
  return verify({ message: heightAnswerBytes(answer), signature, publicKey });
}
