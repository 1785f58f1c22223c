// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { canonicalBytes } from '../encoding/canonical-json.js';
import {
  dateField,
  digestField,
  keyIdField,
  mspIdField,
  orgIdField,
  provinceCodeField,
  signatureField,
  timestampField,
} from '../schema/index.js';
import { verifySm2, type Sm2Verifier } from '../sm/verify.js';

/** What a verification may say: predicates only, never a name or number (architecture.md §7). */
export const verificationResult = z.strictObject({
  isMember: z.enum(['yes', 'no', 'unknown']),
  /** Present with `yes`: ACTIVE 在籍 or RETAINED 保留会籍. */
  state: z.optional(z.enum(['ACTIVE', 'RETAINED'])),
  province: z.optional(provinceCodeField),
  org: z.optional(orgIdField),
  joined: z.optional(dateField),
  assurance: z.optional(z.int().check(z.gte(0), z.lte(4))),
  /** Present with `unknown`: why the gateway can not tell. */
  reason: z.optional(z.enum(['MATCHING_UNAVAILABLE', 'READ_MODEL_BEHIND', 'RECORD_UNREADABLE'])),
});

export const answerBody = z.strictObject({
  v: z.literal(1),
  /** Digest of the signed request (http/request-signature.ts). */
  requestDigest: digestField,
  /** Who asked: the answer is of no use to anybody else. */
  audience: z.string().check(z.maxLength(64)),
  nonce: z.string().check(z.maxLength(64)),
  mspId: mspIdField,
  keyId: keyIdField,
  result: verificationResult,
  /** Block height of the read model that answered. */
  height: z.int().check(z.gte(0)),
  time: timestampField,
  expires: timestampField,
});

export const signedAnswer = z.strictObject({ answer: answerBody, signature: signatureField });

export type VerificationResult = z.output<typeof verificationResult>;
export type AnswerBody = z.output<typeof answerBody>;
export type SignedAnswer = z.output<typeof signedAnswer>;

/** Bytes that the gateway signs. */
export function answerBytes(answer: AnswerBody): Uint8Array {
  return canonicalBytes(answer);
}

/** True when the answer's signature is by this gateway key. */
export function isAnswerSignedBy(
  { answer, signature }: SignedAnswer,
  publicKey: string,
  verify: Sm2Verifier = verifySm2,
): boolean {
  return verify({ message: answerBytes(answer), signature, publicKey });
}
