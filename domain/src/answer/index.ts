// SPDX-License-Identifier: Apache-2.0
export * from './matching-answer.js';
export * from './verification-answer.js';
