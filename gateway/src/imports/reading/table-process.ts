// SPDX-License-Identifier: Apache-2.0
import { asDomainError } from '@unionid/domain/errors';
import { tableFinder } from '@unionid/domain/forms';
import { openTable, type Cell, type TableRow } from '@unionid/domain/table';
import { SpoolReader } from '../jobs/spool.js';
import { formOf } from '../judge/file-header.js';
import { IMPORT_LIMITS } from '../limits/import-limits.js';
import type { TableAnswer, TableQuestion } from './table-messages.js';

// A process of its own: what a file does to it, it does to nothing else. It knows one file's key at a time, and no other.

/** Rows of one answer. */
const ROWS = 500;

let answers: AsyncGenerator<TableAnswer, TableAnswer> | undefined;

process.on('message', (question: TableQuestion) => void reply(question));
process.on('disconnect', () => process.exit());

async function reply(question: TableQuestion): Promise<void> {
  if (question !== 'next') {
    // Nobody asked for the rest of the file before.
    await answers?.return({ is: 'end' });
    answers = answersTo(question);
  }
  process.send?.((await answers?.next())?.value);
}

async function* answersTo({
  spool: key,
  form,
}: Exclude<TableQuestion, 'next'>): AsyncGenerator<TableAnswer, TableAnswer> {
  let spool: SpoolReader | undefined;
  let batch: TableRow[] = [];
  let end: TableAnswer = { is: 'end' };
  try {
    spool = await SpoolReader.open(key);
    const { sheets, rows } = await openTable(spool, tableFinder(formOf(form)));
    yield { is: 'open', sheets };
    for await (const row of rows) {
      batch.push({ ...row, cells: row.cells.map(cut) });
      if (batch.length < ROWS) continue;
      yield { is: 'rows', rows: batch };
      batch = [];
    }
  } catch (error) {
    const refusal = asDomainError(error);
    // A defect ends the process, with its trace where the gateway's log is read.
    if (refusal === undefined) throw error;
    end = { is: 'refused', code: refusal.code, details: refusal.details };
  } finally {
    await spool?.close();
  }
  // What was read before a fault is told before it.
  if (batch.length > 0) yield { is: 'rows', rows: batch };
  return end;
}

// The gateway holds hundreds of rows at a time; whatever is longer is refused by its length.
function cut(cell: Cell): Cell {
  return typeof cell === 'string' ? cell.slice(0, IMPORT_LIMITS.keptCharacters) : cell;
}
