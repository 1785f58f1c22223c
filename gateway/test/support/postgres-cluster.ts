// SPDX-License-Identifier: Apache-2.0
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { POSTGRES_TYPES } from '#src/database/postgres-types.js';

/** Where Debian's packages put each version. */
const INSTALLED = '/usr/lib/postgresql';
const SUPERUSER = 'unionid';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface ClusterOptions {
  /** Where the test kills the server. */
  readonly fsync: boolean;
  /** Asked of everybody (SCRAM); nobody is asked where there is none. */
  readonly password?: string;
}

/** A PostgreSQL server of the tests' own, reached by a socket in its own folder only. */
export class PostgresCluster {
  readonly #folder: string;
  readonly #bin: string;
  readonly #fsync: boolean;
  readonly #password: string | undefined;
  readonly #account = unprivileged();
  #server: ChildProcess | undefined;

  private constructor(bin: string, { fsync, password }: ClusterOptions) {
    this.#bin = bin;
    this.#fsync = fsync;
    this.#password = password;
    this.#folder = mkdtempSync(join(tmpdir(), 'unionid-pg-'));
    if (this.#account !== undefined) chownSync(this.#folder, this.#account.uid, this.#account.gid);
  }

  /** Makes a cluster and starts it. */
  static async start(options: ClusterOptions): Promise<PostgresCluster> {
    const bin = findPostgres();
    if (bin === undefined) throw new Error('PostgreSQL is not installed');
    const cluster = new PostgresCluster(bin, options);
    try {
      cluster.#init();
      await cluster.startServer();
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  /** Folder of its socket. */
  get host(): string {
    return this.#folder;
  }

  client(database: string): ClientConfig {
    const password = this.#password;
    return {
      host: this.host,
      port: 5432,
      user: SUPERUSER,
      database,
      ...(password !== undefined && { password }),
    };
  }

  async startServer(): Promise<void> {
    const durable = this.#fsync ? 'on' : 'off';
    const settings = [
      ...[`listen_addresses=`, `unix_socket_directories=${this.#folder}`, 'max_connections=400'],
      ...[`fsync=${durable}`, `full_page_writes=${durable}`, 'shared_buffers=64MB', 'jit=off'],
    ];
    this.#server = spawn(
      join(this.#bin, 'postgres'),
      ['-D', this.#data, ...settings.flatMap((setting) => ['-c', setting])],
      { stdio: 'ignore', cwd: this.#folder, ...this.#account },
    );
    // Nobody need stop it: a run, or a worker of one, that has nothing else to do ends, and takes it along.
    this.#server.unref();
    process.once('exit', this.#killNow);
    for (const signal of SIGNALS) process.once(signal, this.#killOnSignal);
    await this.#untilReady();
  }

  /** Kills the server and all its processes as a power cut would; what it had not written is gone. */
  async kill(): Promise<void> {
    const server = this.#server;
    if (server?.pid === undefined) return;
    const children = childrenOf(server.pid);
    const ended = once(server, 'exit');
    for (const pid of [server.pid, ...children]) tryKill(pid, 'SIGKILL');
    await ended;
    while (children.some(isAlive)) await sleep(10);
    this.#server = undefined;
  }

  async query(
    database: string,
    text: string,
    schema = 'public',
  ): Promise<readonly Record<string, unknown>[]> {
    const options = `-c search_path=${schema}`;
    const client = new Client({ ...this.client(database), options, types: POSTGRES_TYPES });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  }

  /** Folder of a database's own files, with all that was written so far in them. */
  async filesOf(database: string): Promise<string> {
    await this.query('postgres', 'checkpoint');
    const [row] = await this.query(
      'postgres',
      `select oid::text as folder from pg_database where datname = '${database}'`,
    );
    return join(this.#data, 'base', String(row?.folder));
  }

  async stop(): Promise<void> {
    await this.kill();
    process.off('exit', this.#killNow);
    for (const signal of SIGNALS) process.off(signal, this.#killOnSignal);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  readonly #killNow = (): void => {
    if (this.#server?.pid !== undefined) tryKill(this.#server.pid, 'SIGQUIT');
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  };

  // Whoever stops the tests must not leave a server behind; a signal alone does not let them exit by themselves.
  readonly #killOnSignal = (signal: NodeJS.Signals): void => {
    this.#killNow();
    process.kill(process.pid, signal);
  };

  #init(): void {
    const options = ['-D', this.#data, '-U', SUPERUSER, '-E', 'UTF8', '--no-sync'];
    // Chinese order by default: nothing may depend on how somebody made their database.
    const locale = ['--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=zh-CN'];
    const { status, stderr } = spawnSync(
      join(this.#bin, 'initdb'),
      [...options, ...locale, ...this.#access()],
      { cwd: this.#folder, encoding: 'utf8', ...this.#account },
    );
    if (status !== 0) throw new Error(`initdb failed: ${stderr}`);
  }

  #access(): string[] {
    if (this.#password === undefined) return ['-A', 'trust'];
    const file = join(this.#folder, 'password');
    writeFileSync(file, this.#password);
    if (this.#account !== undefined) chownSync(file, this.#account.uid, this.#account.gid);
    return ['-A', 'scram-sha-256', `--pwfile=${file}`];
  }

  async #untilReady(): Promise<void> {
    for (;;) {
      if (this.#server?.exitCode !== null) throw new Error('PostgreSQL ended while it started');
      try {
        await this.query('postgres', 'select 1');
        return;
      } catch {
        await sleep(20);
      }
    }
  }
}

/** Folder of the newest PostgreSQL of this machine; undefined where there is none. */
export function findPostgres(): string | undefined {
  if (!existsSync(INSTALLED)) return undefined;
  const versions = readdirSync(INSTALLED).sort((a, b) => Number(b) - Number(a));
  return versions
    .map((version) => join(INSTALLED, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
}

/** PostgreSQL refuses to run as root: then it runs as its own user, or as nobody. */
function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = ['postgres', 'nobody'].map((wanted) => users.find(([name]) => name === wanted));
  const [, , uid = '65534', gid = '65534'] = user.find((found) => found !== undefined) ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

function childrenOf(parent: number): number[] {
  return readFileSync(`/proc/${String(parent)}/task/${String(parent)}/children`, 'utf8')
    .split(' ')
    .filter((pid) => pid !== '')
    .map(Number);
}

function isAlive(pid: number): boolean {
  // A killed child waits as a zombie until somebody asks for it.
  return !readStat(pid).includes(') Z ');
}

function readStat(pid: number): string {
  try {
    return readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  } catch {
    return ') Z ';
  }
}

function tryKill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}
