// SPDX-License-Identifier: Apache-2.0
import type { ImportKind, ImportView, Page, PreparedChunk, ReportRow } from '@unionid/domain/api';
import type { SignedInstruction } from '@unionid/domain/instruction';
import type { PageRequest } from '../read-model/read-model.js';

export type RowOutcome = ReportRow['outcome'];

export interface NewImport {
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly body: AsyncIterable<Uint8Array>;
  readonly dryRun: boolean;
  /** Drop-down texts this file uses: column → text → code. */
  readonly mapping: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly actor: { readonly operatorId: string; readonly org: string; readonly province: string };
}

/** Import jobs: read → check → prepare → sign → submit → close; each step resumes after a crash with the same bytes. */
export interface Imports {
  /**
   * Takes the whole file in (bounded memory), then goes on in the background. The same file of the same operator gives
   * the job that is under way; one that is finished is done anew and finds everything unchanged.
   * @throws DomainError TOO_LARGE, FILE_…, HEADER_…, MAPPING_UNKNOWN_VALUE; nothing is kept then
   */
  start(job: NewImport): Promise<ImportView>;
  find(importId: string): Promise<ImportView | undefined>;
  /** Whose job it is. */
  scope(importId: string): Promise<{ readonly org: string; readonly operatorId: string } | undefined>;
  list(org: string, page: PageRequest): Promise<Page<ImportView>>;
  report(importId: string, page: PageRequest & { readonly outcome?: RowOutcome }): Promise<Page<ReportRow>>;
  chunk(importId: string, index: number): Promise<PreparedChunk | undefined>;
  /**
   * The signed manifest: from here the job submits by itself.
   * @throws DomainError PARTS_MISMATCH, CONFLICT, or the contract's refusal; the job can then be signed again
   */
  approve(importId: string, signed: SignedInstruction): Promise<ImportView>;
  /** @throws DomainError CONFLICT once the manifest is signed */
  cancel(importId: string): Promise<ImportView>;
  /** On start: takes up every job where it stopped. */
  resume(): Promise<void>;
  /** Resolves when no job is at work. */
  settled(): Promise<void>;
  /** Stops at the next batch or chunk; `resume` of the next start goes on. */
  close(): Promise<void>;
}
