// SPDX-License-Identifier: Apache-2.0
export {
  appealedBy,
  appealInstruction,
  appealPayload,
  appealTransfer,
  type AppealPayload,
} from './appeal.js';
export {
  assertOldSide,
  batchChunk,
  batchInstruction,
  batchPayload,
  batchRow,
  openBatch,
  transferAgreed,
  type AgreedGround,
  type AgreedSwitch,
  type BatchChunk,
  type BatchPayload,
  type BatchRow,
} from './batch.js';
export { completedBefore, concernedBy } from './before.js';
export { cancelInstruction, cancelPayload, cancelTransfer, type CancelPayload } from './cancel.js';
export { completeInstruction, completePayload, completeTransfer, type CompletePayload } from './complete.js';
export { decideInstruction, decidePayload, decideTransfer, type DecidePayload } from './decide.js';
export { codeOf, currentOf, decidedUnions, type MemberCode, type TransferGround } from './ground.js';
export { mayReturn, type Switched, type SwitchGround } from './move-back.js';
export { objectInstruction, objectPayload, objectToTransfer, type ObjectPayload } from './object.js';
export {
  DISPUTED,
  hasMoved,
  isOpen,
  OPEN,
  refusalOfStep,
  stepOf,
  TRANSFER_ACTIONS,
  TRANSFER_PROCESS,
  type TransferAction,
  type TransferSide,
  type TransferStatus,
  type TransferStep,
} from './process.js';
export {
  isAmong,
  isPerson,
  isOfAnotherSide,
  needsPerson,
  othersThan,
  partiesOf,
  refusalOfParty,
  type Actors,
} from './parties.js';
export { codeClaimBytes, isCodeUsed, type CodeClaim, type CodeUse } from './release-code.js';
export { releaseInstruction, releaseMember, releasePayload, type ReleasePayload } from './release.js';
export {
  RESIDENCE_LEVEL,
  requestInstruction,
  requestPayload,
  requestTransfer,
  termsOf,
  transferEvidence,
  type RequestGround,
  type RequestPayload,
} from './request.js';
export {
  openRequests,
  requestByRow,
  requestChunk,
  requestManyInstruction,
  requestManyPayload,
  requestOfRow,
  requestRow,
  type RequestManyPayload,
  type RequestRow,
} from './request-many.js';
export { ruleNamesOf, rulesOf, type CalendarName, type PolicyName, type Rules, type Sides } from './rules.js';
export { waitsOf, type TransferWait } from './waits.js';
export { silentBefore } from './silent-before.js';
export { isSlotFree, OPEN_REQUESTS, type Slot } from './slots.js';
export { succeedIn } from './succeed.js';
export { futuresOf, transferAt, type TransferFuture, type TransferState } from './transfer-at.js';
export { undoInstruction, undoPayload, undoTransfer, type UndoPayload } from './undo.js';
export { refusalAt, windowsOf, type TransferWindow } from './windows.js';
