// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { connect } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import type { TestGateway } from './test-gateway.js';

/** An answer as it stood on the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** The answer to bytes sent on a connection of their own, which the gateway has to close. */
export async function sendRaw({ url }: Pick<TestGateway, 'url'>, bytes: string): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(bytes);
  const [head = '', ...rest] = (await textOf(socket)).split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  return {
    status: Number(head.split(' ')[1]),
    head,
    body: body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1),
  };
}
