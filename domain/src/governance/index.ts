// SPDX-License-Identifier: Apache-2.0
export {
  addProvince,
  addProvinceInstruction,
  addProvincePayload,
  type AddProvincePayload,
} from './add-province.js';
export {
  bootstrapInstruction,
  bootstrapNetwork,
  bootstrapPayload,
  type BootstrapPayload,
} from './bootstrap.js';
export { ledgerTime, tick, TICK_AHEAD_MS, tickRequest } from './clock.js';
export {
  closeKeyVersionInstruction,
  closeKeyVersionPayload,
  type CloseKeyVersionPayload,
} from './close-key-version.js';
export { foundUnion, type Founding, type FoundingUnion } from './founding.js';
export {
  joinProvince,
  joinProvinceInstruction,
  joinProvincePayload,
  type JoinProvincePayload,
} from './join-province.js';
export {
  assertKeyVersions,
  closeKeyVersion,
  keyVersionOf,
  keyVersionsOf,
  openKeyVersion,
} from './key-versions.js';
export {
  openKeyVersionInstruction,
  openKeyVersionPayload,
  type OpenKeyVersionPayload,
} from './open-key-version.js';
export {
  assertPrunable,
  pruneInstructionsInstruction,
  pruneInstructionsPayload,
  RETENTION_DAYS,
  type PruneInstructionsPayload,
} from './prune-instructions.js';
export { isWorkingDay, nextCalendar, type Calendar, type CalendarGround } from './calendar.js';
export {
  allTermDays,
  nationalPolicyOf,
  nextPolicy,
  termDaysOf,
  type NationalPolicy,
  type Policy,
} from './policy.js';
export {
  setCalendarInstruction,
  setCalendarPayload,
  yearField,
  type SetCalendarPayload,
} from './set-calendar.js';
export { setPolicyInstruction, setPolicyPayload, type SetPolicyPayload } from './set-policy.js';
export {
  recoverRoot,
  recoverRootInstruction,
  recoverRootPayload,
  type RecoverRootPayload,
} from './recover-root.js';
export {
  registerGatewayKeyInstruction,
  registerGatewayKeyPayload,
  type RegisterGatewayKeyPayload,
} from './register-gateway-key.js';
export {
  revokeGatewayKey,
  revokeGatewayKeyInstruction,
  revokeGatewayKeyPayload,
  type RevokeGatewayKeyPayload,
} from './revoke-gateway-key.js';
