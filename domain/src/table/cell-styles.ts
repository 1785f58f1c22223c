// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { isDateFormat } from './excel-date.js';
import { hidingFormat, type HidingFormat } from './number-format.js';
import { TABLE_LIMITS } from './table-limits.js';
import { drain, parseXml } from './xml-events.js';
import type { XmlHandler } from './xml-handler.js';

/** What the formats of cells (`s` of a cell) say of what is read. */
export interface CellStyles {
  /** Those that show a day. */
  readonly dateStyles: ReadonlySet<number>;
  /** Those under which not every value is seen. */
  readonly hidingStyles: ReadonlyMap<number, HidingFormat>;
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
  readonly code: string;
  readonly isDate: boolean;
  readonly hiding?: HidingFormat | undefined;
}

class StyleReader implements XmlHandler, CellStyles {
  readonly dateStyles = new Set<number>();
  readonly hidingStyles = new Map<number, HidingFormat>();
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
    const shown = {
      code: formatCode,
      isDate: isDateFormat(id, formatCode),
      hiding: hidingFormat(formatCode),
    };
    // Writers repeat formats; of two that show something else nobody knows which is meant.
    if (before !== undefined && differ(before, shown)) throw damaged();
    this.#formats.set(id, shown);
    assertFew(this.#formats.size);
  }

  #openList(depth: number): void {
    if (this.#list !== 'before' || depth !== LIST_DEPTH) throw damaged();
    this.#list = 'open';
  }

  #openStyle(id: number): void {
    const { isDate, hiding } = this.#formats.get(id) ?? { isDate: isDateFormat(id, undefined) };
    if (isDate) this.dateStyles.add(this.#index);
    if (hiding !== undefined) this.hidingStyles.set(this.#index, hiding);
    this.#index += 1;
    assertFew(this.#index);
  }
}

function differ(one: ShownByFormat, other: ShownByFormat): boolean {
  if (one.code === other.code) return false;
  return one.isDate !== other.isDate || one.hiding !== undefined || other.hiding !== undefined;
}

function assertFew(count: number): void {
  if (count > TABLE_LIMITS.formats) throw new DomainError('FILE_TOO_COMPLEX', { reason: 'formats' });
}

function damaged(): DomainError {
  return new DomainError('FILE_DAMAGED', { reason: 'cell formats' });
}
