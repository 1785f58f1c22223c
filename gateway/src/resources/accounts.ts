// SPDX-License-Identifier: Apache-2.0
import { accountView, historyEntry, pageOf, pageQuery, type AccountView } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { identityIdField } from '@unionid/domain/schema';
import * as z from 'zod';
import { toPageRequest } from '../http/page-request.js';
import { route, type Caller, type Route, type RouteContext, type RouteResult } from '../http/route.js';
import type { Services } from '../services.js';

const accountParams = z.strictObject({ identityId: identityIdField });
const historyQuery = z.strictObject(pageQuery.shape);

type AccountParams = z.output<typeof accountParams>;

/** Identity accounts of the operator's own union and what is below it; all others only through verification. */
export const accountRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/accounts/:identityId',
    operationId: 'getAccount',
    summary: { zh: '数字身份账户', en: 'One identity account' },
    tag: 'accounts',
    access: 'member',
    params: accountParams,
    response: accountView,
    status: 200,
    errors: ['ACCOUNT_UNKNOWN', 'PROVINCE_FOREIGN', 'OUT_OF_SCOPE'],
    handle: getAccount,
  }),
  route({
    method: 'get',
    path: '/v1/accounts/:identityId/history',
    operationId: 'listAccountHistory',
    summary: { zh: '账户的变更记录', en: 'Every change of an account, oldest first' },
    tag: 'accounts',
    access: 'member',
    params: accountParams,
    query: historyQuery,
    response: pageOf(historyEntry),
    status: 200,
    errors: ['ACCOUNT_UNKNOWN', 'PROVINCE_FOREIGN', 'OUT_OF_SCOPE'],
    handle: listHistory,
  }),
];

async function getAccount({
  services,
  params,
  caller,
}: RouteContext<AccountParams, unknown, unknown>): Promise<RouteResult> {
  return { status: 200, body: await requireOwnAccount(services, params.identityId, caller) };
}

async function listHistory({
  services,
  params,
  query,
  caller,
}: RouteContext<AccountParams, z.output<typeof historyQuery>, unknown>): Promise<RouteResult> {
  await requireOwnAccount(services, params.identityId, caller);
  return { status: 200, body: await services.readModel.history(params.identityId, toPageRequest(query)) };
}

async function requireOwnAccount(
  { readModel, config }: Services,
  identityId: string,
  caller: Caller | undefined,
): Promise<AccountView> {
  const found = await readModel.account(identityId);
  if (found === undefined) throw new DomainError('ACCOUNT_UNKNOWN');
  // Parsing leaves tag and root inside: with a guessed name they would let anybody confirm the guess.
  const account = accountView.parse(found);
  if (account.province !== config.province) throw new DomainError('PROVINCE_FOREIGN');
  if (!(await readModel.isWithin(account.org, caller?.operator.org ?? '')))
    throw new DomainError('OUT_OF_SCOPE');
  return account;
}
