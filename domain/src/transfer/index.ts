// SPDX-License-Identifier: Apache-2.0
export { cancelInstruction, cancelPayload, cancelTransfer, type CancelPayload } from './cancel.js';
export {
  completeInstruction,
  completePayload,
  completeTransfer,
  type CompleteGround,
  type CompletePayload,
} from './complete.js';
export { decideInstruction, decidePayload, decideTransfer, type DecidePayload } from './decide.js';
export { type TransferGround } from './ground.js';
export { objectInstruction, objectPayload, objectToTransfer, type ObjectPayload } from './object.js';
export {
  isOpen,
  OPEN,
  refusalOf,
  stepOf,
  TRANSFER_ACTIONS,
  TRANSFER_PROCESS,
  type TransferAction,
  type TransferSide,
  type TransferStatus,
  type TransferStep,
} from './process.js';
export { codeClaimBytes, isCodeUsed, type CodeClaim, type CodeUse } from './release-code.js';
export { releaseInstruction, releaseMember, releasePayload, type ReleasePayload } from './release.js';
export {
  requestInstruction,
  requestPayload,
  requestTransfer,
  transferEvidence,
  type RequestGround,
  type RequestPayload,
} from './request.js';
export { waitsOf, type TransferWait } from './waits.js';
export { futuresOf, transferAt, type TransferFuture, type TransferState } from './transfer-at.js';
