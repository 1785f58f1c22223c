// SPDX-License-Identifier: Apache-2.0
import type { Logger } from 'pino';
import { DatabaseUnavailableError } from '../database/database-errors.js';
import type { Ledger, LedgerBlock } from '../ledger/ledger.js';
import { BackOff } from '../pacing/back-off.js';
import type { BlockChanges } from './project-block.js';

/** Runs inside the database transaction of a block: when it fails, the block is not applied and comes again. */
export type BeforeCommit = (changes: BlockChanges) => Promise<void>;

/** Where blocks are applied. */
export interface BlockStore {
  height(): Promise<number>;
  /** Applies a block and its checkpoint in one database transaction; a block applied already changes nothing. */
  apply(block: LedgerBlock, beforeCommit: BeforeCommit): Promise<void>;
}

/** How following the blocks goes. */
export interface Following {
  /** Whether a block is at hand that can not be applied: then nothing that comes after it is known here. */
  isStuck: boolean;
}

export interface ProjectorOptions {
  readonly following: Following;
  readonly ledger: Ledger;
  readonly store: BlockStore;
  readonly log: Logger;
  /** Idempotent: the same block may come twice. */
  readonly beforeCommit: BeforeCommit;
  /** Looks at a block before it is applied; a block that comes again is looked at again. */
  readonly watch: (block: LedgerBlock) => Promise<void>;
  readonly onApplied: (block: LedgerBlock) => void;
}

const PAUSES = { firstPauseMs: 200, longestPauseMs: 10_000 };

/** Reads blocks for ever and applies them; takes the stream up again where it broke (fabric-gateway does not). */
export class Projector {
  readonly #options: ProjectorOptions;
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  constructor(options: ProjectorOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Resolves when the block in hand is applied. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    const backOff = new BackOff(PAUSES, signal);
    while (!signal.aborted) {
      const before = await this.#options.store.height();
      await this.#follow(before).catch((error: unknown) => {
        if (!signal.aborted) this.#options.log.warn({ err: error }, 'block stream broke off');
      });
      if ((await this.#options.store.height()) > before) backOff.reset();
      await backOff.pause();
    }
  }

  async #follow(from: number): Promise<void> {
    const { ledger, onApplied } = this.#options;
    for await (const block of ledger.blocks(from, this.#stop.signal)) {
      await this.#apply(block);
      onApplied(block);
      if (this.#stop.signal.aborted) return;
    }
  }

  async #apply(block: LedgerBlock): Promise<void> {
    const { store, beforeCommit, watch, log, following } = this.#options;
    try {
      await watch(block);
      await store.apply(block, beforeCommit);
      following.isStuck = false;
    } catch (error) {
      // A database that is away says so itself, and is waited for.
      if (!(error instanceof DatabaseUnavailableError)) {
        following.isStuck = true;
        log.error({ alarm: 'block', block: block.number, err: error }, 'a block can not be applied');
      }
      throw error;
    }
  }
}
