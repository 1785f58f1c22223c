// SPDX-License-Identifier: Apache-2.0
import { importView, pageOf, pageQuery, preparedChunk, reportRow } from '@unionid/domain/api';
import { toSignedInstruction } from '@unionid/domain/catalogue';
import { DomainError } from '@unionid/domain/errors';
import { IMPORT_KINDS } from '@unionid/domain/forms';
import { signedInstructionSchema } from '@unionid/domain/instruction';
import { reportCsv } from '@unionid/domain/report';
import { manifestIdField } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import { reportPages } from '../imports/report/report-pages.js';
import { workOf } from './assert-within.js';
import { assertEvidenceOpen, assertGrant, findInScope } from './import-access.js';
import { createImportRoute } from './import-upload.js';
import { assertInstructionSigned } from '../submission/assert-signed.js';
import { contractErrors } from '../submission/contract-errors.js';
import { operatorRoute } from './route-builders.js';

const reportQuery = z.strictObject({
  ...pageQuery.shape,
  outcome: z.optional(reportRow.shape.outcome),
  format: z._default(z.enum(['json', 'csv']), 'json'),
});
const importParams = z.strictObject({ importId: manifestIdField });
const chunkParams = z.strictObject({
  importId: manifestIdField,
  index: z.pipe(z.string().check(z.regex(/^\d{1,4}$/)), z.transform(Number)),
});

/** Files of unions and members: hand in → report → sign → submit (architecture.md §4, "Bulk"). */
export const importRoutes = [
  createImportRoute,
  operatorRoute({
    method: 'get',
    path: '/v1/imports',
    operationId: 'listImports',
    summary: { zh: '本工会的导入任务', en: "Imports of the operator's union, newest first" },
    tag: 'imports',
    query: z.strictObject(pageQuery.shape),
    response: pageOf(importView),
    status: 200,
    errors: [],
    handle: async ({ services, caller, query }) => {
      return { body: await services.imports.list(workOf(caller), toPageRequest(query)) };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/imports/:importId',
    operationId: 'getImport',
    summary: { zh: '导入任务', en: 'One import' },
    tag: 'imports',
    params: importParams,
    response: importView,
    status: 200,
    errors: ['NOT_FOUND'],
    handle: async ({ params, ...asked }) => ({ body: (await findInScope(params, asked)).view }),
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/imports/:importId/report',
    operationId: 'getImportReport',
    summary: {
      zh: '逐行报告（JSON 分页，或 format=csv）；outcome=elsewhere 为已是其他工会会员的名单',
      en: 'Report by row, as pages or format=csv; outcome=elsewhere lists members of other unions',
    },
    tag: 'imports',
    params: importParams,
    query: reportQuery,
    response: pageOf(reportRow),
    streams: ['text/csv'],
    status: 200,
    errors: ['NOT_FOUND', 'GRANT_MISSING'],
    handle: async ({ params, query, ...asked }) => {
      const { importId, kind } = (await findInScope(params, asked)).view;
      assertGrant(asked.caller, kind, asked.services);
      const { imports } = asked.services;
      const { format, outcome } = query;
      if (format === 'csv') {
        return {
          stream: {
            mediaType: 'text/csv; charset=utf-8',
            chunks: reportCsv(reportPages(imports, importId, outcome)),
          },
          headers: { 'content-disposition': `attachment; filename="${importId}.csv"` },
        };
      }
      const page = { ...toPageRequest(query), ...(outcome === undefined ? {} : { outcome }) };
      return { body: await imports.report(importId, page) };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/imports/:importId/chunks/:index',
    operationId: 'getImportChunk',
    summary: {
      zh: '待签名的分块及其实名依据，只给上传的操作员，签名前有效；文件仍在读取时即可取已备好的分块',
      en: 'A prepared chunk and the real names behind its rows, for whoever handed the file in, until it is signed; from the first on, while later rows are being read',
    },
    tag: 'imports',
    params: chunkParams,
    response: preparedChunk,
    status: 200,
    errors: ['NOT_FOUND', 'GRANT_MISSING', 'EVIDENCE_CLOSED', 'STALE_SUBJECT', 'DECRYPTION_FAILED'],
    handle: async ({ services, caller, params }) => {
      const found = await findInScope(params, { services, caller });
      const { importId, kind } = found.view;
      // The evidence is real names: only for whoever may handle them.
      assertGrant(caller, kind, services);
      assertEvidenceOpen(found, caller);
      const chunk = await services.imports.chunk(importId, params.index);
      if (chunk === undefined) throw new DomainError('NOT_FOUND');
      const { operatorId, org } = caller.operator;
      const subject = `${importId}/${String(params.index)}`;
      const persons = chunk.evidence.length;
      await services.journal.note({ operatorId, org, what: 'import-evidence', subject, persons });
      return { body: chunk };
    },
  }),
  operatorRoute({
    method: 'post',
    path: '/v1/imports/:importId/manifest',
    operationId: 'approveImport',
    summary: { zh: '提交已签名的清单', en: 'Hand in the signed manifest' },
    tag: 'imports',
    params: importParams,
    body: signedInstructionSchema,
    response: importView,
    status: 202,
    errors: [
      ...([
        'NOT_FOUND',
        'CONFLICT',
        'IMPORT_SIGNED',
        'IMPORT_FINISHED',
        'PARTS_MISMATCH',
        'GRANT_MISSING',
      ] as const),
      // What only delays it is tried again after the answer.
      ...contractErrors(Object.values(IMPORT_KINDS).map(({ instructionType }) => instructionType)),
    ],
    handle: async ({ services, caller, params, body }) => {
      const { importId, kind } = (await findInScope(params, { services, caller })).view;
      assertGrant(caller, kind, services);
      const signed = toSignedInstruction(body);
      if (signed.instruction.actor !== caller.operator.operatorId) throw new DomainError('FORBIDDEN');
      await assertInstructionSigned(signed, services);
      return { body: await services.imports.approve(importId, signed) };
    },
  }),
  operatorRoute({
    method: 'post',
    path: '/v1/imports/:importId/cancel',
    operationId: 'cancelImport',
    summary: { zh: '取消尚未签名的导入', en: 'Cancel an import that is not signed' },
    tag: 'imports',
    params: importParams,
    response: importView,
    status: 200,
    errors: ['NOT_FOUND', 'GRANT_MISSING', 'CONFLICT', 'IMPORT_SIGNED', 'IMPORT_FINISHED'],
    handle: async ({ services, caller, params }) => {
      const { importId, kind } = (await findInScope(params, { services, caller })).view;
      assertGrant(caller, kind, services);
      return { body: await services.imports.cancel(importId) };
    },
  }),
];
