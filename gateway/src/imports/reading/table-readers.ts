// SPDX-License-Identifier: Apache-2.0
import type { SheetNote, TableRows } from '@unionid/domain/table';
import type { SpoolKey } from '../jobs/spool.js';
import type { ReadForm } from '../judge/file-header.js';
import { IMPORT_LIMITS } from '../limits/import-limits.js';
import { TableReader, type TableReaderOptions } from './table-reader.js';

/** A file under way. */
export interface ReadTable {
  readonly sheets: readonly SheetNote[];
  /** Its rows, once. @throws DomainError what the file is refused for; ReaderEnded */
  readonly rows: TableRows;
  /** To be called whatever came. */
  readonly close: () => void;
}

const OPTIONS: TableReaderOptions = {
  entry: new URL('./table-process.js', import.meta.url),
  heapMegabytes: IMPORT_LIMITS.readerHeapMegabytes,
  answerMs: IMPORT_LIMITS.readerAnswerMs,
};
/** A process without work for so long ends. */
const IDLE_MS = 30_000;

/** Reads handed-in files in processes of their own, started when needed and kept for the next file. */
export class TableReaders {
  readonly #options: TableReaderOptions;
  readonly #idle = new Map<TableReader, NodeJS.Timeout>();
  readonly #busy = new Set<TableReader>();

  constructor(options: Partial<TableReaderOptions> = {}) {
    this.#options = { ...OPTIONS, ...options };
  }

  /** @throws DomainError FILE_… and UNSUPPORTED_MEDIA_TYPE; ReaderEnded */
  async open(spool: SpoolKey, { kind, mapping }: ReadForm): Promise<ReadTable> {
    const reader = this.#take();
    const close = (): void => this.#giveBack(reader);
    try {
      const answer = await reader.ask({ spool, form: { kind, mapping } });
      return { sheets: answer.is === 'open' ? answer.sheets : [], rows: rowsOf(reader), close };
    } catch (error) {
      close();
      throw error;
    }
  }

  close(): void {
    for (const reader of [...this.#idle.keys(), ...this.#busy]) this.#end(reader);
  }

  #take(): TableReader {
    const [idle] = [...this.#idle.keys()].filter(({ isReady }) => isReady);
    const reader = idle ?? new TableReader(this.#options);
    clearTimeout(this.#idle.get(reader));
    this.#idle.delete(reader);
    this.#busy.add(reader);
    reader.hold(true);
    return reader;
  }

  #giveBack(reader: TableReader): void {
    if (!this.#busy.delete(reader)) return;
    if (!reader.isReady) {
      this.#end(reader);
      return;
    }
    reader.hold(false);
    this.#idle.set(reader, setTimeout(() => this.#end(reader), IDLE_MS).unref());
  }

  #end(reader: TableReader): void {
    clearTimeout(this.#idle.get(reader));
    this.#idle.delete(reader);
    this.#busy.delete(reader);
    reader.end();
  }
}

async function* rowsOf(reader: TableReader): TableRows {
  for (let answer = await reader.ask('next'); answer.is === 'rows'; answer = await reader.ask('next'))
    yield* answer.rows;
}
