// SPDX-License-Identifier: Apache-2.0
import { removeBlanks, toAsciiUpperCase, toHalfWidth } from '../text/plain-text.js';

/** A unit's or union's name as it is compared: full-width brackets and blanks are spelling, not another name. */
export function comparableOrganisationName(text: string): string {
  return toAsciiUpperCase(removeBlanks(toHalfWidth(text)));
}
