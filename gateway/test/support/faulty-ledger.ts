// SPDX-License-Identifier: Apache-2.0
import type {
  CommitStatus,
  EndorsedTransaction,
  Ledger,
  LedgerBlock,
  LedgerCall,
} from '#src/ledger/ledger.js';

type Step = 'endorse' | 'submit' | 'status';

/** What a step does instead of reaching the ledger; undefined lets it through. */
export type Fault<T = unknown> = (() => Promise<T>) | undefined;

/** A ledger whose next calls can be made to fail, get lost or never return, and which remembers what went out. */
export class FaultyLedger implements Ledger {
  readonly name: Ledger['name'];
  readonly chaincodes: Ledger['chaincodes'];
  /** Bytes of each transaction handed to the ordering service, lost ones included, as hex. */
  readonly submitted: string[] = [];
  /** What was asked to be endorsed. */
  readonly calls: LedgerCall[] = [];
  readonly #ledger: Ledger;
  readonly #faults: Record<Step, Fault[]> = { endorse: [], submit: [], status: [] };

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    this.name = ledger.name;
    this.chaincodes = ledger.chaincodes;
  }

  /** The next calls of a step meet these faults, one each. */
  fail(step: Step, ...faults: Fault[]): void {
    this.#faults[step].push(...faults);
  }

  get endorsements(): number {
    return this.calls.length;
  }

  async endorse(call: LedgerCall): Promise<EndorsedTransaction> {
    this.calls.push(call);
    return this.#meet('endorse', () => this.#ledger.endorse(call));
  }

  async submit(transaction: EndorsedTransaction): Promise<void> {
    this.submitted.push(Buffer.from(transaction.bytes).toString('hex'));
    return this.#meet('submit', () => this.#ledger.submit(transaction));
  }

  async status(transactionId: string, timeoutMs: number): Promise<CommitStatus | undefined> {
    return this.#meet('status', () => this.#ledger.status(transactionId, timeoutMs));
  }

  evaluate(call: LedgerCall): Promise<string> {
    return this.#ledger.evaluate(call);
  }

  blocks(from: number, signal: AbortSignal): AsyncIterable<LedgerBlock> {
    return this.#ledger.blocks(from, signal);
  }

  height(): Promise<number> {
    return this.#ledger.height();
  }

  close(): void {
    this.#ledger.close();
  }

  #meet<T>(step: Step, otherwise: () => Promise<T>): Promise<T> {
    const fault = this.#faults[step].shift() as Fault<T>;
    return fault === undefined ? otherwise() : fault();
  }
}

/** The process is killed here: the call never returns. */
export const never: Fault = () => new Promise(() => undefined);

/** Accepted, then forgotten: a Raft leader that crashes (fabric-facts.md §4.1). */
export const lost: Fault = () => Promise.resolve(undefined);

/** Refused with this error. */
export function failing(error: Error): Fault {
  return () => Promise.reject(error);
}
