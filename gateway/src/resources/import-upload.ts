// SPDX-License-Identifier: Apache-2.0
import { importKind, importView } from '@unionid/domain/api';
import { decodeUtf8, fromBase64url } from '@unionid/domain/encoding';
import { DomainError, invalidRequest } from '@unionid/domain/errors';
import { IMPORT_KINDS, type ImportKind, type ImportKindEntry } from '@unionid/domain/forms';
import { TRANSFER_EVIDENCE } from '@unionid/domain/ledger';
import { planTerms } from '@unionid/domain/plan';
import { digestField, manifestIdField, orgIdField, parseWith } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import type { NewImport } from '../imports/jobs/new-import.js';
import { IMPORT_LIMITS } from '../imports/limits/import-limits.js';
import { assertGrant, findInScope } from './import-access.js';
import { assertSignable, PLAN_REFUSALS } from './import-signable.js';
import { uploadRoute } from './route-builders.js';

const MEDIA_TYPES = [
  'text/csv',
  'application/csv',
  // What browsers on Windows with Excel say of a .csv.
  'application/vnd.ms-excel',
  'application/octet-stream',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];

const terms = planTerms.shape;
const createQuery = z.strictObject({
  kind: importKind,
  dryRun: z._default(z.enum(['true', 'false']), 'false'),
  /** Shown in the job list; a name, not a path. */
  fileName: z.string().check(z.minLength(1), z.maxLength(200), z.regex(/^[^/\\\p{Cc}]+$/u)),
  /** base64url of JSON: column → text in the file → text or code of the column's table. */
  mapping: z.optional(z.string().check(z.maxLength(16_000))),
  /** Of a kind whose list is itself the document behind its rows: the SM3 of that document. */
  evidence: z.optional(digestField),
  /** Of a list of members to transfer: the union that lets go, and the one that takes. */
  from: z.optional(orgIdField),
  to: z.optional(orgIdField),
  /** Of requests for members of other unions: the import that found them, and what kind of document the evidence is. */
  source: z.optional(manifestIdField),
  evidenceKind: z.optional(z.enum(TRANSFER_EVIDENCE)),
  /** Of a list of payees: by which terms they are granted. */
  ...{ org: z.optional(terms.org), fund: z.optional(terms.fund), programme: z.optional(terms.programme) },
  programmeVersion: z.optional(z.pipe(z.string().check(z.regex(/^[1-9]\d{0,8}$/)), z.transform(Number))),
  ...{ on: z.optional(terms.on), until: z.optional(terms.until) },
  /** Of what a bank answers: the plan that it is about. */
  planId: z.optional(manifestIdField),
});
type CreateQuery = z.output<typeof createQuery>;
const mappingSchema = z.record(
  z.string().check(z.maxLength(40)),
  z.record(z.string().check(z.maxLength(200)), z.string().check(z.maxLength(200))),
);

