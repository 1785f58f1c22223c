// SPDX-License-Identifier: Apache-2.0
import {
  importView,
  pageOf,
  preparedChunk,
  reportRow,
  type ImportView,
  type Page,
  type PreparedChunk,
  type ReportRow,
} from '@unionid/domain/api';
import type { PayloadOf } from '@unionid/domain/catalogue';
import { canonicalBytes, encodeUtf8, toBase64url } from '@unionid/domain/encoding';
import type { ColumnMapping, ImportKind } from '@unionid/domain/forms';
import { instructionArgument, type SignedInstruction } from '@unionid/domain/instruction';
import type { PlanTerms } from '@unionid/domain/plan';
import { type Call, JSON_TYPE, pathOf, type Transport } from '../transport/transport.js';
import type { PageOptions } from './options.js';

export interface NewImport {
  readonly kind: ImportKind;
  /** Name without a folder; it is shown in the report and stands in the gateway's job list. */
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** Check only: nothing is prepared and nothing can be signed. */
  readonly dryRun?: boolean;
  /** Drop-down texts this file uses beside the tables': column → text → value of the table. */
  readonly mapping?: ColumnMapping;
  /** SM3 of the document that the list itself is, base64url; of a kind that needs one. */
  readonly evidence?: string;
  /** Of members to transfer: the union that lets go, and the one that takes. */
  readonly sides?: Pick<PayloadOf<'transfer.batch'>, 'from' | 'to'> | undefined;
  /** Of requests for members of other unions: the import of members that found them, and what kind of document the evidence is. */
  readonly source?: string | undefined;
  readonly evidenceKind?: PayloadOf<'transfer.requestMany'>['evidence']['kind'] | undefined;
  /** Of payees: by which terms they are granted. */
  readonly terms?: PlanTerms | undefined;
  /** Of what a bank answers: the plan that it is about. */
  readonly planId?: string | undefined;
}

export type ReportOutcome = ReportRow['outcome'];

export interface ReportOptions extends PageOptions {
  readonly outcome?: ReportOutcome;
}

export interface ImportsResource {
  /** Hands in a file; the same file of the same operator gives the job that exists. */
  create(job: NewImport): Promise<ImportView>;
  list(options?: PageOptions): Promise<Page<ImportView>>;
  get(importId: string): Promise<ImportView>;
  /** As `get`, for whoever follows a job: asks on for two minutes while the gateway, or the ledger behind it, is away. */
  follow(importId: string): Promise<ImportView>;
  report(importId: string, options?: ReportOptions): Promise<Page<ReportRow>>;
  /** The whole report as CSV in UTF-8 with a byte order mark, as spreadsheets want it. */
  reportCsv(importId: string, options?: { readonly outcome?: ReportOutcome }): Promise<string>;
  chunk(importId: string, index: number): Promise<PreparedChunk>;
  /** The signed manifest: from here the gateway submits by itself. */
  approve(importId: string, signed: SignedInstruction): Promise<ImportView>;
  cancel(importId: string): Promise<ImportView>;
}

const UPLOAD_MS = 300_000;
/** A killed peer is back and has caught up within a minute. */
const FOLLOW_MS = 120_000;
const importPage = pageOf(importView);
const reportPage = pageOf(reportRow);

export function newImportsResource(transport: Transport): ImportsResource {
  return {
    create: (job) => transport.json(uploadCall(job), importView),
    list: (options = {}) =>
      transport.page({ method: 'GET', path: '/v1/imports', query: { ...options } }, importPage),
    get: (importId) => transport.one({ importId }, jobCall(importId), importView),
    follow: (importId) =>
      transport.one({ importId }, { ...jobCall(importId), patienceMs: FOLLOW_MS }, importView),
    report: (importId, options = {}) =>
      transport.page(
        { method: 'GET', path: pathOf`/v1/imports/${importId}/report`, query: { ...options } },
        reportPage,
        { outcome: options.outcome },
      ),
    reportCsv: (importId, options = {}) =>
      transport.text({
        method: 'GET',
        path: pathOf`/v1/imports/${importId}/report`,
        query: { ...options, format: 'csv' },
      }),
    chunk: (importId, index) =>
      transport.json({ method: 'GET', path: pathOf`/v1/imports/${importId}/chunks/${index}` }, preparedChunk),
    approve: (importId, signed) =>
      transport.one(
        { importId },
        {
          method: 'POST',
          path: pathOf`/v1/imports/${importId}/manifest`,
          body: encodeUtf8(instructionArgument(signed)),
          mediaType: JSON_TYPE,
          repeatable: true,
        },
        importView,
      ),
    cancel: (importId) =>
      transport.one(
        { importId },
        { method: 'POST', path: pathOf`/v1/imports/${importId}/cancel` },
        importView,
      ),
  };
}

function jobCall(importId: string): Call {
  return { method: 'GET', path: pathOf`/v1/imports/${importId}` };
}

function uploadCall(job: NewImport): Call {
  const { kind, fileName, bytes, dryRun = false, mapping, evidence, sides, source, evidenceKind } = job;
  const { terms, planId } = job;
  return {
    method: 'POST',
    path: '/v1/imports',
    query: {
      kind,
      dryRun,
      fileName,
      ...{ ...sides, source, evidenceKind, ...terms, planId },
      mapping: isEmpty(mapping) ? undefined : toBase64url(canonicalBytes(mapping)),
      evidence,
    },
    body: bytes,
    mediaType: mediaTypeOf(fileName),
    repeatable: true,
    waitMs: UPLOAD_MS,
  };
}

function isEmpty(mapping: ColumnMapping | undefined): boolean {
  return mapping === undefined || Object.keys(mapping).length === 0;
}

function mediaTypeOf(fileName: string): string {
  return /\.xlsx$/i.test(fileName)
    ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    : 'text/csv';
}
