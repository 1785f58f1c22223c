// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import type { InstructionStatus } from '@unionid/domain/api';
import { asDomainError, DomainError, isErrorCode, type ErrorCode } from '@unionid/domain/errors';
import type { Logger } from 'pino';
import { DatabaseUnavailableError } from '../database/database-errors.js';
import {
  EndorsersDisagreeError,
  VALIDATION_CODE,
  type CommitStatus,
  type EndorsedTransaction,
  type Ledger,
  type LedgerCall,
} from '../ledger/ledger.js';
import type { Metrics } from '../metrics.js';
import type { ReadModel } from '../read-model/read-model.js';
import type { Outbox, OutboxEntry } from './outbox.js';
import { Semaphore } from '../semaphore.js';
import type { Outcome, Submissions } from './submissions.js';

export interface SubmissionsOptions {
  readonly ledger: Ledger;
  readonly readModel: ReadModel;
  readonly outbox: Outbox;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Transactions in flight at the most. */
  readonly maxInFlight: number;
  /** Waiting times; tests shorten them. */
  readonly pace?: Partial<Pace>;
}

/** Milliseconds. */
export interface Pace {
  /**
   * How long one question for the commit status may take. A Raft leader that crashes loses envelopes it had accepted:
   * after this long the same bytes are sent again (fabric-facts.md §4.1).
   */
  readonly statusMs: number;
  /** Block interval: how far a peer may be behind another. */
  readonly blockMs: number;
  /** First pause while the ledger can not be reached; doubles up to `longestPauseMs`. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

const PACE: Pace = { statusMs: 4_000, blockMs: 500, firstPauseMs: 200, longestPauseMs: 5_000 };
/** Pauses before the three further tries, in block intervals: most peers are behind by the moment a block takes. */
const LAG_PAUSES: readonly number[] = [0.2, 1, 1.8];
const RACE_RETRIES = 4;
// A peer that has not seen the manifest's block yet refuses its chunks (architecture.md §4, "Lag is normal"); one whose
// chaincode was restarted is back within a moment. Nothing was submitted yet, so trying again is safe.
const LAG_CODES: readonly ErrorCode[] = ['MANIFEST_UNKNOWN', 'LEDGER_UNAVAILABLE'];

/** A key being driven: `accepted` tells that its transaction is kept and will be sent, `finished` what became of it. */
interface Job {
  readonly accepted: Promise<string>;
  readonly finished: Promise<Outcome>;
}

/** {@link Submissions} on the outbox and the ledger. */
export class OutboxSubmissions implements Submissions {
  readonly #options: SubmissionsOptions;
  readonly #pace: Pace;
  readonly #places: Semaphore;
  readonly #jobs = new Map<string, Job>();
  readonly #stop = new AbortController();

