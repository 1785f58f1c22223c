// SPDX-License-Identifier: Apache-2.0
import {
  checkRun,
  checkView,
  findingEntry,
  findingPage,
  findingShown,
  pageOf,
  pageQuery,
  placeView,
  samplePage,
  sampleShown,
  unmaskView,
  wholeNumber,
} from '@unionid/domain/api';
import { checkOf, CHECKS, type Check } from '@unionid/domain/audit';
import { DomainError } from '@unionid/domain/errors';
import {
  checkCodeField,
  FINDING_STATES,
  FUND_SOURCES,
  SAMPLE_STATES,
  UNMASK_STATES,
  type AuditScope,
  type FindingRecord,
} from '@unionid/domain/ledger';
import { findingIdField, manifestIdField, unmaskIdField } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import type { Caller } from '../http/route.js';
import { nameUnions } from '../read-model/name-unions.js';
import { accountParams } from './account-params.js';
import { assertSource, assertWithin, reachOf, sourcesOf, workOf } from './assert-within.js';
import { operatorRoute } from './route-builders.js';
import type { Services } from './services.js';

/** Checks, and what auditors have found: for auditors and those who appoint them, and what is about the own union for itself. */
export const auditRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/audit/checks',
    operationId: 'listChecks',
    summary: { zh: '有哪些审计检查', en: 'Which checks there are' },
    tag: 'audit',
    response: z.object({ items: z.array(checkView) }),
    status: 200,
    errors: [],
    handle: () => Promise.resolve({ body: { items: CHECKS.map(toCheckView) } }),
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/audit/checks/:code',
    operationId: 'runCheck',
    summary: {
      zh: '按一个区块高度运行一项检查：同一范围、同一高度结果逐字节相同；item 从 0 起',
      en: 'Run a check as of a height: one scope and height give the same bytes; item counts from 0',
    },
    tag: 'audit',
    params: z.strictObject({ code: checkCodeField }),
    query: z.strictObject({
      height: z.optional(wholeNumber(1, 1_000_000_000)),
    }),
    response: checkRun,
    status: 200,
    errors: ['CHECK_UNKNOWN', 'CHECK_TOO_LARGE', 'GRANT_MISSING', 'HEIGHT_NOT_REACHED'],
    handle: async ({ services: { readModel, checks }, params: { code }, query, caller }) => {
      checkOf(code);
      const scope = scopeOf(caller);
      const known = await readModel.height();
      const { height = known } = query;
      if (height > known) throw new DomainError('HEIGHT_NOT_REACHED', { height: known });
      const run = await checks.run({ code, scope, height });
      // A height counts its blocks.
      return { body: await nameUnions(readModel, run, height - 1) };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/audit/places/:identityId',
    operationId: 'getAuditPlace',
    summary: {
      zh: '经审指令、绑定本人所需的账户位置，各省均可查',
      en: 'Where an account stands on the ledger, for instructions of auditors and to bind operators; of any province',
    },
    tag: 'audit',
    params: accountParams,
    response: placeView,
    status: 200,
    errors: ['ACCOUNT_UNKNOWN', 'GRANT_MISSING'],
    handle: async ({ services: { readModel }, params: { identityId }, caller }) => {
      // An operator may be a member of another province: the national union has none of its own.
      if (!caller.operator.grants.includes('operator')) scopeOf(caller);
      const account = await readModel.account(identityId);
      if (account === undefined) throw new DomainError('ACCOUNT_UNKNOWN');
      return { body: { identityId, place: account.place } };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/findings',
    operationId: 'listFindings',
    summary: { zh: '本工会及下级的审计发现', en: 'Findings about the own union and those below it' },
    tag: 'audit',
    query: z.strictObject({ ...pageQuery.shape, state: z.optional(z.enum(FINDING_STATES)) }),
    response: findingPage,
    status: 200,
    errors: [],
    handle: async ({ services: { readModel }, query, caller }) => {
      const filter = { within: reachOf(caller), state: query.state, sources: sourcesOf(caller) };
      const { items, ...rest } = await readModel.findings(filter, toPageRequest(query));
      const page = { ...rest, items: items.map(({ findingId, finding }) => ({ findingId, ...finding })) };
      return { body: await nameUnions(readModel, page) };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/findings/:findingId',
    operationId: 'getFinding',
    summary: { zh: '一个审计发现', en: 'One finding' },
    tag: 'audit',
    params: z.strictObject({ findingId: findingIdField }),
    response: findingShown,
    status: 200,
    errors: ['FINDING_UNKNOWN', 'OUT_OF_SCOPE'],
    handle: async ({ services, params: { findingId }, caller }) => {
      const finding = await ownFinding(services, findingId, caller);
      return { body: await nameUnions(services.readModel, { findingId, ...finding }) };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/findings/:findingId/history',
    operationId: 'listFindingHistory',
    summary: {
      zh: '一个审计发现的每一步：登记、每次整改说明和追缴、销号',
      en: 'Everything done about a finding, oldest first: each answer stays',
    },
    tag: 'audit',
    params: z.strictObject({ findingId: findingIdField }),
    query: z.strictObject(pageQuery.shape),
    response: pageOf(findingEntry),
    status: 200,
    errors: ['FINDING_UNKNOWN', 'OUT_OF_SCOPE'],
    handle: async ({ services, params: { findingId }, query, caller }) => {
      await ownFinding(services, findingId, caller);
      return { body: await services.readModel.findingHistory(findingId, toPageRequest(query)) };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/unmasks',
    operationId: 'listUnmasks',
    summary: {
      zh: '实名调取：本工会会员的（home），或本工会计划的（org，经审人员默认）',
      en: 'Requests for names: of members of the own unions (home), or about their plans (org, by default of auditors)',
    },
    tag: 'audit',
    query: z.strictObject({
      ...pageQuery.shape,
      side: z.optional(z.enum(['home', 'org'])),
      state: z.optional(z.enum(UNMASK_STATES)),
    }),
    response: pageOf(unmaskView),
    status: 200,
    errors: [],
    handle: async ({ services: { readModel }, query, caller }) => {
      // Whose members are asked about is their union's business, and no auditor's of it.
      const { side = caller.operator.audits === undefined ? 'home' : 'org', state } = query;
      const within = side === 'home' ? workOf(caller) : reachOf(caller);
      const filter = { within, side, state, sources: sourcesOf(caller) };
      const { items, ...rest } = await readModel.unmasks(filter, toPageRequest(query));
      return { body: { ...rest, items: items.map(({ unmaskId, unmask }) => ({ unmaskId, ...unmask })) } };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/unmasks/:unmaskId',
    operationId: 'getUnmask',
    summary: { zh: '一次实名调取', en: 'One request for a name' },
    tag: 'audit',
    params: z.strictObject({ unmaskId: unmaskIdField }),
    response: unmaskView,
    status: 200,
    errors: ['UNMASK_UNKNOWN', 'OUT_OF_SCOPE'],
    handle: async ({ services: { readModel }, params: { unmaskId }, caller }) => {
      const unmask = await readModel.unmask(unmaskId);
      if (unmask === undefined) throw new DomainError('UNMASK_UNKNOWN');
      // The payee's union sees it, and the audited one.
      const isHome = await readModel.isWithin(unmask.home, workOf(caller));
      if (!isHome) await assertWithin({ readModel }, unmask.org, caller);
      assertSource(unmask.source, caller);
      return { body: { unmaskId, ...unmask } };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/samples',
    operationId: 'listSamples',
    summary: { zh: '本工会及下级发放计划的抽样', en: 'Samples of plans of the own union and those below it' },
    tag: 'audit',
    query: z.strictObject({ ...pageQuery.shape, state: z.optional(z.enum(SAMPLE_STATES)) }),
    response: samplePage,
    status: 200,
    errors: [],
    handle: async ({ services: { readModel }, query, caller }) => {
      const filter = { within: reachOf(caller), state: query.state, sources: sourcesOf(caller) };
      const { items, ...rest } = await readModel.samples(filter, toPageRequest(query));
      const page = { ...rest, items: items.map(({ planId, sample }) => ({ planId, ...sample })) };
      return { body: await nameUnions(readModel, page) };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/samples/:planId',
    operationId: 'getSample',
    summary: { zh: '一个发放计划的抽样', en: 'The sample of a plan' },
    tag: 'audit',
    params: z.strictObject({ planId: manifestIdField }),
    response: sampleShown,
    status: 200,
    errors: ['SAMPLE_UNKNOWN', 'OUT_OF_SCOPE'],
    handle: async ({ services: { readModel }, params: { planId }, caller }) => {
      const sample = await readModel.sample(planId);
      if (sample === undefined) throw new DomainError('SAMPLE_UNKNOWN');
      await assertWithin({ readModel }, sample.org, caller);
      assertSource(sample.source, caller);
      return { body: await nameUnions(readModel, { planId, ...sample }) };
    },
  }),
];

/** About a union and money of the caller's. @throws DomainError FINDING_UNKNOWN, OUT_OF_SCOPE */
async function ownFinding(
  { readModel }: Pick<Services, 'readModel'>,
  findingId: string,
  caller: Caller,
): Promise<FindingRecord> {
  const finding = await readModel.finding(findingId);
  if (finding === undefined) throw new DomainError('FINDING_UNKNOWN');
  await assertWithin({ readModel }, finding.org, caller);
  assertSource(finding.source, caller);
  return finding;
}

/** An auditor's own, and of 经审 its union's with all money. @throws DomainError GRANT_MISSING */
function scopeOf({ operator: { audits, grants, org } }: Caller): AuditScope {
  if (audits !== undefined) return audits;
  if (!grants.includes('audit')) throw new DomainError('GRANT_MISSING', { grant: 'audit' });
  return { org, sources: [...FUND_SOURCES].sort() };
}

function toCheckView({ code, version, title, thresholds, falsePositives, gaps, notApplicable }: Check) {
  return {
    ...{ code, version, title, thresholds, falsePositives, gaps },
    ...(notApplicable !== undefined && { notApplicable }),
  };
}
