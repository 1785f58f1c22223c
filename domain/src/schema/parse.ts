// SPDX-License-Identifier: Apache-2.0
import type * as z from 'zod/mini';
import { invalidRequest, type FieldErrorCode } from '../errors/index.js';

const MAX_FAULTS = 20;
const MEMBER = /^[A-Za-z]\w{0,31}$/;

/**
 * The value in the schema's shape.
 * @throws DomainError INVALID_REQUEST whose `fields` name the paths and rules broken, never the values (they may be
 * personal).
 */
export function parseWith<T extends z.ZodMiniType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalidRequest(firstFaults(result.error.issues, value));
}

/** As many as are told, each once, and no look at the others: a text of outside may have half a million. */
function firstFaults(issues: readonly Issue[], value: unknown): readonly Fault[] {
  const faults = new Map<string, Fault>();
  for (const issue of issues) {
    const code = isMissing(issue, value) ? 'FIELD_MISSING' : CODES[issue.code];
    for (const named of pathsOf(issue)) {
      const path = named.join('.') || '(root)';
      // A text may break two rules of one field, which says the same to whoever mends it.
      if (!faults.has(`${path}: ${code}`)) faults.set(`${path}: ${code}`, { path, code });
      if (faults.size === MAX_FAULTS) return [...faults.values()];
    }
  }
  return [...faults.values()];
}

/** A member that nobody asked for is named, where its name looks like one; else what it stands in. */
function pathsOf(issue: Issue): readonly (readonly PropertyKey[])[] {
  if (issue.code !== 'unrecognized_keys') return [issue.path];
  return issue.keys.slice(0, MAX_FAULTS).map((key) => (MEMBER.test(key) ? [...issue.path, key] : issue.path));
}

type Issue = z.core.$ZodIssue;

interface Fault {
  readonly path: string;
  readonly code: FieldErrorCode;
}

/** The library's words in ours: whoever reads a refusal need not know what checked the request. */
const CODES: Readonly<Record<Issue['code'], FieldErrorCode>> = {
  invalid_type: 'FIELD_TYPE',
  too_big: 'FIELD_RANGE',
  too_small: 'FIELD_RANGE',
  not_multiple_of: 'FIELD_RANGE',
  invalid_format: 'FIELD_FORMAT',
  custom: 'FIELD_FORMAT',
  invalid_union: 'FIELD_FORMAT',
  invalid_key: 'FIELD_UNKNOWN',
  unrecognized_keys: 'FIELD_UNKNOWN',
  invalid_element: 'FIELD_TYPE',
  invalid_value: 'FIELD_NOT_ALLOWED',
};

function isMissing({ code, path }: Issue, value: unknown): boolean {
  if (code !== 'invalid_type' && code !== 'invalid_value') return false;
  const found = path.reduce<unknown>(
    (part, name) =>
      typeof part === 'object' && part !== null ? (part as Record<PropertyKey, unknown>)[name] : undefined,
    value,
  );
  return found === undefined;
}
