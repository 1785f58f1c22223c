// SPDX-License-Identifier: Apache-2.0
export { checkCharacter, hasValidCheckCharacter } from './check-character.js';
export { didOf, formatId, ID_KINDS, isId, randomBytesOf, type IdKind } from './opaque-id.js';
