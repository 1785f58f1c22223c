// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { Context } from 'fabric-contract-api';
import type { LedgerName } from '@unionid/domain/instruction';
import { contracts } from '../identity.js';
import { InMemoryState } from './in-memory-state.js';
import {
  newInMemoryStub,
  newSimulation,
  type ReadKey,
  type ReadRange,
  type Submitter,
} from './in-memory-stub.js';

const NATIONAL_MSP = 'NationalMSP';

/** Codes of peer.TxValidationCode that this ledger gives. */
export const VALIDATION_CODE = {
  VALID: 0,
  DUPLICATE_TXID: 9,
  MVCC_READ_CONFLICT: 11,
  PHANTOM_READ_CONFLICT: 12,
} as const;

/** `function` is `contract:function`. */
export interface InMemoryCall {
  readonly function: string;
  readonly argument: string;
  readonly submitter: Submitter;
}

export interface InMemoryWrite {
  readonly key: string;
  /** Undefined is a deletion. */
  readonly value: string | undefined;
}

/** An endorsed transaction: plain data, so that it can be kept as JSON and submitted later. */
export interface EndorsedInMemory extends InMemoryCall {
  readonly transactionId: string;
  readonly time: number;
  readonly result: string;
  readonly readSet: readonly ReadKey[];
  readonly rangeSet: readonly ReadRange[];
  readonly writeSet: readonly InMemoryWrite[];
  /** MSP ids, as a gateway chooses them: the national one and its own. */
  readonly endorsers: readonly string[];
  readonly event: { readonly name: string; readonly payload: string } | undefined;
}

/** A transaction of a block, decoded as a projector needs it. */
export interface InMemoryTransaction {
  readonly transactionId: string;
  readonly valid: boolean;
  readonly code: number;
  readonly submitter: string;
  readonly endorsers: readonly string[];
  readonly time: string;
  readonly function: string;
  readonly argument: string;
  readonly result: string;
  readonly writes: readonly InMemoryWrite[];
  readonly event: { readonly name: string; readonly payload: string } | undefined;
}

export interface InMemoryBlock {
  readonly number: number;
  readonly transactions: readonly InMemoryTransaction[];
}

export interface InMemoryLedgerOptions {
  readonly name?: LedgerName;
  /** Transaction time, milliseconds since 1970; the wall clock by default. */
  readonly now?: () => number;
  /** Whether the peer takes batched messages (default), as 3.1 does, or only one call a key. */
  readonly batched?: boolean;
}

type ContractInstance = Record<
  string,
  ((ctx: Pick<Context, 'stub'>, argument: string) => Promise<string>) | undefined
>;

/**
 * Fabric in one process, for tests: the real contracts, simulated on committed state, ordered into blocks, validated by
 * MVCC at commit. It knows one peer, no endorsement policies and no signatures of Fabric's own.
 */
export class InMemoryLedger {
  readonly name: LedgerName;
  readonly now: () => number;
  readonly #batched: boolean;
  readonly #state = new InMemoryState();
  readonly #blocks: InMemoryBlock[] = [];
  readonly #committed = new Map<string, { readonly code: number; readonly block: number }>();
  readonly #listeners = new Set<(block: InMemoryBlock) => void>();
  readonly #contracts: ReadonlyMap<string, ContractInstance>;
  #pending: EndorsedInMemory[] = [];
  #proposals = 0;
  /** While true, submitted transactions wait for `cutBlock`; else each is a block of its own. */
  holdBlocks = false;

