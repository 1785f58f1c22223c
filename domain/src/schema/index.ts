// SPDX-License-Identifier: Apache-2.0
export * from './fields.js';
export { parseWith } from './parse.js';
