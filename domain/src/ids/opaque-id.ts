// SPDX-License-Identifier: Apache-2.0
import { checkCharacter, hasValidCheckCharacter } from './check-character.js';

// Crockford's base 32: no I, L, O, U, so that a number read aloud or typed from paper stays itself.
const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The kinds of opaque identifiers: a leading letter, random characters, a check character. */
export const ID_KINDS = {
  /** 数字身份标识, 125 bits, never derived from the ID number (architecture.md §5); person/identity-id.ts says whence. */
  identity: { prefix: '', randomCharacters: 25 },
  organisation: { prefix: 'O', randomCharacters: 10 },
  operator: { prefix: 'P', randomCharacters: 10 },
  instruction: { prefix: 'I', randomCharacters: 25 },
  manifest: { prefix: 'M', randomCharacters: 25 },
  fund: { prefix: 'F', randomCharacters: 15 },
  allotment: { prefix: 'L', randomCharacters: 15 },
  programme: { prefix: 'G', randomCharacters: 15 },
  /** 困难职工档案号. */
  file: { prefix: 'H', randomCharacters: 15 },
  finding: { prefix: 'N', randomCharacters: 15 },
  unmask: { prefix: 'U', randomCharacters: 15 },
  /** 接转码: 80 bits on a slip of paper, from which a key pair is made. */
  releaseCode: { prefix: 'R', randomCharacters: 16 },
} as const satisfies Record<string, { prefix: string; randomCharacters: number }>;

export type IdKind = keyof typeof ID_KINDS;

/** Random bytes an identifier of this kind needs. */
export function randomBytesOf(kind: IdKind): number {
  return Math.ceil((ID_KINDS[kind].randomCharacters * 5) / 8);
}

/** Spells random bytes as an identifier; the caller draws them, because domain code may not. */
export function formatId(kind: IdKind, random: Uint8Array): string {
  const { prefix, randomCharacters } = ID_KINDS[kind];
  const payload = prefix + toBase32(random, randomCharacters);
  return payload + checkCharacter(payload);
}

/** Bytes of the digest behind a payment's reference. */
export const REFERENCE_BYTES = 7;
const REFERENCE_CHARACTERS = 10;
const REFERENCE = new RegExp(`^U\\d{8}[${BASE32}]{${String(REFERENCE_CHARACTERS)}}[0-9A-Z]$`);

/** A payment's reference: what it says, so many characters of a digest, a check character. @param digest REFERENCE_BYTES of it */
export function formatReference(said: string, digest: Uint8Array): string {
  const payload = said + toBase32(digest, REFERENCE_CHARACTERS);
  return payload + checkCharacter(payload);
}

/** True for one without a typing error. */
export function isReference(text: string): boolean {
  return REFERENCE.test(text) && hasValidCheckCharacter(text);
}

/** True for a well-formed identifier of this kind. */
export function isId(kind: IdKind, text: string): boolean {
  return ID_PATTERNS[kind].test(text) && hasValidCheckCharacter(text);
}

/** W3C DID of an identity account; resolvable at any gateway of the network. */
export function didOf(identityId: string): string {
  return `did:unionid:${identityId}`;
}

const ID_PATTERNS = Object.fromEntries(
  Object.entries(ID_KINDS).map(([kind, { prefix, randomCharacters }]) => [
    kind,
    new RegExp(`^${prefix}[${BASE32}]{${String(randomCharacters)}}[0-9A-Z]$`),
  ]),
) as Record<IdKind, RegExp>;

function toBase32(bytes: Uint8Array, characters: number): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5 && text.length < characters) {
      bits -= 5;
      text += BASE32.charAt((value >> bits) & 31);
    }
  }
  if (text.length < characters) throw new RangeError('too few random bytes');
  return text;
}
