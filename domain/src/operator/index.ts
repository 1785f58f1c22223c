// SPDX-License-Identifier: Apache-2.0
export { type Granter } from './authority.js';
export { assertSomebody, bindPerson, bindPersonInstruction, type BindPersonPayload } from './bind-person.js';
export {
  grantInstruction,
  grantOperatorPayload,
  regrantOperator,
  type GrantOperatorPayload,
} from './grant.js';
export { assertOtherKey, changeKeys, revokedKey } from './keys.js';
export {
  registerInstruction,
  registerOperator,
  registerOperatorPayload,
  type RegisterOperatorPayload,
} from './register.js';
export { revokeKeyInstruction, revokeKeyPayload, type RevokeKeyPayload } from './revoke-key.js';
export {
  revokeInstruction,
  revokeOperator,
  revokeOperatorPayload,
  type RevokeOperatorPayload,
} from './revoke.js';
export { GRANT_ZH, ROLE_ZH } from './words.js';
export { rotateKeyInstruction, rotateKeyPayload, type RotateKeyPayload } from './rotate-key.js';
