// SPDX-License-Identifier: Apache-2.0
import { cpSync } from 'node:fs';
import { DomainError } from '@unionid/domain/errors';
import type {
  CommitStatus,
  EndorsedTransaction,
  Ledger,
  LedgerBlock,
  LedgerCall,
} from '#src/ledger/ledger.js';

/** Where a gateway is killed: after so many of its steps. */
export interface CrashPlan {
  /** Folder of the gateway that is to die. */
  readonly dataDir: string;
  /** Takes its files as they are at that moment. */
  readonly copyTo: string;
  /** Ends what its database would still take from it. */
  readonly cutOff: () => void;
  /** Which step is the last one; each commit of a database and each call of the ledger is one. */
  readonly lastStep: number;
}

/**
 * Counts what a gateway does and stops it for good after one step: its files are copied as a killed process leaves them,
 * and from then on nothing it does reaches the ledger.
 */
export class CrashPoint {
  /** Resolves when the gateway is dead. */
  readonly death: Promise<void>;
  readonly #plan: CrashPlan;
  readonly #die: () => void;
  #steps = 0;

  constructor(plan: CrashPlan) {
    this.#plan = plan;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.death = promise;
    this.#die = () => resolve(undefined);
  }

  get isDead(): boolean {
    return this.#steps >= this.#plan.lastStep;
  }

  /** SQLite runs in this thread, so between two steps no file changes; PostgreSQL does nothing once it is cut off. */
  step(): void {
    const { dataDir, copyTo, cutOff, lastStep } = this.#plan;
    if (this.isDead) return;
    this.#steps += 1;
    if (this.#steps < lastStep) return;
    cpSync(dataDir, copyTo, { recursive: true });
    cutOff();
    this.#die();
  }
}

/** The ledger as a gateway that may be dead reaches it. */
export class MortalLedger implements Ledger {
  readonly name: Ledger['name'];
  readonly chaincodes: Ledger['chaincodes'];
  readonly #ledger: Ledger;
  readonly #death: AbortController = new AbortController();
  #point: CrashPoint | undefined;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    this.name = ledger.name;
    this.chaincodes = ledger.chaincodes;
  }

  /** From here on the gateway may die. */
  set point(point: CrashPoint) {
    this.#point = point;
  }

  endorse(call: LedgerCall): Promise<EndorsedTransaction> {
    return this.#reach(() => this.#ledger.endorse(call));
  }

  submit(transaction: EndorsedTransaction): Promise<void> {
    return this.#reach(() => this.#ledger.submit(transaction));
  }

  status(transactionId: string, timeoutMs: number): Promise<CommitStatus | undefined> {
    return this.#reach(() => this.#ledger.status(transactionId, timeoutMs));
  }

  evaluate(call: LedgerCall): Promise<string> {
    return this.#reach(() => this.#ledger.evaluate(call));
  }

  async *blocks(from: number, signal: AbortSignal): AsyncIterable<LedgerBlock> {
    for await (const block of this.#ledger.blocks(from, AbortSignal.any([signal, this.#death.signal]))) {
      if (this.#isDead()) return;
      yield block;
    }
  }

  height(): Promise<number> {
    return this.#reach(() => this.#ledger.height());
  }

  close(): void {
    this.#death.abort();
    this.#ledger.close();
  }

  async #reach<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isDead()) throw new DomainError('LEDGER_UNAVAILABLE');
    const result = await work();
    this.#point?.step();
    if (this.#isDead()) throw new DomainError('LEDGER_UNAVAILABLE');
    return result;
  }

  #isDead(): boolean {
    if (this.#point?.isDead !== true) return false;
    this.#death.abort();
    return true;
  }
}
