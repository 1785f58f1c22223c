// SPDX-License-Identifier: Apache-2.0
import { Socket } from 'node:net';
import type { ClientConfig } from 'pg';
import { POSTGRES_TYPES } from './postgres-types.js';

const CONNECT_MS = 5_000;
const KEEPALIVE_MS = 10_000;

// For the server's side of a connection whose gateway vanished without a word: after some 25 s its locks are free.
const SERVER_KEEPALIVE = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3';
// A server or role may have other defaults; these are what the gateway's transactions are written for.
const SEMANTICS = '-c default_transaction_isolation=read\\ committed -c bytea_output=hex';

/** Makes the connections of one gateway and knows their sockets, so that all can be cut off at once. */
export class PostgresSessions {
  readonly #base: ClientConfig;
  readonly #sockets = new Set<Socket>();

  constructor(base: ClientConfig) {
    this.#base = base;
  }

  /** Configuration of a connection whose tables are in `schema`. */
  clientConfig(schema: string): ClientConfig {
    const { options = '' } = this.#base;
    return {
      ...this.#base,
      application_name: `unionid-gateway/${schema}`,
      options: `${options} ${SERVER_KEEPALIVE} ${SEMANTICS} -c search_path=${schema}`.trim(),
      types: POSTGRES_TYPES,
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEPALIVE_MS,
      stream: () => this.#newSocket(),
    };
  }

  /** Cuts every connection off, whatever it is doing. */
  cutOff(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #newSocket(): Socket {
    const socket = new Socket();
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    return socket;
  }
}
