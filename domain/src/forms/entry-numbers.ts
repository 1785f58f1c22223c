// SPDX-License-Identifier: Apache-2.0

// GB 11643 and GB 32100 by their shape: whether a number is right does not matter where only a list is to be told.
const DOCUMENT_NUMBER = /^\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d{4}[\dXx]$/;
const UNIT_CODE = /^[0-9A-Y]{2}\d{6}[0-9A-Y]{10}$/;

/** True for what looks like the number of a resident identity card. */
export function isDocumentNumber(text: string): boolean {
  return DOCUMENT_NUMBER.test(text);
}

/** True for what looks like a unit's credit code. */
export function isUnitCode(text: string): boolean {
  return UNIT_CODE.test(text) && !isDocumentNumber(text);
}
