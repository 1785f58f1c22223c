// SPDX-License-Identifier: Apache-2.0
import {
  accountView,
  historyEntry,
  pageOf,
  pageQuery,
  type AccountView,
  wholeNumber,
} from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { dateField } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import type { Caller } from '../http/route.js';
import { ownAccounts } from '../read-model/own-accounts.js';
import { accountParams } from './account-params.js';
import { assertWithin } from './assert-within.js';
import { operatorRoute } from './route-builders.js';
import type { Services } from './services.js';

const momentQuery = z.strictObject({
  /** As of this block: what was known once it was applied. */
  asOf: z.optional(wholeNumber(0, 1_000_000_000)),
  /** What of it was in force on this day. */
  on: z.optional(dateField),
});

/** Identity accounts of the operator's own union and what is below it; all others only through verification. */
export const accountRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/accounts/:identityId',
    operationId: 'getAccount',
    summary: {
      zh: '数字身份账户；asOf、on 查某一区块高度所知、某日生效的状态',
      en: 'One identity account; with asOf and on as it was known at a block and in force on a day',
    },
    tag: 'accounts',
    grant: 'member',
    params: accountParams,
    query: momentQuery,
    response: accountView,
    status: 200,
    errors: ['ACCOUNT_UNKNOWN', 'PROVINCE_FOREIGN', 'OUT_OF_SCOPE'],
    handle: async ({ services, params: { identityId }, query: { asOf, on }, caller }) => {
      const account = await requireOwnAccount(services, identityId, caller);
      if (asOf === undefined && on === undefined) {
        const hasNumber = await services.readModel.hasNumber(identityId);
        const [, ...also] = await ownAccounts(identityId, services.readModel);
        return {
          body: {
            ...account,
            ...(also.length > 0 && { also }),
            ...(!hasNumber && { numberless: true as const }),
          },
        };
      }
      const moment = { block: asOf ?? Number.MAX_SAFE_INTEGER, on };
      const version = await services.readModel.accountAsOf(identityId, moment);
      if (version?.account === undefined) throw new DomainError('ACCOUNT_UNKNOWN');
      return { body: version.account };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/accounts/:identityId/history',
    operationId: 'listAccountHistory',
    summary: { zh: '账户的变更记录', en: 'Every change of an account, oldest first' },
    tag: 'accounts',
    grant: 'member',
    params: accountParams,
    query: z.strictObject(pageQuery.shape),
    response: pageOf(historyEntry),
    status: 200,
    errors: ['ACCOUNT_UNKNOWN', 'PROVINCE_FOREIGN', 'OUT_OF_SCOPE'],
    handle: async ({ services, params: { identityId }, query, caller }) => {
      await requireOwnAccount(services, identityId, caller);
      return { body: await services.readModel.history(identityId, toPageRequest(query)) };
    },
  }),
];

/** An account of the operator's own union or below. @throws DomainError ACCOUNT_UNKNOWN, PROVINCE_FOREIGN, OUT_OF_SCOPE */
export async function requireOwnAccount(
  { readModel, config }: Services,
  identityId: string,
  caller: Caller,
): Promise<AccountView> {
  const found = await readModel.account(identityId);
  if (found === undefined) throw new DomainError('ACCOUNT_UNKNOWN');
  // Parsing leaves tag and root inside: with a guessed name they would let anybody confirm the guess.
  const account = accountView.parse(found);
  if (account.province !== config.province) throw new DomainError('PROVINCE_FOREIGN');
  await assertWithin({ readModel }, account.org, caller);
  return account;
}
