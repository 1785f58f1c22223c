// SPDX-License-Identifier: Apache-2.0
import { signedExport } from '@unionid/domain/answer';
import { wholeNumber } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { EXPORT_TABLES } from '@unionid/domain/export';
import { decodeUtf8 } from '@unionid/domain/encoding';
import { fundIdField } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import type { Caller } from '../http/route.js';
import { exportFund, type FundExport } from '../traces/export-fund.js';
import { momentOf } from '../traces/trace-moment.js';
import { assertSource, assertWithin } from './assert-within.js';
import { operatorRoute } from './route-builders.js';
import type { Services } from './services.js';

const asOf = z.optional(wholeNumber(0, 1_000_000_000));
const fundParams = { fundId: fundIdField };
/** Characters sent at once. */
const PIECE = 65_536;

/** Exports of a fund for auditors, to whoever answers for its owner: the same block gives the same bytes. */
export const exportRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/exports/funds/:fundId',
    operationId: 'exportFund',
    summary: {
      zh: '审计导出的签名清单：区块、规则版本、各行的根、各文件的摘要',
      en: 'Signed manifest of an export: block, versions of rules, root over all rows, digest of each file',
    },
    tag: 'exports',
    params: z.strictObject(fundParams),
    query: z.strictObject({ asOf }),
    response: signedExport,
    status: 200,
    errors: ['FUND_UNKNOWN', 'OUT_OF_SCOPE'],
    handle: async ({ services, params: { fundId }, query, caller }) => {
      const { said } = await exportedFor(services, { fundId, asOf: query.asOf, caller });
      const { network, channel } = services.ledger.name;
      return { body: await services.answers.signExport({ network, channel, ...said }) };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/exports/funds/:fundId/:table',
    operationId: 'exportFundTable',
    summary: { zh: '审计导出的一张表（CSV）', en: 'One table of an export (CSV)' },
    tag: 'exports',
    params: z.strictObject({ ...fundParams, table: z.enum(EXPORT_TABLES.map(({ name }) => name)) }),
    query: z.strictObject({ asOf }),
    streams: ['text/csv'],
    status: 200,
    errors: ['FUND_UNKNOWN', 'OUT_OF_SCOPE'],
    handle: async ({ services, params: { fundId, table }, query, caller }) => {
      const { files } = await exportedFor(services, { fundId, asOf: query.asOf, caller });
      const text = decodeUtf8(files.get(`${table}.csv`) ?? new Uint8Array(0));
      return { stream: { mediaType: 'text/csv; charset=utf-8', chunks: piecesOf(text) } };
    },
  }),
];

interface Asked {
  readonly fundId: string;
  readonly asOf: number | undefined;
  readonly caller: Caller;
}

/** @throws DomainError FUND_UNKNOWN, OUT_OF_SCOPE, HEIGHT_NOT_REACHED */
async function exportedFor(services: Services, { fundId, asOf: block, caller }: Asked): Promise<FundExport> {
  const { readModel } = services;
  const fund = await readModel.fund(fundId);
  if (fund === undefined) throw new DomainError('FUND_UNKNOWN');
  await assertWithin(services, fund.org, caller);
  assertSource(fund.source, caller);
  return exportFund(readModel, fundId, await momentOf(readModel, block));
}

// eslint-disable-next-line @typescript-eslint/require-await -- what is sent is an iterable that may wait
async function* piecesOf(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length;) {
    // At the end of a line: half a character would be none.
    const end = text.indexOf('\n', at + PIECE) + 1;
    yield end === 0 ? text.slice(at) : text.slice(at, end);
    at = end === 0 ? text.length : end;
  }
}
