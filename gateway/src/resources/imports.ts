// SPDX-License-Identifier: Apache-2.0
import { importKind, importView, pageOf, pageQuery, preparedChunk, reportRow } from '@unionid/domain/api';
import { decodeUtf8, fromBase64url } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { IMPORT_KINDS, type ImportKind } from '@unionid/domain/forms';
import { signedInstructionSchema, toSignedInstruction } from '@unionid/domain/instruction';
import { manifestIdField, parseWith } from '@unionid/domain/schema';
import * as z from 'zod';
import { toPageRequest } from '../http/page-request.js';
import { route, type Caller, type Route, type RouteContext, type RouteResult } from '../http/route.js';
import { IMPORT_LIMITS } from '../imports/table/import-limits.js';
import { reportCsv } from '../imports/report/report-csv.js';
import type { Services } from '../services.js';

const MEDIA_TYPES = [
  'text/csv',
  'application/csv',
  // What browsers on Windows with Excel say of a .csv.
  'application/vnd.ms-excel',
  'application/octet-stream',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];

const createQuery = z.strictObject({
  kind: importKind,
  dryRun: z.enum(['true', 'false']).default('false'),
  /** Shown in the job list; a name, not a path. */
  fileName: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^/\\\p{Cc}]+$/u),
  /** base64url of JSON: column → text in the file → text or code of the column's table. */
  mapping: z.string().max(16_000).optional(),
});
const mappingSchema = z.record(z.string().max(40), z.record(z.string().max(200), z.string().max(200)));
const listQuery = z.strictObject(pageQuery.shape);
const reportQuery = z.strictObject({
  ...pageQuery.shape,
  outcome: reportRow.shape.outcome.optional(),
  format: z.enum(['json', 'csv']).default('json'),
});
const importParams = z.strictObject({ importId: manifestIdField });
const chunkParams = z.strictObject({
  importId: manifestIdField,
  index: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number),
});

type ImportParams = z.output<typeof importParams>;

/** Files of unions and members: hand in → report → sign → submit (architecture.md §4, "Bulk"). */
export const importRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/imports',
    operationId: 'createImport',
    summary: { zh: '上传导入文件（CSV 或 XLSX）', en: 'Hand in a file (CSV or XLSX)' },
    tag: 'imports',
    access: 'operator',
    query: createQuery,
    raw: true,
    mediaTypes: MEDIA_TYPES,
    maxBodyBytes: IMPORT_LIMITS.fileBytes,
    response: importView,
    status: 202,
    errors: [
      ...['GRANT_MISSING', 'SUBMITTER_FOREIGN', 'UNSUPPORTED_MEDIA_TYPE', 'TOO_LARGE'],
      ...['FILE_EMPTY', 'FILE_ENCODING_UNKNOWN', 'FILE_ENCODING_MIXED', 'FILE_DAMAGED', 'FILE_TOO_WIDE'],
      ...['FILE_TOO_COMPLEX', 'FILE_ZIP_BOMB', 'FILE_MACROS'],
      ...['HEADER_MISSING_COLUMN', 'HEADER_DUPLICATE_COLUMN', 'MAPPING_UNKNOWN_VALUE'],
    ],
    handle: createImport,
  }),
  route({
    method: 'get',
    path: '/v1/imports',
    operationId: 'listImports',
    summary: { zh: '本工会的导入任务', en: "Imports of the operator's union, newest first" },
    tag: 'imports',
    access: 'operator',
    query: listQuery,
    response: pageOf(importView),
    status: 200,
    errors: [],
    handle: listImports,
  }),
  route({
    method: 'get',
    path: '/v1/imports/:importId',
    operationId: 'getImport',
    summary: { zh: '导入任务', en: 'One import' },
    tag: 'imports',
    access: 'operator',
    params: importParams,
    response: importView,
    status: 200,
    errors: ['NOT_FOUND'],
    handle: getImport,
  }),
  route({
    method: 'get',
    path: '/v1/imports/:importId/report',
    operationId: 'getImportReport',
    summary: {
      zh: '逐行报告（JSON 分页，或 format=csv）；outcome=elsewhere 为可批量接转的名单',
      en: 'Report by row, as pages or format=csv; outcome=elsewhere lists what a bulk transfer can take',
    },
    tag: 'imports',
    access: 'operator',
    params: importParams,
    query: reportQuery,
    response: pageOf(reportRow),
    status: 200,
    errors: ['NOT_FOUND'],
    handle: getReport,
  }),
  route({
    method: 'get',
    path: '/v1/imports/:importId/chunks/:index',
    operationId: 'getImportChunk',
    summary: {
      zh: '待签名的分块及其依据；文件仍在读取时即可取已备好的分块',
      en: 'A prepared chunk, and what its rows are made of; from the first on, while later rows are being read',
    },
    tag: 'imports',
    access: 'operator',
    params: chunkParams,
    response: preparedChunk,
    status: 200,
    errors: ['NOT_FOUND'],
    handle: getChunk,
  }),
  route({
    method: 'post',
    path: '/v1/imports/:importId/manifest',
    operationId: 'approveImport',
    summary: { zh: '提交已签名的清单', en: 'Hand in the signed manifest' },
    tag: 'imports',
    access: 'operator',
    params: importParams,
    body: signedInstructionSchema,
    response: importView,
    status: 202,
    errors: ['NOT_FOUND', 'CONFLICT', 'PARTS_MISMATCH', 'FORBIDDEN', 'SIGNATURE_INVALID', 'GRANT_MISSING'],
    handle: approveImport,
  }),
  route({
    method: 'post',
    path: '/v1/imports/:importId/cancel',
    operationId: 'cancelImport',
    summary: { zh: '取消尚未签名的导入', en: 'Cancel an import that is not signed' },
    tag: 'imports',
    access: 'operator',
    params: importParams,
    response: importView,
    status: 200,
    errors: ['NOT_FOUND', 'CONFLICT'],
    handle: cancelImport,
  }),
];

