// SPDX-License-Identifier: Apache-2.0
import type * as z from 'zod/mini';
import type { LedgerRecords, LedgerType } from './records.js';

/** The schemas of the record types that somebody reads: a contract those of its own state, gateway and auditor all of them. */
export type RecordSchemas = Readonly<Partial<Record<LedgerType, { readonly schema: z.ZodMiniType }>>>;

/**
 * A value as it stands under a key of this type; undefined where it is no JSON or not of the record's schema: then its
 * subject is unreadable, and nobody may read it as absent.
 */
export function readValue<T extends LedgerType>(
  schemas: RecordSchemas,
  type: T,
  text: string,
): LedgerRecords[T] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const result = schemas[type]?.schema.safeParse(value);
  return result?.success === true ? (result.data as LedgerRecords[T]) : undefined;
}
