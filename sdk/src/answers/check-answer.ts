// SPDX-License-Identifier: Apache-2.0
import {
  isAnswerSignedBy,
  type AnswerBody,
  type SignedAnswer,
  type VerificationResult,
} from '@unionid/domain/answer';
import { DomainError } from '@unionid/domain/errors';
import { keyIdOf } from '@unionid/domain/instruction';
import { requestDigest, signatureBase } from '@unionid/domain/http';
import type { SignedRequest } from '../transport/signed-request.js';
import { verifySignature } from './verify-signature.js';

/** A gateway's answer key as governance has it on the ledger; its label follows from the key. */
export interface TrustedKey {
  readonly mspId: string;
  /** 04‖x‖y, 130 lower-case hex digits. */
  readonly publicKey: string;
}

export interface AnswerCheck {
  readonly signedRequest: SignedRequest;
  readonly signedAnswer: SignedAnswer;
  readonly trustedKeys: readonly TrustedKey[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** An answer that passed every check, with what is needed to check it again later without a gateway. */
export interface CheckedAnswer {
  readonly result: VerificationResult;
  readonly signedRequest: SignedRequest;
  readonly signedAnswer: SignedAnswer;
}

/** How far the gateway's clock may differ from ours. */
const CLOCK_SKEW_MS = 60_000;

/**
 * Fails closed: signed by a trusted gateway key, for this very request, this asker and this nonce, and not expired.
 * @throws DomainError ANSWER_UNSIGNED, ANSWER_FOREIGN, ANSWER_STALE
 */
export function checkAnswer({ signedRequest, signedAnswer, trustedKeys, now }: AnswerCheck): CheckedAnswer {
  const { answer } = signedAnswer;
  assertSigned(signedAnswer, trustedKeys);
  assertOwn(answer, signedRequest);
  assertFresh(answer, now);
  return { result: answer.result, signedRequest, signedAnswer };
}

/** What an offline check of a stored answer says. */
export interface StoredAnswerCheck extends Omit<AnswerCheck, 'now'> {
  /** The key that signed the request, where it is known: then the request's own signature is checked too. */
  readonly requesterKey?: string;
}

/**
 * Checks a stored answer as of the time that it names: what the gateway said then, to whom, about which request. Whether
 * it still holds is another question; ask the gateway anew.
 * @throws DomainError ANSWER_UNSIGNED, ANSWER_FOREIGN, ANSWER_STALE
 */
export function checkStoredAnswer({ requesterKey, ...check }: StoredAnswerCheck): CheckedAnswer {
  const { request, parameters, signature } = check.signedRequest;
  if (requesterKey !== undefined) {
    const message = signatureBase(request, parameters);
    if (!verifySignature({ message, signature, publicKey: requesterKey }))
      throw new DomainError('ANSWER_FOREIGN', { reason: 'request not signed by this key' });
  }
  return checkAnswer({ ...check, now: Date.parse(check.signedAnswer.answer.time) });
}

function assertSigned(signed: SignedAnswer, trustedKeys: readonly TrustedKey[]): void {
  const { mspId, keyId } = signed.answer;
  const key = trustedKeys.find((trusted) => trusted.mspId === mspId && keyIdOf(trusted.publicKey) === keyId);
  if (key === undefined)
    throw new DomainError('ANSWER_UNSIGNED', { reason: 'key not trusted', mspId, keyId });
  if (!isAnswerSignedBy(signed, key.publicKey, verifySignature))
    throw new DomainError('ANSWER_UNSIGNED', { mspId, keyId });
}

function assertOwn(answer: AnswerBody, { request, parameters }: SignedRequest): void {
  if (answer.requestDigest !== requestDigest(request, parameters))
    throw new DomainError('ANSWER_FOREIGN', { reason: 'other request' });
  if (answer.audience !== parameters.operatorId)
    throw new DomainError('ANSWER_FOREIGN', { reason: 'other audience' });
  if (answer.nonce !== parameters.nonce) throw new DomainError('ANSWER_FOREIGN', { reason: 'other nonce' });
}

function assertFresh({ time, expires }: AnswerBody, now: number): void {
  if (Date.parse(expires) <= now) throw new DomainError('ANSWER_STALE', { expires });
  // A time to come would let an answer be made today for use tomorrow.
  if (Date.parse(time) > now + CLOCK_SKEW_MS) throw new DomainError('ANSWER_STALE', { time });
}
