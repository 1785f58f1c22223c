// SPDX-License-Identifier: Apache-2.0
import { operatorView, type OperatorView } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { operatorIdField } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import type { Caller } from '../http/route.js';
import { operatorRoute } from './route-builders.js';

/** Who may decide what, as it stands on the ledger. */
export const operatorRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/operators/:operatorId',
    operationId: 'getOperator',
    summary: { zh: '操作员的所属、授权与密钥', en: "An operator's union, grants and keys" },
    tag: 'operators',
    params: z.strictObject({ operatorId: operatorIdField }),
    response: operatorView,
    status: 200,
    errors: ['OPERATOR_UNKNOWN'],
    handle: async ({ services, params, caller }) => {
      const operator = await services.readModel.operator(params.operatorId);
      if (operator === undefined) throw new DomainError('OPERATOR_UNKNOWN');
      return { body: mayKnowPerson(caller, operator) ? operator : withoutPerson(operator) };
    },
  }),
];

/** Who is behind an operator concerns those of the province who grant, and nobody else. */
function mayKnowPerson({ operator: caller }: Caller, { province }: OperatorView): boolean {
  return caller.province === province && caller.grants.includes('operator');
}

function withoutPerson(operator: OperatorView): OperatorView {
  const shown = { ...operator };
  delete shown.person;
  return shown;
}
