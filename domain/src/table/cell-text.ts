// SPDX-License-Identifier: Apache-2.0
import { TABLE_LIMITS } from './table-limits.js';

// ST_Xstring (ECMA-376 part 1, 22.9.2.19): what XML can not hold is written as its code unit, and so is an underscore that
// would look like one of these.
const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;

/** Puts the text of a cell or shared string together: runs in their order, phonetic readings left out, cut one past the limit. */
export class CellText {
  #text = '';
  #isRead = false;
  #isPhonetic = false;

  open(name: string): void {
    if (name === 'rPh') this.#isPhonetic = true;
    if (name === 't' || name === 'v') this.#isRead = !this.#isPhonetic;
  }

  add(piece: string): void {
    // One past the limit, so that whoever judges the cell says that it is too long.
    const room = TABLE_LIMITS.cellCharacters + 1 - this.#text.length;
    if (this.#isRead && room > 0) this.#text += piece.slice(0, room);
  }

  close(name: string): void {
    if (name === 'rPh') this.#isPhonetic = false;
    if (name === 't' || name === 'v') this.#isRead = false;
  }

  /** The text, with what was escaped in it; the next one begins. */
  take(): string {
    const text = this.#text;
    this.#text = '';
    return text.includes('_x') ? unescaped(text) : text;
  }
}

function unescaped(text: string): string {
  return text.replace(ESCAPED, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
