// SPDX-License-Identifier: Apache-2.0
import { memberView, pageOf, type MemberView, type Page } from '@unionid/domain/api';
import type { Transport } from '../transport/transport.js';
import type { PageOptions } from './options.js';

export interface MemberFilter extends PageOptions {
  readonly org?: string;
  /** Members of all unions below it, too. */
  readonly subtree?: boolean;
}

export interface MembersResource {
  /** Members of the operator's own province, masked. */
  list(filter?: MemberFilter): Promise<Page<MemberView>>;
}

const memberPage = pageOf(memberView);

export function newMembersResource(transport: Transport): MembersResource {
  return {
    list: (filter = {}) =>
      transport.page({ method: 'GET', path: '/v1/members', query: { ...filter } }, memberPage, {
        org: filter.subtree === true ? undefined : filter.org,
      }),
  };
}
