// SPDX-License-Identifier: Apache-2.0
import {
  fileContentRequest,
  fileContentView,
  fileParts,
  fileView,
  pageOf,
  pageQuery,
  type FileView,
} from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import type { FileRecord } from '@unionid/domain/ledger';
import { fileIdField } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import { prepareFile } from '../files/prepare-file.js';
import { toPageRequest } from '../http/page-request.js';
import type { Caller } from '../http/route.js';
import type { KnownFile } from '../read-model/read-model.js';
import { assertWithin, reachOf } from './assert-within.js';
import { operatorRoute } from './route-builders.js';
import type { Services } from './services.js';

const fileParams = z.strictObject({ fileId: fileIdField });

/** Hardship files of the caller's own union and those below it. */
export const fileRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/files',
    operationId: 'listFiles',
    summary: { zh: '本工会及下级工会的困难职工档案', en: 'Hardship files of the own union and those below' },
    tag: 'files',
    query: z.strictObject({ ...pageQuery.shape, state: z.exactOptional(z.enum(['OPEN', 'CLOSED'])) }),
    response: pageOf(fileView),
    status: 200,
    errors: [],
    handle: async ({ services, query, caller }) => {
      const filter = { within: reachOf(caller), state: query.state };
      const { items, ...rest } = await services.readModel.hardshipFiles(filter, toPageRequest(query));
      return { body: { ...rest, items: items.map(toView) } };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/files/:fileId',
    operationId: 'getFile',
    summary: { zh: '一份困难职工档案，不含个人信息', en: 'One hardship file, without personal data' },
    tag: 'files',
    params: fileParams,
    response: fileView,
    status: 200,
    errors: ['HARDSHIP_UNKNOWN', 'OUT_OF_SCOPE'],
    handle: async ({ services, params: { fileId }, caller }) => ({
      body: toView({ fileId, file: await requireFile(services, fileId, caller) }),
    }),
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/files/:fileId/content',
    operationId: 'getFileContent',
    summary: {
      zh: '档案内容：只在建档工会所在省的保险库中，每次查看都有记录',
      en: 'What a file says, of the filing province’s vault only; each look is written down',
    },
    tag: 'files',
    grant: 'file',
    params: fileParams,
    response: fileContentView,
    status: 200,
    errors: ['HARDSHIP_UNKNOWN', 'OUT_OF_SCOPE', 'REAL_NAME_LOST', 'DECRYPTION_FAILED'],
    handle: async ({ services, params: { fileId }, caller }) => {
      const { content: digest } = await requireFile(services, fileId, caller);
      const kept = await services.fileContents.read({ fileId, digest });
      if (kept === undefined) throw new DomainError('REAL_NAME_LOST');
      const { operatorId, org } = caller.operator;
      const persons = kept.record.household.length;
      await services.journal.note({ operatorId, org, what: 'file-content', subject: fileId, persons });
      return { body: { fileId, content: digest, ...kept } };
    },
  }),
  operatorRoute({
    method: 'post',
    path: '/v1/files/:fileId/content',
    operationId: 'prepareFile',
    summary: {
      zh: '准备建档或变更：内容加密存入保险库，返回上链所需的标签与摘要',
      en: 'Prepare a file or its revision: the content is kept sealed, tags and digest for the ledger come back',
    },
    tag: 'files',
    grant: 'file',
    params: fileParams,
    body: fileContentRequest,
    response: fileParts,
    status: 201,
    errors: [
      ...(['OUT_OF_SCOPE', 'ORGANISATION_UNKNOWN', 'ACCOUNT_UNKNOWN', 'NOT_FOUND'] as const),
      ...(['MATCHING_UNAVAILABLE', 'QUOTA_EXCEEDED'] as const),
    ],
    handle: async ({ services, params: { fileId }, body, caller }) => {
      const { readModel, fileContents: contents, now, matchingBudgets } = services;
      await assertWithin(services, body.org, caller);
      // What another union's file is to say nobody beside it keeps.
      const known = await readModel.hardshipFile(fileId);
      if (known !== undefined) await assertWithin(services, known.org, caller);
      const matching = matchingBudgets.of(caller.operator.operatorId, 'enrolment', services.matching);
      return { body: await prepareFile(fileId, body, { matching, readModel, contents, now }) };
    },
  }),
];

/** @throws DomainError HARDSHIP_UNKNOWN, OUT_OF_SCOPE */
async function requireFile(services: Services, fileId: string, caller: Caller): Promise<FileRecord> {
  const file = await services.readModel.hardshipFile(fileId);
  if (file === undefined) throw new DomainError('HARDSHIP_UNKNOWN');
  await assertWithin(services, file.org, caller);
  return file;
}

function toView({ fileId, file }: KnownFile): FileView {
  const { v: version, state, province, org, level, filed, from, until, content, evidence } = file;
  const { publicity, before, closed, members } = file;
  return {
    ...{ fileId, version, state, province, org, level, filed, from, until, content, evidence },
    ...(publicity !== undefined && { publicity }),
    ...(before !== undefined && { before }),
    ...(closed !== undefined && { closed }),
    members: members.map(({ tag, id }) => ({ tag, ...(id !== undefined && { identityId: id }) })),
  };
}
