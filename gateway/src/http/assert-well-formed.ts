// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage } from 'node:http';
import { invalidRequest } from '@unionid/domain/errors';

type Addressed = Pick<IncomingMessage, 'rawHeaders' | 'headers' | 'url'> & {
  readonly socket: object;
};

/** A name or address, and a port: no list, nothing empty, no user. */
const HOST = /^(?:[\w.~%-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;
/** Scheme and host of a target that names them (RFC 9112 §3.2.2). */
const ABSOLUTE = /^([A-Za-z][A-Za-z\d+.-]*):\/\/([^/?#]*)/;
/** The one expectation that there is. */
const CONTINUE = '100-continue';

/** Whether a client waits with its body until it is asked for. */
export function waitsToContinue({ headers, httpVersionMinor }: IncomingMessage): boolean {
  return httpVersionMinor > 0 && headers.expect?.toLowerCase() === CONTINUE;
}

/**
 * What Node's parser lets pass and a proxy before us may read otherwise: more than one Host, or one that is no host (RFC 9112
 * §3.2), a target with another host or scheme than the connection's or with what only a client sees of an address (§3.2.2), another transfer coding than chunked
 * (§6.1), an expectation that nobody fulfils (RFC 9110 §10.1.1), a NUL in the query, which a database takes for the end of a text.
 * @throws DomainError INVALID_REQUEST
 */
export function assertWellFormed(request: Addressed): void {
  assertAddressed(request);
  const { headers, url = '' } = request;
  const { expect = CONTINUE } = headers;
  if (expect.toLowerCase() !== CONTINUE) throw invalidRequest([{ path: 'expect', code: 'FIELD_FORMAT' }]);
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && coding.toLowerCase() !== 'chunked')
    throw invalidRequest([{ path: 'transfer-encoding', code: 'FIELD_FORMAT' }]);
  if (url.includes('%00')) throw invalidRequest([{ path: 'query', code: 'FIELD_FORMAT' }]);
}

function assertAddressed(request: Addressed): void {
  const { rawHeaders, headers, url = '' } = request;
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host');
  if (hosts.length !== 1) throw invalidRequest([{ path: 'host', code: 'FIELD_REPEATED' }]);
  if (!HOST.test(headers.host ?? '')) throw invalidRequest([{ path: 'host', code: 'FIELD_FORMAT' }]);
  if (url.includes('#') || !isOwnTarget(request))
    throw invalidRequest([{ path: 'target', code: 'FIELD_FORMAT' }]);
}

function isOwnTarget({ headers: { host = '' }, url = '', socket }: Addressed): boolean {
  const own = 'encrypted' in socket && socket.encrypted === true ? 'https' : 'http';
  const [, scheme = own, named = host] = ABSOLUTE.exec(url) ?? [];
  return scheme.toLowerCase() === own && named.toLowerCase() === host.toLowerCase();
}
