// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage } from 'node:http';
import { invalidRequest } from '@unionid/domain/errors';

/**
 * What Node's parser lets pass and a proxy before us may read otherwise: more than one Host (RFC 9112 §3.2), another transfer
 * coding than chunked (§6.1), a NUL in the query, which a database takes for the end of a text.
 * @throws DomainError INVALID_REQUEST
 */
export function assertWellFormed({ rawHeaders, headers, url = '' }: IncomingMessage): void {
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host');
  if (hosts.length !== 1) throw invalidRequest([{ path: 'host', code: 'FIELD_REPEATED' }]);
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && coding.toLowerCase() !== 'chunked')
    throw invalidRequest([{ path: 'transfer-encoding', code: 'FIELD_FORMAT' }]);
  if (url.includes('%00')) throw invalidRequest([{ path: 'query', code: 'FIELD_FORMAT' }]);
}
