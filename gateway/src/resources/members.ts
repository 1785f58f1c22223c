// SPDX-License-Identifier: Apache-2.0
import { memberView, pageOf, pageQuery, type AccountView, type MemberView } from '@unionid/domain/api';
import { orgIdField } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import { ownRecords } from '../standing/own-records.js';
import type { RealNameRecord } from '../vault/vault.js';
import { assertWithin } from './assert-within.js';
import { maskDocumentNumber, maskMobile, maskName } from './mask.js';
import { operatorRoute } from './route-builders.js';

const listQuery = z.strictObject({
  ...pageQuery.shape,
  /** The operator's own where it is left out. */
  org: z.optional(orgIdField),
  subtree: z._default(z.enum(['true', 'false']), 'false'),
});

/** Members as their own province's staff sees them: masked, by union. */
export const memberRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/members',
    operationId: 'listMembers',
    summary: {
      zh: '一个工会直接的会员（脱敏）；subtree=true 含其下级工会',
      en: 'Members of one union, masked; with subtree=true those of all unions below it, too',
    },
    tag: 'members',
    grant: 'member',
    query: listQuery,
    response: pageOf(memberView),
    status: 200,
    errors: ['OUT_OF_SCOPE'],
    handle: async ({ services, caller, query }) => {
      const { readModel, vault } = services;
      const { org: ownOrg, province } = caller.operator;
      const org = query.org ?? ownOrg;
      await assertWithin(services, org, caller);
      const [filter, asked] = [{ province, org }, toPageRequest(query)];
      const page = await (query.subtree === 'true'
        ? readModel.accountsWithin(filter, asked)
        : readModel.accounts(filter, asked));
      const roots = await readModel.rootsOf(page.items.map(({ identityId }) => identityId));
      const records = await ownRecords(roots, vault);
      const items = page.items.map((account) => toMemberView(account, records.get(account.identityId)));
      return { body: { ...page, items } };
    },
  }),
];

/** A record that was erased, does not open, or is of before a correction, leaves its account without a name. */
function toMemberView(account: AccountView, record: RealNameRecord | undefined): MemberView {
  const { name = '', docNumber = '', mobile = '' } = record?.fields ?? {};
  return {
    ...account,
    name: maskName(name),
    docNumber: maskDocumentNumber(docNumber),
    mobile: maskMobile(mobile),
  };
}
