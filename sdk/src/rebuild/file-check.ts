// SPDX-License-Identifier: Apache-2.0
import type {
  ColumnMapping,
  ImportKind,
  MemberEntry,
  OrganisationEntry,
  PreparedChunk,
} from '@unionid/domain';
import type { CsvRecords } from './csv-records.js';
import { newMemberFileCheck } from './member-file.js';
import { newOrganisationFileCheck } from './organisation-file.js';

export type Evidence = PreparedChunk['evidence'][number];

/** Compares prepared rows with the operator's own file; `Row` as its kind has it. */
export interface FileCheck {
  /** What differs, or undefined where the row is the file's. A row of the file stands for one prepared row only. */
  differenceOf(row: MemberEntry | OrganisationEntry, evidence: Evidence): string | undefined;
}

export interface FileCheckInput {
  readonly kind: ImportKind;
  /** Undefined where the client can not read the file's format. */
  readonly records: CsvRecords | undefined;
  readonly mapping: ColumnMapping;
  /** Today in China, `yyyy-mm-dd`. */
  readonly today: string;
}

/** A check against a file's records; undefined where the client can not read the file. */
export function newFileCheck({ kind, records, mapping, today }: FileCheckInput): FileCheck | undefined {
  if (records === undefined) return undefined;
  return kind === 'members'
    ? newMemberFileCheck(records, { mapping, today })
    : newOrganisationFileCheck(records, { mapping, today });
}
