// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { isDateFormat } from './excel-date.js';
import { TABLE_LIMITS } from './table-limits.js';
import { drain, parseXml } from './xml-events.js';
import type { XmlHandler } from './xml-handler.js';

/** What the formats of cells (`s` of a cell) say of what is read. */
export interface CellStyles {
  /** Those that show a day. */
  readonly dateStyles: ReadonlySet<number>;
  /** Those that show nothing, whatever stands in the cell. */
  readonly blankStyles: ReadonlySet<number>;
}

/** Reads the part of styles (ECMA-376 part 1, 18.8). @throws DomainError FILE_TOO_COMPLEX, FILE_DAMAGED */
export async function readCellStyles(read: () => AsyncIterable<Uint8Array> | undefined): Promise<CellStyles> {
  const styles = new StyleReader();
  const bytes = read();
  if (bytes !== undefined) await drain(parseXml(bytes, styles));
  return styles;
}

/** Where the cells' own formats stand; those of named styles stand in another list. */
const LIST_DEPTH = 2;

interface ShownByFormat {
  readonly isDate: boolean;
  readonly isBlank: boolean;
}

class StyleReader implements XmlHandler, CellStyles {
  readonly dateStyles = new Set<number>();
  readonly blankStyles = new Set<number>();
  readonly #formats = new Map<number, ShownByFormat>();
  #list: 'before' | 'open' | 'after' = 'before';
  #index = 0;

  readonly open = (name: string, attributes: Readonly<Record<string, string>>, depth: number): void => {
    if (name === 'numFmt' && depth === LIST_DEPTH + 1) this.#openFormat(attributes);
    if (name === 'cellXfs') this.#openList(depth);
    if (name === 'xf' && this.#list === 'open') this.#openStyle(Number(attributes.numFmtId ?? 0));
  };

  readonly close = (name: string): void => {
    if (name === 'cellXfs') this.#list = 'after';
  };

  #openFormat({ numFmtId, formatCode = '' }: Readonly<Record<string, string>>): void {
    const id = Number(numFmtId);
    const before = this.#formats.get(id);
    // Once for each format: as many cells' formats as there may be name one of them.
    const shown = { isDate: isDateFormat(id, formatCode), isBlank: isBlankFormat(formatCode) };
    // Writers repeat formats; of two that show something else nobody knows which is meant.
    if (before !== undefined && before.isDate !== shown.isDate) throw damaged();
    this.#formats.set(id, shown);
    assertFew(this.#formats.size);
  }

  #openList(depth: number): void {
    if (this.#list !== 'before' || depth !== LIST_DEPTH) throw damaged();
    this.#list = 'open';
  }

  #openStyle(id: number): void {
    const { isDate, isBlank } = this.#formats.get(id) ?? {
      isDate: isDateFormat(id, undefined),
      isBlank: false,
    };
    if (isDate) this.dateStyles.add(this.#index);
    if (isBlank) this.blankStyles.add(this.#index);
    this.#index += 1;
    assertFew(this.#index);
  }
}

/** Of positive and negative numbers, zero and texts (18.8.31): nothing. */
function isBlankFormat(code: string): boolean {
  return code.trim() === ';;;';
}

function assertFew(count: number): void {
  if (count > TABLE_LIMITS.formats) throw new DomainError('FILE_TOO_COMPLEX', { reason: 'formats' });
}

function damaged(): DomainError {
  return new DomainError('FILE_DAMAGED', { reason: 'cell formats' });
}