  constructor(options: SubmissionsOptions) {
    this.#options = options;
    this.#pace = { ...PACE, ...options.pace };
    this.#places = new Semaphore(options.maxInFlight);
    options.metrics.watchInFlight(() => this.#places.running);
  }

  async submit(key: string, call: LedgerCall, waitMs: number): Promise<Outcome> {
    const known = await this.#options.outbox.find(key);
    if (known?.state === 'COMMITTED') return toOutcome(known);
    const job = this.#jobs.get(key) ?? this.#start(key, call);
    const transactionId = await job.accepted;
    return Promise.race([job.finished, this.#pendingAfter(waitMs, transactionId)]);
  }

  async find(key: string): Promise<Outcome | undefined> {
    const entry = await this.#options.outbox.find(key);
    if (entry === undefined) return undefined;
    if (entry.state === 'REFUSED') throw toError(entry);
    return toOutcome(entry);
  }

  async instruction(instructionId: string): Promise<InstructionStatus | undefined> {
    const entry = await this.#options.outbox.find(instructionId);
    if (entry !== undefined && entry.state !== 'REFUSED') return toStatus(instructionId, entry);
    const seen = await this.#options.readModel.seenInstruction(instructionId);
    if (seen !== undefined) return toStatus(instructionId, { ...seen, state: 'COMMITTED', error: '' });
    return entry === undefined ? undefined : toStatus(instructionId, entry);
  }

  async resume(): Promise<void> {
    await this.#options.outbox.prune();
    for (const key of await this.#options.outbox.outstandingKeys()) {
      if (!this.#jobs.has(key)) this.#start(key);
    }
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled([...this.#jobs.values()].map(({ finished }) => finished));
    await this.#options.outbox.close();
  }

  /** Without a call only a key that the outbox knows can go on. */
  #start(key: string, call?: LedgerCall): Job {
    const accepted = Promise.withResolvers<string>();
    const finished = this.#places
      .run(() => this.#drive({ key, call, accept: accepted.resolve }))
      .finally(() => this.#jobs.delete(key));
    // Whoever waits for either hears of a failure; nobody may be waiting for the outcome any more.
    finished.then(({ transactionId }) => accepted.resolve(transactionId), accepted.reject);
    accepted.promise.catch(() => undefined);
    const job = { accepted: accepted.promise, finished };
    this.#jobs.set(key, job);
    return job;
  }

  async #drive({ key, call: asked, accept }: Drive): Promise<Outcome> {
    if (this.#stop.signal.aborted) throw new DomainError('LEDGER_UNAVAILABLE');
    // A key known from before its gateway crashed goes on with its own bytes.
    const kept = await this.#options.outbox.findOutstanding(key);
    const call = kept?.call ?? asked;
    if (call === undefined) throw new DomainError('NOT_FOUND');
    let transaction = kept?.transaction ?? (await this.#endorse(key, call));
    for (let race = 0; !('status' in transaction); race += 1) {
      const status = await this.#bringHome(transaction, accept);
      if (status.valid) return this.#settle(key, transaction, status);
      await this.#assertMayRaceAgain(key, { status, transaction, race });
      // Jitter, so that the losers of one block do not all meet again in the next.
      await this.#sleep(this.#pace.blockMs * (0.5 + Math.random()));
      transaction = await this.#endorse(key, call);
    }
    return transaction;
  }

  /** A kept transaction, or the outcome of the first one where the instruction was carried out before. */
  async #endorse(key: string, call: LedgerCall): Promise<EndorsedTransaction | Outcome> {
    try {
      const transaction = await this.#endorseDespiteLag(call);
      await this.#options.outbox.keep({ key, call, transaction });
      return transaction;
    } catch (error) {
      const refusal = asDomainError(error);
      if (refusal === undefined || refusal.code === 'LEDGER_UNAVAILABLE') throw error;
      const first = await this.#firstOutcome(refusal);
      if (first !== undefined) return first;
      await this.#options.outbox.refuse(key, refusal.code);
      throw error;
    }
  }

  async #endorseDespiteLag(call: LedgerCall): Promise<EndorsedTransaction> {
    for (let lag = 0; ; lag += 1) {
      try {
        return await this.#options.ledger.endorse(call);
      } catch (error) {
        if (!isLag(error) || this.#stop.signal.aborted) throw error;
        const pause = LAG_PAUSES[lag];
        if (pause === undefined) throw this.#alarmed(error, call);
        await this.#sleep(pause * this.#pace.blockMs);
      }
    }
  }

  /** Peers that still differ after the retries run different code, or code that is not deterministic. */
  #alarmed(error: unknown, call: LedgerCall): unknown {
    if (!(error instanceof EndorsersDisagreeError)) return error;
    this.#options.metrics.determinismAlarm();
    const { answers } = error;
    this.#options.log.error({ alarm: 'determinism', function: call.function, answers }, 'endorsers disagree');
    return new DomainError('INTERNAL', { reason: 'endorsers disagree' }, { cause: error });
  }

  /** The instruction was carried out before: the answer is the first transaction's outcome. */
  async #firstOutcome({ code, details }: DomainError): Promise<Outcome | undefined> {
    const { transactionId } = details;
    if (code !== 'INSTRUCTION_REPLAYED' || typeof transactionId !== 'string') return undefined;
    const { ledger, readModel } = this.#options;
    const status = await ledger.status(transactionId, this.#pace.statusMs);
    if (status === undefined) return { status: 'PENDING', transactionId };
    await readModel.waitForHeight(status.block + 1, this.#pace.statusMs).catch(() => undefined);
    const first = await readModel.transaction(transactionId);
    if (first === undefined) return { status: 'PENDING', transactionId };
    return { status: 'COMMITTED', transactionId, block: first.block, result: first.result };
  }

  /** Sends the same bytes until their outcome is known; a second copy of a committed one changes nothing. */
  async #bringHome(transaction: EndorsedTransaction, accept: (id: string) => void): Promise<CommitStatus> {
    const { ledger, log } = this.#options;
    const { transactionId } = transaction;
    accept(transactionId);
    for (let pause = this.#pace.firstPauseMs; ; pause = Math.min(2 * pause, this.#pace.longestPauseMs)) {
      this.#assertRunning(transactionId);
      try {
        await ledger.submit(transaction);
        const status = await ledger.status(transactionId, this.#pace.statusMs);
        if (status !== undefined) return status;
        log.warn({ transactionId }, 'no commit status yet; the same bytes go out again');
      } catch (error) {
        log.warn({ err: error, transactionId }, 'ledger not reached; the same bytes go out again');
        await this.#sleep(pause);
      }
    }
  }

  async #settle(key: string, transaction: EndorsedTransaction, { block }: CommitStatus): Promise<Outcome> {
    await this.#untilKept(() => this.#options.outbox.commit(key, block));
    this.#options.metrics.transactionSettled('committed');
    const { transactionId, result } = transaction;
    return { status: 'COMMITTED', transactionId, block, result };
  }

  async #assertMayRaceAgain(key: string, { status, transaction, race }: Invalidated): Promise<void> {
    const { metrics, log, outbox } = this.#options;
    const { code } = status;
    const { transactionId } = transaction;
    const lost =
      code === VALIDATION_CODE.MVCC_READ_CONFLICT || code === VALIDATION_CODE.PHANTOM_READ_CONFLICT;
    metrics.transactionSettled(lost ? 'conflict' : 'invalid');
    if (lost && race < RACE_RETRIES) return;
    const error: ErrorCode = lost ? 'CONFLICT' : 'INTERNAL';
    // Endorsement policy failure and its like: never a race, so never tried again blindly (fabric-facts.md §5.3).
    if (!lost) log.error({ alarm: 'validation', transactionId, code }, 'the peers invalidated a transaction');
    await this.#untilKept(() => outbox.refuse(key, error));
    throw new DomainError(error, { transactionId, validationCode: code });
  }

  /** What the ledger decided stands, so a database that is away for the moment is waited for. */
  async #untilKept(write: () => Promise<void>): Promise<void> {
    for (let pause = this.#pace.firstPauseMs; ; pause = Math.min(2 * pause, this.#pace.longestPauseMs)) {
      try {
        await write();
        return;
      } catch (error) {
        if (!(error instanceof DatabaseUnavailableError) || this.#stop.signal.aborted) throw error;
        await this.#sleep(pause);
      }
    }
  }

  #assertRunning(transactionId: string): void {
    if (this.#stop.signal.aborted) throw new DomainError('OUTCOME_UNKNOWN', { transactionId });
  }

  async #pendingAfter(waitMs: number, transactionId: string): Promise<Outcome> {
    await this.#sleep(waitMs);
    return { status: 'PENDING', transactionId };
  }

  async #sleep(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#stop.signal, ref: false }).catch(() => undefined);
  }
}

interface Drive {
  readonly key: string;
  readonly call: LedgerCall | undefined;
  readonly accept: (transactionId: string) => void;
}

interface Invalidated {
  readonly status: CommitStatus;
  readonly transaction: EndorsedTransaction;
  readonly race: number;
}

function isLag(error: unknown): boolean {
  if (error instanceof EndorsersDisagreeError) return true;
  const refusal = asDomainError(error);
  return refusal !== undefined && LAG_CODES.includes(refusal.code);
}

function toOutcome({ state, transactionId, block, result }: OutboxEntry): Outcome {
  return state === 'COMMITTED'
    ? { status: 'COMMITTED', transactionId, block, result }
    : { status: 'PENDING', transactionId };
}

function toError({ error, transactionId }: OutboxEntry): DomainError {
  return new DomainError(isErrorCode(error) ? error : 'INTERNAL', { transactionId });
}

function toStatus(
  instructionId: string,
  { state, transactionId, block, result, error }: Omit<OutboxEntry, 'key'>,
): InstructionStatus {
  switch (state) {
    case 'COMMITTED':
      return {
        instructionId,
        status: state,
        transactionId,
        block,
        result: result === '' ? null : (JSON.parse(result) as unknown),
      };
    case 'REFUSED':
      return { instructionId, status: state, transactionId, code: error };
    case 'ENDORSED':
      return { instructionId, status: 'PENDING', transactionId };
  }
}
