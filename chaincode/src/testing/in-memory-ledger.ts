// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { Context } from 'fabric-contract-api';
import { CHAINCODES, type ChaincodeName, type LedgerName } from '@unionid/domain/ledger';
import { CONTRACTS, type Contracts } from './contracts.js';
import { InMemoryState } from './in-memory-state.js';
import { newInMemoryStub, newSimulation, type ReadRange } from './in-memory-stub.js';
import {
  decodeTransaction,
  setsOf,
  VALIDATION_CODE,
  type EndorsedInMemory,
  type InMemoryBlock,
  type InMemoryCall,
  type InMemoryTransaction,
} from './in-memory-transaction.js';

const NATIONAL_MSP = 'NationalMSP';

export interface InMemoryLedgerOptions {
  readonly name?: LedgerName;
  /** Transaction time, milliseconds since 1970; the wall clock by default. */
  readonly now?: () => number;
  /** Whether the peer takes batched messages (default), as 3.1 does, or only one call a key. */
  readonly batched?: boolean;
  /** Other contracts in the place of a chaincode's own, as an upgrade puts them. */
  readonly chaincodes?: Readonly<Partial<Record<ChaincodeName, Contracts>>>;
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
  readonly #chaincodes: InMemoryLedgerOptions['chaincodes'];
  readonly #states = new Map(CHAINCODES.map((chaincode) => [chaincode, new InMemoryState()]));
  readonly #blocks: InMemoryBlock[] = [];
  readonly #committed = new Map<string, { readonly code: number; readonly block: number }>();
  readonly #listeners = new Set<(block: InMemoryBlock) => void>();
  readonly #contracts: ReadonlyMap<string, ContractInstance>;
  #pending: EndorsedInMemory[] = [];
  #proposals = 0;
  /** While true, submitted transactions wait for `cutBlock`; else each is a block of its own. */
  holdBlocks = false;

