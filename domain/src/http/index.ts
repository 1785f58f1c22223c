// SPDX-License-Identifier: Apache-2.0
export * from './gateway-signer.js';
export * from './request-signature.js';
