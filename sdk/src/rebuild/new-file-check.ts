// SPDX-License-Identifier: Apache-2.0
import type { ImportKind } from '@unionid/domain/forms';
import type { CsvRecords } from './csv-records.js';
import type { FileCheck } from './file-check.js';
import type { RowReading } from './form-rows.js';
import { newMemberFileCheck } from './member-file.js';
import { newOrganisationFileCheck } from './organisation-file.js';

export interface FileCheckInput extends RowReading {
  readonly kind: ImportKind;
  /** Undefined where the client can not read the file's format. */
  readonly records: CsvRecords | undefined;
}

/** How a file of each kind is compared with what the gateway prepared. */
const FILE_CHECKS = {
  organisations: newOrganisationFileCheck,
  members: newMemberFileCheck,
} satisfies Record<ImportKind, (records: CsvRecords, reading: RowReading) => FileCheck>;

/** A check against a file's records; undefined where the client can not read the file. */
export function newFileCheck({ kind, records, ...reading }: FileCheckInput): FileCheck | undefined {
  return records === undefined ? undefined : FILE_CHECKS[kind](records, reading);
}
