// SPDX-License-Identifier: Apache-2.0
export { identityIdFor, type IdentityGround } from './identity-id.js';
export * from './payloads.js';
export * from './rules.js';
