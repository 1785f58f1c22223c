// SPDX-License-Identifier: Apache-2.0
import { encodeUtf8 } from '@unionid/domain/encoding';
import { asDomainError, DomainError } from '@unionid/domain/errors';
import { CHUNK_ROWS_OF, manifestRoot } from '@unionid/domain/manifest';
import type { PersonIdentifiers, PersonTags } from '@unionid/domain/privacy';
import { hmacSm3 } from '@unionid/domain/sm';
import type { TableRow, TableRows } from '@unionid/domain/table';
import { chinaDateAt, timestampAt } from '@unionid/domain/values';
import { batchesOf } from '@unionid/domain/batches';
import { ownerOf } from '../../standing/discard-unlisted.js';
import type { RealNameRecord, SeenRecord } from '../../vault/vault.js';
import { chunkCount } from '../jobs/chunk-cursor.js';
import type { Job } from '../jobs/job.js';
import type { SpoolKey } from '../jobs/spool.js';
import { readHeader, type FileHeader } from '../judge/file-header.js';
import type { JudgeGround, ListSlots, ReadBatch } from '../judge/file-judge.js';
import { HiddenRows } from '../judge/hidden-rows.js';
import type { JudgedRow } from '../judge/judged-row.js';
import { BatchLine } from './batch-line.js';
import { chunkTextLeaf } from './chunk-text.js';
import { assertCaughtUp, batchGroup, discardBatch } from './discard-prepared.js';
import { IMPORT_JOB_KINDS, type ImportJobKind } from './import-job-kinds.js';
import type { ImportDependencies } from './import-work.js';
import type { PauseClock } from './pause-clock.js';

/** Records written to the vault at a time. */
const VAULT_BATCH = 500;
/** Batches between reading and writing: one is read, one matched and committed to, one sealed and written. */
const BATCHES_AT_ONCE = 3;
/** Times that a batch is judged again whose records cannot be prepared. */
const JUDGED_AGAIN = 5;

/** Reads a job's file to its end: every row judged, what is ready prepared in the vault, chunks and root made. */
export class ImportReader {
  readonly #work: ImportDependencies;
  /** How often in a row the batch of a run came too late for one of its identifiers. */
  readonly #taken = new WeakMap<PauseClock, number>();

  constructor(work: ImportDependencies) {
    this.#work = work;
  }

  /**
   * Goes on after the last finished batch; returns early when stopped.
   * @throws DomainError of a file it can not read; ReaderEnded
   */
  async read(job: Job, spoolKey: SpoolKey, clock: PauseClock): Promise<void> {
    const { rows, close } = await this.#work.readers.open(spoolKey, job);
    try {
      const header = await readHeader(job, rows);
      await discardBatch(this.#work, job);
      await this.#readRows({ job, header, clock, key: spoolKey.key }, rows);
    } finally {
      close();
    }
    if (!clock.isStopped()) await this.#finish(job.importId);
  }

  async #readRows(run: Run, rows: TableRows): Promise<void> {
    const { job, clock } = run;
    const { judge } = IMPORT_JOB_KINDS[job.kind];
    const line = new BatchLine(BATCHES_AT_ONCE);
    const file = judge.open(this.#judgeGround(run, line.persons));
    const hidden = new HiddenRows();
    const range = { after: job.lastRow, limit: judge.maxRows, size: this.#work.batchRows };
    let number = job.batches;
    let lastRow = job.lastRow;
    const send = async (batch: ReadBatch | undefined): Promise<void> => {
      if (batch === undefined) return;
      const { persons } = batch;
      const place = { batch: number++, lastRow };
      await line.add(persons, batch.judge(), async (judged) => {
        if (clock.isStopped()) return;
        await this.#keep(job, { judged: hidden.mark(judged), persons, ...place }, clock);
        clock.reset();
      });
    };
    try {
      for await (const part of fileBatches(rows, range)) {
        if (clock.isStopped()) return;
        lastRow = part.at(-1)?.row ?? lastRow;
        hidden.add(part);
        await send(await file.take(part));
      }
      await send(file.end());
    } finally {
      await line.end();
    }
  }

  // The vault first: a crash in between leaves records of a batch that is not finished, which the next start discards
  // before it reads the batch again. Nobody was shown them.
  async #keep(job: Job, { judged, persons, batch, lastRow }: Batch, clock: PauseClock): Promise<void> {
    const kept = job.dryRun ? judged.map(withoutPrepared) : judged;
    const records = kept.flatMap(({ prepared }) => prepared?.record ?? []);
    const replaced = kept.flatMap(({ prepared }) => prepared?.replaces ?? []);
    const bankAccounts = kept.flatMap(({ prepared }) => prepared?.bankAccount ?? []);
    if (bankAccounts.length > 0) await this.#work.vault.keepBankAccounts(bankAccounts);
    const { isOnAccounts = false, isInFullChunks = false }: ImportJobKind = IMPORT_JOB_KINDS[job.kind];
    if (isOnAccounts) await this.#assertElsewhere(job, records);
    await this.#prepare({ group: batchGroup(job.importId, batch), records, replaced }, clock);
    const { recent, store } = this.#work;
    const most = CHUNK_ROWS_OF[IMPORT_JOB_KINDS[job.kind].instructionType];
    const chunkRows = isInFullChunks ? most : Math.min(this.#work.chunkRows, most);
    recent.add(job.importId, records);
    await store.finishBatch(job.importId, { judged: kept, persons, lastRow, chunkRows });
  }

  /**
   * Whose record is to come in the place of another, or beside one that counted here, is no member of this province: who has come since
   * the batch was judged is told of when it is judged again. @throws DomainError NOT_READY then, LEDGER_UNAVAILABLE
   */
  async #assertElsewhere({ actor }: Job, records: readonly RealNameRecord[]): Promise<void> {
    if (records.length === 0) return;
    await assertCaughtUp(this.#work);
    for (const { identityId } of records) {
      const owner = await ownerOf(identityId, this.#work.readModel);
      if (owner === 'unreadable' || owner?.province === actor.province) throw new DomainError('NOT_READY');
    }
  }

  /**
   * Whoever was prepared by another list or at a counter since the batch was judged is told of when it is judged again.
   * @throws DomainError NOT_READY then; IDENTITY_ID_TAKEN once judging again did not help
   */
  async #prepare({ group, records, replaced }: Preparing, clock: PauseClock): Promise<void> {
    try {
      if (replaced.length > 0) await this.#work.vault.setAside(replaced);
      for (const part of batchesOf(records, VAULT_BATCH)) await this.#work.vault.prepare(group, part);
      this.#taken.delete(clock);
    } catch (error) {
      if (asDomainError(error)?.code !== 'IDENTITY_ID_TAKEN') throw error;
      const times = (this.#taken.get(clock) ?? 0) + 1;
      this.#taken.set(clock, times);
      if (times > JUDGED_AGAIN) throw error;
      throw new DomainError('NOT_READY', {}, { cause: error });
    }
  }

  async #finish(importId: string): Promise<void> {
    const { store, log } = this.#work;
    const job = await store.jobs.get(importId);
    const leaves: Uint8Array[] = [];
    const chunks = job.entries === 0 ? 0 : chunkCount(job.cursor);
    for (let index = 0; index < chunks; index += 1) {
      const rows = await store.rows.ofChunk(importId, index);
      const entries = rows.map(({ entry }) => entry);
      leaves.push(chunkTextLeaf({ manifestId: importId, index, entries }));
    }
    const state = leaves.length === 0 ? 'DONE' : 'READY';
    await store.finishReading(importId, { leaves, root: manifestRoot(leaves), state });
    // Of a dry run.
    if (state === 'DONE') this.#work.slots.endList(importId);
    log.info({ importId, counts: job.counts, chunks }, 'import read');
  }

  /** @param underWay persons of batches that are not in the database yet */
  #judgeGround(
    { job, header, clock, key }: Run,
    underWay: () => Iterable<readonly [string, number]>,
  ): JudgeGround {
    const { vault, readModel, store } = this.#work;
    return {
      header,
      mapping: job.mapping,
      today: chinaDateAt(job.createdAt),
      time: timestampAt(job.createdAt),
      ...{ evidence: job.evidence, sides: job.sides, asks: job.asks, terms: job.terms, plan: job.plan },
      isElsewhere: (importId, rows) => store.rows.elsewhere(importId, rows),
      slots: this.#slotsOf(job.importId),
      scope: job.actor,
      vault,
      readModel,
      personTags: (persons) => this.#untilMatched(job, persons, clock),
      seenPersons: async (digests) =>
        new Map([...underWay(), ...(await store.persons.seen(job.importId, digests))]),
      personKey: hmacSm3(key, encodeUtf8('persons of the file')),
    };
  }

  #slotsOf(list: string): ListSlots {
    const { slots } = this.#work;
    return {
      take: (asked) => slots.take({ ...asked, list }),
      giveBack: (asked) => {
        slots.decided({ ...asked, list });
      },
    };
  }

