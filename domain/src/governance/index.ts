// SPDX-License-Identifier: Apache-2.0
export {
  addProvincePayload,
  type AddProvincePayload,
  bootstrapPayload,
  type BootstrapPayload,
  joinProvincePayload,
  type JoinProvincePayload,
  pruneInstructionsPayload,
  type PruneInstructionsPayload,
  registerGatewayKeyPayload,
  type RegisterGatewayKeyPayload,
  revokeGatewayKeyPayload,
  type RevokeGatewayKeyPayload,
} from './payloads.js';
export {
  addProvince,
  assertPrunable,
  bootstrapNetwork,
  type Founding,
  foundUnion,
  joinProvince,
  NATIONAL_CODE,
  RETENTION_DAYS,
  revokeGatewayKey,
} from './rules.js';
