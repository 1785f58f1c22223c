// SPDX-License-Identifier: Apache-2.0
export { ERROR_CATALOGUE, type ErrorEntry } from './catalogue.js';
export { type ErrorText, type ErrorTexts } from './error-text.js';
