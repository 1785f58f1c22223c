// SPDX-License-Identifier: Apache-2.0
import { asDomainError, DomainError, isErrorCode, type ErrorCode } from '@unionid/domain/errors';
import type { ImportKind } from '@unionid/domain/forms';
import { readLedgerValue, type LedgerRecords } from '@unionid/domain/ledger';
import { chunkPath } from '@unionid/domain/manifest';
import { askedGroup } from '../../standing/asked-records.js';
import { discardUnlisted } from '../../standing/discard-unlisted.js';
import type { Outcome } from '../../submission/outcome.js';
import { chunkArgument } from './chunk-text.js';
import { assertCaughtUp } from './discard-prepared.js';
import { IMPORT_JOB_KINDS, type ImportJobKind } from './import-job-kinds.js';
import { groupOf, type ImportDependencies } from './import-work.js';
import { chunkKey, chunkSubmission, closingSubmission, manifestSubmission } from './manifest-calls.js';
import type { ChunkRow, RefusedRow } from '../jobs/job-rows.js';
import type { Job } from '../jobs/job.js';
import type { RowOutcome } from '../judge/judged-row.js';
import { settleSlots } from './list-slots.js';
import { standsOnLedger } from './on-ledger.js';
import { PASSING_SUBMISSION } from './passing-troubles.js';
import type { PauseClock } from './pause-clock.js';
import { confirmationOf, waitsForSecond } from './second-signature.js';

/** Brings a signed import onto the ledger: manifest, chunks, closing; each step keyed, so that repeating changes nothing. */
export class ImportSubmitter {
  readonly #work: ImportDependencies;

  constructor(work: ImportDependencies) {
    this.#work = work;
  }

  /** Submits the manifest once; a refusal of the contract gives the job back to be signed again. */
  async submitManifest(job: Job): Promise<DomainError | undefined> {
    try {
      await this.#sendManifest(job, this.#work.pace.manifestMs);
      return undefined;
    } catch (error) {
      const refusal = asDomainError(error);
      if (refusal === undefined) throw error;
      // Sent or not, it goes on in the background.
      if (isPassing(refusal)) return undefined;
      await this.#giveBack(job, refusal);
      return refusal;
    }
  }

  /** Submits what is outstanding until everything is settled; returns early when stopped, and while a second signature is waited for. */
  async submit(job: Job, clock: PauseClock): Promise<void> {
    const { store, log } = this.#work;
    const { importId } = job;
    if (!(await this.#manifestTaken(job, clock)) || !(await this.#isConfirmed(job, clock))) return;
    const open = await store.chunks.open(importId);
    const leaves = await store.chunks.leaves(importId);
    await inParallel(open, IMPORT_JOB_KINDS[job.kind].chunksInFlight, async (chunk) => {
      await this.#untilDone(importId, clock, () => this.#sendChunk(job, { chunk, leaves, clock }));
      return !clock.isStopped();
    });
    await this.#untilDone(importId, clock, () => this.#sendClosing(job, clock));
    if (clock.isStopped()) return;
    await store.jobs.finish(importId);
    log.info({ importId }, 'import done');
  }

  /** After a job failed: records of chunks of which nothing was ever endorsed are destroyed, the others stay. */
  async discardUnsent({ importId, kind, actor: { province } }: Job): Promise<void> {
    const { store, vault, readModel, submissions } = this.#work;
    if (!jobKind(kind).bringsRealNames) return;
    await assertCaughtUp(this.#work);
    for (const chunk of await store.chunks.open(importId)) {
      const known = await submissions.find(chunkKey(importId, chunk)).catch(refusedAsUnsent);
      if (known !== undefined) continue;
      const rows = await store.rows.ofChunk(importId, chunk);
      const identityIds = rows.map(({ identityId }) => identityId);
      await discardUnlisted(identityIds, { vault, readModel, province, groupPrefix: groupOf(importId) });
    }
  }

  async #giveBack({ importId, signed }: Job, { code, details }: DomainError): Promise<void> {
    if (signed !== undefined) await this.#work.store.jobs.unsign(importId, signed, { code, details });
  }

  async #manifestTaken(job: Job, clock: PauseClock): Promise<boolean> {
    const { pace } = this.#work;
    if (job.signed === undefined)
      return (await this.#untilTold(job, clock, () => standsOnLedger(job, this.#work))) === 'same';
    if (job.state === 'CONFIRMING') return true;
    try {
      await this.#untilDone(job.importId, clock, async () => {
        const outcome = await clock.orStop(this.#sendManifest(job, pace.commitMs));
        return outcome?.status === 'COMMITTED';
      });
      return !clock.isStopped();
    } catch (error) {
      const refusal = asDomainError(error);
      if (refusal === undefined || refusal.code === 'INTERNAL') throw error;
      await this.#giveBack(job, refusal);
      return false;
    }
  }

  async #sendManifest({ kind, signed }: Job, waitMs: number): Promise<Outcome> {
    if (signed === undefined) throw new DomainError('INTERNAL');
    return this.#work.submissions.submit(manifestSubmission(kind, signed), waitMs);
  }

