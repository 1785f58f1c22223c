// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NodeSpec } from './node-spec.js';
import { type ProcessIdentity } from '../base/process-identity.js';

/** What the launcher wants of a node. Written by the launcher only. */
export interface NodeOrder {
  readonly desired: 'running' | 'stopped';
  /** A new one makes the supervisor stop the process of an older order first. */
  readonly orderId: string;
  readonly spec: NodeSpec;
}

/** What became of it. Written by the supervisor; by the launcher only when there is no supervisor. */
export interface NodeRecord {
  readonly orderId: string;
  readonly process: ProcessIdentity | null;
  readonly restarts: number;
}

/**
 * The folder through which launcher and supervisor talk: two files for each node. Files, and not a socket,
 * because they survive either side's crash and need no port; each is replaced whole by a rename.
 */
export class NodeFiles {
  readonly #folder: string;

  constructor(runDir: string) {
    this.#folder = join(runDir, 'nodes');
  }

  names(): string[] {
    const suffix = '.order.json';
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .filter((file) => file.endsWith(suffix))
      .map((file) => file.slice(0, -suffix.length))
      .sort();
  }

  order(name: string): NodeOrder | undefined {
    return this.#read(`${name}.order.json`) as NodeOrder | undefined;
  }

  record(name: string): NodeRecord | undefined {
    return this.#read(`${name}.pid.json`) as NodeRecord | undefined;
  }

  writeOrder(order: NodeOrder): void {
    this.#write(`${order.spec.name}.order.json`, order);
  }

  writeRecord(name: string, record: NodeRecord): void {
    this.#write(`${name}.pid.json`, record);
  }

  get supervisor(): ProcessIdentity | undefined {
    return this.#read('supervisor.json') as ProcessIdentity | undefined;
  }

  /** Takes the place of the supervisor; false when another one was faster. */
  claimSupervisor(identity: ProcessIdentity): boolean {
    try {
      writeFileSync(join(this.#folder, 'supervisor.json'), JSON.stringify(identity), {
        flag: 'wx',
        mode: 0o600,
      });
      return true;
    } catch {
      return false;
    }
  }

  /** The process whose end is to end everything, if one was named. */
  get owner(): ProcessIdentity | undefined {
    return this.#read('owner.json') as ProcessIdentity | undefined;
  }

  writeOwner(identity: ProcessIdentity): void {
    this.#write('owner.json', identity);
  }

  clearOwner(): void {
    rmSync(join(this.#folder, 'owner.json'), { force: true });
  }

  clearSupervisor(): void {
    rmSync(join(this.#folder, 'supervisor.json'), { force: true });
  }

  #read(file: string): unknown {
    try {
      return JSON.parse(readFileSync(join(this.#folder, file), 'utf8'));
    } catch {
      return undefined;
    }
  }

  #write(file: string, value: unknown): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const temporary = join(this.#folder, `${file}.${process.pid}.tmp`);
    writeFileSync(temporary, JSON.stringify(value), { mode: 0o600 });
    renameSync(temporary, join(this.#folder, file));
  }
}
