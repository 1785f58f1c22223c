// SPDX-License-Identifier: Apache-2.0
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';

/** One value of a table; numbers in decimal, because a phone number may be stored as one. */
export interface Cell {
  readonly place: string;
  readonly bytes: Uint8Array;
}

/**
 * Every cell of a SQLite database. Long values are split over pages, so the file's raw bytes are not enough. Reads a
 * copy, write-ahead log included: opening the file itself could make or fold that log.
 */
export function* readSqliteCells(file: string): Generator<Cell> {
  const folder = mkdtempSync(join(tmpdir(), 'unionid-scan-'));
  try {
    const copy = join(folder, 'copy.db');
    copyFileSync(file, copy);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
    yield* readCells(copy);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function* readCells(file: string): Generator<Cell> {
  const database = new DatabaseSync(file);
  try {
    for (const name of tablesOf(database)) yield* readTableCells(database, name);
  } finally {
    database.close();
  }
}

function tablesOf(database: DatabaseSync): string[] {
  return database
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
    .all()
    .map(({ name }) => String(name));
}

function* readTableCells(database: DatabaseSync, table: string): Generator<Cell> {
  const select = database.prepare(`SELECT * FROM "${table.replaceAll('"', '""')}"`);
  select.setReadBigInts(true);
  let row = 0;
  for (const values of select.iterate()) {
    row += 1;
    for (const [column, value] of Object.entries(values)) {
      yield { place: `table ${table} row ${row} column ${column}`, bytes: toBytes(value) };
    }
  }
}

function toBytes(value: SQLOutputValue): Uint8Array {
  return value instanceof Uint8Array ? value : Buffer.from(String(value ?? ''));
}