  /** Whether all have signed who must. @throws DomainError where nobody will any more */
  async #isConfirmed(job: Job, clock: PauseClock): Promise<boolean> {
    if (!waitsForSecond(job)) return true;
    const { store, log } = this.#work;
    const { importId } = job;
    const confirmation = await this.#untilTold(job, clock, () => confirmationOf(job, this.#work));
    if (confirmation === undefined) return false;
    if (confirmation.state === 'waiting') {
      await store.jobs.leaveForSecond(importId, confirmation.until);
      return false;
    }
    if (await store.jobs.goOn(importId, 'CONFIRMING')) log.info({ importId }, 'import is signed by both');
    return true;
  }

  async #sendChunk(job: Job, { chunk, leaves, clock }: ChunkToSend): Promise<boolean> {
    const { store, submissions, pace } = this.#work;
    const { importId, kind } = job;
    const rows = await store.rows.ofChunk(importId, chunk);
    const entries = rows.map(({ entry }) => entry);
    const argument = chunkArgument({ manifestId: importId, index: chunk, entries }, chunkPath(leaves, chunk));
    const submission = chunkSubmission(kind, { importId, chunk, argument });
    const outcome = await clock.orStop(submissions.submit(submission, pace.commitMs));
    if (outcome?.status !== 'COMMITTED') return false;
    const { refused } = readChunk(outcome.result);
    const settled = Object.entries(refused).flatMap(([code, positions]) =>
      positions.map((position) => ({ position, code: toErrorCode(code), outcome: outcomeOf(code) })),
    );
    // Committed as valid, so the refusal of a row is final. Discarding can be repeated, settling is the last step.
    if (jobKind(kind).bringsRealNames)
      await this.#settleRealNames(job, rows, { refused: settled, block: outcome.block });
    await store.settleChunk(importId, { chunk, refused: settled });
    settleSlots(job, { rows, refused: settled, block: outcome.block }, this.#work);
    return true;
  }

  async #settleRealNames(
    { importId, kind }: Pick<Job, 'importId' | 'kind'>,
    rows: readonly ChunkRow[],
    { refused, block }: { readonly refused: readonly RefusedRow[]; readonly block: number },
  ): Promise<void> {
    const { vault } = this.#work;
    const refusedAt = new Set(refused.map(({ position }) => position));
    const ids = rows.map(({ identityId }) => identityId);
    // Done before a crash, it is done again: meanwhile another may have prepared the same person.
    const group = `${groupOf(importId)}/`;
    await vault.discard(
      ids.filter((_, at) => refusedAt.has(at)),
      group,
    );
    const taken = ids.filter((_, at) => !refusedAt.has(at));
    if (jobKind(kind).realNamesWait === true)
      await vault.regroup(taken, { from: group, to: askedGroup(block) });
    // The block did so, unless it was applied before the vault was put back from an older backup.
    else await vault.activate(taken);
  }

  async #sendClosing({ importId, kind }: Job, clock: PauseClock): Promise<boolean> {
    const { submissions, pace } = this.#work;
    try {
      const submission = closingSubmission(kind, importId);
      const outcome = await clock.orStop(submissions.submit(submission, pace.commitMs));
      return outcome?.status === 'COMMITTED';
    } catch (error) {
      if (asDomainError(error)?.code === 'MANIFEST_CLOSED') return true;
      // A peer may be a block behind the last chunk.
      if (asDomainError(error)?.code === 'MANIFEST_INCOMPLETE') throw new DomainError('CONFLICT');
      throw error;
    }
  }

  /** What a question is answered with, over passing troubles; undefined where the job is stopped before. */
  async #untilTold<T>({ importId }: Job, clock: PauseClock, ask: () => Promise<T>): Promise<T | undefined> {
    const answers: T[] = [];
    await this.#untilDone(importId, clock, async () => answers.push(await ask()) > 0);
    return answers[0];
  }

  /** Repeats a step over passing troubles, with growing pauses; the job says what it waits for. */
  async #untilDone(importId: string, clock: PauseClock, step: () => Promise<boolean>): Promise<void> {
    const { store, log } = this.#work;
    let waits = false;
    while (!clock.isStopped()) {
      try {
        if (await step()) break;
      } catch (error) {
        const refusal = asDomainError(error);
        if (refusal === undefined || !PASSING_SUBMISSION.includes(refusal.code)) throw error;
        waits = true;
        log.warn({ importId, code: refusal.code }, 'import waits for the ledger');
        await store.jobs.setError(importId, { code: refusal.code, details: {} });
        await clock.pause();
      }
    }
    if (waits && !clock.isStopped()) await store.jobs.setError(importId, undefined);
    clock.reset();
  }
}