  constructor({ name, now, batched }: InMemoryLedgerOptions = {}) {
    this.name = name ?? { network: 'unionid-test', channel: 'union-main', chaincode: 'identity' };
    this.now = now ?? Date.now;
    this.#batched = batched ?? true;
    this.#contracts = new Map(
      contracts.map((contract) => {
        const instance = new contract();
        return [instance.getName(), instance as unknown as ContractInstance];
      }),
    );
  }

  get height(): number {
    return this.#blocks.length;
  }

  /** Simulates a transaction on committed state. @throws Error whose message is the contract's envelope */
  async endorse(call: InMemoryCall): Promise<EndorsedInMemory> {
    const time = this.now();
    const transactionId = this.#nextTransactionId(call);
    const simulation = newSimulation();
    const { channel } = this.name;
    const proposal = { channel, transactionId, time, submitter: call.submitter, batched: this.#batched };
    const stub = newInMemoryStub(this.#state, proposal, simulation);
    const result = await this.#functionOf(call.function)({ stub }, call.argument);
    return {
      ...call,
      ...{ transactionId, time, result, rangeSet: simulation.ranges, event: simulation.event },
      readSet: [...simulation.reads].map(([key, version]) => ({ key, version })),
      writeSet: [...simulation.writes].map(([key, value]) => ({ key, value })),
      endorsers: [...new Set([NATIONAL_MSP, call.submitter.mspId])],
    };
  }

  /** Reads without a transaction. @throws Error whose message is the contract's envelope */
  async evaluate(call: InMemoryCall): Promise<string> {
    const { result } = await this.endorse(call);
    return result;
  }

  /** Hands a transaction to the ordering service. */
  submit(transaction: EndorsedInMemory): void {
    this.#pending.push(transaction);
    if (!this.holdBlocks) this.cutBlock();
  }

  /** Commits what waits as one block; undefined when nothing does. */
  cutBlock(): InMemoryBlock | undefined {
    if (this.#pending.length === 0) return undefined;
    const pending = this.#pending;
    this.#pending = [];
    return this.commit(pending);
  }

  /** Validates and commits transactions, in this order, as one block. */
  commit(transactions: readonly EndorsedInMemory[]): InMemoryBlock {
    const number = this.#blocks.length;
    const decoded = transactions.map((transaction, position) =>
      this.#commitOne(transaction, { number, position }),
    );
    const block = { number, transactions: decoded };
    this.#blocks.push(block);
    for (const listener of this.#listeners) listener(block);
    return block;
  }

  blocks(from = 0): readonly InMemoryBlock[] {
    return this.#blocks.slice(from);
  }

  /** Calls with each new block; answers how to stop. */
  onBlock(listener: (block: InMemoryBlock) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Validation code and block of a transaction; a second copy does not change them. */
  statusOf(transactionId: string): { readonly code: number; readonly block: number } | undefined {
    return this.#committed.get(transactionId);
  }

  /** The value at a key. */
  state(key: string): string | undefined {
    return this.#state.get(key)?.value;
  }

  /** Every key and value, in key order. */
  entries(): [string, string][] {
    return this.#state.entries();
  }

  #functionOf(name: string): (ctx: Pick<Context, 'stub'>, argument: string) => Promise<string> {
    const [contractName = '', functionName = ''] = name.split(':');
    const contract = this.#contracts.get(contractName);
    const isOwn =
      functionName !== 'constructor' &&
      contract !== undefined &&
      Object.hasOwn(Object.getPrototypeOf(contract) as object, functionName);
    const found = isOwn ? contract[functionName] : undefined;
    // The same plain sentence as the contract API's, which no decoder takes for an envelope.
    if (found === undefined)
      throw new Error(`You've asked to invoke a function that does not exist: ${name}`);
    return found.bind(contract);
  }

  #commitOne(
    transaction: EndorsedInMemory,
    { number, position }: { number: number; position: number },
  ): InMemoryTransaction {
    const code = this.#validate(transaction);
    const valid = code === VALIDATION_CODE.VALID;
    if (!this.#committed.has(transaction.transactionId))
      this.#committed.set(transaction.transactionId, { code, block: number });
    if (valid) this.#write(transaction, `${number}:${position}`);
    return decodeTransaction(transaction, code);
  }

  #validate({ transactionId, readSet, rangeSet }: EndorsedInMemory): number {
    if (this.#committed.has(transactionId)) return VALIDATION_CODE.DUPLICATE_TXID;
    const isChanged = readSet.some(({ key, version }) => this.#state.get(key)?.version !== version);
    if (isChanged) return VALIDATION_CODE.MVCC_READ_CONFLICT;
    const hasPhantom = rangeSet.some((range) => !this.#isSameRange(range));
    return hasPhantom ? VALIDATION_CODE.PHANTOM_READ_CONFLICT : VALIDATION_CODE.VALID;
  }

  #isSameRange({ type, attributes, keys }: ReadRange): boolean {
    const now = this.#state.range(type, attributes).slice(0, keys.length);
    return keys.every(
      ({ key, version }, index) => now[index] === key && this.#state.get(key)?.version === version,
    );
  }

  #write({ writeSet, transactionId, time }: EndorsedInMemory, version: string): void {
    for (const { key, value } of writeSet) this.#state.put(key, { value, version, transactionId, time });
  }

  // As in Fabric, two proposals of the same content are two transactions.
  #nextTransactionId({ function: name, argument, submitter }: InMemoryCall): string {
    this.#proposals += 1;
    const nonce = `${this.#proposals} ${submitter.mspId} ${name} ${argument}`;
    return createHash('sha256').update(nonce).digest('hex');
  }
}

function decodeTransaction(transaction: EndorsedInMemory, code: number): InMemoryTransaction {
  const { transactionId, submitter, endorsers, time, argument, result, writeSet, event } = transaction;
  return {
    ...{ transactionId, valid: code === VALIDATION_CODE.VALID, code, submitter: submitter.mspId, endorsers },
    ...{ time: new Date(time).toISOString(), function: transaction.function, argument, result },
    ...{ writes: writeSet, event },
  };
}
