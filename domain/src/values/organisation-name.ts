// SPDX-License-Identifier: Apache-2.0
import { comparableText } from '../text/equivalents.js';

/** A unit's or union's name as it is compared: width, blanks and equivalent characters are spelling, not another name. */
export function comparableOrganisationName(text: string): string {
  return comparableText(text);
}
