// SPDX-License-Identifier: Apache-2.0
import { decisionView, pageOf, pageQuery, type DecisionView } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { instructionIdField, operatorIdField, orgIdField } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import type { Caller } from '../http/route.js';
import { assertWork, workOf } from './assert-within.js';
import { operatorRoute } from './route-builders.js';
import type { Services } from './services.js';

const listQuery = z.strictObject({
  ...pageQuery.shape,
  /** Decisions about this union only; else about the operator's own and every one below it. */
  org: z.optional(orgIdField),
});

/** Decisions that wait for a second signature, within the operator's own union and what is below it. */
export const decisionRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/decisions',
    operationId: 'listDecisions',
    summary: { zh: '待第二人确认的决定', en: 'Decisions that wait for a second signature' },
    tag: 'decisions',
    query: listQuery,
    response: pageOf(decisionView),
    status: 200,
    errors: ['OUT_OF_SCOPE'],
    handle: async ({ services, query, caller }) => {
      const { org } = query;
      if (org !== undefined) await assertWork(services, org, caller);
      const filter = org === undefined ? { within: workOf(caller) } : { org };
      return { body: await services.readModel.pendingDecisions(filter, toPageRequest(query)) };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/decisions/:actor/:instructionId',
    operationId: 'getDecision',
    summary: { zh: '一项待确认的决定', en: 'One decision that waits for a second signature' },
    tag: 'decisions',
    params: z.strictObject({ actor: operatorIdField, instructionId: instructionIdField }),
    response: decisionView,
    status: 200,
    errors: ['PENDING_UNKNOWN', 'OUT_OF_SCOPE'],
    handle: async ({ services, params, caller }) => {
      const decision = await services.readModel.pending(params.actor, params.instructionId);
      if (decision === undefined) throw new DomainError('PENDING_UNKNOWN');
      // Who signed it first sees it, wherever whoever is to confirm it stands.
      if (decision.actor !== caller.operator.operatorId) await assertWork(services, decision.org, caller);
      const refusal = await whyNotSecond(decision, caller, services);
      return { body: { ...decision, ...(refusal !== undefined && { refusal }) } };
    },
  }),
];

/** As the contract would say after the second signature; whose person another operator is, nobody else is told by it. */
async function whyNotSecond(
  { actor, about }: DecisionView,
  { operator: { operatorId, person } }: Caller,
  { readModel }: Pick<Services, 'readModel'>,
): Promise<DecisionView['refusal']> {
  const first = (await readModel.operator(actor))?.person;
  if (actor === operatorId || (person !== undefined && first === person)) return 'SAME_PERSON';
  if (person === undefined) return 'PERSON_UNBOUND';
  // As its inbox goes by, and the contract when it is withdrawn: what the record says that it is about.
  return about === person ? 'OWN_ACCOUNT' : undefined;
}
