// SPDX-License-Identifier: Apache-2.0
export { type IdentityGround, identityIdFor } from './identity-id.js';
export {
  enrolMemberPayload,
  memberEntry,
  type MemberEntry,
  openAccountPayload,
  type OpenAccountPayload,
} from './payloads.js';
export { enrolMember, openAccount, type PersonGround } from './rules.js';
