// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { NetworkError } from '../base/errors.js';

/** The administration endpoint of an ordering node; TLS with a client certificate of the same organisation. */
export interface OrdererAdmin {
  readonly name: string;
  readonly port: number;
  /** Name in its TLS certificate. */
  readonly tlsName: string;
  readonly caCert: Uint8Array;
  readonly clientCert: Uint8Array;
  readonly clientKey: Uint8Array;
  readonly logFile: string;
}

export interface OrdererChannel {
  readonly name: string;
  readonly status: 'active' | 'onboarding' | 'inactive' | 'failed';
  readonly consensusRelation: 'consenter' | 'follower' | 'config-tracker' | 'other';
  readonly height: number;
}

const CHANNELS = '/participation/v1/channels';
const TIMEOUT_MS = 30_000;

/** @param userDir folder of the organisation's administrator as cryptogen lays it out, with `tls/` */
export function newOrdererAdmin(node: {
  readonly name: string;
  readonly port: number;
  readonly tlsName: string;
  readonly userDir: string;
  readonly logFile: string;
}): OrdererAdmin {
  const file = (name: string): Uint8Array => readFileSync(join(node.userDir, 'tls', name));
  return {
    name: node.name,
    port: node.port,
    tlsName: node.tlsName,
    caCert: file('ca.crt'),
    clientCert: file('client.crt'),
    clientKey: file('client.key'),
    logFile: node.logFile,
  };
}

/** Joins an ordering node to a channel; one that has joined already is left as it is. */
export async function joinOrdererToChannel(
  admin: OrdererAdmin,
  { channel, block }: { readonly channel: string; readonly block: Uint8Array },
): Promise<void> {
  if ((await readOrdererChannel(admin, channel)) !== undefined) return;
  const boundary = randomUUID();
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="config-block"; filename="config.block"\r\n`;
  const body = Buffer.concat([
    Buffer.from(`${head}Content-Type: application/octet-stream\r\n\r\n`),
    block,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const answer = await call(admin, {
    method: 'POST',
    path: CHANNELS,
    body,
    contentType: `multipart/form-data; boundary=${boundary}`,
  });
  if (answer.status !== 201) throw failed(admin, `${answer.status} ${answer.text}`);
}

/** How an ordering node stands towards a channel; undefined when it has not joined it. */
export async function readOrdererChannel(
  admin: OrdererAdmin,
  channel: string,
): Promise<OrdererChannel | undefined> {
  const answer = await call(admin, { method: 'GET', path: `${CHANNELS}/${channel}` });
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw failed(admin, `${answer.status} ${answer.text}`);
  return JSON.parse(answer.text) as OrdererChannel;
}

function failed({ name, logFile }: OrdererAdmin, reason: string): NetworkError {
  return new NetworkError('CHANNEL_JOIN_FAILED', { reason: `${name} answered ${reason.trim()}`, logFile });
}

interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: Uint8Array;
  readonly contentType?: string;
}

async function call(
  admin: OrdererAdmin,
  { method, path, body, contentType }: Call,
): Promise<{ status: number; text: string }> {
  const headers = body && contentType ? { 'content-type': contentType, 'content-length': body.length } : {};
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        servername: admin.tlsName,
        port: admin.port,
        method,
        path,
        headers,
        ca: Buffer.from(admin.caCert),
        cert: Buffer.from(admin.clientCert),
        key: Buffer.from(admin.clientKey),
        timeout: TIMEOUT_MS,
      },
      (incoming) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part: Buffer) => parts.push(part));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(parts).toString() }),
        );
      },
    );
    outgoing.on('timeout', () =>
      outgoing.destroy(new Error(`no answer from ${admin.name} in ${TIMEOUT_MS / 1000} s`)),
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
