// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { decodeUtf8 } from '@unionid/domain/encoding';
import { readBody } from '../http/body.js';

export interface JsonQuestion {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** For the whole exchange. */
  readonly timeoutMs: number;
}

export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** More than an answer about a thousand persons: what sends more is not the endpoint. */
const MAX_BYTES = 1_048_576;

const http = new HttpAgent({ keepAlive: true });
const https = new HttpsAgent({ keepAlive: true });

/**
 * POST over a connection that is kept, and the JSON that comes back; redirects are not followed. On node:http, because
 * `fetch` takes several times the CPU time, and a gateway under load asks a hundred times a second.
 * @throws Error for no answer in time, or one that is no JSON
 */
export async function postForJson(url: URL, { headers, body, timeoutMs }: JsonQuestion): Promise<JsonAnswer> {
  const options = {
    method: 'POST',
    headers: { ...headers, 'content-length': body.length },
    signal: AbortSignal.timeout(timeoutMs),
  };
  const outgoing =
    url.protocol === 'https:'
      ? requestHttps(url, { ...options, agent: https })
      : requestHttp(url, { ...options, agent: http });
  // Once there is an answer, its own stream tells what goes wrong.
  outgoing.on('error', () => undefined);
  outgoing.end(body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  const status = incoming.statusCode ?? 0;
  try {
    return {
      status,
      body: JSON.parse(decodeUtf8(await readBody(incoming, { maxBytes: MAX_BYTES }))) as unknown,
    };
  } catch (error) {
    incoming.destroy();
    throw error;
  }
}
