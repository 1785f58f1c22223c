// SPDX-License-Identifier: Apache-2.0
export * from './payloads.js';
export * from './rules.js';
