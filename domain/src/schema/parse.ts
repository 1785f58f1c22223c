// SPDX-License-Identifier: Apache-2.0
import type * as z from 'zod';
import { DomainError } from '../errors/index.js';

/**
 * The value in the schema's shape.
 * @throws DomainError INVALID_REQUEST whose `fields` name the paths and rules broken, never the values (they may be
 * personal).
 */
export function parseWith<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = result.error.issues
    .slice(0, 20)
    .map((issue) => `${issue.path.join('.') || '(root)'}: ${issue.code}`);
  throw new DomainError('INVALID_REQUEST', { fields });
}
