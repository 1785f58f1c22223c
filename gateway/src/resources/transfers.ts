// SPDX-License-Identifier: Apache-2.0
import { pageOf, pageQuery, transferSide, transferView, type TransferView } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { identityIdField } from '@unionid/domain/schema';
import {
  futuresOf,
  refusalOf,
  stepOf,
  TRANSFER_ACTIONS,
  transferAt,
  type TransferAction,
  type TransferSide,
  type TransferStatus,
} from '@unionid/domain/transfer';
import { timestampAt } from '@unionid/domain/values';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import type { Caller } from '../http/route.js';
import type { KnownTransfer } from '../read-model/read-model.js';
import { operatorRoute } from './route-builders.js';
import type { Services } from './services.js';

const listQuery = z.strictObject({
  ...pageQuery.shape,
  /** Into the caller's unions, out of them, or such as they decide on. */
  side: transferSide,
});

/** Transfers between unions: for the two sides and whoever stands above them. */
export const transferRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/transfers',
    operationId: 'listTransfers',
    summary: { zh: '进行中的会籍接转，等待最久的在前', en: 'Open transfers, the longest waiting first' },
    tag: 'transfers',
    grant: 'member',
    query: listQuery,
    response: pageOf(transferView),
    status: 200,
    errors: [],
    handle: async ({ services, query, caller }) => {
      const filter = { side: query.side, within: caller.operator.org };
      const { items, ...rest } = await services.readModel.openTransfers(filter, toPageRequest(query));
      return {
        body: { ...rest, items: await Promise.all(items.map((known) => toView(known, caller, services))) },
      };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/transfers/:identityId',
    operationId: 'getTransfer',
    summary: {
      zh: '一名会员最近一次会籍接转：现状、无人处理时的走向、可办事项',
      en: "A member's newest transfer: where it stands, what silence makes of it, what the caller may do",
    },
    tag: 'transfers',
    grant: 'member',
    params: z.strictObject({ identityId: identityIdField }),
    response: transferView,
    status: 200,
    errors: ['TRANSFER_UNKNOWN'],
    handle: async ({ services, params, caller }) => {
      const known = await services.readModel.transfer(params.identityId);
      if (known === undefined) throw new DomainError('TRANSFER_UNKNOWN');
      const sides = await sidesOf(known, caller, services);
      // To anybody else it is as if there were none: whose members move is not his business.
      if (!Object.values(sides).includes(true)) throw new DomainError('TRANSFER_UNKNOWN');
      return { body: await toView(known, caller, services) };
    },
  }),
];

/** Of which sides of a transfer the caller may act. */
type Sides = Readonly<Record<TransferSide, boolean>>;

async function sidesOf(
  { transfer }: KnownTransfer,
  { operator }: Caller,
  { readModel }: Services,
): Promise<Sides> {
  const { from, fromProvince, to, toProvince, judge } = transfer;
  const isOver = (org = ''): Promise<boolean> =>
    org === '' ? Promise.resolve(false) : readModel.isWithin(org, operator.org);
  return {
    // Who stands above a province acts for none of its unions.
    old: operator.province === fromProvince && (await isOver(from)),
    new: operator.province === toProvince && (await isOver(to)),
    judge: await isOver(judge),
  };
}

async function toView(known: KnownTransfer, caller: Caller, services: Services): Promise<TransferView> {
  const { identityId, transfer } = known;
  const { status, way } = transferAt(transfer, timestampAt(services.now()));
  const [sides, account] = [
    await sidesOf(known, caller, services),
    await services.readModel.account(identityId),
  ];
  const { v: version, number, from, fromProvince, to, toProvince, asked, due } = transfer;
  const { evidence, objection, judge } = transfer;
  return {
    ...{ identityId, version, number, status, way, from, fromProvince, to, toProvince, asked, due },
    ...(evidence !== undefined && { evidence: { ...evidence } }),
    ...(objection !== undefined && { objection: { ...objection } }),
    ...(judge !== undefined && { judge }),
    place: account?.place ?? '',
    futures: futuresOf({ ...transfer, status }).map((future) => ({ ...future })),
    actions: TRANSFER_ACTIONS.map((action) => actionOf(action, status, sides)),
  };
}

function actionOf(
  action: TransferAction,
  status: TransferStatus,
  sides: Sides,
): TransferView['actions'][number] {
  const step = stepOf(status, action);
  if (step === undefined) return { action, allowed: false, code: refusalOf(action, status) };
  // Whoever asks next need not be a side of the last one.
  const allowed = action === 'request' || sides[step.by];
  return allowed ? { action, allowed } : { action, allowed, code: 'OUT_OF_SCOPE' };
}
