// SPDX-License-Identifier: Apache-2.0
import { preparedParts, prepareRequest } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { assertWithin } from './assert-within.js';
import { operatorRoute } from './route-builders.js';

/** What only the gateway can compute for enrolling one person (architecture.md §4.1). */
export const preparationRoutes = [
  operatorRoute({
    method: 'post',
    path: '/v1/preparations',
    operationId: 'prepareEnrolment',
    summary: {
      zh: '准备单个入会、开户、会籍接转或认领',
      en: 'Prepare one enrolment, account, transfer or claim',
    },
    tag: 'preparations',
    grant: 'member',
    body: prepareRequest,
    response: preparedParts,
    status: 201,
    errors: [
      'MATCHING_UNAVAILABLE',
      'QUOTA_EXCEEDED',
      'MEMBER_EXISTS',
      'MEMBER_UNCHANGED',
      'MEMBER_DIFFERS',
      'REAL_NAME_LOST',
      'ACCOUNT_EXISTS',
      'MEMBERSHIP_ENDED',
      'MEMBER_NOT_FOUND',
      'ACCOUNT_UNKNOWN',
      'NAME_DIFFERS',
      'DOCUMENT_REPLACED',
      'CLAIM_OPEN',
      'CLAIM_NAME_SAME',
      'MEMBERSHIP_NONE',
      'TRANSFER_OPEN',
      'TRANSFER_APPEALED',
      'TRANSFER_RECALLED',
      'EMPLOYER_NOT_COVERED',
      'RESIDENCE_UNION_NEEDED',
      'PERSON_UNBOUND',
      'ORGANISATION_UNKNOWN',
      'ORGANISATION_CLOSED',
      'OUT_OF_SCOPE',
      'DECRYPTION_FAILED',
    ],
    handle: async ({ services, caller, body }) => {
      const { operatorId, org, person } = caller.operator;
      const union = await services.readModel.organisation(body.org);
      if (union === undefined) throw new DomainError('ORGANISATION_UNKNOWN');
      await assertWithin(services, body.org, caller);
      if (union.state === 'CLOSED') throw new DomainError('ORGANISATION_CLOSED');
      const charge = { operatorId, purpose: 'enrolment', persons: 1 } as const;
      const prepare = () =>
        services.preparations.prepare(body, {
          ...{ operatorId, org },
          ...(person !== undefined && { person }),
        });
      return { body: await services.matchingBudgets.whileMatched(charge, prepare) };
    },
  }),
];
