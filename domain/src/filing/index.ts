// SPDX-License-Identifier: Apache-2.0
export {
  acknowledgeFiling,
  acknowledgeInstruction,
  acknowledgePayload,
  type AcknowledgePayload,
  type FilingGround,
} from './acknowledge.js';
