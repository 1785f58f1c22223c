// SPDX-License-Identifier: Apache-2.0
import { pageOf, programmeView, type Page, type ProgrammeView } from '@unionid/domain/api';
import { pathOf, type Transport } from '../transport/transport.js';
import type { PageOptions, ReadOptions } from './options.js';

export interface ProgrammesResource {
  /** Every programme, of whichever union. */
  list(options?: PageOptions): Promise<Page<ProgrammeView>>;
  /** The newest version, or one of them. */
  get(programmeId: string, options?: { readonly version?: number } & ReadOptions): Promise<ProgrammeView>;
}

const programmePage = pageOf(programmeView);

export function newProgrammesResource(transport: Transport): ProgrammesResource {
  return {
    list: (options = {}) =>
      transport.page({ method: 'GET', path: '/v1/programmes', query: { ...options } }, programmePage),
    get: (programmeId, options = {}) =>
      transport.one(
        { programmeId, ...(options.version !== undefined && { version: options.version }) },
        { method: 'GET', path: pathOf`/v1/programmes/${programmeId}`, query: { ...options } },
        programmeView,
      ),
  };
}
