// SPDX-License-Identifier: Apache-2.0
import { CsvReader, type CsvRow } from './csv-reader.js';
import type { TableFile } from './table-file.js';
import { decodeText, detectEncoding } from './text-encoding.js';

/** Rows of a CSV in UTF-8, GB 18030 or marked UTF-16, a piece of the file at a time. */
export async function* readCsvTable(file: TableFile): AsyncGenerator<CsvRow> {
  const encoding = await detectEncoding(() => file.read());
  const reader = new CsvReader();
  for await (const text of decodeText(file.read(), encoding)) yield* reader.take(text);
  yield* reader.end();
}
