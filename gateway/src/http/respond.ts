// SPDX-License-Identifier: Apache-2.0
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ProblemDocument } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
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

/** An answer that is due: where it goes, and the id of its request, which goes with it whatever becomes of it. */
export interface PendingAnswer {
  readonly response: ServerResponse;
  readonly requestId: string;
}

/** A handler's result with its status. */
export interface Answer extends RouteResult {
  readonly status: number;
}

/** Sends a handler's result. */
export async function sendResult(pending: PendingAnswer, result: Answer): Promise<void> {
  const { status, body, headers = {}, stream } = result;
  if (stream !== undefined) {
    writeHead(pending, status, { ...headers, 'content-type': stream.mediaType });
    await pipeline(Readable.from(stream.chunks), pending.response).catch(refuseAborted);
    return;
  }
  const content = { 'content-type': 'application/json; charset=utf-8', ...headers };
  if (body === undefined) writeHead(pending, status, headers).end();
  else sendText(pending, status, { text: JSON.stringify(body), headers: content });
}

/** Whoever hangs up before the end is no fault of ours. */
function refuseAborted(error: NodeJS.ErrnoException): never {
  throw error.code === 'ERR_STREAM_PREMATURE_CLOSE'
    ? new DomainError('REQUEST_ABORTED', {}, { cause: error })
    : error;
}

/** Sends an error as a problem document; answers its status and code for the log. */
export function sendProblem(
  pending: PendingAnswer,
  error: unknown,
): { readonly status: number; readonly code: string } {
  const { response, requestId } = pending;
  const problem = toProblem(error, requestId);
  if (response.headersSent) {
    // A stream broke off: a cut connection tells the client that what it has is not all.
    response.destroy();
    return problem;
  }
  sendText(pending, problem.status, {
    text: JSON.stringify(problem),
    headers: {
      ...problemHeaders(problem),
      ...(isLeftOpen(response.req, problem) && { connection: 'close' }),
    },
  });
  return problem;
}

/** Of a body that nobody reads so much is read away, so that the connection is kept: a new one costs more than a refusal. */
const READ_AWAY_BYTES = 16 * 1_024;

/** Whether more of a body is to come than is read away, or is not to come any more. */
function isLeftOpen({ complete, headers }: IncomingMessage, { code }: ProblemDocument): boolean {
  if (complete) return false;
  if (code === 'REQUEST_TIMEOUT') return true;
  const length = headers['content-length'];
  return length === undefined || Number(length) > READ_AWAY_BYTES;
}

type Headers = Readonly<Record<string, string>>;

function sendText(
  pending: PendingAnswer,
  status: number,
  { text, headers }: { readonly text: string; readonly headers: Headers },
): void {
  // As bytes: Node would put head and Chinese text together and encode both.
  const body = Buffer.from(text);
  writeHead(pending, status, { ...headers, 'content-length': String(body.length) }).end(body);
}

function writeHead({ response, requestId }: PendingAnswer, status: number, headers: Headers): ServerResponse {
  return response.writeHead(status, { ...SECURITY_HEADERS, 'x-request-id': requestId, ...headers });
}
