// SPDX-License-Identifier: Apache-2.0
import { rekeyingPage, rekeyingRequest } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { prepareRekeying } from '../preparations/rekeying.js';
import { assertWithin } from './assert-within.js';
import { operatorRoute } from './route-builders.js';

/** Which accounts are to be led to the newer version of the matching key; their keys only the gateway can compute. */
export const rekeyingRoutes = [
  operatorRoute({
    method: 'post',
    path: '/v1/rekeyings',
    operationId: 'prepareRekeying',
    summary: {
      zh: '准备把一个工会的账户转到新版匹配密钥，逐页进行',
      en: "Prepare leading a union's accounts to the newer version of the matching key, page by page",
    },
    tag: 'preparations',
    grant: 'member',
    body: rekeyingRequest,
    response: rekeyingPage,
    status: 200,
    errors: [
      ...(['MATCHING_UNAVAILABLE', 'QUOTA_EXCEEDED'] as const),
      ...(['ORGANISATION_UNKNOWN', 'OUT_OF_SCOPE', 'PROVINCE_FOREIGN'] as const),
    ],
    handle: async ({ services, caller, body }) => {
      const { readModel, config, vault } = services;
      const { operatorId } = caller.operator;
      const union = await readModel.organisation(body.org);
      if (union === undefined) throw new DomainError('ORGANISATION_UNKNOWN');
      await assertWithin(services, body.org, caller);
      const { province } = union;
      if (province !== config.province) throw new DomainError('PROVINCE_FOREIGN', { province });
      const matching = services.matchingBudgets.of(operatorId, 'enrolment', services.matching);
      return { body: await prepareRekeying(body, { vault, readModel, matching, province }) };
    },
  }),
];
