// SPDX-License-Identifier: Apache-2.0
import { applicationView, pageOf, type ApplicationView, type Page } from '@unionid/domain/api';
import { pathOf, type Transport } from '../transport/transport.js';
import type { PageOptions, ReadOptions } from './options.js';

export interface ApplicationsResource {
  /** Open applications to the caller's unions, the longest waiting first. */
  list(options?: PageOptions): Promise<Page<ApplicationView>>;
  /** A person's newest application to a union. */
  get(identityId: string, orgId: string, options?: ReadOptions): Promise<ApplicationView>;
}

const applicationPage = pageOf(applicationView);

export function newApplicationsResource(transport: Transport): ApplicationsResource {
  return {
    list: (options = {}) =>
      transport.page({ method: 'GET', path: '/v1/applications', query: { ...options } }, applicationPage),
    get: (identityId, orgId, options = {}) =>
      transport.one(
        { identityId, org: orgId },
        {
          method: 'GET',
          path: pathOf`/v1/applications/${identityId}/${orgId}`,
          query: { ...options },
        },
        applicationView,
      ),
  };
}
