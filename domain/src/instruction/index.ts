// SPDX-License-Identifier: Apache-2.0
export {
  contractFunctionOf,
  DAY_HOURS,
  defineInstruction,
  MANIFEST_HOURS,
  type ActorKind,
  type InstructionDefinition,
  type InstructionPresentation,
  type PayloadOfDefinition,
  type PresentationOf,
  type Relation,
  type SecondSignature,
  type Words,
} from './definition.js';
export {
  instructionArgument,
  instructionBytes,
  instructionDigest,
  isSignedBy,
  fingerprintOf,
  keyIdOf,
  MAX_ARGUMENT_LENGTH,
  parseArgument,
  parsePayload,
  parseSignedEnvelope,
  signedInstructionSchema,
  type Instruction,
  type SignedInstruction,
  type SignedOf,
} from './instruction.js';
export { assertGrant, assertInService } from './in-service.js';
export { KERNEL_ERRORS } from './kernel-errors.js';
export { needsSecond, TWO_PERSONS, TWO_UNIONS } from './second-signature.js';
export { isProofOfPossession, keyClaimBytes, type KeyClaim } from './proof-of-possession.js';
