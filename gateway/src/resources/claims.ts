// SPDX-License-Identifier: Apache-2.0
import { claimSide, claimView, pageOf, pageQuery, type ClaimView } from '@unionid/domain/api';
import {
  CLAIM_ACTIONS,
  claimFutures,
  claimNow,
  claimParties,
  claimRefusalOf,
  claimStepOf,
  isPersonMissing,
  refusalOfClaimParty,
  type ClaimAction,
  type ClaimGround,
  type ClaimSide,
} from '@unionid/domain/claim';
import { DomainError, type ErrorCode } from '@unionid/domain/errors';
import type { ClaimRecord, ClaimStatus } from '@unionid/domain/ledger';
import type { Actors } from '@unionid/domain/transfer';
import { timestampAt } from '@unionid/domain/values';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import type { Caller } from '../http/route.js';
import { actsFor } from '../read-model/acts-for.js';
import { answeringFor } from '../read-model/heir-of.js';
import { unlessUnreadable } from '../read-model/readable.js';
import type { KnownClaim, TaggedAccount } from '../read-model/read-model.js';
import { accountParams } from './account-params.js';
import { workplaceOf } from './assert-within.js';
import { actorsOf } from '../standing/actors-of.js';
import { isJudge, judgeNow } from '../standing/judge-now.js';
import { ledgerNow } from '../standing/ledger-now.js';
import { operatorRoute } from './route-builders.js';
import type { Services } from './services.js';

const listQuery = z.strictObject({
  ...pageQuery.shape,
  /** Opened by the caller's unions, on accounts that they have, or such as they decide on. */
  side: claimSide,
});

/** Claims on numbers: for the two sides and whoever stands above them. */
export const claimRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/claims',
    operationId: 'listClaims',
    summary: {
      zh: '进行中的认领，等待最久的在前；side=holder 还列出待补正证件的账户',
      en: 'Open claims, the longest waiting first; side=holder also those that left an account without its number',
    },
    tag: 'claims',
    grant: 'member',
    query: listQuery,
    response: pageOf(claimView),
    status: 200,
    errors: [],
    handle: async ({ services, query, caller }) => {
      const { org: within, province } = workplaceOf(caller);
      const filter = { side: query.side, within, province };
      const { items, ...rest } = await services.readModel.claims(filter, toPageRequest(query));
      const views = await Promise.all(
        items.map((known) => viewFor(known, caller, services).catch(unlessUnreadable)),
      );
      return { body: { ...rest, items: views.flatMap((view) => view ?? []) } };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/claims/:identityId',
    operationId: 'getClaim',
    summary: {
      zh: '对一个账户证件号码最近一次的认领：现状、无人处理时的走向、可办事项',
      en: "The newest claim on an account's number: where it stands, what silence makes of it, what the caller may do",
    },
    tag: 'claims',
    grant: 'member',
    params: accountParams,
    response: claimView,
    status: 200,
    errors: ['CLAIM_UNKNOWN'],
    handle: async ({ services, params, caller }) => {
      const known = await services.readModel.claim(params.identityId);
      const view = known && (await viewFor(known, caller, services));
      // To anybody else it is as if there were none: whose number was mistyped is not his business.
      if (view === undefined) throw new DomainError('CLAIM_UNKNOWN');
      return { body: view };
    },
  }),
];

type Sides = Readonly<Record<ClaimSide, boolean>>;

/** Of which sides of a claim the caller may act. */
async function sidesOf(
  { org, province, judge = '' }: KnownClaim['claim'],
  account: TaggedAccount,
  { caller, readModel }: { readonly caller: Caller } & Pick<Services, 'readModel'>,
): Promise<Sides> {
  const workplace = workplaceOf(caller);
  const acts = async (union: string, of: string): Promise<boolean> =>
    actsFor(workplace, { org: await answeringFor(union, readModel), province: of }, readModel);
  return {
    claimant: await acts(org, province),
    holder: await acts(account.org, account.province),
    judge: await isJudge({ judge, sides: [account.org, org] }, workplace, readModel),
  };
}

/** Undefined for whoever is of no side. */
async function viewFor(
  { identityId, claim }: KnownClaim,
  caller: Caller,
  { readModel, now }: Services,
): Promise<ClaimView | undefined> {
  const account = await readModel.account(identityId);
  if (account === undefined) return undefined;
  const sides = await sidesOf(claim, account, { caller, readModel });
  if (!Object.values(sides).includes(true)) return undefined;
  const current = claimNow(claim, timestampAt(await ledgerNow({ readModel, now })));
  const actors = await actorsOf(claimParties(claim), caller.operator, readModel);
  const {
    v: version,
    status,
    way,
    kind,
    owner,
    org,
    province,
    asked,
    due,
    evidence,
    onto,
    exchange,
    contest,
    judge,
  } = current;
  return {
    ...{ identityId, version, status, way, kind, owner, org, province, asked, due, evidence },
    ...{ holder: account.org, holderProvince: account.province, place: account.place },
    ...{ onto: onto === true, exchange: exchange !== undefined },
    hasNumber: await readModel.hasNumber(identityId),
    ...(contest !== undefined && { contest: { digest: contest.digest, until: contest.until } }),
    ...(judge !== undefined && {
      judge: status === 'CONTESTED' ? await judgeNow({ judge, sides: [account.org, org] }, readModel) : judge,
    }),
    futures: claimFutures(current).map((future) => ({ ...future })),
    actions: CLAIM_ACTIONS.map((action) =>
      actionOf(action, status, {
        ...{ claim, sides, actors, holderProvince: account.province },
        province: caller.operator.province,
      }),
    ),
  };
}

interface ActionGround extends Pick<ClaimGround, 'holderProvince'> {
  readonly claim: ClaimRecord;
  readonly sides: Sides;
  readonly actors: Actors;
  /** Of the caller's union. */
  readonly province: string;
}

function actionOf(
  action: ClaimAction,
  status: ClaimStatus,
  ground: ActionGround,
): ClaimView['actions'][number] {
  const code = codeAgainst(action, status, ground);
  return code === undefined ? { action, allowed: true } : { action, allowed: false, code };
}

function codeAgainst(
  action: ClaimAction,
  status: ClaimStatus,
  { claim, sides, actors, holderProvince, province }: ActionGround,
): ErrorCode | undefined {
  const step = claimStepOf(status, action);
  if (step === undefined) return claimRefusalOf(action, status);
  if (!sides[step.by]) return 'OUT_OF_SCOPE';
  // What comes next is no step of one that has ended.
  if (action !== 'open') return refusalOfClaimParty(step, { claim, holderProvince }, actors);
  return isPersonMissing({ holderProvince, province }, actors) ? 'PERSON_UNBOUND' : undefined;
}
