// SPDX-License-Identifier: Apache-2.0
export { appointAuditor, appointInstruction, appointPayload, type AppointPayload } from './appoint.js';
export {
  REMOVAL_REASONS,
  removeAuditor,
  removeInstruction,
  removePayload,
  type RemovePayload,
} from './remove.js';
