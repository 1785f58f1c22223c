// SPDX-License-Identifier: Apache-2.0
export {
  answerInstruction,
  answerUnmasking,
  answerUnmaskPayload,
  assertApproved,
  type AnswerUnmaskPayload,
} from './answer.js';
export {
  approveInstruction,
  approveUnmasking,
  approveUnmaskPayload,
  UNMASK_APPROVERS,
  UNMASK_DAYS,
  type ApproveUnmaskPayload,
} from './approve.js';
export { requestInstruction, requestPayload, requestUnmasking, type RequestPayload } from './request.js';
