// SPDX-License-Identifier: Apache-2.0
import { invalidRequest } from '@unionid/domain/errors';
import { parseWith } from '@unionid/domain/schema';
import type { RouteDescription } from './route.js';

/** Parts of an address as Express parsed them. */
export interface RawParts {
  readonly params: unknown;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

export interface ValidParts {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** Block height the caller insists on. */
  readonly minHeight: number | undefined;
}

/** Each part in its schema's shape; a part without a schema must be empty. @throws DomainError INVALID_REQUEST */
export function validateParts(route: RouteDescription, raw: RawParts): ValidParts {
  const { minHeight, ...query } = raw.query;
  return {
    params: route.params === undefined ? {} : parseWith(route.params, raw.params),
    query: route.query === undefined ? requireEmpty(query) : parseWith(route.query, query),
    body: route.body === undefined ? raw.body : parseWith(route.body, raw.body),
    minHeight: parseMinHeight(route, minHeight),
  };
}

function requireEmpty(query: Readonly<Record<string, unknown>>): object {
  const names = Object.keys(query);
  if (names.length > 0) throw invalidRequest([{ path: 'query', code: 'FIELD_UNKNOWN' }]);
  return {};
}

// Whoever waits takes something of what is there for all: only for those who are known.
function parseMinHeight({ access }: RouteDescription, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (access === 'public') throw invalidRequest([{ path: 'minHeight', code: 'FIELD_UNKNOWN' }]);
  if (typeof value !== 'string' || !/^\d{1,12}$/.test(value))
    throw invalidRequest([{ path: 'minHeight', code: 'FIELD_FORMAT' }]);
  return Number(value);
}