/** What the contract can not read it tells whoever signs: nothing was sent, and nothing is lost by signing again. */
function isPassing({ code }: DomainError): boolean {
  return code !== 'RECORD_UNREADABLE' && (PASSING_SUBMISSION.includes(code) || code === 'INTERNAL');
}

interface ChunkToSend {
  readonly chunk: number;
  readonly leaves: readonly Uint8Array[];
  readonly clock: PauseClock;
}

function jobKind(kind: ImportKind): ImportJobKind {
  return IMPORT_JOB_KINDS[kind];
}

function refusedAsUnsent(error: unknown): undefined {
  if (asDomainError(error) === undefined) throw error;
}

/** What the contract answered: an altered one may answer anything. @throws DomainError RECORD_UNREADABLE: then nobody knows of its rows */
function readChunk(result: string): LedgerRecords['chunk'] {
  const chunk = readLedgerValue('chunk', result);
  if (chunk === undefined) throw new DomainError('RECORD_UNREADABLE', { type: 'chunk' });
  return chunk;
}

function outcomeOf(code: string): RowOutcome {
  if (code === 'MEMBER_EXISTS') return 'elsewhere';
  return code === 'MEMBER_UNCHANGED' ? 'unchanged' : 'refused';
}

function toErrorCode(code: string): ErrorCode {
  return isErrorCode(code) ? code : 'INTERNAL';
}

/** Works through items a few at a time; stops taking new ones when one answers false or fails. */
async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<boolean>,
): Promise<void> {
  const queue = items.values();
  let goesOn = true;
  const takeTurns = async (): Promise<void> => {
    for (const item of queue) {
      if (!goesOn) return;
      try {
        goesOn = (await work(item)) && goesOn;
      } catch (error) {
        goesOn = false;
        throw error;
      }
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(width, items.length) }, takeTurns));
  const failed = lanes.find((lane) => lane.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
