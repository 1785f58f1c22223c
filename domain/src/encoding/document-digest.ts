// SPDX-License-Identifier: Apache-2.0
import { fromBase64url, toBase64url } from './base64url.js';
import { fromHex, toHex } from './hex.js';

const HEX_DIGEST = /^[0-9A-Fa-f]{64}$/;

/** The SM3 of a document as people read it: 64 lower-case hex digits, as `openssl dgst -sm3` prints it. @param digest base64url */
export function digestHex(digest: string): string {
  return toHex(fromBase64url(digest));
}

/** The same as the ledger has it, base64url; a digest in hex of either case is taken, too, and any other text is left as it is. */
export function digestOfText(text: string): string {
  return HEX_DIGEST.test(text) ? toBase64url(fromHex(text.toLowerCase())) : text;
}
