// SPDX-License-Identifier: Apache-2.0
export { fromBase64, fromBase64url, toBase64, toBase64url } from './base64url.js';
export { canonicalBytes, canonicalJson, parseCanonicalJson, type Json } from './canonical-json.js';
export { digestHex, digestOfText } from './document-digest.js';
export { fromHex, parseHex, toHex } from './hex.js';
export { decodeUtf8, encodeUtf8 } from './utf8.js';
