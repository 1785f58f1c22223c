// SPDX-License-Identifier: Apache-2.0
import { mspIdField } from '@unionid/domain/schema';
import { UsageError } from '../terminal/usage-error.js';

/** What another channel says of a key. */
export interface ToldKey {
  readonly mspId: string | undefined;
  /** SM3 of the public key, 64 lower-case hex digits. */
  readonly fingerprint: string;
}

/** Of a published line; longer ones are cut off before any expression sees them. */
const LONGEST_LINE = 200;
const FINGERPRINT = /^[0-9A-Fa-f]{64}$/;

/**
 * A published line, `MSP:fingerprint` or the fingerprint alone. Whatever MSP the ledger takes is one here.
 * @throws UsageError for anything but a whole fingerprint: a part of one is quickly found for another key
 */
export function parseToldKey(text: string): ToldKey {
  const line = text.slice(0, LONGEST_LINE).trim();
  const colon = line.lastIndexOf(':');
  const [mspId, fingerprint] = [colon < 0 ? undefined : line.slice(0, colon), line.slice(colon + 1)];
  const isMsp = mspId === undefined || mspIdField.safeParse(mspId).success;
  if (!isMsp || !FINGERPRINT.test(fingerprint)) throw new UsageError('badFingerprint', { text: line });
  return { mspId, fingerprint: fingerprint.toLowerCase() };
}
