// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { canonicalBytes } from '../encoding/canonical-json.js';
import {
  digestField,
  keyIdField,
  mspIdField,
  personKeyField,
  signatureField,
  tagField,
} from '../schema/index.js';
import { verifySm2, type Sm2Verifier } from '../sm/verify.js';

/**
 * Tags of one batch, in the order asked, as the national gateway signs them: whoever stood between could otherwise give
 * a province wrong keys, and one person would be enrolled twice.
 */
export const matchingAnswerBody = z.strictObject({
  v: z.literal(1),
  purpose: z.literal('person-tags'),
  /** Digest of the signed request (http/request-signature.ts): an answer holds for that request only. */
  requestDigest: digestField,
  mspId: mspIdField,
  keyId: keyIdField,
  /** Version of the national matching key that every personKey is of. */
  version: z.int().check(z.gte(1), z.lte(9_999)),
  tags: z.array(
    z.strictObject({
      personKey: personKeyField,
      /** Under the version before, while two are in force. */
      formerKey: z.exactOptional(personKeyField),
      nameTag: tagField,
    }),
  ),
});

export const signedMatchingAnswer = z.strictObject({ answer: matchingAnswerBody, signature: signatureField });

export type MatchingAnswerBody = z.output<typeof matchingAnswerBody>;
export type SignedMatchingAnswer = z.output<typeof signedMatchingAnswer>;

/** Bytes that the national gateway signs. */
export function matchingAnswerBytes(answer: MatchingAnswerBody): Uint8Array {
  return canonicalBytes(answer);
}

/** True when the answer's signature is by this gateway key. */
export function isMatchingAnswerSignedBy(
  { answer, signature }: SignedMatchingAnswer,
  publicKey: string,
  verify: Sm2Verifier = verifySm2,
): boolean {
  return verify({ message: matchingAnswerBytes(answer), signature, publicKey });
}
