// SPDX-License-Identifier: Apache-2.0
import type { ChaincodeName } from '@unionid/domain/ledger';
import type { ReadKey, ReadRange, Simulation, Submitter } from './in-memory-stub.js';

/** Codes of peer.TxValidationCode that this ledger gives. */
export const VALIDATION_CODE = {
  VALID: 0,
  DUPLICATE_TXID: 9,
  MVCC_READ_CONFLICT: 11,
  PHANTOM_READ_CONFLICT: 12,
} as const;

/** `function` is `contract:function`. */
export interface InMemoryCall {
  /** `identity` where none is named. */
  readonly chaincode?: ChaincodeName;
  readonly function: string;
  readonly argument: string;
  readonly submitter: Submitter;
}

export interface InMemoryWrite {
  /** Whose state it is; the called chaincode's where none is named. */
  readonly chaincode?: ChaincodeName;
  readonly key: string;
  /** Undefined is a deletion. */
  readonly value: string | undefined;
}

interface InNamespace {
  readonly chaincode?: ChaincodeName;
}

/** An endorsed transaction: plain data, so that it can be kept as JSON and submitted later. */
export interface EndorsedInMemory extends InMemoryCall {
  readonly transactionId: string;
  readonly time: number;
  readonly result: string;
  readonly readSet: readonly (ReadKey & InNamespace)[];
  readonly rangeSet: readonly (ReadRange & InNamespace)[];
  readonly writeSet: readonly InMemoryWrite[];
  /** MSP ids, as a gateway chooses them: the national one and its own. */
  readonly endorsers: readonly string[];
  readonly event: { readonly name: string; readonly payload: string } | undefined;
}

/** A transaction of a block, decoded as a projector needs it. */
export interface InMemoryTransaction {
  /** The chaincode that was called. */
  readonly chaincode: ChaincodeName;
  readonly transactionId: string;
  readonly valid: boolean;
  readonly code: number;
  readonly submitter: string;
  readonly endorsers: readonly string[];
  readonly time: string;
  readonly function: string;
  readonly argument: string;
  readonly result: string;
  readonly writes: readonly (InMemoryWrite & Required<InNamespace>)[];
  readonly event: { readonly name: string; readonly payload: string } | undefined;
}

export interface InMemoryBlock {
  readonly number: number;
  /** Of this block and all before it, hex. */
  readonly hash: string;
  readonly transactions: readonly InMemoryTransaction[];
}

/** What was read and is to be written in each chaincode's state. */
export function setsOf(
  simulations: ReadonlyMap<ChaincodeName, Simulation>,
): Pick<EndorsedInMemory, 'readSet' | 'rangeSet' | 'writeSet'> {
  const of = <T>(items: (simulation: Simulation) => Iterable<T>): (T & Required<InNamespace>)[] =>
    [...simulations].flatMap(([chaincode, simulation]) =>
      [...items(simulation)].map((item) => ({ ...item, chaincode })),
    );
  return {
    readSet: of(({ reads }) => [...reads].map(([key, version]) => ({ key, version }))),
    rangeSet: of(({ ranges }) => ranges),
    writeSet: of(({ writes }) => [...writes].map(([key, value]) => ({ key, value }))),
  };
}

/** A committed transaction as a projector reads it from its block. */
export function decodeTransaction(transaction: EndorsedInMemory, code: number): InMemoryTransaction {
  const { transactionId, submitter, endorsers, time, argument, result, writeSet, event } = transaction;
  const { chaincode = 'identity' } = transaction;
  return {
    chaincode,
    ...{ transactionId, valid: code === VALIDATION_CODE.VALID, code, submitter: submitter.mspId, endorsers },
    ...{ time: new Date(time).toISOString(), function: transaction.function, argument, result },
    ...{ writes: writeSet.map((write) => ({ ...write, chaincode: write.chaincode ?? chaincode })), event },
  };
}
