// SPDX-License-Identifier: Apache-2.0
import { importView, pageOf, pageQuery, preparedChunk, reportRow } from '@unionid/domain/api';
import { toSignedInstruction } from '@unionid/domain/catalogue';
import { DomainError } from '@unionid/domain/errors';
import { signedInstructionSchema } from '@unionid/domain/instruction';
import { manifestIdField } from '@unionid/domain/schema';
import * as z from 'zod';
import { toPageRequest } from '../http/page-request.js';
import { route, type Route, type RouteContext, type RouteResult } from '../http/route.js';
import { reportCsv } from '../imports/report/report-csv.js';
import { findInScope, requireCaller, requireGrant } from './import-access.js';
import { createImportRoute } from './import-upload.js';

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
  createImportRoute,
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
