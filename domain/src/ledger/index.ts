// SPDX-License-Identifier: Apache-2.0
export { compositeKey, ledgerKey, splitKey } from './keys.js';
export * from './records.js';
