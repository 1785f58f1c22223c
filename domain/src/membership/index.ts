// SPDX-License-Identifier: Apache-2.0
export {
  changeByRow,
  changeChunk,
  changeInstruction,
  changeRow,
  type ChangeChunk,
  type ChangeRow,
} from './change.js';
export { isAskedFor, LATE_FACTS, refusalOfChange, type ChangeGround } from './change-membership.js';
export { deceaseInstruction, deceaseMembership, deceasePayload, type DeceasePayload } from './decease.js';
export { ABSENT_MONTHS, deemInstruction, deemMembership, deemPayload, type DeemPayload } from './deem.js';
export { entrustInstruction, entrustMembership, entrustPayload, type EntrustPayload } from './entrust.js';
export { expelInstruction, expelMembership, expelPayload, type ExpelPayload } from './expel.js';
export { leaveInstruction, leaveMembership, leavePayload, type LeavePayload } from './leave.js';
export { recallInstruction, recallMembership, recallPayload, type RecallPayload } from './recall.js';
export { rescindInstruction, rescindMembership, rescindPayload, type RescindPayload } from './rescind.js';
export { resumeInstruction, resumeMembership, resumePayload, type ResumePayload } from './resume.js';
export { retainInstruction, retainMembership, retainPayload, type RetainPayload } from './retain.js';
export { voidInstruction, voidMembership, voidPayload, type VoidPayload } from './void.js';
export {
  MEMBERSHIP_ACTIONS,
  MEMBERSHIP_PROCESS,
  membershipStep,
  type MembershipAction,
  type MembershipStep,
} from './process.js';
