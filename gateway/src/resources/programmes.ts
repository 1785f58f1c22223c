// SPDX-License-Identifier: Apache-2.0
import { pageOf, pageQuery, programmeView, type ProgrammeView, wholeNumber } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { programmeIdField } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import type { KnownProgramme } from '../read-model/read-model.js';
import { operatorRoute } from './route-builders.js';

/** By which rules unions grant: for whoever works with them, of whatever union. */
export const programmeRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/programmes',
    operationId: 'listProgrammes',
    summary: { zh: '帮扶与普惠项目', en: 'Programmes of benefits' },
    tag: 'programmes',
    query: z.strictObject(pageQuery.shape),
    response: pageOf(programmeView),
    status: 200,
    errors: [],
    handle: async ({ services: { readModel }, query }) => {
      const { items, ...rest } = await readModel.programmes(toPageRequest(query));
      return { body: { ...rest, items: items.map(toView) } };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/programmes/:programmeId',
    operationId: 'getProgramme',
    summary: { zh: '一个项目，可指定版本', en: 'One programme, in its newest version or another' },
    tag: 'programmes',
    params: z.strictObject({ programmeId: programmeIdField }),
    query: z.strictObject({
      version: z.optional(wholeNumber(1, 1_000_000)),
    }),
    response: programmeView,
    status: 200,
    errors: ['PROGRAMME_UNKNOWN'],
    handle: async ({ services: { readModel }, params: { programmeId }, query }) => {
      const programme = await readModel.programme(programmeId, query.version);
      if (programme === undefined) throw new DomainError('PROGRAMME_UNKNOWN');
      return { body: toView({ programmeId, programme }) };
    },
  }),
];

function toView({ programmeId, programme: { v: version, ...rules } }: KnownProgramme): ProgrammeView {
  return { programmeId, version, ...rules };
}
