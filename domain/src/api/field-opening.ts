// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { isInOrder } from '../privacy/index.js';
import { digestField, tagField } from '../schema/index.js';

/** Some fields of a record, so that whoever knows its root can check them (privacy/field-commitments.ts): no seed, no other field. */
export const fieldOpening = z
  .array(
    z.union([
      z.strictObject({ name: z.string(), salt: tagField, value: z.string() }),
      z.strictObject({ hash: digestField }),
    ]),
  )
  .check(z.maxLength(64), z.refine(isInOrder, { error: 'not the leaves of a record' }));

/**
 * What a root is over. Entered: these fields and no other, with the seed of their salts, 32 bytes base64url, by which the client rebuilds
 * it. Standing: a record that was there before and stays, opened no further than whom it names, which is what the client holds against
 * what was entered.
 */
export const rootedRecord = z.discriminatedUnion('is', [
  z.object({ is: z.literal('entered'), fields: z.record(z.string(), z.string()), seed: digestField }),
  z.object({ is: z.literal('standing'), opening: fieldOpening }),
]);
export type RootedRecord = z.output<typeof rootedRecord>;
