// SPDX-License-Identifier: Apache-2.0
import { pageOf, pageQuery, transferSide, transferView, type TransferView } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import type { TransferRecord } from '@unionid/domain/ledger';
import {
  currentOf,
  futuresOf,
  refusalAt,
  ruleNamesOf,
  stepOf,
  TRANSFER_ACTIONS,
  transferAt,
  windowsOf,
  type TransferAction,
  type TransferSide,
} from '@unionid/domain/transfer';
import { timestampAt } from '@unionid/domain/values';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import type { Caller } from '../http/route.js';
import { unlessUnreadable } from '../read-model/readable.js';
import type { KnownTransfer } from '../read-model/read-model.js';
import { accountParams } from './account-params.js';
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
      const views = await Promise.all(
        items.map((known) => toView(known, caller, services).catch(unlessUnreadable)),
      );
      return { body: { ...rest, items: views.flatMap((view) => view ?? []) } };
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
    params: accountParams,
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

/** Of which sides of a transfer the caller may act, and whether of the union that has the member now. */
type Sides = Readonly<Record<TransferSide | 'holder', boolean>>;

async function sidesOf(
  { identityId, transfer }: KnownTransfer,
  { operator }: Caller,
  { readModel }: Services,
): Promise<Sides> {
  const { from, fromProvince, to, toProvince, judge } = transfer;
  const account = await readModel.account(identityId);
  const isOver = (org = ''): Promise<boolean> =>
    org === '' ? Promise.resolve(false) : readModel.isWithin(org, operator.org);
  // Who stands above a province acts for none of its unions.
  const actsFor = (org = '', province = ''): Promise<boolean> =>
    operator.province === province ? isOver(org) : Promise.resolve(false);
  return {
    old: await actsFor(from, fromProvince),
    new: await actsFor(to, toProvince),
    judge: await isOver(judge),
    holder: await actsFor(account?.org, account?.province),
  };
}

async function toView(known: KnownTransfer, caller: Caller, services: Services): Promise<TransferView> {
  const { identityId, transfer } = known;
  const time = timestampAt(services.now());
  const [sides, account] = [
    await sidesOf(known, caller, services),
    await services.readModel.account(identityId),
  ];
  const current =
    account === undefined
      ? { ...transfer, ...transferAt(transfer, time) }
      : (currentOf({ account, transfer, now: services.now() }) ?? transfer);
  const { v: version, number, status, way, from, fromProvince, to, toProvince, asked, due } = current;
  const { evidence, objection, judge } = transfer;
  const ground = { sides, time, receiver: await receiverOf(current, services) };
  return {
    ...{ identityId, version, number, status, way, from, fromProvince, to, toProvince, asked, due },
    ...(evidence !== undefined && { evidence: { ...evidence } }),
    ...(objection !== undefined && { objection: { ...objection } }),
    ...(judge !== undefined && { judge }),
    rules: ruleVersionsOf(transfer),
    place: account?.place ?? '',
    futures: futuresOf(current).map((future) => ({ ...future })),
    windows: windowsOf(current).map((window) => ({ ...window })),
    actions: TRANSFER_ACTIONS.map((action) => actionOf(action, { written: transfer, current }, ground)),
  };
}

/** What it is counted by, named; rules that there were not are left out. */
function ruleVersionsOf(transfer: TransferRecord): TransferView['rules'] {
  const { policies, calendars } = ruleNamesOf(transfer);
  return [...policies, ...calendars].flatMap(({ at, ...name }) => {
    const version = transfer.rules?.[at] ?? 0;
    return version === 0 ? [] : [{ ...name, version }];
  });
}

/** What decides on an action beside the transfer itself. */
interface ActionGround {
  readonly sides: Sides;
  readonly time: string;
  /** Whether the union that is to have the member takes anybody. */
  readonly receiver: 'open' | 'closed';
}

/** A union that has ended has an heir that takes members back in its place, and nobody who takes new ones. */
async function receiverOf(
  { status, to }: TransferRecord,
  { readModel }: Services,
): Promise<ActionGround['receiver']> {
  if (to === '' || status === 'RECALLED') return 'open';
  return (await readModel.organisation(to))?.state === 'ACTIVE' ? 'open' : 'closed';
}

function actionOf(
  action: TransferAction,
  standing: { readonly written: TransferRecord; readonly current: TransferRecord },
  { sides, time, receiver }: ActionGround,
): TransferView['actions'][number] {
  const refusal = refusalAt(action, standing, time);
  const step = stepOf(standing.current.status, action);
  if (refusal !== undefined || step === undefined)
    return { action, allowed: false, code: refusal?.code ?? 'TRANSFER_ENDED' };
  if (action === 'complete' && receiver === 'closed')
    return { action, allowed: false, code: 'ORGANISATION_CLOSED' };
  // Whoever asks next need not be a side of the last one, and the next to let go is who has the member now.
  const allowed = action === 'request' || sides[action === 'release' ? 'holder' : step.by];
  return allowed ? { action, allowed } : { action, allowed, code: 'OUT_OF_SCOPE' };
}
