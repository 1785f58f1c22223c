// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, Socket, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Statements that change something; one of them outside a transaction is a commit too. */
const CHANGES = /^(COMMIT|INSERT|UPDATE|DELETE)\b/;

/**
 * Stands between a gateway and its server: tells of each commit before the gateway hears of it, and can cut the gateway
 * off at that moment for good, as its death would.
 */
export class PostgresProxy {
  /** Folder of its socket: the `host` of whoever connects through it. */
  readonly host = mkdtempSync(join(tmpdir(), 'unionid-pg-proxy-'));
  readonly #target: string;
  readonly #onCommit: () => void;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;

  private constructor(target: string, onCommit: () => void) {
    this.#target = target;
    this.#onCommit = onCommit;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  /** @param target folder of the server's socket */
  static async open(target: string, onCommit: () => void): Promise<PostgresProxy> {
    const proxy = new PostgresProxy(target, onCommit);
    await new Promise<void>((resolve) => proxy.#server.listen(socketIn(proxy.host), resolve));
    return proxy;
  }

  /** Cuts all connections; new ones are refused until `mend`. */
  cutOff(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  async close(): Promise<void> {
    this.cutOff();
    await new Promise((resolve) => this.#server.close(resolve));
    rmSync(this.host, { recursive: true, force: true });
  }

  #serve(client: Socket): void {
    if (this.#isCut) {
      client.destroy();
      return;
    }
    const server = new Socket();
    const answers = new AnswerReader(this.#onCommit);
    this.#join(client, server);
    client.on('data', (bytes) => server.write(bytes));
    server.on('data', (bytes) => {
      answers.read(bytes);
      // Whoever died on this commit does not hear of it.
      if (!this.#isCut) client.write(bytes);
    });
    server.connect(socketIn(this.#target));
  }

  #join(client: Socket, server: Socket): void {
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
  }
}

/** Follows the server's messages (PostgreSQL 15, 55.7): a type byte, a length, and what it is about. */
class AnswerReader {
  readonly #onCommit: () => void;
  #rest = Buffer.alloc(0);
  #hasChanged = false;

  constructor(onCommit: () => void) {
    this.#onCommit = onCommit;
  }

  read(bytes: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    while (this.#rest.length >= 5) {
      const end = 1 + this.#rest.readUInt32BE(1);
      if (this.#rest.length < end) return;
      this.#take(this.#rest.toString('latin1', 0, 1), this.#rest.toString('latin1', 5, end));
      this.#rest = this.#rest.subarray(end);
    }
  }

  #take(type: string, content: string): void {
    // CommandComplete names what was done; ReadyForQuery tells whether a transaction is open.
    if (type === 'C') this.#hasChanged ||= CHANGES.test(content);
    if (type !== 'Z' || content !== 'I') return;
    const hasChanged = this.#hasChanged;
    this.#hasChanged = false;
    if (hasChanged) this.#onCommit();
  }
}

function socketIn(folder: string): string {
  return join(folder, '.s.PGSQL.5432');
}
