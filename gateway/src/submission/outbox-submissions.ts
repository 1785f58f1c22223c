// SPDX-License-Identifier: Apache-2.0
import type { InstructionStatus } from '@unionid/domain/api';
import { asDomainError, DomainError, type ErrorCode } from '@unionid/domain/errors';
import type { Logger } from 'pino';
import { DatabaseUnavailableError } from '../database/database-errors.js';
import {
  VALIDATION_CODE,
  type CommitStatus,
  type EndorsedTransaction,
  type Ledger,
} from '../ledger/ledger.js';
import type { Metrics } from '../metrics/metrics.js';
import type { ReadModel, SeenInstruction } from '../read-model/read-model.js';
import { BackOff } from '../pacing/back-off.js';
import { pause } from '../pacing/pause.js';
import { Semaphore } from '../pacing/semaphore.js';
import { bringHome } from './bring-home.js';
import { endorseDespiteLag } from './endorse-despite-lag.js';
import {
  instructionKey,
  isInstructionKey,
  parseInstructionKey,
  type InstructionName,
} from './instruction-name.js';
import type { Outbox, OutboxEntry } from './outbox.js';
import { statusOf, toOutcome, toRefusal, type Outcome } from './outcome.js';
import { PACE, type Pace } from './pace.js';
import type { Submission } from './submission.js';
import type { Submissions } from './submissions.js';

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

const RACE_RETRIES = 4;

/** A key being driven: `accepted` tells that its transaction is kept and will be sent, `finished` what became of it. */
interface Job {
  readonly digest: string;
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

  async submit(submission: Submission, waitMs: number): Promise<Outcome> {
    const { key } = submission;
    const known = await this.#find(submission);
    assertSameContent(known, submission);
    if (known?.state === 'COMMITTED') return toOutcome(known);
    const running = this.#jobs.get(key);
    assertSameContent(running, submission);
    const job = running ?? this.#start(submission);
    const transactionId = await job.accepted;
    return Promise.race([job.finished, this.#pendingAfter(waitMs, transactionId)]);
  }

  async knows(submission: Submission): Promise<boolean> {
    const known = (await this.#find(submission)) ?? this.#jobs.get(submission.key);
    assertSameContent(known, submission);
    return known !== undefined && !('state' in known && known.state === 'REFUSED');
  }

  async find(key: string): Promise<Outcome | undefined> {
    const entry = await this.#options.outbox.find(key);
    if (entry === undefined) return undefined;
    if (entry.state === 'REFUSED') throw toRefusal(entry);
    return toOutcome(entry);
  }

  async instruction(name: InstructionName): Promise<InstructionStatus | undefined> {
    const { instructionId } = name;
    const entry = await this.#options.outbox.find(instructionKey(name));
    if (entry !== undefined && entry.state !== 'REFUSED') return statusOf(instructionId, entry);
    const [seen] = await this.#seen(name);
    if (seen !== undefined) return statusOf(instructionId, { ...seen, state: 'COMMITTED', error: '' });
    return entry === undefined ? undefined : statusOf(instructionId, entry);
  }

  async resume(): Promise<void> {
    await this.#options.outbox.prune();
    const { outbox } = this.#options;
    for (const key of await outbox.outstandingKeys()) {
      const kept = this.#jobs.has(key) ? undefined : await outbox.findOutstanding(key);
      // While it was read somebody may have asked for it, or it was settled.
      if (kept !== undefined && !this.#jobs.has(key)) this.#start(kept);
    }
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled([...this.#jobs.values()].map(({ finished }) => finished));
    await this.#options.outbox.close();
  }

  /** What its key stands for here, else on the ledger: there this very content before another. */
  async #find({ key, digest }: Submission): Promise<OutboxEntry | undefined> {
    const seen = isInstructionKey(key) ? await this.#seen(parseInstructionKey(key)) : [];
    // Asked last: what was settled meanwhile is found.
    const entry = await this.#options.outbox.find(key);
    if (entry !== undefined) return entry;
    const first = seen.find((one) => one.digest === digest) ?? seen[0];
    return first === undefined ? undefined : { ...first, key, state: 'COMMITTED', error: '' };
  }

  #seen({ actor, instructionId }: InstructionName): Promise<readonly SeenInstruction[]> {
    return this.#options.readModel.seenInstructions(actor, instructionId);
  }

  #start(submission: Submission): Job {
    const { key, digest } = submission;
    const accepted = Promise.withResolvers<string>();
    const finished = this.#places
      .run(() => this.#drive(submission, accepted.resolve))
      .finally(() => this.#jobs.delete(key));
    // Whoever waits for either hears of a failure; nobody may be waiting for the outcome any more.
    finished.then(({ transactionId }) => accepted.resolve(transactionId), accepted.reject);
    accepted.promise.catch(() => undefined);
    const job = { digest, accepted: accepted.promise, finished };
    this.#jobs.set(key, job);
    return job;
  }

  async #drive(asked: Submission, accept: (transactionId: string) => void): Promise<Outcome> {
    if (this.#stop.signal.aborted) throw new DomainError('LEDGER_UNAVAILABLE');
    // A key known from before its gateway crashed goes on with its own bytes.
    const kept = await this.#options.outbox.findOutstanding(asked.key);
    const submission = kept ?? asked;
    const { key } = submission;
    let transaction = kept?.transaction ?? (await this.#endorse(submission));
    for (let race = 0; !('status' in transaction); race += 1) {
      accept(transaction.transactionId);
      const status = await bringHome(transaction, this.#means());
      if (status.valid) return this.#settle(key, transaction, status);
      await this.#assertMayRaceAgain(key, { status, transaction, race });
      // Jitter, so that the losers of one block do not all meet again in the next.
      await this.#sleep(this.#pace.blockMs * (0.5 + Math.random()));
      transaction = await this.#endorse(submission);
    }
    return transaction;
  }

  /** A kept transaction, or the outcome of the first one where the instruction was carried out before. */
  async #endorse({ key, digest, call }: Submission): Promise<EndorsedTransaction | Outcome> {
    try {
      const transaction = await endorseDespiteLag(call, this.#means());
      await this.#options.outbox.keep({ key, digest, call, transaction });
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
    const backOff = new BackOff(this.#pace, this.#stop.signal);
    for (;;) {
      try {
        await write();
        return;
      } catch (error) {
        if (!(error instanceof DatabaseUnavailableError) || this.#stop.signal.aborted) throw error;
        await backOff.pause();
      }
    }
  }

  #means(): SubmissionsOptions & { readonly pace: Pace; readonly stop: AbortSignal } {
    return { ...this.#options, pace: this.#pace, stop: this.#stop.signal };
  }

  async #pendingAfter(waitMs: number, transactionId: string): Promise<Outcome> {
    await this.#sleep(waitMs);
    return { status: 'PENDING', transactionId };
  }

  async #sleep(milliseconds: number): Promise<void> {
    await pause(milliseconds, this.#stop.signal);
  }
}

interface Invalidated {
  readonly status: CommitStatus;
  readonly transaction: EndorsedTransaction;
  readonly race: number;
}

/**
 * An identifier counts for the content it was first used for; another signature over the same bytes is the same content.
 * @throws DomainError INSTRUCTION_ID_TAKEN
 */
function assertSameContent(
  known: { readonly digest: string; readonly transactionId?: string } | undefined,
  { digest }: Pick<Submission, 'digest'>,
): void {
  if (known === undefined || known.digest === digest) return;
  const { transactionId } = known;
  throw new DomainError('INSTRUCTION_ID_TAKEN', transactionId === undefined ? {} : { transactionId });
}
