// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '@unionid/domain/errors';
import type { RouteDescription } from './route.js';

// What leads a request to its handler refuses with, by its steps (router.ts). Each code of a route comes in a test, and no answer
// of any test has another (test/support/declared-answers.ts).

/** Before anybody is known: the wire, the headers, the body. A client that went away hears nothing. */
const OF_ANY: readonly ErrorCode[] = [
  'HEADERS_TOO_LARGE',
  'INVALID_REQUEST',
  'UNSUPPORTED_MEDIA_TYPE',
  'TOO_LARGE',
  'REQUEST_TIMEOUT',
  'INTERNAL',
];
/** Who asks is looked up in the read model. */
const OF_SIGNED: readonly ErrorCode[] = [
  'UNAUTHENTICATED',
  'REQUEST_EXPIRED',
  'REQUEST_REPLAYED',
  'KEY_REVOKED',
  'OPERATOR_REVOKED',
  'FORBIDDEN',
  'TOO_MANY_REQUESTS',
  'HEIGHT_NOT_REACHED',
  'RECORD_UNREADABLE',
  'DATABASE_UNAVAILABLE',
];
const OF_GRANTED: readonly ErrorCode[] = ['GRANT_MISSING', 'SUBMITTER_FOREIGN'];

/** Every code that a refusal of this route may carry. */
export function declaredErrors(route: RouteDescription): readonly ErrorCode[] {
  return [...new Set([...OF_ANY, ...errorsOfAccess(route), ...route.errors])].sort();
}

function errorsOfAccess({ access, whileBehind }: RouteDescription): readonly ErrorCode[] {
  if (access === 'public') return [];
  return [
    ...OF_SIGNED,
    ...(whileBehind === true ? [] : ['LEDGER_BEHIND' as const]),
    ...(access === 'operator' || access === 'gateway' ? [] : OF_GRANTED),
  ];
}
