// SPDX-License-Identifier: Apache-2.0

/** What a person is told: why it was refused and what to do next. */
export interface ErrorText {
  readonly cause: string;
  readonly next: string;
}

/** The words to one code, zh-CN first. */
export interface ErrorTexts {
  readonly zh: ErrorText;
  readonly en: ErrorText;
}

/** `[cause, next step]` in each language. */
export function text(zh: readonly [string, string], en: readonly [string, string]): ErrorTexts {
  return { zh: { cause: zh[0], next: zh[1] }, en: { cause: en[0], next: en[1] } };
}
