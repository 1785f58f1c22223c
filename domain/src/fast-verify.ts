// SPDX-License-Identifier: Apache-2.0
// Entry of `@unionid/domain/fast-verify`: SM2 verification in WebAssembly, for gateway and client. Chaincode never imports
// it.
export { newFastSm2Verifier } from './sm/wasm/fast-verify.js';
