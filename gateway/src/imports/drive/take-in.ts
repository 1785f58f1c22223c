// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { formatId, randomBytesOf } from '@unionid/domain/ids';
import { isUnfilledRow } from '@unionid/domain/forms';
import { randomBytes } from '@unionid/domain/signing';
import { SEAL_KEY_BYTES } from '@unionid/domain/sm';
import type { TableRows } from '@unionid/domain/table';
import type { JobStore } from '../jobs/job-store.js';
import { isFinished, type Job } from '../jobs/job.js';
import type { NewImport } from '../jobs/new-import.js';
import { writeSpool, type SpoolKey } from '../jobs/spool.js';
import { assertMapping, readHeader, type FileHeader, type ReadForm } from '../judge/file-header.js';
import { IMPORT_LIMITS } from '../limits/import-limits.js';
import { ReaderEnded } from '../reading/table-reader.js';
import type { TableReaders } from '../reading/table-readers.js';
import type { ImportDependencies } from './import-work.js';

/** The job of a file that was handed in: a new one, or the one that is under way. */
export interface TakenIn {
  readonly importId: string;
  readonly isNew: boolean;
}

/**
 * Takes the whole file in, sealed, and looks at its header, so that a wrong file is refused to whoever hands it in.
 * @throws DomainError TOO_LARGE, TOO_MANY_REQUESTS, FILE_…, HEADER_…, MAPPING_UNKNOWN_VALUE; nothing is kept then
 */
export async function takeIn(
  { store, spools, readers }: Pick<ImportDependencies, 'store' | 'spools' | 'readers'>,
  request: NewImport,
): Promise<TakenIn> {
  const { kind, mapping, actor, dryRun, fileName, evidence = '', sides, asks, terms, plan } = request;
  assertMapping(kind, mapping);
  const importId = formatId('manifest', randomBytes(randomBytesOf('manifest')));
  const spool = { file: spools.fileOf(importId), key: randomBytes(SEAL_KEY_BYTES) };
  let isTaken = false;
  try {
    const { digest: fileDigest } = await writeSpool(spool, request.body, IMPORT_LIMITS.fileBytes);
    const { operatorId } = actor;
    await assertSource(store, request, fileDigest);
    const known = await store.jobs.findByFile({ fileDigest, operatorId, kind, dryRun });
    if (known !== undefined && isSameJob(known, request)) return { importId: known.importId, isNew: false };
    await assertRoom(store, operatorId);
    const { ignoredColumns, layout } = await preflight(readers, request, spool);
    await store.jobs.add({
      ...{ importId, kind, actor, fileName, mapping, evidence, sides, asks, terms, plan, dryRun },
      ...{ fileDigest, spoolKey: spool.key, ignoredColumns, layout },
    });
    isTaken = true;
  } finally {
    if (!isTaken) await spools.remove(importId);
  }
  return { importId, isNew: true };
}

/** @throws DomainError TOO_MANY_REQUESTS until one of the operator's files is read */
async function assertRoom(store: JobStore, operatorId: string): Promise<void> {
  const limit = IMPORT_LIMITS.unreadPerOperator;
  if ((await store.jobs.unread(operatorId)) >= limit) throw new DomainError('TOO_MANY_REQUESTS', { limit });
}

// A finished job of the same file is done anew: what it enrolled is found unchanged, what it refused gets its chance.
function isSameJob(known: Job, { mapping, evidence = '', sides, asks, terms, plan }: NewImport): boolean {
  const textOf = (job: Pick<Job, 'mapping' | 'evidence' | 'sides' | 'asks' | 'terms' | 'plan'>): string =>
    canonicalJson([
      job.mapping,
      job.evidence,
      job.sides ?? {},
      job.asks ?? {},
      job.terms ?? {},
      job.plan ?? '',
    ]);
  return !isFinished(known) && textOf(known) === textOf({ mapping, evidence, sides, asks, terms, plan });
}

/** The rows are those of an import of members that is done. @throws DomainError CONFLICT, PARTS_MISMATCH of another file */
async function assertSource(store: JobStore, { asks }: NewImport, fileDigest: string): Promise<void> {
  if (asks === undefined) return;
  const source = await store.jobs.get(asks.source);
  if (source.kind !== 'members' || source.state !== 'DONE')
    throw new DomainError('CONFLICT', { state: source.state });
  if (source.fileDigest !== fileDigest) throw new DomainError('PARTS_MISMATCH', { reason: 'file digest' });
}

/** Header and first row; answers what of the file is read and what is not. */
async function preflight(
  readers: TableReaders,
  form: ReadForm,
  spool: SpoolKey,
): Promise<Pick<Job, 'ignoredColumns' | 'layout'>> {
  const { sheets, rows, close } = await readers.open(spool, form).catch(refuseEnded);
  try {
    const { row, ignored, columns } = await readHeader(form, rows);
    await assertFilled(columns, rows);
    return { ignoredColumns: ignored, layout: { headerRow: row, sheets } };
  } catch (error) {
    return refuseEnded(error);
  } finally {
    close();
  }
}

/** @throws DomainError FILE_EMPTY where nobody filled anything in */
async function assertFilled(columns: FileHeader['columns'], rows: TableRows): Promise<void> {
  for await (const { cells } of rows) if (!isUnfilledRow(columns, cells)) return;
  throw new DomainError('FILE_EMPTY');
}

// Nothing is kept of a file that already at its beginning ends the process which reads it.
function refuseEnded(error: unknown): never {
  throw error instanceof ReaderEnded ? new DomainError('FILE_READER_ENDED', {}, { cause: error }) : error;
}
