// SPDX-License-Identifier: Apache-2.0
import type { ImportView, Page, PreparedChunk, ReportRow } from '@unionid/domain/api';
import type { SignedInstruction } from '@unionid/domain/instruction';
import type { PageRequest } from '../read-model/read-model.js';
import type { ReportRequest } from './jobs/job-rows.js';
import type { NewImport } from './jobs/new-import.js';

export type { ReportRequest } from './jobs/job-rows.js';
export type { NewImport } from './jobs/new-import.js';
export type { RowOutcome } from './judge/judged-row.js';

/** A job, and whose it is. */
export interface OwnedImport {
  readonly view: ImportView;
  readonly org: string;
  readonly operatorId: string;
}

/** Import jobs: read → check → prepare → sign → submit → close; each step resumes after a crash with the same bytes. */
export interface Imports {
  /**
   * Takes the whole file in (bounded memory), then goes on in the background. The same file of the same operator gives
   * the job that is under way; one that is finished is done anew and finds everything unchanged.
   * @throws DomainError TOO_LARGE, TOO_MANY_REQUESTS, FILE_…, HEADER_…, MAPPING_UNKNOWN_VALUE; nothing is kept then
   */
  start(job: NewImport): Promise<ImportView>;
  find(importId: string): Promise<ImportView | undefined>;
  findOwned(importId: string): Promise<OwnedImport | undefined>;
  list(org: string, page: PageRequest): Promise<Page<ImportView>>;
  report(importId: string, page: ReportRequest): Promise<Page<ReportRow>>;
  chunk(importId: string, index: number): Promise<PreparedChunk | undefined>;
  /**
   * The signed manifest: from here the job submits by itself.
   * @throws DomainError PARTS_MISMATCH, INSTRUCTION_ID_TAKEN, IMPORT_SIGNED, IMPORT_FINISHED, CONFLICT, or the contract's refusal; the job can then be signed again
   */
  approve(importId: string, signed: SignedInstruction): Promise<ImportView>;
  /** @throws DomainError IMPORT_SIGNED once the manifest is, IMPORT_FINISHED; CONFLICT */
  cancel(importId: string): Promise<ImportView>;
  /** On start: takes up every job where it stopped. */
  resume(): Promise<void>;
  /** Destroys what lists left that ended, where that was not to be done then. */
  tidy(): Promise<void>;
  /** Resolves when no job is at work. */
  settled(): Promise<void>;
  /** Stops at the next batch or chunk; `resume` of the next start goes on. */
  close(): Promise<void>;
}
