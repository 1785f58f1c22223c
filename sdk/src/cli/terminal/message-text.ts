// SPDX-License-Identifier: Apache-2.0

/** One message in both languages. */
export function text(zh: string, en: string): { readonly zh: string; readonly en: string } {
  return { zh, en };
}
