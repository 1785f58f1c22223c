// SPDX-License-Identifier: Apache-2.0

/** What a person is told: why it was refused and what to do next. */
export interface ErrorText {
  readonly cause: string;
  readonly next: string;
}

/** One refusal: its HTTP status and its words, zh-CN first. */
export interface ErrorEntry {
  readonly status: number;
  readonly zh: ErrorText;
  readonly en: ErrorText;
}

/** An entry of the closed list: `[cause, next step]` in each language. */
export function errorEntry(
  status: number,
  zh: readonly [string, string],
  en: readonly [string, string],
): ErrorEntry {
  return { status, zh: { cause: zh[0], next: zh[1] }, en: { cause: en[0], next: en[1] } };
}