  /** Enrolment waits for matching and says so (architecture.md §5); a quota refills too, that of who handed in the file as well. */
  async #untilMatched(
    { importId, actor: { operatorId } }: Job,
    persons: readonly PersonIdentifiers[],
    clock: PauseClock,
  ): Promise<readonly PersonTags[]> {
    const { matching, matchingBudgets, store, log } = this.#work;
    let isCharged = false;
    while (!clock.isStopped()) {
      try {
        if (!isCharged) await matchingBudgets.charge(operatorId, 'enrolment', persons.length);
        isCharged = true;
        return (await matching.personTags(persons, 'enrolment')).tags;
      } catch (error) {
        const refusal = asDomainError(error);
        if (refusal === undefined || !isPassing(refusal)) throw error;
        log.warn({ importId, code: refusal.code }, 'import waits for matching');
        await store.jobs.setError(importId, { code: refusal.code, details: refusal.details });
        await clock.pause();
      }
    }
    throw new DomainError('MATCHING_UNAVAILABLE');
  }
}

interface Run {
  readonly job: Job;
  readonly header: FileHeader;
  readonly clock: PauseClock;
  /** Key of the spool. */
  readonly key: Uint8Array;
}

/** Records to be prepared, and those that make room for them as they were when that was judged. */
interface Preparing {
  readonly group: string;
  readonly records: readonly RealNameRecord[];
  readonly replaced: readonly SeenRecord[];
}

interface Batch {
  readonly judged: readonly JudgedRow[];
  readonly persons: ReadonlyMap<string, number>;
  readonly batch: number;
  readonly lastRow: number;
}

async function* fileBatches(
  rows: TableRows,
  { after, limit, size }: { readonly after: number; readonly limit: number; readonly size: number },
): AsyncGenerator<readonly TableRow[]> {
  let batch: TableRow[] = [];
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count > limit) throw new DomainError('FILE_TOO_MANY_ROWS', { limit });
    if (row.row <= after) continue;
    batch.push(row);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

// A dry run tells what would be; it prepares nothing that somebody might sign.
function withoutPrepared({ rows, outcome, notes, personKey, hidden = [] }: JudgedRow): JudgedRow {
  return { rows, outcome, notes, hidden, ...(personKey === undefined ? {} : { personKey }) };
}

function isPassing({ code }: DomainError): boolean {
  return code === 'MATCHING_UNAVAILABLE' || code === 'QUOTA_EXCEEDED';
}
