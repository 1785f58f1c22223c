// SPDX-License-Identifier: Apache-2.0
import { ERROR_STATUS, type ErrorCode } from '../errors/codes.js';
import type { ErrorTexts } from './error-text.js';
import { ERROR_TEXTS } from './error-texts.js';

/** One refusal: its HTTP status and its words. */
export interface ErrorEntry extends ErrorTexts {
  readonly status: number;
}

/** The closed list with its words. `docs/reference/errors.md` is made from it. */
export const ERROR_CATALOGUE = Object.fromEntries(
  Object.entries(ERROR_STATUS).map(([code, status]) => [code, { status, ...ERROR_TEXTS[code as ErrorCode] }]),
) as Readonly<Record<ErrorCode, ErrorEntry>>;
