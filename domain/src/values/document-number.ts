// SPDX-License-Identifier: Apache-2.0
import { removeBlanks, toHalfWidth } from '../text/plain-text.js';

const OPENING = /[([{【〔［〈]/g;
const CLOSING = /[)\]}】〕］〉]/g;

/** The number of an official document (财社〔2026〕1号) in one spelling: no blanks, half-width digits, and 〔〕 around the year. */
export function parseDocumentNumber(text: string): string {
  return toHalfWidth(removeBlanks(text)).replace(OPENING, '〔').replace(CLOSING, '〕');
}
