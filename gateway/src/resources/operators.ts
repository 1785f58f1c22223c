// SPDX-License-Identifier: Apache-2.0
import { operatorView } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { operatorIdField } from '@unionid/domain/schema';
import * as z from 'zod';
import { route, type Route, type RouteContext, type RouteResult } from '../http/route.js';

const operatorParams = z.strictObject({ operatorId: operatorIdField });

/** Who may decide what, as it stands on the ledger. */
export const operatorRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/operators/:operatorId',
    operationId: 'getOperator',
    summary: { zh: '操作员的所属、授权与密钥', en: "An operator's union, grants and keys" },
    tag: 'operators',
    access: 'operator',
    params: operatorParams,
    response: operatorView,
    status: 200,
    errors: ['OPERATOR_UNKNOWN'],
    handle: getOperator,
  }),
];

async function getOperator({
  services,
  params,
}: RouteContext<z.output<typeof operatorParams>, unknown, unknown>): Promise<RouteResult> {
  const operator = await services.readModel.operator(params.operatorId);
  if (operator === undefined) throw new DomainError('OPERATOR_UNKNOWN');
  return { status: 200, body: operator };
}
