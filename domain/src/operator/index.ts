// SPDX-License-Identifier: Apache-2.0
export {
  grantOperatorPayload,
  type GrantOperatorPayload,
  registerOperatorPayload,
  type RegisterOperatorPayload,
  revokeKeyPayload,
  type RevokeKeyPayload,
  revokeOperatorPayload,
  type RevokeOperatorPayload,
  rotateKeyPayload,
  type RotateKeyPayload,
} from './payloads.js';
export {
  changeKeys,
  type Granter,
  registerOperator,
  regrantOperator,
  revokedKey,
  revokeOperator,
} from './rules.js';
