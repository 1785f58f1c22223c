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
import type { AccountRecord, TransferRecord } from '@unionid/domain/ledger';
import { isHeld } from '@unionid/domain/person';
import {
  concernedBy,
  currentOf,
  DISPUTED,
  futuresOf,
  hasMoved,
  isOpen,
  isOfAnotherSide,
  mayReturn,
  partiesOf,
  refusalAt,
  ruleNamesOf,
  stepOf,
  TRANSFER_ACTIONS,
  transferAt,
  windowsOf,
  type TransferAction,
  type Actors,
  type TransferSide,
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
import { actorsOf } from '../standing/actors-of.js';
import { isJudge, judgeNow, type Disputed } from '../standing/judge-now.js';
import { ledgerNow } from '../standing/ledger-now.js';
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
      const { org: within, province } = caller.operator;
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

/** Of which sides of a transfer the caller may act, and whether of the union that is to take the member, or has it now. */
type Sides = Readonly<Record<TransferSide | 'taker' | 'holder', boolean>>;

/** A transfer as it was written, and as time has made it. */
interface Standing {
  readonly written: TransferRecord;
  readonly current: TransferRecord;
  readonly sides: Sides;
  /** The caller, and the persons behind those who have acted. */
  readonly actors: Actors;
}

/** A person's transfers before a caller: the newest, and the one that may still go back, which may be the same. */
interface Transfers {
  readonly account: AccountRecord | undefined;
  readonly identityId: string;
  readonly place: string;
  readonly newest: Standing;
  readonly moved: Standing;
}

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
  // Where the newest has ended without a switch the one before stands again.
  const order = isOpen(newest.current.status) ? [newest, moved] : [moved, newest];
  const shown = order.find(({ sides }) => Object.values(sides).includes(true));
  const transfers = { identityId, account: known?.account, place: account?.place ?? '', newest, moved };
  const isOwn = operator.person === identityId;
  const view = await toView(shown ?? newest, transfers, { services, isOwn, time: timestampAt(now) });
  return { view, isSide: shown !== undefined };
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
  const acts = (org = '', province = ''): Promise<boolean> => actsFor(operator, { org, province }, readModel);
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
    judge: await isJudge(disputeOf(transfer), operator, readModel),
    holder: await acts(account?.org, account?.province),
  };
}

function disputeOf({ from, to, judge = '' }: TransferRecord): Disputed {
  return { judge, sides: [from, to] };
}

async function toView(
  { written, current }: Standing,
  transfers: Transfers,
  { services, isOwn, time }: Asked,
): Promise<TransferView> {
  const { identityId, place, newest } = transfers;
  const { v: version, number, status, way, from, fromProvince, to, toProvince, asked, due } = current;
  const { evidence, objection } = written;
  const judge = DISPUTED.includes(current.status)
    ? await judgeNow(disputeOf(current), services.readModel)
    : written.judge;
  const notTaken = await whyNotTaken(newest.current, services);
  const notReturned = await whyNotReturned(transfers, services);
  const ground = { transfers, isOwn, time, notTaken, notReturned };
  return {
    ...{ identityId, version, number, status, way, from, fromProvince, to, toProvince, asked, due },
    ...(evidence !== undefined && { evidence: { ...evidence } }),
    ...(objection !== undefined && { objection: { ...objection } }),
    ...(judge !== undefined && { judge }),
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
interface Asked extends Pick<ActionGround, 'isOwn' | 'time'> {
  readonly services: Services;
}

/** What decides on an action beside the transfer itself. */
interface ActionGround {
  readonly transfers: Transfers;
  /** Whether the account is of the caller's own person. */
  readonly isOwn: boolean;
  readonly time: string;
  /** Why nobody takes the member, or takes the member back, where nobody does. */
  readonly notTaken: ErrorCode | undefined;
  readonly notReturned: ErrorCode | undefined;
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
  { account, moved: { current } }: Transfers,
  { readModel }: Pick<Services, 'readModel'>,
): Promise<ErrorCode | undefined> {
  if (account === undefined || !hasMoved(current.status)) return undefined;
  const orgId = await heirOf(current.from, readModel);
  return mayReturn(account, current, orgId) ? undefined : 'TRANSFER_OVERTAKEN';
}

function actionOf(action: TransferAction, ground: ActionGround): TransferView['actions'][number] {
  const code = codeAgainst(action, ground);
  return code === undefined ? { action, allowed: true } : { action, allowed: false, code };
}

/** What nobody does for whoever is no member. */
const OF_MEMBERS: readonly TransferAction[] = ['request', 'release', 'complete', 'undo'];

function codeAgainst(
  action: TransferAction,
  { transfers: { account, newest, moved }, isOwn, time, notTaken, notReturned }: ActionGround,
): ErrorCode | undefined {
  if (isOwn) return 'OWN_ACCOUNT';
  const isMember = account === undefined || isHeld(account.state);
  if (OF_MEMBERS.includes(action) && !isMember) return 'MEMBERSHIP_NONE';
  const refusal = refusalAt(action, newest, time);
  if (refusal !== undefined) return refusal.code;
  const notMoved = newest.current.status === 'RECALLED' ? notReturned : notTaken;
  const inTheWay: Partial<Record<TransferAction, ErrorCode | undefined>> = {
    ...{ complete: notMoved, undo: notReturned, appeal: isMember ? notReturned : 'MEMBERSHIP_NONE' },
  };
  return (
    inTheWay[action] ??
    againstCaller(action, concernedBy(action, newest.written) === newest.written ? newest : moved)
  );
}

/** Why not this caller, of what may be done. */
function againstCaller(action: TransferAction, { current, sides, actors }: Standing): ErrorCode | undefined {
  const step = stepOf(current.status, action);
  if (step === undefined) return 'TRANSFER_ENDED';
  // Whoever asks next need not be a side of the last one, and the next to let go is who has the member now.
  const isSide = action === 'request' || sides[actorOf(action, step.by)];
  if (!isSide) return 'OUT_OF_SCOPE';
  return isOfAnotherSide({ action, by: step.by }, current, actors) ? 'SAME_PERSON' : undefined;
}

function actorOf(action: TransferAction, side: TransferSide): keyof Sides {
  if (action === 'release') return 'holder';
  return action === 'complete' ? 'taker' : side;
}
