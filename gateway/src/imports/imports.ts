// SPDX-License-Identifier: Apache-2.0
import type {
  ImportKind,
  ImportView,
  Page,
  PreparedChunk,
  ReportRow,
  SignedInstruction,
} from '@unionid/domain';
import type { PageRequest } from '../read-model/read-model.js';

export interface NewImport {
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly mediaType: string;
  readonly body: AsyncIterable<Uint8Array>;
  readonly dryRun: boolean;
  /** Drop-down texts this file uses: column → text → code. */
  readonly mapping: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly actor: { readonly operatorId: string; readonly org: string; readonly province: string };
}

/** Import jobs: read → check → prepare → sign → submit → close; each step resumes after a crash with the same bytes. */
export interface Imports {
  /** Takes the whole file in (bounded memory), then goes on in the background. The same file of the same operator gives the job that exists. */
  start(job: NewImport): Promise<ImportView>;
  find(importId: string): Promise<ImportView | undefined>;
  list(org: string, page: PageRequest): Promise<Page<ImportView>>;
  report(importId: string, page: PageRequest & { readonly outcome?: string }): Promise<Page<ReportRow>>;
  chunk(importId: string, index: number): Promise<PreparedChunk | undefined>;
  /** The signed manifest: from here the job submits by itself. */
  approve(importId: string, signed: SignedInstruction): Promise<ImportView>;
  cancel(importId: string): Promise<ImportView>;
  /** On start: takes up every job where it stopped. */
  resume(): Promise<void>;
}
