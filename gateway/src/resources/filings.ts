// SPDX-License-Identifier: Apache-2.0
import { filingView } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { isReceiptOf } from '@unionid/domain/filing';
import { accountParams } from './account-params.js';
import { assertWithin } from './assert-within.js';
import { operatorRoute } from './route-builders.js';

/** Expulsions that are filed with a union above: for the union itself and whoever stands above it, in whatever province. */
export const filingRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/filings/:identityId',
    operationId: 'getFiling',
    summary: {
      zh: '一名会员的开除决定与上级的备案回执',
      en: 'The expulsion of one member, and the receipt of the union above',
    },
    tag: 'filings',
    grant: 'member',
    params: accountParams,
    response: filingView,
    status: 200,
    errors: ['ACCOUNT_UNKNOWN', 'OUT_OF_SCOPE', 'FILING_NOT_DUE'],
    handle: async ({ services: { readModel }, params: { identityId }, caller }) => {
      const account = await readModel.account(identityId);
      if (account === undefined) throw new DomainError('ACCOUNT_UNKNOWN');
      const { org, province, state, since, version, place } = account;
      await assertWithin({ readModel }, org, caller);
      if (state !== 'EXPELLED') throw new DomainError('FILING_NOT_DUE', { state });
      const [filing, written] = [
        await readModel.filing(identityId),
        await readModel.writtenAccount(identityId),
      ];
      const isOfThis = filing !== undefined && written !== undefined && isReceiptOf(filing, written.account);
      const receipt = isOfThis ? filing : undefined;
      return { body: { identityId, org, province, since, version, place, ...(receipt && { receipt }) } };
    },
  }),
];
