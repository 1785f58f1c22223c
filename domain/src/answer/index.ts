// SPDX-License-Identifier: Apache-2.0
export {
  isMatchingAnswerSignedBy,
  matchingAnswerBody,
  type MatchingAnswerBody,
  matchingAnswerBytes,
  signedMatchingAnswer,
  type SignedMatchingAnswer,
} from './matching-answer.js';
export {
  answerBody,
  type AnswerBody,
  answerBytes,
  isAnswerSignedBy,
  signedAnswer,
  type SignedAnswer,
  verificationResult,
  type VerificationResult,
} from './verification-answer.js';
