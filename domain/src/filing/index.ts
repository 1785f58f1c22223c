// SPDX-License-Identifier: Apache-2.0
export {
  acknowledgeFiling,
  acknowledgeInstruction,
  acknowledgePayload,
  isReceiptOf,
  type AcknowledgePayload,
  type FilingGround,
} from './acknowledge.js';
