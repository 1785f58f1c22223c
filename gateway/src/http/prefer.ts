// SPDX-License-Identifier: Apache-2.0

/** Longest a request may wait for its commit, in seconds: below what proxies allow a request. */
const LONGEST_WAIT = 60;
const WAIT = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,6})"?\s*(?=[,;]|$)/i;

/** Seconds of the preference `wait` (RFC 7240 §4.3); 0 where none is stated. */
export function parseWait(prefer: string | undefined): number {
  const seconds = WAIT.exec(prefer ?? '')?.[1];
  return seconds === undefined ? 0 : Math.min(Number(seconds), LONGEST_WAIT);
}
