// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientBase } from 'pg';
import type { Logger } from 'pino';
import { BackOff } from '../pacing/back-off.js';
import { DatabaseStartError, DatabaseUnavailableError } from './database-errors.js';
import { translateError } from './postgres-errors.js';
import type { PostgresSessions } from './postgres-sessions.js';

export interface OwnershipOptions {
  readonly sessions: PostgresSessions;
  readonly log: Logger;
  /** `host:port/database`, for messages. */
  readonly place: string;
  /** How long a start waits for the server, and for another gateway to let go, in milliseconds. */
  readonly patienceMs: number;
}

// Advisory locks are the database's own, so that two databases of one server do not meet. "unid" in ASCII.
const LOCK_SPACE = 0x756e6964;
/** Held by the one gateway that owns the database, by a connection that does nothing else. */
const OWNER = `${String(LOCK_SPACE)}, 1`;
/** Shared by all its other connections: a new owner waits until the last one of the former is gone. */
const SESSIONS = `${String(LOCK_SPACE)}, 2`;

const SCHEMA = 'gateway';
const TRY_AGAIN_MS = 50;
const PAUSES = { firstPauseMs: TRY_AGAIN_MS, longestPauseMs: 2_000 };
const HEARTBEAT_MS = 5_000;
/** An answer later than this, and the connection counts as lost. */
const HEARTBEAT_TIMEOUT_MS = 10_000;

/**
 * One gateway at a time owns a database: stores rely on nobody else writing, and memory (heights, nonces, jobs) on what
 * they hold. The lock goes with its connection, so whoever owned the database before could still be writing; therefore
 * each owner counts the epoch up, and every connection checks that the epoch is its own before it does anything.
 */
export class PostgresOwnership {
  readonly #options: OwnershipOptions;
  readonly #listeners: (() => void)[] = [];
  readonly #stop = new AbortController();
  #client: Client | undefined;
  #epoch = 0;
  #returning: Promise<void> | undefined;
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(options: OwnershipOptions) {
    this.#options = options;
  }

  /** @throws DatabaseStartError where the database is not to be had */
  async take(): Promise<void> {
    const { place, patienceMs } = this.#options;
    const deadline = Date.now() + patienceMs;
    const client = await this.#connectBefore(deadline);
    try {
      await assertSuitable(client, place);
      while (!(await tryOwn(client))) {
        if (Date.now() >= deadline) throw inUse(place);
        await sleep(TRY_AGAIN_MS);
      }
      this.#epoch = await beginEpoch(client);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw translateError(error);
    }
    this.#hold(client);
  }

  isHeld(): boolean {
    return this.#client !== undefined;
  }

  /** Asks the server; false where it does not answer. */
  async isAlive(): Promise<boolean> {
    const client = this.#client;
    if (client === undefined) return false;
    const late = sleep(HEARTBEAT_TIMEOUT_MS, false, { ref: false });
    return Promise.race([
      client.query('select 1').then(
        () => true,
        () => false,
      ),
      late,
    ]);
  }

