// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import type { Config } from '../config/config.js';
import { answerClientError } from './client-error.js';

/** A whole upload may take this long, in milliseconds. */
const REQUEST_MS = 10 * 60_000;
const HEADERS_MS = 15_000;
/** How often connections are looked at for these. */
const CHECK_MS = 5_000;

export type ListenOptions = Pick<Config['listen'], 'host' | 'port' | 'tls'>;

/** Serves an application; resolves once it listens. Port 0 takes a free one. */
export async function listen(app: RequestListener, { host, port, tls }: ListenOptions): Promise<Server> {
  // The application refuses a missing host itself, by a problem document.
  const options = { connectionsCheckingInterval: CHECK_MS, requireHostHeader: false };
  const server =
    tls === undefined
      ? createServer(options, app)
      : createTlsServer({ ...options, ...readTls(tls), minVersion: 'TLSv1.2' }, app);
  server.on('clientError', answerClientError);
  // Left to itself Node asks for the body of whoever comes, and refuses in words that are no problem document.
  server.on('checkContinue', app);
  server.on('checkExpectation', app);
  // No tunnels: a target of CONNECT is no address of ours (RFC 9110 §9.3.6).
  server.on('connect', (_request: IncomingMessage, socket: Duplex) =>
    answerClientError(new Error('CONNECT'), socket),
  );
  server.requestTimeout = REQUEST_MS;
  server.headersTimeout = HEADERS_MS;
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

function readTls({ certFile, keyFile, ciphers }: NonNullable<ListenOptions['tls']>): object {
  return {
    ...{ cert: readFileSync(certFile), key: readFileSync(keyFile) },
    ...(ciphers !== undefined && { ciphers }),
  };
}