  constructor({ name, now, batched, chaincodes }: InMemoryLedgerOptions = {}) {
    this.name = name ?? { network: 'unionid-test', channel: 'union-main', chaincode: 'identity' };
    this.now = now ?? Date.now;
    this.#batched = batched ?? true;
    this.#chaincodes = chaincodes;
    this.#contracts = new Map(
      Object.entries({ ...CONTRACTS, ...chaincodes }).flatMap(([chaincode, classes]) =>
        classes.map((contract) => {
          const instance = new contract();
          return [`${chaincode} ${instance.getName()}`, instance as unknown as ContractInstance] as const;
        }),
      ),
    );
  }

  get height(): number {
    return this.#blocks.length;
  }

  /** The same ledger once more, without what waits and who listens: what is done on either is not seen on the other. */
  fork(now = this.now): InMemoryLedger {
    const chaincodes = this.#chaincodes === undefined ? {} : { chaincodes: this.#chaincodes };
    const copy = new InMemoryLedger({ name: this.name, now, batched: this.#batched, ...chaincodes });
    for (const [chaincode, state] of this.#states) copy.#states.set(chaincode, state.fork());
    copy.#blocks.push(...this.#blocks);
    for (const [transactionId, status] of this.#committed) copy.#committed.set(transactionId, status);
    copy.#proposals = this.#proposals;
    return copy;
  }

  /** Simulates a transaction on committed state. @throws Error whose message is the contract's envelope */
  async endorse(call: InMemoryCall): Promise<EndorsedInMemory> {
    return this.#simulate(call, this.#nextTransactionId(call));
  }

  /** Simulates a call as it arrives under a proposal that names another chaincode. */
  asAskedBy(chaincode: ChaincodeName, call: InMemoryCall): Promise<EndorsedInMemory> {
    return this.#simulate(call, this.#nextTransactionId(call), chaincode);
  }

  async #simulate(
    call: InMemoryCall,
    transactionId: string,
    proposed = call.chaincode ?? 'identity',
  ): Promise<EndorsedInMemory> {
    const { chaincode = 'identity' } = call;
    const time = this.now();
    const { channel } = this.name;
    const simulations = new Map(CHAINCODES.map((name) => [name, newSimulation()]));
    const proposal = {
      ...{ chaincode: proposed, channel, transactionId, time, submitter: call.submitter },
      batched: this.#batched,
    };
    const run = (name: ChaincodeName, [called = '', argument = '']: readonly string[]): Promise<string> => {
      const stub = newInMemoryStub({
        state: this.#stateOf(name),
        proposal,
        simulation: simulations.get(name) ?? newSimulation(),
        invoke: (other, args) => run(other as ChaincodeName, args),
      });
      return this.#functionOf(name, called)({ stub }, argument);
    };
    const result = await run(chaincode, [call.function, call.argument]);
    return {
      ...call,
      ...{ transactionId, time, result, event: simulations.get(chaincode)?.event },
      ...setsOf(simulations),
      endorsers: [...new Set([NATIONAL_MSP, call.submitter.mspId])],
    };
  }

  /** Simulates one proposal as `peers` do, each by running all of it. @throws Error whose message is the envelope */
  async endorseBy<T>(
    call: InMemoryCall,
    peers: readonly ((simulate: () => Promise<EndorsedInMemory>) => T)[],
  ): Promise<Awaited<T>[]> {
    const transactionId = this.#nextTransactionId(call);
    const answers: Awaited<T>[] = [];
    for (const peer of peers) answers.push(await peer(() => this.#simulate(call, transactionId)));
    return answers;
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
    const previous = this.#blocks.at(-1)?.hash ?? '';
    const ids = transactions.map(({ transactionId }) => transactionId);
    const hash = createHash('sha256')
      .update([previous, ...ids].join(' '))
      .digest('hex');
    const block = { number, hash, transactions: decoded };
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
  state(key: string, chaincode: ChaincodeName = 'identity'): string | undefined {
    return this.#stateOf(chaincode).get(key)?.value;
  }

  /** Every key and value, in key order. */
  entries(chaincode: ChaincodeName = 'identity'): [string, string][] {
    return this.#stateOf(chaincode).entries();
  }

  #stateOf(chaincode: ChaincodeName): InMemoryState {
    const state = this.#states.get(chaincode);
    if (state === undefined) throw new RangeError(`no chaincode ${chaincode}`);
    return state;
  }

  #functionOf(
    chaincode: ChaincodeName,
    name: string,
  ): (ctx: Pick<Context, 'stub'>, argument: string) => Promise<string> {
    const [contractName = '', functionName = ''] = name.split(':');
    const contract = this.#contracts.get(`${chaincode} ${contractName}`);
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

  #validate({ chaincode: called = 'identity', transactionId, readSet, rangeSet }: EndorsedInMemory): number {
    if (this.#committed.has(transactionId)) return VALIDATION_CODE.DUPLICATE_TXID;
    const isChanged = readSet.some(
      ({ chaincode = called, key, version }) => this.#stateOf(chaincode).get(key)?.version !== version,
    );
    if (isChanged) return VALIDATION_CODE.MVCC_READ_CONFLICT;
    const hasPhantom = rangeSet.some(
      ({ chaincode = called, ...range }) => !isSameRange(this.#stateOf(chaincode), range),
    );
    return hasPhantom ? VALIDATION_CODE.PHANTOM_READ_CONFLICT : VALIDATION_CODE.VALID;
  }

  #write(
    { chaincode: called = 'identity', writeSet, transactionId, time }: EndorsedInMemory,
    version: string,
  ): void {
    for (const { chaincode = called, key, value } of writeSet)
      this.#stateOf(chaincode).put(key, { value, version, transactionId, time });
  }

  // As in Fabric, two proposals of the same content are two transactions.
  #nextTransactionId({ function: name, argument, submitter }: InMemoryCall): string {
    this.#proposals += 1;
    const nonce = `${this.#proposals} ${submitter.mspId} ${name} ${argument}`;
    return createHash('sha256').update(nonce).digest('hex');
  }
}

function isSameRange(state: InMemoryState, { type, attributes, keys }: ReadRange): boolean {
  const now = state.range(type, attributes).slice(0, keys.length);
  return keys.every(({ key, version }, index) => now[index] === key && state.get(key)?.version === version);
}
