// SPDX-License-Identifier: Apache-2.0
import { organisationView, pageOf, type OrganisationView, type Page } from '@unionid/domain/api';
import { employerEntry, type EmployerEntry } from '@unionid/domain/organisation';
import { pathOf, type Transport } from '../transport/transport.js';
import type { PageOptions, ReadOptions } from './options.js';

export interface OrganisationFilter extends PageOptions {
  readonly province?: string;
  readonly parent?: string;
  readonly state?: OrganisationView['state'];
  readonly name?: string;
}

export interface OrganisationsResource {
  list(filter?: OrganisationFilter): Promise<Page<OrganisationView>>;
  get(orgId: string, options?: ReadOptions): Promise<OrganisationView>;
  employers(orgId: string, options?: ReadOptions): Promise<Page<EmployerEntry>>;
}

const organisationPage = pageOf(organisationView);
const employerPage = pageOf(employerEntry);

export function newOrganisationsResource(transport: Transport): OrganisationsResource {
  return {
    list: (filter = {}) =>
      transport.page({ method: 'GET', path: '/v1/organisations', query: { ...filter } }, organisationPage, {
        ...{ province: filter.province, parent: filter.parent, state: filter.state },
      }),
    get: (orgId, options = {}) =>
      transport.one(
        { orgId },
        { method: 'GET', path: pathOf`/v1/organisations/${orgId}`, query: { ...options } },
        organisationView,
      ),
    employers: (orgId, options = {}) =>
      transport.page(
        { method: 'GET', path: pathOf`/v1/organisations/${orgId}/employers`, query: { ...options } },
        employerPage,
      ),
  };
}
