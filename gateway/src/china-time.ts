// SPDX-License-Identifier: Apache-2.0

const CHINA_OFFSET_MS = 8 * 3_600_000;

/** The calendar day in China, `yyyy-mm-dd`: forms, ages and quotas are of the day of the people who use them. */
export function chinaDay(milliseconds: number): string {
  return new Date(milliseconds + CHINA_OFFSET_MS).toISOString().slice(0, 10);
}

/** RFC 3339, UTC, milliseconds: the one spelling on the wire. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
