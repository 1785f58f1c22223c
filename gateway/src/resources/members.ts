// SPDX-License-Identifier: Apache-2.0
import { memberView, pageOf, pageQuery, type AccountView, type MemberView } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { orgIdField } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import type { RealNameRecord } from '../vault/vault.js';
import { maskDocumentNumber, maskMobile, maskName } from './mask.js';
import { operatorRoute } from './route-builders.js';

/** Members as their own province's staff sees them: masked, by union. */
export const memberRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/members',
    operationId: 'listMembers',
    summary: { zh: '会员列表（脱敏）', en: 'Members of a union, masked' },
    tag: 'members',
    grant: 'member',
    query: z.strictObject({ ...pageQuery.shape, org: z.optional(orgIdField) }),
    response: pageOf(memberView),
    status: 200,
    errors: ['OUT_OF_SCOPE'],
    handle: async ({ services, caller, query }) => {
      const { readModel, vault } = services;
      const { org: ownOrg, province } = caller.operator;
      const org = query.org ?? ownOrg;
      if (!(await readModel.isWithin(org, ownOrg))) throw new DomainError('OUT_OF_SCOPE');
      const page = await readModel.accounts({ province, org }, toPageRequest(query));
      const records = await vault.read(page.items.map(({ identityId }) => identityId));
      const items = page.items.map((account) => toMemberView(account, records.get(account.identityId)));
      return { body: { ...page, items } };
    },
  }),
];

/** A record that was erased leaves its account without a name. */
function toMemberView(account: AccountView, record: RealNameRecord | undefined): MemberView {
  const { name = '', docNumber = '', mobile = '' } = record?.fields ?? {};
  return {
    ...account,
    name: maskName(name),
    docNumber: maskDocumentNumber(docNumber),
    mobile: maskMobile(mobile),
  };
}
