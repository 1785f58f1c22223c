// SPDX-License-Identifier: Apache-2.0
export {
  acceptAllotment,
  acceptInstruction,
  allotmentPayload,
  assertOffered,
  type AllotmentPayload,
} from './accept.js';
export {
  allot,
  allotInstruction,
  allotPayload,
  type AllotGround,
  type AllotPayload,
  type Offered,
} from './allot.js';
export { assertFundOpen, assertLine, availableOn, moveOn, newLine, type Movement } from './line.js';
export { returnInstruction, returnUnspent, type ReturnPayload } from './return.js';
export { withdrawAllotment, withdrawInstruction } from './withdraw.js';
