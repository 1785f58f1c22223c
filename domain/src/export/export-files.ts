// SPDX-License-Identifier: Apache-2.0
import type { ExportManifest } from '../answer/index.js';
import { encodeUtf8, toBase64url } from '../encoding/index.js';
import { GrowingTree, leafHash } from '../merkle/index.js';
import { sm3 } from '../sm/index.js';
import { newWorkbook } from '../table/index.js';
import { BYTE_ORDER_MARK, csvLine, safeCell } from '../text/csv-line.js';
import { EXPORT_TABLES } from './tables.js';

/** Files of an export and what its manifest says of them. */
export interface ExportFiles {
  /** The next row of the table in hand. */
  row(cells: readonly string[]): void;
  /** Goes on with the next table. */
  nextTable(): void;
  end(): {
    readonly files: ReadonlyMap<string, Uint8Array>;
    readonly said: Pick<ExportManifest, 'root' | 'rows' | 'tables' | 'workbook'>;
  };
}

/** How the workbook is called. */
const WORKBOOK = 'export.xlsx';

/** Makes the files of an export row by row: the same rows make the same bytes at a gateway and at a client. */
export function newExportFiles(): ExportFiles {
  return new Files();
}

class Files implements ExportFiles {
  readonly #workbook = newWorkbook(EXPORT_TABLES.map(({ title }) => title));
  readonly #tree = new GrowingTree();
  readonly #tables: { readonly file: string; readonly rows: number; readonly bytes: Uint8Array }[] = [];
  #lines: string[] = [];

  constructor() {
    this.#begin();
  }

  row(cells: readonly string[]): void {
    const line = csvLine(cells);
    this.#lines.push(line);
    this.#tree.add(leafHash(encodeUtf8(`${this.#table.name} ${line}`)));
    this.#workbook.row(cells.map(safeCell));
  }

  nextTable(): void {
    this.#finish();
    this.#workbook.nextSheet();
    this.#begin();
  }

  end(): ReturnType<ExportFiles['end']> {
    this.#finish();
    const workbook = this.#workbook.end();
    return {
      files: new Map([
        ...this.#tables.map(({ file, bytes }) => [file, bytes] as const),
        [WORKBOOK, workbook],
      ]),
      said: {
        ...{ root: toBase64url(this.#tree.root()), rows: this.#tree.leaves },
        tables: this.#tables.map(({ file, rows, bytes }) => ({ file, rows, digest: digestOf(bytes) })),
        workbook: { file: WORKBOOK, digest: digestOf(workbook) },
      },
    };
  }

  get #table(): (typeof EXPORT_TABLES)[number] {
    const table = EXPORT_TABLES[this.#tables.length];
    if (table === undefined) throw new TypeError('an export has no further table');
    return table;
  }

  #begin(): void {
    const { header } = this.#table;
    this.#lines = [BYTE_ORDER_MARK + csvLine(header)];
    this.#workbook.row(header);
  }

  #finish(): void {
    const bytes = encodeUtf8(this.#lines.join(''));
    this.#tables.push({ file: `${this.#table.name}.csv`, rows: this.#lines.length - 1, bytes });
  }
}

function digestOf(bytes: Uint8Array): string {
  return toBase64url(sm3(bytes));
}
