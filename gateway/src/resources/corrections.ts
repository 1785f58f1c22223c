// SPDX-License-Identifier: Apache-2.0
import { correctionParts, correctionRequest, lostRecordRequest } from '@unionid/domain/api';
import { answeringFor } from '../read-model/heir-of.js';
import { actsFor } from '../read-model/acts-for.js';
import { prepareLostRecord } from '../preparations/lost-record.js';
import { prepareCorrection } from '../preparations/corrections.js';
import { firstSigned } from '../standing/first-signed.js';
import { requireOwnAccount } from './accounts.js';
import { workplaceOf } from './assert-within.js';
import { operatorRoute } from './route-builders.js';

/** What only the gateway can compute for correcting one person's record. */
export const correctionRoutes = [
  operatorRoute({
    method: 'post',
    path: '/v1/corrections',
    operationId: 'prepareCorrection',
    summary: {
      zh: '准备变更一个账户的登记信息：按所变的内容决定由一人还是两人办理',
      en: "Prepare a correction of one account's record; what differs decides whether it takes one person or two",
    },
    tag: 'preparations',
    grant: 'member',
    body: correctionRequest,
    response: correctionParts,
    status: 201,
    errors: [
      ...(['ACCOUNT_UNKNOWN', 'PROVINCE_FOREIGN', 'OUT_OF_SCOPE'] as const),
      ...(['MEMBER_UNCHANGED', 'ACCOUNT_EXISTS', 'TRANSFER_OPEN', 'SECOND_NOBODY'] as const),
      ...(['MATCHING_UNAVAILABLE', 'QUOTA_EXCEEDED', 'DECRYPTION_FAILED'] as const),
    ],
    handle: async ({ services, caller, body }) => {
      const account = await requireOwnAccount(services, body.identityId, caller);
      const { vault, readModel, now, matchingBudgets } = services;
      const { operatorId } = caller.operator;
      const matching = matchingBudgets.of(operatorId, 'enrolment', services.matching);
      const first = await firstSigned(caller.operator, account, readModel);
      const means = { vault, readModel, now, operatorId, first, matching };
      return { body: await prepareCorrection(body, means) };
    },
  }),
  operatorRoute({
    method: 'post',
    path: '/v1/corrections/lost',
    operationId: 'prepareLostRecord',
    summary: {
      zh: '准备重新填写一名会员遗失的实名记录：按证件与姓名找到本会会员',
      en: "Prepare a member's lost real-name record anew: found by document and name among the operator's own",
    },
    tag: 'preparations',
    grant: 'member',
    body: lostRecordRequest,
    response: correctionParts,
    status: 201,
    errors: [
      ...(['MEMBER_NOT_FOUND', 'MEMBER_UNCHANGED', 'TRANSFER_OPEN', 'SECOND_NOBODY'] as const),
      ...(['MATCHING_UNAVAILABLE', 'QUOTA_EXCEEDED', 'DECRYPTION_FAILED'] as const),
    ],
    handle: async ({ services, caller, body }) => {
      const { vault, readModel, now, matchingBudgets } = services;
      const { operatorId } = caller.operator;
      const matching = matchingBudgets.of(operatorId, 'enrolment', services.matching);
      const means = { vault, readModel, now, operatorId, matching };
      const parts = await prepareLostRecord(body, {
        ...means,
        isOwn: async ({ org, province }) =>
          actsFor(workplaceOf(caller), { org: await answeringFor(org, readModel), province }, readModel),
        firstOf: (account) => firstSigned(caller.operator, account, readModel),
      });
      return { body: parts };
    },
  }),
];
