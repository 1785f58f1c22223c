// SPDX-License-Identifier: Apache-2.0
// Entry of `@unionid/domain/fast-sign`: SM2 signing in WebAssembly, for gateway and client. Chaincode never imports it.
export { newFastKeySigner } from './sm/wasm/fast-sign.js';
