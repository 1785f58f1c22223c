// SPDX-License-Identifier: Apache-2.0
// Compiled, never run: a field that a record has and its schema does not know must not compile, or a contract would write what
// nobody, itself included, can read again.
import type * as z from 'zod/mini';
import type { LEDGER, LedgerRecords, LedgerType, OperatorRecord } from '#src/ledger/index.js';

type FieldsOf<T extends LedgerType> = keyof z.output<(typeof LEDGER)[T]['schema']>;
type NoField = Readonly<Record<LedgerType, never>>;

declare const unknownFields: { readonly [T in LedgerType]: Exclude<keyof LedgerRecords[T], FieldsOf<T>> };
export const none: NoField = unknownFields;

interface WithNote extends OperatorRecord {
  readonly note?: string;
}
declare const forgotten: Exclude<keyof WithNote, FieldsOf<'operator'>>;
// @ts-expect-error an optional field that the schema does not have
export const noField: never = forgotten;
