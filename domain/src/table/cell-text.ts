// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { TABLE_LIMITS } from './table-limits.js';

// ST_Xstring (ECMA-376 part 1, 22.9.2.19): what XML can not hold is written as its code unit, and so is an underscore that
// would look like one of these.
const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;

/**
 * Puts the text of a cell or shared string together (CT_Rst, ECMA-376 part 1, 18.4.8): its own text or runs in their order, phonetic
 * readings left out, cut one past the limit.
 */
export class CellText {
  #text = '';
  #isRead = false;
  /** Whether a `t` is open. */
  #isOpen = false;
  /** What stands right in it and is open. */
  #child = '';
  /** Whether it has a text of its own, and the run that is open. */
  #hasText = false;
  #hasRunText = false;

  /** A cell's value, which is one text. */
  openValue(): void {
    this.#isRead = true;
  }

  closeValue(): void {
    this.#isRead = false;
  }

  /** A shared or inline text begins. */
  begin(): void {
    this.#text = '';
    this.#child = '';
    this.#hasText = false;
  }

  /** @param level 1 for what stands right in the text. @throws DomainError FILE_DAMAGED for a second one: nobody knows which is meant */
  open(name: string, level: number): void {
    // A text holds no elements.
    if (this.#isOpen) throw damaged();
    if (level === 1) {
      this.#child = name;
      this.#hasRunText = false;
    }
    if (name === 't')
      this.#openText(level === 1, level === 2 && (this.#child === 'r' || this.#child === 'rPh'));
  }

  #openText(isOwn: boolean, isOfRun: boolean): void {
    if ((!isOwn && !isOfRun) || (isOwn ? this.#hasText : this.#hasRunText)) throw damaged();
    if (isOwn) this.#hasText = true;
    else this.#hasRunText = true;
    this.#isOpen = true;
    this.#isRead = this.#child !== 'rPh';
  }

  add(piece: string): void {
    // One past the limit, so that whoever judges the cell says that it is too long.
    const room = TABLE_LIMITS.cellCharacters + 1 - this.#text.length;
    if (this.#isRead && room > 0) this.#text += piece.slice(0, room);
  }

  close(name: string): void {
    if (name !== 't') return;
    this.#isRead = false;
    this.#isOpen = false;
  }

  /** The text, with what was escaped in it; the next one begins. */
  take(): string {
    const text = this.#text;
    this.#text = '';
    return text.includes('_x') ? unescaped(text) : text;
  }
}

function damaged(): DomainError {
  return new DomainError('FILE_DAMAGED', { reason: 'cell text' });
}

function unescaped(text: string): string {
  return text.replace(ESCAPED, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
