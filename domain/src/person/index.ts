// SPDX-License-Identifier: Apache-2.0
export { assertHome, personKeysOf, type PersonGround } from './account.js';
export {
  assertMembership,
  isBeforeFounding,
  JOINING,
  MEMBERSHIP_CHANGES,
  type MembershipChange,
  type MembershipStatement,
} from './assert-membership.js';
export { correctAccount, correctInstruction, correctPayload, type CorrectPayload } from './correct.js';
export {
  correctIdentity,
  correctIdentityInstruction,
  correctIdentityPayload,
  type CorrectIdentityPayload,
} from './correct-identity.js';
export {
  CORRECTION_REASONS,
  CORRECTION_TYPES,
  correctionTypeOf,
  DOCUMENT_FIELDS,
  IDENTITY_FIELDS,
  SETTLING_ERRORS,
  type CorrectionGround,
  type CorrectionReason,
  type CorrectionType,
} from './correction.js';
export { enrolInstruction, enrolMember, enrolMemberPayload, memberEntry, type MemberEntry } from './enrol.js';
export { identityIdFor, type IdentityGround } from './identity-id.js';
export { importInstruction, memberChunk, type MemberChunk } from './import.js';
export { nextMembership } from './next-membership.js';
export {
  assertOpening,
  openAccount,
  openAccountInstruction,
  openAccountPayload,
  type OpenAccountPayload,
} from './open-account.js';
export {
  rebindAccount,
  rebindInstruction,
  rebindPayload,
  type RebindGround,
  type RebindPayload,
} from './rebind.js';
export {
  assertRekeyed,
  REKEY_ACCOUNTS,
  rekeyEntry,
  rekeyInstruction,
  rekeyPayload,
  type RekeyEntry,
  type RekeyGround,
  type RekeyPayload,
} from './rekey.js';
export { isHeld, mayJoin, MEMBERSHIP_RIGHTS, type MembershipRights } from './rights.js';
