// SPDX-License-Identifier: Apache-2.0
export { INSTRUCTION_TYPES } from './definitions.js';
export { describeRow, type RowWords } from './describe-row.js';
export {
  describeInstruction,
  isInstructionType,
  parseSignedInstruction,
  samplePayload,
  toSignedInstruction,
  type InstructionOf,
  type InstructionType,
  type PayloadOf,
  type SignedInstructionOf,
} from './instruction-types.js';
