// SPDX-License-Identifier: Apache-2.0
export { describeInstruction } from './describe.js';
export {
  INSTRUCTION_TYPES,
  isInstructionType,
  type InstructionType,
  type PayloadOf,
} from './instruction-types.js';
export {
  instructionArgument,
  instructionBytes,
  isSignedBy,
  keyIdOf,
  MAX_ARGUMENT_LENGTH,
  parseArgument,
  parseSignedInstruction,
  signedInstructionSchema,
  toSignedInstruction,
  type Instruction,
  type LedgerName,
  type SignedInstruction,
} from './instruction.js';
export { isProofOfPossession, keyClaimBytes, type KeyClaim } from './proof-of-possession.js';