/** The file itself is the body; everything about it stands in the query. */
export const createImportRoute = uploadRoute({
  method: 'post',
  path: '/v1/imports',
  operationId: 'createImport',
  summary: { zh: '上传导入文件（CSV 或 XLSX）', en: 'Hand in a file (CSV or XLSX)' },
  tag: 'imports',
  query: createQuery,
  mediaTypes: MEDIA_TYPES,
  maxBodyBytes: IMPORT_LIMITS.fileBytes,
  response: importView,
  status: 202,
  errors: [
    'GRANT_MISSING',
    'SUBMITTER_FOREIGN',
    'SECOND_NOBODY',
    'SIDES_OVERLAP',
    'FILE_EMPTY',
    'FILE_ENCODING_UNKNOWN',
    'FILE_ENCODING_MIXED',
    'FILE_DAMAGED',
    'FILE_TOO_WIDE',
    'FILE_TOO_MANY_ROWS',
    'FILE_TOO_COMPLEX',
    'FILE_ZIP_BOMB',
    'FILE_MACROS',
    'FILE_PASSWORD',
    'FILE_XLS',
    'FILE_MARKUP',
    'FILE_SEVERAL_SHEETS',
    'FILE_READER_ENDED',
    'FILE_GONE',
    'CELL_MARKS',
    'CELL_HOLDS_ROWS',
    'CELL_UNPRINTABLE',
    'HEADER_MISSING_COLUMN',
    'HEADER_DUPLICATE_COLUMN',
    'MAPPING_UNKNOWN_VALUE',
    ...(['NOT_FOUND', 'CONFLICT', 'PARTS_MISMATCH'] as const),
    ...PLAN_REFUSALS,
  ],
  handle: async ({ services, caller, query, body }) => {
    const { kind, fileName, evidence } = query;
    assertEvidence(kind, evidence);
    const sides = sidesOf(query);
    const asks = asksOf(query);
    const said = { terms: termsOf(query), plan: planOf(query) };
    assertGrant(caller, kind, services);
    await assertSignable({ ...query, ...said }, { services, caller });
    if (asks !== undefined) await findInScope({ importId: asks.source }, { services, caller });
    const { operatorId, org, province } = caller.operator;
    const view = await services.imports.start({
      ...{ kind, fileName, body, sides, asks, ...said },
      ...(evidence !== undefined && { evidence }),
      dryRun: query.dryRun === 'true',
      mapping: parseMapping(query.mapping),
      actor: { operatorId, org, province },
    });
    return { body: view, headers: { location: `/v1/imports/${view.importId}` } };
  },
});

/** @throws DomainError INVALID_REQUEST where it is missing, or nobody asks for it */
function assertEvidence(kind: ImportKind, evidence: string | undefined): void {
  const { needsEvidence = false }: ImportKindEntry = IMPORT_KINDS[kind];
  assertGiven({ evidence }, needsEvidence);
}

/** @throws DomainError INVALID_REQUEST where one is missing, or nobody asks for it */
function sidesOf({ kind, from, to }: CreateQuery): NewImport['sides'] {
  const { needsSides = false }: ImportKindEntry = IMPORT_KINDS[kind];
  assertGiven({ from, to }, needsSides);
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** @throws DomainError INVALID_REQUEST likewise */
function asksOf({ kind, source, evidenceKind }: CreateQuery): NewImport['asks'] {
  const { needsSource = false }: ImportKindEntry = IMPORT_KINDS[kind];
  assertGiven({ source, evidenceKind }, needsSource);
  return source === undefined || evidenceKind === undefined ? undefined : { source, kind: evidenceKind };
}

/** @throws DomainError INVALID_REQUEST likewise */
function termsOf(query: CreateQuery): NewImport['terms'] {
  const { needsTerms = false }: ImportKindEntry = IMPORT_KINDS[query.kind];
  const { org, fund, programme, programmeVersion, on, until } = query;
  const given = { org, fund, programme, programmeVersion, on, until };
  assertGiven(given, needsTerms);
  return needsTerms ? parseWith(planTerms, given) : undefined;
}

/** @throws DomainError INVALID_REQUEST likewise */
function planOf({ kind, planId }: CreateQuery): NewImport['plan'] {
  const { needsPlan = false }: ImportKindEntry = IMPORT_KINDS[kind];
  assertGiven({ planId }, needsPlan);
  return planId;
}

function assertGiven(given: Readonly<Record<string, string | number | undefined>>, isNeeded: boolean): void {
  const wrong = Object.entries(given).filter(([, value]) => (value !== undefined) !== isNeeded);
  const code = isNeeded ? 'FIELD_MISSING' : 'FIELD_UNKNOWN';
  if (wrong.length > 0) throw invalidRequest(wrong.map(([path]) => ({ path, code })));
}

function parseMapping(text: string | undefined): z.output<typeof mappingSchema> {
  if (text === undefined) return {};
  try {
    return parseWith(mappingSchema, JSON.parse(decodeUtf8(fromBase64url(text))));
  } catch (cause) {
    if (cause instanceof DomainError && cause.code === 'INVALID_REQUEST') throw cause;
    throw invalidRequest([{ path: 'mapping', code: 'FIELD_FORMAT' }], { cause });
  }
}
