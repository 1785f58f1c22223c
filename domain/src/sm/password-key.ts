// SPDX-License-Identifier: Apache-2.0
import { pbkdf2Sync } from 'node:crypto';

/**
 * Rounds by default and at least: OWASP's figure for PBKDF2 with a 256-bit hash; SM3 costs an attacker about what
 * SHA-256 does. Takes some tenths of a second.
 */
export const PASSWORD_ROUNDS = 600_000;

/** More than this many rounds in a key file is an attempt to hang whoever opens it. */
const MAX_PASSWORD_ROUNDS = 20_000_000;
const MIN_SALT_BYTES = 16;
const KEY_BYTES = 32;

/** What a key is derived from. */
export interface PasswordKeyInput {
  /** Taken as UTF-8, as typed: not normalized, so it must be entered on the same kind of keyboard. */
  readonly password: string;
  /** At least 16 random bytes, stored beside what the key protects. */
  readonly salt: Uint8Array;
  /** {@link PASSWORD_ROUNDS} by default and at least, at most 20 million; stored beside the salt. */
  readonly rounds?: number;
}

/**
 * A sealing key of 32 bytes from a password by PBKDF2-HMAC-SM3 (RFC 8018; GM/T 0091-2020 names the same function).
 * scrypt would resist special hardware better, but is built on SHA-256, which no assessment of commercial
 * cryptography admits; and these key files are for development, where it counts the key is in a UKey or an HSM.
 * Synchronous.
 *
 * @throws RangeError for a short salt or rounds outside the limits
 */
export function deriveKeyFromPassword({
  password,
  salt,
  rounds = PASSWORD_ROUNDS,
}: PasswordKeyInput): Uint8Array {
  if (salt.length < MIN_SALT_BYTES) throw new RangeError('a password salt has at least 16 bytes');
  if (!Number.isInteger(rounds) || rounds < PASSWORD_ROUNDS || rounds > MAX_PASSWORD_ROUNDS) {
    throw new RangeError(`password rounds are from ${PASSWORD_ROUNDS} to ${MAX_PASSWORD_ROUNDS}`);
  }
  return new Uint8Array(pbkdf2Sync(password, salt, rounds, KEY_BYTES, 'sm3'));
}
