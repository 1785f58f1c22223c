// SPDX-License-Identifier: Apache-2.0
import type { ChaincodeName, LedgerName } from '@unionid/domain/ledger';

/** A transaction to send: to which chaincode, contract function as `contract:function` and its one argument. */
export interface LedgerCall {
  readonly chaincode: ChaincodeName;
  readonly function: string;
  readonly argument: string;
  /** MSP of the province whose records it changes, where the national gateway asks; which one is all the same where none is named. */
  readonly province?: string;
}

/**
 * An endorsed, signed transaction. `bytes` may be kept and submitted again: the second copy changes nothing
 * (fabric-facts.md §4.3).
 */
export interface EndorsedTransaction {
  readonly transactionId: string;
  readonly bytes: Uint8Array;
  /** What the contract answered at endorsement; it holds only once the transaction is committed as valid. */
  readonly result: string;
}

/** Validation code 0 is VALID; others are of peer.TxValidationCode. */
export interface CommitStatus {
  readonly valid: boolean;
  readonly code: number;
  readonly block: number;
}

/** A key that a transaction wrote. */
export interface LedgerWrite {
  /** Whose state it is. */
  readonly chaincode: ChaincodeName;
  readonly key: string;
  /** Undefined is a deletion. */
  readonly value: string | undefined;
}

/**
 * A transaction of a block as the projector needs it. One that the peers marked invalid is a position: all of it is empty but
 * for its code and, where they had checked it, its identifier.
 */
export interface LedgerTransaction {
  /** The chaincode that was called; '' for one that is not ours. */
  readonly chaincode: string;
  /** Its version, where the peers that endorsed say which they ran. */
  readonly version?: string;
  /** '' where nobody can tell whose it is. */
  readonly transactionId: string;
  readonly valid: boolean;
  readonly code: number;
  /** MSP id of the submitter. */
  readonly submitter: string;
  /** MSP ids of the peers that endorsed it; empty for the configuration's. */
  readonly endorsers: readonly string[];
  /** RFC 3339, UTC, milliseconds: the transaction's own time, as its client told it; 1970 where that is no time. */
  readonly time: string;
  /** `contract:function`, '' for a transaction of another chaincode (lifecycle, configuration). */
  readonly function: string;
  readonly argument: string;
  readonly result: string;
  /** Writes in the state of every chaincode of ours, whichever was called. */
  readonly writes: readonly LedgerWrite[];
  readonly event: { readonly name: string; readonly payload: string } | undefined;
  /** True where the peers took it for valid and some of what it wrote can not be read here at all. */
  readonly undecodable?: true;
}

/** What ties a block to the one before it. */
export interface BlockSeal {
  /** Hash of the one before as this one's header says, in hex. */
  readonly previous: string;
  /** Whether its transactions are those that the header is about. */
  readonly intact: boolean;
}

export interface LedgerBlock {
  readonly number: number;
  /** Of its header, as the next block names it: 64 lower-case hex digits; left out where nobody says. */
  readonly hash?: string;
  /** Absent where the ledger has none: it is not a chain then. */
  readonly seal?: BlockSeal;
  readonly transactions: readonly LedgerTransaction[];
}

/** Validation codes the submission acts on (peer.TxValidationCode). */
export const VALIDATION_CODE = { VALID: 0, MVCC_READ_CONFLICT: 11, PHANTOM_READ_CONFLICT: 12 } as const;

/**
 * The endorsing peers did not answer alike: one is a block behind, or the contract is not deterministic. Nothing was
 * submitted; `answers` names each peer's organisation and error code.
 */
export class EndorsersDisagreeError extends Error {
  override readonly name = 'EndorsersDisagreeError';
  readonly answers: readonly string[];

  constructor(answers: readonly string[], options?: ErrorOptions) {
    super(`endorsers disagree: ${answers.join(', ')}`, options);
    this.answers = answers;
  }
}

/**
 * The ledger in this gateway's words; the one place that knows Fabric is `fabric-ledger.ts`.
 * Every method may throw DomainError LEDGER_UNAVAILABLE.
 */
export interface Ledger {
  readonly name: Pick<LedgerName, 'network' | 'channel'>;
  /** Ours that this ledger runs. */
  readonly chaincodes: readonly ChaincodeName[];
  /**
   * Simulates at the endorsing peers.
   * @throws the contract's own DomainError, or EndorsersDisagreeError; nothing was submitted then.
   */
  endorse(call: LedgerCall): Promise<EndorsedTransaction>;
  /** Hands an endorsed transaction to the ordering service; safe to repeat with the same bytes. */
  submit(transaction: Pick<EndorsedTransaction, 'bytes' | 'transactionId'>): Promise<void>;
  /** Waits at most `timeoutMs` for the commit; undefined when nothing is known yet. */
  status(transactionId: string, timeoutMs: number): Promise<CommitStatus | undefined>;
  /** Reads at one peer without a transaction. */
  evaluate(call: LedgerCall): Promise<string>;
  /** Blocks from `from` on, for ever; ends when the signal is aborted or throws LEDGER_UNAVAILABLE. */
  blocks(from: number, signal: AbortSignal): AsyncIterable<LedgerBlock>;
  /** Blocks on this peer. */
  height(): Promise<number>;
  close(): void;
}
