// SPDX-License-Identifier: Apache-2.0
import type { ImportView } from '@unionid/domain/api';
import { canonicalJson } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import type { SheetNote } from '@unionid/domain/table';
import type { FileLayout, RowCount } from './form-rows.js';

/** What the client has counted of its own file, and which of its rows the prepared ones stand for. */
export type OwnRowCount = RowCount & { readonly taken: number };

/**
 * That every row of the file is prepared, or told to have come to something else that it may have come to: a gateway, or a disk that
 * lost a part of the file, must not leave people out unsaid. Rows for which nobody is asked to do anything, and none is named, are
 * counted here.
 * @throws DomainError PARTS_MISMATCH with what differs
 */
export function assertAllTold(
  { counts, kind, manifest, dryRun }: Pick<ImportView, 'counts' | 'kind' | 'manifest' | 'dryRun'>,
  own: OwnRowCount,
): void {
  const { rows, ready, bad, unchanged, differs, elsewhere, ended, empty, aside, hidden } = counts;
  assertTold('rows of the file', rows === own.rows);
  // Of a check alone nothing is prepared that could be counted; without a manifest nothing is to be signed.
  assertTold('rows ready', dryRun || ready === (manifest === undefined ? 0 : own.taken));
  const others = bad + unchanged + differs + elsewhere + ended + empty + aside;
  assertTold('rows told', ready + others === own.rows);
  assertTold('rows empty', empty === own.empty);
  // A row that says so may have another fault before.
  assertTold('rows ended', ended <= own.ended);
  assertTold('rows aside', kind === 'requests' || aside === 0);
  assertTold('rows hidden', hidden >= own.hidden);
}

/**
 * That the gateway tells which sheets and columns are not read, or that nobody sees, and above which row nothing is: of a file that it has
 * not altered it could still leave out what makes its operator look again.
 * @throws DomainError PARTS_MISMATCH with what differs
 */
export function assertLayoutTold(
  {
    headerRow,
    ignoredColumns = [],
    sheets = [],
  }: Pick<ImportView, 'headerRow' | 'ignoredColumns' | 'sheets'>,
  own: FileLayout & { readonly sheets: readonly SheetNote[] },
): void {
  assertTold('header row', headerRow === own.headerRow);
  assertTold('columns left out', canonicalJson(ignoredColumns) === canonicalJson(own.ignoredColumns));
  assertTold('sheets', canonicalJson(sheets) === canonicalJson(own.sheets));
}

function assertTold(reason: string, isSo: boolean): void {
  if (!isSo) throw new DomainError('PARTS_MISMATCH', { reason });
}
