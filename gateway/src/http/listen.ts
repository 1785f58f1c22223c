// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Express } from 'express';

/** A whole upload may take this long, in milliseconds. */
const REQUEST_MS = 10 * 60_000;
const HEADERS_MS = 15_000;

/** Serves an application; resolves once it listens. Port 0 takes a free one. */
export async function listen(
  app: Express,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Server> {
  // Express' application is a listener of requests: it answers by itself and never rejects.
  const server = createServer((request, response) => {
    app(request, response);
  });
  server.requestTimeout = REQUEST_MS;
  server.headersTimeout = HEADERS_MS;
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
