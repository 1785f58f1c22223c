// SPDX-License-Identifier: Apache-2.0
export { fromBase64url, toBase64url } from './base64url.js';
export {
  canonicalBytes,
  canonicalJson,
  decodeUtf8,
  encodeUtf8,
  parseCanonicalJson,
  type Json,
} from './canonical-json.js';
