// SPDX-License-Identifier: Apache-2.0
export { newFastKeySigner } from './fast-sign.js';
export { newFastSm2Verifier } from './fast-verify.js';
