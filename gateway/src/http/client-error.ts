// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { DomainError, type ErrorCode } from '@unionid/domain/errors';
import { problemHeaders, toProblem } from './problem.js';

const CODES: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};

/** What Node refuses before there is a request leaves as a problem document, too. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const requestId = randomUUID();
  const problem = toProblem(new DomainError(CODES[error.code ?? ''] ?? 'INVALID_REQUEST'), requestId);
  const text = JSON.stringify(problem);
  const headers = {
    ...problemHeaders(problem),
    'content-length': String(Buffer.byteLength(text)),
    'x-request-id': requestId,
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const status = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\n`;
  socket.end(`${status}${lines.join('')}\r\n${text}`);
}
