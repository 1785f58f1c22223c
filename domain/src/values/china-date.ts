// SPDX-License-Identifier: Apache-2.0

const CHINA_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** Calendar date in China (UTC+8, no summer time) at a time in milliseconds since 1970, ISO 8601. */
export function chinaDateAt(time: number): string {
  return new Date(time + CHINA_OFFSET_MS).toISOString().slice(0, 10);
}

/** Date and time in China, to the second, of an RFC 3339 time: `2026-03-02 10:00:00`. */
export function chinaTimeOf(timestamp: string): string {
  return new Date(Date.parse(timestamp) + CHINA_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** When a calendar day in China is over, RFC 3339. */
export function dayOver(date: string): string {
  return new Date(Date.parse(date) + DAY_MS - CHINA_OFFSET_MS).toISOString();
}

/** Days from one calendar day to another, negative where the other is earlier; both ISO 8601. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** The calendar date so many days later; ISO 8601. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}