async function createImport({
  services,
  caller,
  query,
  body,
}: RouteContext<unknown, z.output<typeof createQuery>, AsyncIterable<Uint8Array>>): Promise<RouteResult> {
  const { operator } = requireGrant(caller, query.kind, services);
  const view = await services.imports.start({
    kind: query.kind,
    fileName: query.fileName,
    body,
    dryRun: query.dryRun === 'true',
    mapping: parseMapping(query.mapping),
    actor: { operatorId: operator.operatorId, org: operator.org, province: operator.province },
  });
  return { status: 202, body: view, headers: { location: `/v1/imports/${view.importId}` } };
}

async function listImports({
  services,
  caller,
  query,
}: RouteContext<unknown, z.output<typeof listQuery>, unknown>): Promise<RouteResult> {
  const { operator } = requireCaller(caller);
  return { status: 200, body: await services.imports.list(operator.org, toPageRequest(query)) };
}

async function getImport({
  services,
  caller,
  params,
}: RouteContext<ImportParams, unknown, unknown>): Promise<RouteResult> {
  return { status: 200, body: await findInScope(params, { services, caller }) };
}

async function getReport({
  services,
  caller,
  params,
  query,
}: RouteContext<ImportParams, z.output<typeof reportQuery>, unknown>): Promise<RouteResult> {
  const { importId } = await findInScope(params, { services, caller });
  const { format, outcome } = query;
  if (format === 'csv') {
    const chunks = reportCsv(services.imports, importId, outcome);
    return {
      status: 200,
      stream: { mediaType: 'text/csv; charset=utf-8', chunks },
      headers: { 'content-disposition': `attachment; filename="${importId}.csv"` },
    };
  }
  const page = { ...toPageRequest(query), ...(outcome === undefined ? {} : { outcome }) };
  return { status: 200, body: await services.imports.report(importId, page) };
}

async function getChunk({
  services,
  caller,
  params,
}: RouteContext<z.output<typeof chunkParams>, unknown, unknown>): Promise<RouteResult> {
  const { importId, kind } = await findInScope(params, { services, caller });
  // The evidence is real names: only for whoever may handle them.
  requireGrant(caller, kind, services);
  const chunk = await services.imports.chunk(importId, params.index);
  if (chunk === undefined) throw new DomainError('NOT_FOUND');
  return { status: 200, body: chunk };
}

async function approveImport({
  services,
  caller,
  params,
  body,
}: RouteContext<ImportParams, unknown, z.output<typeof signedInstructionSchema>>): Promise<RouteResult> {
  const { importId, kind } = await findInScope(params, { services, caller });
  const { operator } = requireGrant(caller, kind, services);
  const signed = toSignedInstruction(body);
  if (signed.instruction.actor !== operator.operatorId) throw new DomainError('FORBIDDEN');
  return { status: 202, body: await services.imports.approve(importId, signed) };
}

async function cancelImport({
  services,
  caller,
  params,
}: RouteContext<ImportParams, unknown, unknown>): Promise<RouteResult> {
  const { importId, kind } = await findInScope(params, { services, caller });
  requireGrant(caller, kind, services);
  return { status: 200, body: await services.imports.cancel(importId) };
}

function parseMapping(text: string | undefined): z.output<typeof mappingSchema> {
  if (text === undefined) return {};
  try {
    return parseWith(mappingSchema, JSON.parse(decodeUtf8(fromBase64url(text))));
  } catch (cause) {
    if (cause instanceof DomainError && cause.code === 'INVALID_REQUEST') throw cause;
    throw new DomainError('INVALID_REQUEST', { fields: ['mapping: not JSON'] }, { cause });
  }
}

interface Asked {
  readonly services: Services;
  readonly caller: Caller | undefined;
}

/**
 * A job of the operator's own union or of one below it, in the gateway's own province: the national union stands above
 * all of them, but what is imported is its province's. Any other is as if it were not there.
 */
async function findInScope(
  { importId }: ImportParams,
  { services, caller }: Asked,
): Promise<z.output<typeof importView>> {
  const { operator } = requireCaller(caller);
  const scope = await services.imports.scope(importId);
  const isOwn = scope !== undefined && operator.province === services.config.province;
  const isInScope = isOwn && (await services.readModel.isWithin(scope.org, operator.org));
  const view = isInScope ? await services.imports.find(importId) : undefined;
  if (view === undefined) throw new DomainError('NOT_FOUND');
  return view;
}

function requireCaller(caller: Caller | undefined): Caller {
  if (caller === undefined) throw new DomainError('UNAUTHENTICATED');
  return caller;
}

function requireGrant(caller: Caller | undefined, kind: ImportKind, { config }: Services): Caller {
  const { operator } = requireCaller(caller);
  if (operator.province !== config.province) throw new DomainError('SUBMITTER_FOREIGN');
  const { grant } = IMPORT_KINDS[kind];
  if (!operator.grants.includes(grant)) throw new DomainError('GRANT_MISSING', { grant });
  return requireCaller(caller);
}
