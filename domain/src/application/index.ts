// SPDX-License-Identifier: Apache-2.0
export { admit, admitInstruction, admitPayload, type AdmitPayload } from './admit.js';
export { applicationAt } from './application-at.js';
export { assertApplicable, type Admitted, type ApplicationGround } from './ground.js';
export { openApplication, openInstruction, openPayload, type OpenPayload } from './open.js';
export {
  APPLICATION_ACTIONS,
  APPLICATION_PROCESS,
  applicationRefusal,
  applicationStep,
  type ApplicationAction,
  type ApplicationStatus,
  type ApplicationStep,
} from './process.js';
export { readmit, readmitInstruction, readmitPayload, type ReadmitPayload } from './readmit.js';
export { refuseApplication, refuseInstruction, refusePayload, type RefusePayload } from './refuse.js';
export {
  withdrawApplication,
  withdrawInstruction,
  withdrawPayload,
  type WithdrawPayload,
} from './withdraw.js';
