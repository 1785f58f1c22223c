// SPDX-License-Identifier: Apache-2.0
import type { ImportKind } from '@unionid/domain/api';
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

/** A check against a file's records; undefined where the client can not read the file. */
export function newFileCheck({ kind, records, ...reading }: FileCheckInput): FileCheck | undefined {
  if (records === undefined) return undefined;
  return kind === 'members'
    ? newMemberFileCheck(records, reading)
    : newOrganisationFileCheck(records, reading);
}