  onReturn(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Lets a new connection in only while this gateway owns the database. @throws DatabaseUnavailableError */
  async admit(session: ClientBase): Promise<void> {
    if (!this.isHeld()) throw new DatabaseUnavailableError();
    // One round trip, but two statements: the epoch must be read after the lock was taken.
    const results = (await session.query(
      `select pg_try_advisory_lock_shared(${SESSIONS}) as admitted; select epoch from ${SCHEMA}.owner`,
    )) as unknown as readonly [Rows<{ admitted: boolean }>, Rows<{ epoch: number }>];
    const [{ rows: locks }, { rows: owners }] = results;
    if (locks[0]?.admitted !== true || owners[0]?.epoch !== this.#epoch) throw new DatabaseUnavailableError();
  }

  async release(): Promise<void> {
    this.#stop.abort();
    clearInterval(this.#heartbeat);
    await this.#returning;
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }

  /** A server that was started together with the gateway may not listen yet. */
  async #connectBefore(deadline: number): Promise<Client> {
    for (;;) {
      try {
        return await this.#connect();
      } catch (error) {
        if (!(error instanceof DatabaseUnavailableError) || Date.now() >= deadline) throw error;
        await sleep(TRY_AGAIN_MS);
      }
    }
  }

  async #connect(): Promise<Client> {
    const client = new Client(this.#options.sessions.clientConfig(SCHEMA));
    // Without a listener a connection that breaks off would end the process; `#hold` listens once it matters.
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch (error) {
      throw translateError(error);
    }
    return client;
  }

  #hold(client: Client): void {
    this.#client = client;
    client.once('end', () => this.#lose(client));
    client.once('error', () => this.#lose(client));
    this.#heartbeat = setInterval(() => void this.#beat(client), HEARTBEAT_MS).unref();
  }

  async #beat(client: Client): Promise<void> {
    if (!(await this.isAlive())) this.#lose(client);
  }

  #lose(client: Client): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    clearInterval(this.#heartbeat);
    // Connections may outlive the lock's: nothing must be written without it.
    this.#options.sessions.cutOff();
    this.#options.log.error({ database: this.#options.place }, 'database lost');
    this.#returning = this.#return();
  }

  async #return(): Promise<void> {
    const { signal } = this.#stop;
    const backOff = new BackOff(PAUSES, signal);
    while (!signal.aborted) {
      await backOff.pause();
      const outcome = await this.#tryReturn().catch(() => 'absent' as const);
      if (outcome === 'absent') continue;
      if (outcome === 'back') this.#announce();
      return;
    }
  }

  async #tryReturn(): Promise<'back' | 'absent' | 'replaced'> {
    const client = await this.#connect();
    try {
      if (!(await tryLock(client, OWNER))) throw new DatabaseUnavailableError();
      const { rows } = await client.query<{ epoch: number }>(`select epoch from ${SCHEMA}.owner`);
      if (rows[0]?.epoch === this.#epoch) {
        this.#hold(client);
        return 'back';
      }
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    await client.end().catch(() => undefined);
    // What this process remembers is of before the other's time: only a new start reads it all again.
    const { log, place } = this.#options;
    log.fatal({ database: place }, 'another gateway has used the database meanwhile; start this one again');
    return 'replaced';
  }

  #announce(): void {
    this.#options.log.info({ database: this.#options.place }, 'database back');
    for (const listener of this.#listeners) listener();
  }
}

interface Rows<R> {
  readonly rows: readonly R[];
}

function inUse(place: string): DatabaseStartError {
  return new DatabaseStartError(
    `数据库 ${place} 正被另一个网关使用；每个网关须有自己的数据库 Another gateway is using the database ${place}; each gateway needs a database of its own`,
  );
}

/** What the stores rely on beyond SQL. */
async function assertSuitable(client: Client, place: string): Promise<void> {
  const { rows } = await client.query<{ encoding: string; durability: string }>(
    `select current_setting('server_encoding') as encoding, current_setting('synchronous_commit') as durability`,
  );
  const { encoding, durability } = rows[0] ?? { encoding: '', durability: '' };
  if (encoding === 'UTF8' && durability !== 'off') return;
  throw new DatabaseStartError(
    `数据库 ${place} 须为 UTF8 编码且 synchronous_commit 不为 off The database ${place} needs the encoding UTF8 and synchronous_commit other than off`,
  );
}

async function tryOwn(client: Client): Promise<boolean> {
  if (!(await tryLock(client, OWNER))) return false;
  if (await tryLock(client, SESSIONS)) return true;
  // A former owner's connections are still there.
  await client.query(`select pg_advisory_unlock(${OWNER})`);
  return false;
}

async function tryLock(client: Client, lock: string): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(`select pg_try_advisory_lock(${lock}) as locked`);
  return rows[0]?.locked === true;
}

/** With both locks held: nobody is, or comes, in between. */
async function beginEpoch(client: Client): Promise<number> {
  await client.query(`create schema if not exists ${SCHEMA}`);
  await client.query(
    `create table if not exists ${SCHEMA}.owner (id integer primary key check (id = 1), epoch bigint not null)`,
  );
  const { rows } = await client.query<{ epoch: number }>(
    `insert into ${SCHEMA}.owner (id, epoch) values (1, 1)
     on conflict (id) do update set epoch = owner.epoch + 1 returning epoch`,
  );
  await client.query(`select pg_advisory_unlock(${SESSIONS})`);
  return rows[0]?.epoch ?? 0;
}
