// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { encodeGb18030 } from './gb18030.js';

/** A value that must stand nowhere. Findings show the label, never the text. */
export interface Secret {
  readonly label: string;
  readonly text: string;
}

/** Bytes to look for. */
export interface Needle {
  readonly label: string;
  /** How the bytes come from the value, e.g. `gb18030/base64+1` or `sm3(utf-8)/hex`. */
  readonly kind: string;
  readonly bytes: Uint8Array;
}

interface Form {
  readonly kind: string;
  readonly bytes: Uint8Array;
}

/**
 * Fewer bits than this turn up by chance: sealed and compressed bytes are random, and a run holds about 2^30 of them.
 * Forms below are left out; a name of two characters is still looked for in UTF-8, one of four in every form.
 */
export const MIN_BITS = 48;
const HASHES = ['sm3', 'sha256', 'sha1', 'md5'] as const;
const ALIGNMENTS = [0, 1, 2] as const;

/** Every form of the values of architecture.md §5 (privacy scan): encodings, their hex and Base64, and common hashes. */
export function needlesOf(secrets: readonly Secret[]): Needle[] {
  return secrets.flatMap(({ label, text }) => needlesOfForms(label, formsOfText(text)));
}

/** Forms of a value that is bytes already, such as a key or a tag. */
export function needlesOfBytes(label: string, bytes: Uint8Array): Needle[] {
  return needlesOfForms(label, binaryForms({ kind: 'bytes', bytes }));
}

function needlesOfForms(label: string, forms: readonly Form[]): Needle[] {
  const seen = new Set<string>();
  return forms.flatMap(({ kind, bytes }) => {
    const identity = Buffer.from(bytes).toString('latin1');
    if (seen.has(identity)) return [];
    seen.add(identity);
    return [{ label, kind, bytes }];
  });
}

function formsOfText(text: string): Form[] {
  const variants = [...new Set([text, text.toUpperCase(), text.toLowerCase()])];
  const encoded = variants.flatMap(encodings);
  return [
    ...encoded.flatMap(binaryForms),
    ...variants.flatMap(escapedForms),
    ...encoded.flatMap(hashesOf).flatMap(binaryForms),
  ];
}

function encodings(text: string): Form[] {
  const utf16 = Buffer.from(text, 'utf16le');
  return [
    { kind: 'utf-8', bytes: Buffer.from(text, 'utf8') },
    { kind: 'gb18030', bytes: encodeGb18030(text) },
    { kind: 'utf-16le', bytes: utf16 },
    { kind: 'utf-16be', bytes: Buffer.from(utf16).swap16() },
  ];
}

function hashesOf({ kind, bytes }: Form): Form[] {
  return HASHES.map((hash) => ({
    kind: `${hash}(${kind})`,
    bytes: createHash(hash).update(bytes).digest(),
  }));
}

// JSON writers may escape what is not ASCII, and a log may hold a URL.
function escapedForms(text: string): Form[] {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  const json = units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
  return [
    { kind: 'json-escapes', bytes: Buffer.from(json) },
    { kind: 'json-escapes', bytes: Buffer.from(json.toUpperCase().replaceAll('\\U', '\\u')) },
    { kind: 'url', bytes: Buffer.from(encodeURIComponent(text)) },
    { kind: 'url', bytes: Buffer.from(encodeURIComponent(text).toLowerCase()) },
  ].flatMap((form) => whenLong(form, 8));
}

function binaryForms({ kind, bytes }: Form): Form[] {
  const hex = Buffer.from(bytes).toString('hex');
  return [
    ...whenLong({ kind, bytes }, 8),
    ...whenLong({ kind: `${kind}/hex`, bytes: Buffer.from(hex) }, 4),
    ...whenLong({ kind: `${kind}/HEX`, bytes: Buffer.from(hex.toUpperCase()) }, 4),
    ...ALIGNMENTS.flatMap((shift) => base64Forms({ kind, bytes }, shift)),
  ];
}

function base64Forms({ kind, bytes }: Form, shift: number): Form[] {
  const text = base64Within(bytes, shift);
  const url = text.replaceAll('+', '-').replaceAll('/', '_');
  return [
    ...whenLong({ kind: `${kind}/base64+${shift}`, bytes: Buffer.from(text) }, 6),
    ...whenLong({ kind: `${kind}/base64url+${shift}`, bytes: Buffer.from(url) }, 6),
  ];
}

/**
 * The Base64 characters that these bytes alone decide when they stand `shift` bytes (mod 3) into a longer value: a
 * character at either end that neighbours have bits in is left out.
 */
export function base64Within(bytes: Uint8Array, shift: number): string {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
  const first = Math.ceil((8 * shift) / 6);
  const end = Math.floor((8 * (shift + bytes.length)) / 6);
  return text.slice(first, end);
}

function whenLong(form: Form, bitsPerByte: number): Form[] {
  return form.bytes.length * bitsPerByte >= MIN_BITS ? [form] : [];
}
