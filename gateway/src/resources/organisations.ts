// SPDX-License-Identifier: Apache-2.0
import { organisationView, pageOf, pageQuery, type OrganisationView } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { ORGANISATION_STATES } from '@unionid/domain/ledger';
import { employerEntry } from '@unionid/domain/organisation';
import { creditCodeField, orgIdField, provinceCodeField } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import { operatorRoute } from './route-builders.js';
import type { Services } from './services.js';

const listQuery = z.strictObject({
  ...pageQuery.shape,
  province: z.optional(provinceCodeField),
  parent: z.optional(orgIdField),
  state: z.optional(z.enum(ORGANISATION_STATES)),
  /** Any part of the name. */
  name: z.optional(z.string().check(z.minLength(1), z.maxLength(120))),
});
const organisationParams = z.strictObject({ orgId: orgIdField });
/** An employer as it stands on the ledger. */
const employerView = z.object({ ...employerEntry.shape, creditCode: creditCodeField });

/** The tree of unions: public within the network, so any operator may read it. */
export const organisationRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/organisations',
    operationId: 'listOrganisations',
    summary: { zh: '工会组织列表', en: 'Unions, by province, parent or part of the name' },
    tag: 'organisations',
    query: listQuery,
    response: pageOf(organisationView),
    status: 200,
    errors: [],
    handle: async ({ services, query }) => {
      const { province, parent, state, name } = query;
      const filter = {
        ...(province !== undefined && { province }),
        ...(parent !== undefined && { parent }),
        ...(state !== undefined && { state }),
        ...(name !== undefined && { name }),
      };
      return { body: await services.readModel.organisations(filter, toPageRequest(query)) };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/organisations/:orgId',
    operationId: 'getOrganisation',
    summary: { zh: '工会组织', en: 'One union' },
    tag: 'organisations',
    params: organisationParams,
    response: organisationView,
    status: 200,
    errors: ['ORGANISATION_UNKNOWN'],
    handle: async ({ services, params }) => ({ body: await requireOrganisation(services, params.orgId) }),
  }),
  // At most 200 a union (domain organisation/entry.ts): one page.
  operatorRoute({
    method: 'get',
    path: '/v1/organisations/:orgId/employers',
    operationId: 'listEmployers',
    summary: { zh: '工会覆盖的单位', en: 'Employers that a union covers' },
    tag: 'organisations',
    params: organisationParams,
    response: pageOf(employerView),
    status: 200,
    errors: ['ORGANISATION_UNKNOWN'],
    handle: async ({ services, params: { orgId } }) => {
      await requireOrganisation(services, orgId);
      return { body: { items: await services.readModel.employers(orgId) } };
    },
  }),
];

async function requireOrganisation({ readModel }: Services, orgId: string): Promise<OrganisationView> {
  const organisation = await readModel.organisation(orgId);
  if (organisation === undefined) throw new DomainError('ORGANISATION_UNKNOWN');
  return organisation;
}
