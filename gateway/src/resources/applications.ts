// SPDX-License-Identifier: Apache-2.0
import { applicationView, pageOf, pageQuery, type ApplicationView } from '@unionid/domain/api';
import {
  APPLICATION_ACTIONS,
  applicationAt,
  assertApplicable,
  type ApplicationAction,
} from '@unionid/domain/application';
import { INSTRUCTION_TYPES } from '@unionid/domain/catalogue';
import { assertSecondUnion, type FirstSigned } from '@unionid/domain/decision';
import { DomainError, refusalOf as refusalOfStep, type ErrorCode } from '@unionid/domain/errors';
import { identityIdField, orgIdField } from '@unionid/domain/schema';
import { timestampAt } from '@unionid/domain/values';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import type { Caller } from '../http/route.js';
import { unlessUnreadable } from '../read-model/readable.js';
import type { KnownApplication } from '../read-model/read-model.js';
import { firstSigned } from '../standing/first-signed.js';
import { workOf } from './assert-within.js';
import { ledgerNow } from '../standing/ledger-now.js';
import { operatorRoute } from './route-builders.js';
import type { Services } from './services.js';

/** Applications to join: for the union that was applied to, and whoever stands above it. */
export const applicationRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/applications',
    operationId: 'listApplications',
    summary: {
      zh: '未决的入会申请，等待最久的在前',
      en: 'Open applications to join, the longest waiting first',
    },
    tag: 'applications',
    grant: 'member',
    query: z.strictObject(pageQuery.shape),
    response: pageOf(applicationView),
    status: 200,
    errors: [],
    handle: async ({ services, query, caller }) => {
      const { readModel } = services;
      const { items, ...rest } = await readModel.openApplications(workOf(caller), toPageRequest(query));
      const views = await Promise.all(
        items.map((known) => toView(known, caller, services).catch(unlessUnreadable)),
      );
      return { body: { ...rest, items: views.flatMap((view) => view ?? []) } };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/applications/:identityId/:orgId',
    operationId: 'getApplication',
    summary: {
      zh: '一人对一个工会最近一次入会申请：现状与可办事项',
      en: "A person's newest application to a union: where it stands, and what the caller may do",
    },
    tag: 'applications',
    grant: 'member',
    params: z.strictObject({ identityId: identityIdField, orgId: orgIdField }),
    response: applicationView,
    status: 200,
    errors: ['APPLICATION_UNKNOWN'],
    handle: async ({ services, params: { identityId, orgId }, caller }) => {
      const known = await services.readModel.application(identityId, orgId);
      // Who applies where is nobody else's business.
      if (known === undefined || !(await isOver(known, caller, services)))
        throw new DomainError('APPLICATION_UNKNOWN');
      return { body: await toView(known, caller, services) };
    },
  }),
];

function isOver({ org }: KnownApplication, caller: Caller, { readModel }: Services): Promise<boolean> {
  return readModel.isWithin(org, workOf(caller));
}

async function toView(known: KnownApplication, caller: Caller, services: Services): Promise<ApplicationView> {
  const { identityId, org, application } = known;
  const { readModel, now } = services;
  const [written, organisation] = [
    await readModel.writtenAccount(identityId),
    await readModel.organisation(org),
  ];
  if (written === undefined) throw new DomainError('APPLICATION_UNKNOWN');
  const { account, place } = written;
  const { v: version, province, means, evidence, asked, due, lapsesAt, reason } = application;
  const ground = { account, application, organisation, now: await ledgerNow({ readModel, now }) };
  const first = await firstSigned(caller.operator, { org, province }, readModel);
  const mayAct = caller.operator.province === province && (await isOver(known, caller, services));
  return {
    ...{ identityId, org, province, version, means, evidence, asked, due, lapsesAt },
    status: applicationAt(application, account, timestampAt(ground.now)),
    ...(reason !== undefined && { reason }),
    place,
    actions: APPLICATION_ACTIONS.map((action) => {
      const code = refusalOf(action, { org, mayAct, first }, ground);
      return code === undefined ? { action, allowed: true } : { action, allowed: false, code };
    }),
  };
}

function refusalOf(
  action: ApplicationAction,
  { org, mayAct, first }: { readonly org: string; readonly mayAct: boolean; readonly first: FirstSigned },
  ground: Parameters<typeof assertApplicable>[2],
): ErrorCode | undefined {
  const refusal = refusalOfStep(() => {
    assertApplicable(action, org, ground);
    if (!mayAct) throw new DomainError('OUT_OF_SCOPE');
    assertSecondUnion(INSTRUCTION_TYPES[`application.${action}`], first);
  });
  return refusal?.code;
}
