// SPDX-License-Identifier: Apache-2.0
export { closeFinding, closeFindingPayload, closeInstruction, type CloseFindingPayload } from './close.js';
export {
  openFinding,
  openFindingPayload,
  openInstruction,
  type Auditor,
  type OpenFindingPayload,
} from './open.js';
export { FINDING_ACTIONS, FINDING_PROCESS, findingStep, type FindingAction } from './process.js';
export { respondInstruction, respondPayload, respondToFinding, type RespondPayload } from './respond.js';
