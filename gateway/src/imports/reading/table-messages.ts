// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode, ErrorDetails } from '@unionid/domain/errors';
import type { SheetNote, TableRow } from '@unionid/domain/table';
import type { SpoolKey } from '../jobs/spool.js';
import type { ReadForm } from '../judge/file-header.js';

/** What the process that reads files is asked: a file's beginning, and then its next rows until there are none. */
export type TableQuestion = { readonly spool: SpoolKey; readonly form: ReadForm } | 'next';

/** Each answer is to one question. */
export type TableAnswer =
  | { readonly is: 'open'; readonly sheets: readonly SheetNote[] }
  | { readonly is: 'rows'; readonly rows: readonly TableRow[] }
  | { readonly is: 'end' }
  | { readonly is: 'refused'; readonly code: ErrorCode; readonly details: ErrorDetails };
