// SPDX-License-Identifier: Apache-2.0
import { asDomainError, DomainError, type ErrorCode } from '@unionid/domain/errors';
import { isUnreadable, unlessUnreadable } from '../../read-model/readable.js';
import type { Job } from '../jobs/job.js';
import { IMPORT_LIMITS } from '../limits/import-limits.js';
import { ReaderEnded } from '../reading/table-reader.js';
import { ConfirmationWatch } from './confirmation-watch.js';
import { assertCaughtUp, discardPrepared } from './discard-prepared.js';
import { ImportReader } from './import-reader.js';
import { ImportSubmitter } from './import-submitter.js';
import { groupOf, type ImportDependencies } from './import-work.js';
import { holdSlots } from './list-slots.js';
import { standsOnLedger, type OnLedger } from './on-ledger.js';
import { PASSING } from './passing-troubles.js';
import { PauseClock } from './pause-clock.js';
import { ReadingPlaces } from './reading-places.js';

interface Running {
  readonly stop: AbortController;
  readonly end: Promise<void>;
}

/** Jobs at work in the background: each is seen through reading or submitting, over crashes and troubles that pass. */
export class JobRunner {
  readonly #work: ImportDependencies;
  readonly #reader: ImportReader;
  readonly #submitter: ImportSubmitter;
  readonly #running = new Map<string, Running>();
  readonly #places = new ReadingPlaces({
    all: IMPORT_LIMITS.readings,
    perOperator: IMPORT_LIMITS.readingsPerOperator,
  });
  readonly #closing = new AbortController();
  readonly #watch: ConfirmationWatch;
  #compared: Promise<void> = Promise.resolve();
  #tidying: Promise<void> | undefined;

  constructor(work: ImportDependencies, submitter: ImportSubmitter) {
    this.#work = work;
    this.#reader = new ImportReader(work);
    this.#submitter = submitter;
    this.#watch = new ConfirmationWatch(work, (importId) => this.drive(importId));
  }

  /** Sees a job through whichever it is at; nothing where it is at work already, or has nothing to go on with. */
  drive(importId: string): void {
    if (this.#closing.signal.aborted || this.#running.has(importId)) return;
    const stop = new AbortController();
    const end = this.#run(importId, new PauseClock(this.#work.pace, stop.signal)).finally(() => {
      this.#running.delete(importId);
      this.#work.recent.forget(importId);
    });
    this.#running.set(importId, { stop, end });
  }

  /** Resolves when the job is not at work. */
  async settled(importId: string): Promise<void> {
    await this.#running.get(importId)?.end;
  }

  async allSettled(): Promise<void> {
    await this.#compared;
    await this.#tidying;
    await Promise.all([...this.#running.values()].map(({ end }) => end));
  }

  /** Stops a job at its next batch or chunk. */
  async halt(importId: string): Promise<void> {
    const running = this.#running.get(importId);
    running?.stop.abort();
    await running?.end;
  }

  /** Takes up every job where it stopped. */
  async resume(): Promise<void> {
    const { store, spools } = this.#work;
    const reading = await store.jobs.inState('READING');
    await spools.removeAllBut(reading);
    await holdSlots(this.#work);
    for (const importId of [...reading, ...(await store.jobs.inState('SUBMITTING'))]) this.drive(importId);
    this.#watch.begin();
    this.#compared = this.#compare(await store.jobs.inState('READY'));
    void this.tidy();
  }

  /** What was kept when a list ended because nobody could read whose it was, or blocks were not here: it would stand in the person's way. */
  tidy(): Promise<void> {
    if (this.#closing.signal.aborted) return Promise.resolve();
    this.#tidying ??= this.#tidyAll()
      .catch((error: unknown) => this.#work.log.warn({ err: error }, 'lists that ended are not known'))
      .finally(() => {
        this.#tidying = undefined;
      });
    return this.#tidying;
  }

  async #tidyAll(): Promise<void> {
    const { store, log } = this.#work;
    const ended = [...(await store.jobs.inState('CANCELLED')), ...(await store.jobs.inState('FAILED'))];
    for (const importId of ended) {
      if (this.#closing.signal.aborted) return;
      try {
        await this.#tidyOne(importId);
      } catch (error) {
        log.warn({ importId, err: error }, 'what a list left that ended is looked for again later');
      }
    }
  }

  async #tidyOne(importId: string): Promise<void> {
    const { store, vault } = this.#work;
    const left = await vault.pending({ groupPrefix: `${groupOf(importId)}/`, limit: 1 });
    if (left.length > 0) await this.#discardUnsigned(await store.jobs.get(importId));
  }

  /** Of a list that was signed, what may be on its way stays. */
  async #discardUnsigned(job: Job): Promise<void> {
    if (job.signed === undefined) await discardPrepared(this.#work, job);
    else await this.#submitter.discardUnsent(job);
  }

  /** Those that wait for a signature, with what the ledger has once its blocks are known: they may be of an older backup. */
  async #compare(ready: readonly string[]): Promise<void> {
    const clock = new PauseClock(this.#work.pace, this.#closing.signal);
    for (let left = ready; left.length > 0 && !clock.isStopped();) {
      try {
        await assertCaughtUp(this.#work);
        left = await this.#driveReadable(left);
      } catch {
        // Blocks or the database are waited for.
      }
      if (left.length > 0) await clock.pause();
    }
  }

  /** Those of whose manifest nobody can read whether it is there are left: they are looked at again. */
  async #driveReadable(ready: readonly string[]): Promise<readonly string[]> {
    const left: string[] = [];
    for (const importId of ready) {
      const job = await this.#work.store.jobs.get(importId);
      if (job.state === 'READY' && (await this.#standsOnLedger(job)) === undefined) left.push(importId);
      else this.drive(importId);
    }
    return left;
  }

  /** Where the manifest of a job stands that waits for its signature; undefined where nobody can read it, which the job says. */
  async #standsOnLedger(
    job: Pick<Job, 'importId' | 'kind' | 'root' | 'error'>,
  ): Promise<OnLedger | undefined> {
    const { store, log } = this.#work;
    const { importId } = job;
    const stands = await standsOnLedger(job, this.#work).catch(unlessUnreadable);
    const isSaid = job.error?.code === 'RECORD_UNREADABLE';
    if (stands !== undefined) {
      if (isSaid) await store.jobs.setError(importId, undefined);
      return stands;
    }
    log.warn({ importId, code: 'RECORD_UNREADABLE' }, 'import waits for the ledger');
    if (!isSaid) await store.jobs.setError(importId, { code: 'RECORD_UNREADABLE', details: {} });
    return undefined;
  }

  /** Stops all, and takes on none any more. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#watch.close();
    await this.#compared;
    await this.#tidying;
    await Promise.all([...this.#running.keys()].map((importId) => this.halt(importId)));
  }

  async #run(importId: string, clock: PauseClock): Promise<void> {
    const { log, store } = this.#work;
    while (!clock.isStopped()) {
      try {
        await this.#advanceOrFail(importId, clock);
        return;
      } catch (error) {
        if (clock.isStopped()) return;
        // Disk, database, what nobody can read, or a defect: the job stays where its last batch ended and says so.
        log.error({ importId, err: error }, 'import interrupted');
        await store.jobs.setError(importId, { code: troubleOf(error), details: {} }).catch(() => undefined);
        await clock.pause();
      }
    }
  }

  async #advanceOrFail(importId: string, clock: PauseClock): Promise<void> {
    try {
      await this.#advance(importId, clock);
    } catch (error) {
      if (clock.isStopped() || !(error instanceof DomainError) || !isFinal(error)) throw error;
      await this.#fail(importId, error);
    }
  }

  async #advance(importId: string, clock: PauseClock): Promise<void> {
    const { jobs } = this.#work.store;
    const job = await jobs.get(importId);
    if (job.state === 'READING') await this.#read(job, clock);
    if (clock.isStopped()) return;
    const { state, ...read } = job.state === 'READING' ? await jobs.get(importId) : job;
    if (isSigned(state) || (state === 'READY' && (await this.#isSignedAlready(read)))) {
      await this.#submitter.submit(await jobs.get(importId), clock);
      this.#watch.begin();
    }
  }

  /** Whether a job that waits for its signature has it on the ledger. @throws DomainError MANIFEST_EXISTS of another of its name */
  async #isSignedAlready(job: Pick<Job, 'importId' | 'kind' | 'root' | 'error'>): Promise<boolean> {
    const { store, log } = this.#work;
    const stands = await this.#standsOnLedger(job);
    if (stands === undefined || stands === 'absent') return false;
    if (stands === 'other') throw new DomainError('MANIFEST_EXISTS');
    log.warn({ importId: job.importId }, 'import is on the ledger already and goes on from there');
    return store.jobs.goOn(job.importId, 'READY');
  }

  async #read(job: Job, clock: PauseClock): Promise<void> {
    const { importId, spoolKey, actor } = job;
    if (spoolKey === undefined) throw new DomainError('INTERNAL');
    const { spools } = this.#work;
    const spool = { file: spools.fileOf(importId), key: spoolKey };
    const read = (): Promise<void> => this.#guarded(job, () => this.#reader.read(job, spool, clock));
    await this.#places.run(actor.operatorId, clock.signal, read);
    if (!clock.isStopped()) await spools.remove(importId);
  }

  /** What ended the process that read it, or this one, twice at the same row is not taken up again. */
  async #guarded({ importId, lastRow }: Job, read: () => Promise<void>): Promise<void> {
    const { readings } = this.#work.store;
    const ends = await readings.begin(importId, lastRow);
    if (ends >= IMPORT_LIMITS.readerEnds) throw new DomainError('FILE_READER_ENDED', { row: lastRow });
    try {
      await read();
    } catch (error) {
      if (!(error instanceof ReaderEnded)) await readings.end(importId);
      throw error;
    }
    await readings.end(importId);
  }

  async #fail(importId: string, { code, details }: DomainError): Promise<void> {
    const { store, spools, slots, log } = this.#work;
    log.warn({ importId, code }, 'import failed');
    const job = await store.jobs.get(importId);
    if (job.state === 'SUBMITTING') await this.#submitter.discardUnsent(job);
    else await discardPrepared(this.#work, job);
    await store.fail(importId, { code, details });
    slots.endList(importId);
    await spools.remove(importId);
  }
}

function isSigned(state: Job['state']): boolean {
  return state === 'SUBMITTING' || state === 'CONFIRMING';
}

function isFinal({ code }: DomainError): boolean {
  return code !== 'INTERNAL' && !PASSING.includes(code);
}

/** What a job says that it waits for. */
function troubleOf(error: unknown): ErrorCode {
  if (isUnreadable(error)) return 'RECORD_UNREADABLE';
  const code = asDomainError(error)?.code;
  return code !== undefined && PASSING.includes(code) ? code : 'INTERNAL';
}
