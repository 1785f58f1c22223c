// SPDX-License-Identifier: Apache-2.0
import { Readable } from 'node:stream';
import { DomainError } from '@unionid/domain/errors';
import { CsvError, parse } from 'csv-parse';
import { IMPORT_LIMITS } from './import-limits.js';
import type { TableFile } from './table-file.js';
import { isBlankRow, type TableRows } from './table.js';
import { decodeText, detectEncoding } from './text-encoding.js';

const SEPARATORS = [',', '\t', ';'];

/** Rows of a CSV (RFC 4180) in UTF-8 or GB 18030; the separator is the one that the header shows. */
export async function* readCsvTable(file: TableFile): TableRows {
  const encoding = await detectEncoding(() => file.read());
  const text = decodeText(file.read(), encoding);
  const parser = parse({
    delimiter: await separatorOf(decodeText(file.read(), encoding)),
    max_record_size: IMPORT_LIMITS.recordCharacters,
    relax_column_count: true,
    // A quotation mark inside a cell that is not quoted is a character like any other.
    relax_quotes: true,
  });
  const source = Readable.from(text, { objectMode: true, highWaterMark: 1 });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    yield* numbered(parser as AsyncIterable<string[]>);
  } catch (error) {
    throw readable(error);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

async function* numbered(records: AsyncIterable<string[]>): TableRows {
  let row = 0;
  for await (const cells of records) {
    row += 1;
    if (!isBlankRow(cells)) yield { row, cells };
  }
}

async function separatorOf(text: AsyncIterable<string>): Promise<string> {
  let start = '';
  for await (const piece of text) {
    start += piece;
    if (/[\r\n]/.test(start.trimStart()) || start.length > IMPORT_LIMITS.recordCharacters) break;
  }
  const [header = ''] = start.trimStart().split(/[\r\n]/, 1);
  const counts = SEPARATORS.map((separator) => header.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}

function readable(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const line = (error as { readonly lines?: unknown }).lines;
  return new DomainError('FILE_DAMAGED', typeof line === 'number' ? { row: line } : {}, { cause: error });
}
