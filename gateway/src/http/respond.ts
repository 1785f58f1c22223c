// SPDX-License-Identifier: Apache-2.0
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ServerResponse } from 'node:http';
import { problemHeaders, toProblem } from './problem.js';
import type { RouteResult } from './route.js';

// Answers are data for programs: nothing here may be sniffed, framed, cached or run.
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

/** Headers of every answer, whatever becomes of the request. */
export function setCommonHeaders(response: ServerResponse, requestId: string): void {
  response.setHeaders(new Map(Object.entries({ ...SECURITY_HEADERS, 'x-request-id': requestId })));
}

/** Sends a handler's result. */
export async function sendResult(response: ServerResponse, result: RouteResult): Promise<void> {
  const { status, body, headers = {}, stream } = result;
  if (stream !== undefined) {
    response.writeHead(status, { ...headers, 'content-type': stream.mediaType });
    await pipeline(Readable.from(stream.chunks), response);
    return;
  }
  if (body === undefined) {
    response.writeHead(status, headers).end();
    return;
  }
  send(response, status, {
    text: JSON.stringify(body),
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}

/** Sends an error as a problem document; answers its status and code for the log. */
export function sendProblem(
  response: ServerResponse,
  error: unknown,
  requestId: string,
): { readonly status: number; readonly code: string } {
  const problem = toProblem(error, requestId);
  if (response.headersSent) {
    // A stream broke off: a cut connection tells the client that what it has is not all.
    response.destroy();
    return problem;
  }
  const headers: Record<string, string> = { ...problemHeaders(problem) };
  // What is left of a body nobody reads would otherwise be taken for the next request.
  if (!response.req.complete) headers.connection = 'close';
  send(response, problem.status, { text: JSON.stringify(problem), headers });
  return problem;
}

function send(
  response: ServerResponse,
  status: number,
  { text, headers }: { readonly text: string; readonly headers: Readonly<Record<string, string>> },
): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) }).end(text);
}
