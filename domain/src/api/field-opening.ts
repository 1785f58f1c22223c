// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { digestField, tagField } from '../schema/index.js';

/** Some fields of a record, so that whoever knows its root can check them (privacy/field-commitments.ts): no seed, no other field. */
export const fieldOpening = z
  .array(
    z.union([
      z.strictObject({ name: z.string(), salt: tagField, value: z.string() }),
      z.strictObject({ hash: digestField }),
    ]),
  )
  .check(z.maxLength(64));
