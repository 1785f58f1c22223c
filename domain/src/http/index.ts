// SPDX-License-Identifier: Apache-2.0
export * from './request-signature.js';
