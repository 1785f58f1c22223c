// SPDX-License-Identifier: Apache-2.0
export { checkCharacter, hasValidCheckCharacter } from './check-character.js';
export {
  didOf,
  formatId,
  formatReference,
  ID_KINDS,
  isId,
  isReference,
  randomBytesOf,
  REFERENCE_BYTES,
  type IdKind,
} from './opaque-id.js';
