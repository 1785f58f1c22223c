// SPDX-License-Identifier: Apache-2.0
export {
  exportManifest,
  type ExportManifest,
  exportManifestBytes,
  isExportSignedBy,
  signedExport,
  type SignedExport,
} from './export-manifest.js';
export {
  heightAnswerBody,
  type HeightAnswerBody,
  heightAnswerBytes,
  heightQuestion,
  isHeightAnswerSignedBy,
  signedHeightAnswer,
  type SignedHeightAnswer,
} from './height-answer.js';
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
