// SPDX-License-Identifier: Apache-2.0
import { formWith, IMPORT_KINDS, tableFinder, type ImportKind } from '@unionid/domain/forms';
import { memoryFile, openTable, type SheetNote, type TableRows } from '@unionid/domain/table';
import { newChangeFileCheck } from './change-file.js';
import type { FileCheck } from './file-check.js';
import { newRowCount, type CountedReading, type RowCount, type RowReading } from './form-rows.js';
import { newMemberFileCheck, newRequestFileCheck, newTransferFileCheck } from './member-file.js';
import { newOrganisationFileCheck } from './organisation-file.js';
import { newPlanFileCheck, newResultFileCheck } from './plan-file.js';

export interface FileCheckInput extends RowReading {
  readonly kind: ImportKind;
  readonly bytes: Uint8Array;
}

/** How a file of each kind is compared with what the gateway prepared. */
const FILE_CHECKS = {
  organisations: newOrganisationFileCheck,
  members: newMemberFileCheck,
  changes: newChangeFileCheck,
  transfers: newTransferFileCheck,
  requests: newRequestFileCheck,
  plans: newPlanFileCheck,
  results: newResultFileCheck,
} satisfies Record<ImportKind, (rows: TableRows, reading: CountedReading) => Promise<FileCheck>>;

/** A check that knows how many rows the file has below its header, of whatever kind. */
export interface CountedFileCheck extends FileCheck {
  readonly count: Readonly<RowCount>;
  /** Every sheet of a spreadsheet and what becomes of it. */
  readonly sheets: readonly SheetNote[];
}

/** A check against the rows of a file, read by what it is: whatever the gateway calls it. @throws DomainError FILE_… */
export async function newFileCheck({ kind, bytes, ...reading }: FileCheckInput): Promise<CountedFileCheck> {
  const count = newRowCount();
  const { sheets, rows } = await openTable(
    memoryFile(bytes),
    tableFinder(formWith<string>(IMPORT_KINDS[kind].form, reading.mapping)),
  );
  return { ...(await FILE_CHECKS[kind](rows, { ...reading, count })), count, sheets };
}
