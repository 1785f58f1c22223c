// SPDX-License-Identifier: Apache-2.0
import {
  pageOf,
  pageQuery,
  transferSide,
  transferView,
  type AccountView,
  type TransferView,
} from '@unionid/domain/api';
import { DomainError, type ErrorCode } from '@unionid/domain/errors';
import type { TransferRecord } from '@unionid/domain/ledger';
import {
  concernedBy,
  currentOf,
  DISPUTED,
  futuresOf,
  hasMoved,
  isOpen,
  mayReturn,
  partiesOf,
  silentBefore,
  ruleNamesOf,
  TRANSFER_ACTIONS,
  transferAt,
  windowsOf,
} from '@unionid/domain/transfer';
import { timestampAt } from '@unionid/domain/values';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import type { Caller } from '../http/route.js';
import { actsFor } from '../read-model/acts-for.js';
import { answeringFor, heirOf } from '../read-model/heir-of.js';
import { unlessUnreadable } from '../read-model/readable.js';
import type { KnownTransfer } from '../read-model/read-model.js';
import { accountParams } from './account-params.js';
import { workplaceOf } from './assert-within.js';
import { actorsOf } from '../standing/actors-of.js';
import { isJudge, judgeNow, type Disputed } from '../standing/judge-now.js';
import { ledgerNow } from '../standing/ledger-now.js';
import { operatorRoute } from './route-builders.js';
import {
  actionOf,
  type ActionGround,
  type Sides,
  type Standing,
  type Transfers,
} from './transfer-actions.js';
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
    summary: {
      zh: '进行中的会籍接转，及因本会逾期未答复而完成、尚可申诉的，等待最久的在前',
      en: 'Open transfers, and those that went by silence as long as it may be appealed against, the longest waiting first',
    },
    tag: 'transfers',
    grant: 'member',
    query: listQuery,
    response: pageOf(transferView),
    status: 200,
    errors: [],
    handle: async ({ services, query, caller }) => {
      const time = timestampAt(await ledgerNow(services));
      const { org: within, province } = workplaceOf(caller);
      const filter = { side: query.side, within, province, time };
      const { items, ...rest } = await services.readModel.openTransfers(filter, toPageRequest(query));
      const views = await Promise.all(
        items.map((known) => viewFor(known, caller, services).catch(unlessUnreadable)),
      );
      return { body: { ...rest, items: views.flatMap((shown) => shown?.view ?? []) } };
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
      const shown = known && (await viewFor(known, caller, services));
      // To anybody else it is as if there were none: whose members move is not his business.
      if (shown?.isSide !== true) throw new DomainError('TRANSFER_UNKNOWN');
      return { body: shown.view };
    },
  }),
];

/** What the caller sees of a person's transfers, and whether as a side of them. */
async function viewFor(
  { identityId, transfer }: KnownTransfer,
  { operator }: Caller,
  services: Services,
): Promise<{ readonly view: TransferView; readonly isSide: boolean }> {
  const { readModel } = services;
  const account = await readModel.account(identityId);
  const known = await readModel.writtenAccount(identityId);
  const now = await ledgerNow(services);
  const standing = async (written: TransferRecord): Promise<Standing> => {
    const current = (known && currentOf({ account: known.account, transfer: written, now })) ?? {
      ...written,
      ...transferAt(written, timestampAt(now)),
    };
    const sides = await sidesIn(current, { account, operator, readModel });
    return { written, current, sides, actors: await actorsOf(partiesOf(written), operator, readModel) };
  };
  const [newest, moved] = [await standing(transfer), await standing(concernedBy('undo', transfer))];
  const silent = known && silentBefore(transfer, known.account);
  const through = silent && (await standing(silent));
  const shown = shownOf({ newest, moved, through });
  const transfers = {
    ...{ identityId, account: known?.account, place: account?.place ?? '', newest, moved },
    ...(through?.sides.old === true && { appealed: through }),
  };
  const asked = { services, isOwn: operator.person === identityId, province: operator.province };
  const view = await toView(shown ?? newest, transfers, { ...asked, time: timestampAt(now) });
  return { view, isSide: shown !== undefined };
}

/**
 * The first of which somebody is a side. Where the newest has ended without a switch the one before stands again; and an earlier silence
 * whoever has the member now.
 */
