// SPDX-License-Identifier: Apache-2.0
import { visibleText } from '@unionid/domain/report';

/** RFC 3339 in UTC to the millisecond, as the ledger and gateways write it. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const CHINA_MS = 8 * 3_600_000;

/** A time as people in China read it, to the second; any other text as it is. Programs get times as they came. */
export function inChinaTime(text: string): string {
  const time = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) return text;
  return `${new Date(time + CHINA_MS).toISOString().slice(0, 19).replace('T', ' ')} +08:00`;
}

/** What stands for a value in a message: its characters are shown whatever they are, so that a message's lines are its own. */
export function shownValue(value: string | number): string {
  return visibleText(inChinaTime(String(value)));
}

/** The day of such a time in China. */
export function chinaDayOf(text: string): string {
  return inChinaTime(text).slice(0, 10);
}

/** One message in both languages. */
export function text(zh: string, en: string): { readonly zh: string; readonly en: string } {
  return { zh, en };
}