function shownOf({
  newest,
  moved,
  through,
}: Pick<Transfers, 'newest' | 'moved'> & { readonly through: Standing | undefined }): Standing | undefined {
  const order = isOpen(newest.current.status) ? [newest, moved] : [moved, newest];
  const all = through === undefined ? order : [...order, through];
  return all.find(({ sides }) => Object.values(sides).includes(true));
}

async function sidesIn(
  transfer: TransferRecord,
  {
    account,
    operator,
    readModel,
  }: Pick<Caller, 'operator'> & Pick<Services, 'readModel'> & { readonly account: AccountView | undefined },
): Promise<Sides> {
  const { status, from, fromProvince, to, toProvince } = transfer;
  const workplace = workplaceOf({ operator });
  const acts = (org = '', province = ''): Promise<boolean> =>
    actsFor(workplace, { org, province }, readModel);
  return {
    old: await acts(await answeringFor(from, readModel), fromProvince),
    // What has not moved yet is for the heir of a union that ends; what has, its heir has with the member.
    new: await acts(
      hasMoved(status) ? await answeringFor(to, readModel) : await heirOf(to, readModel),
      toProvince,
    ),
    // Nobody is taken by a union that ends.
    taker:
      status === 'RECALLED'
        ? await acts(await heirOf(from, readModel), fromProvince)
        : await acts(await heirOf(to, readModel), toProvince),
    judge: await isJudge(disputeOf(transfer), workplace, readModel),
    holder: await acts(account?.org, account?.province),
  };
}

function disputeOf({ from, to, judge = '' }: TransferRecord): Disputed {
  return { judge, sides: [from, to] };
}

async function toView(
  { written, current }: Standing,
  transfers: Transfers,
  { services, ...caller }: Asked,
): Promise<TransferView> {
  const { identityId, place, newest, appealed } = transfers;
  const { v: version, number, status, way, from, fromProvince, to, toProvince, asked, due } = current;
  const { evidence, objection } = written;
  const judge = DISPUTED.includes(current.status)
    ? await judgeNow(disputeOf(current), services.readModel)
    : written.judge;
  const notTaken = await whyNotTaken(newest.current, services);
  const notReturned = await whyNotReturned(transfers, services);
  const ground = { transfers, ...caller, notTaken, notReturned };
  return {
    ...{ identityId, version, number, status, way, from, fromProvince, to, toProvince, asked, due },
    ...(evidence !== undefined && { evidence: { ...evidence } }),
    ...(objection !== undefined && { objection: { ...objection } }),
    ...(judge !== undefined && { judge }),
    ...(appealed !== undefined && { silent: appealed.current.from }),
    rules: ruleVersionsOf(written),
    place,
    futures: futuresOf(current).map((future) => ({ ...future })),
    windows: windowsOf(current).map((window) => ({ ...window })),
    actions: TRANSFER_ACTIONS.map((action) => actionOf(action, ground)),
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

/** Who looks, and when. */
interface Asked extends Pick<ActionGround, 'isOwn' | 'province' | 'time'> {
  readonly services: Services;
}

/** Of a transfer that goes on the heir takes the member where the new union has ended, unless it is who loses the member. */
async function whyNotTaken(
  { status, from, to }: TransferRecord,
  { readModel }: Pick<Services, 'readModel'>,
): Promise<ErrorCode | undefined> {
  if (to === '' || status === 'RECALLED') return undefined;
  const heir = await heirOf(to, readModel);
  if (heir === from) return 'TRANSFER_OVERTAKEN';
  return (await readModel.organisation(heir))?.state === 'ACTIVE' ? undefined : 'ORGANISATION_CLOSED';
}

/** Whoever has the member is the heir of whoever lost it by now, or the member has gone another way since. */
async function whyNotReturned(
  { account, moved, appealed = moved }: Transfers,
  { readModel }: Pick<Services, 'readModel'>,
): Promise<ErrorCode | undefined> {
  const { current } = appealed;
  if (account === undefined || !hasMoved(current.status)) return undefined;
  const orgId = await heirOf(current.from, readModel);
  return mayReturn(account, current, orgId) ? undefined : 'TRANSFER_OVERTAKEN';
}
