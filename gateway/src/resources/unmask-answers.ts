// SPDX-License-Identifier: Apache-2.0
import { unmaskAnswerView } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import type { UnmaskRecord } from '@unionid/domain/ledger';
import { openFields } from '@unionid/domain/privacy';
import { unmaskIdField } from '@unionid/domain/schema';
import { answerUnmasking } from '@unionid/domain/unmask';
import { chinaDateAt } from '@unionid/domain/values';
import * as z from 'zod/mini';
import type { Caller } from '../http/route.js';
import type { RealNameRecord } from '../vault/vault.js';
import { ownRecord } from '../standing/own-records.js';
import { assertWork } from './assert-within.js';
import { operatorRoute } from './route-builders.js';
import type { Services } from './services.js';

/** Of a record, what says who somebody is. */
const SHOWN = new Set(['name', 'docType', 'docNumber']);

/** Names for auditors, out of the vault of the payee's province, once two of 经审 have approved. */
export const unmaskAnswerRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/unmasks/:unmaskId/answer',
    operationId: 'getUnmaskAnswer',
    summary: {
      zh: '从本省保险库取出已批准调取的实名，供会员所在工会或其上级答复，每次查看都有记录',
      en: 'Who the payee of an approved request is, out of the own vault, for whoever answers it; each look is written down',
    },
    tag: 'audit',
    grant: 'member',
    params: z.strictObject({ unmaskId: unmaskIdField }),
    response: unmaskAnswerView,
    status: 200,
    errors: [
      ...(['UNMASK_UNKNOWN', 'UNMASK_STEP', 'OUT_OF_SCOPE', 'PROVINCE_FOREIGN', 'PERSON_UNBOUND'] as const),
      ...(['SAME_PERSON', 'OWN_ACCOUNT', 'REAL_NAME_LOST', 'DECRYPTION_FAILED'] as const),
    ],
    handle: async ({ services, params: { unmaskId }, caller }) => {
      const unmask = await answerable(unmaskId, caller, services);
      const { number, plan, item, identityId } = unmask;
      const record = await recordOf(identityId, services);
      const { operatorId, org } = caller.operator;
      const noted = { operatorId, org, what: 'unmask-answer', subject: unmaskId, persons: 1 } as const;
      await services.journal.note(noted);
      const opening = [...openFields(record.fields, record.seed, (name) => SHOWN.has(name))];
      return { body: { unmaskId, number, plan, item, identityId, opening } };
    },
  }),
];

/** A request that the caller may answer now, by the contract's own rule. */
async function answerable(unmaskId: string, caller: Caller, services: Services): Promise<UnmaskRecord> {
  const unmask = await services.readModel.unmask(unmaskId);
  if (unmask === undefined) throw new DomainError('UNMASK_UNKNOWN');
  await assertWork(services, unmask.home, caller);
  if (unmask.homeProvince !== services.config.province) throw new DomainError('PROVINCE_FOREIGN');
  const { person } = caller.operator;
  if (person === undefined) throw new DomainError('PERSON_UNBOUND');
  if (person === unmask.identityId) throw new DomainError('OWN_ACCOUNT');
  const today = chinaDateAt(services.now());
  answerUnmasking({ unmaskId, evidence: '' }, { unmask, person, today });
  return unmask;
}

/** The payee's record under the root that the ledger has. @throws DomainError REAL_NAME_LOST, DECRYPTION_FAILED */
async function recordOf(
  identityId: string,
  { readModel, vault }: Pick<Services, 'readModel' | 'vault'>,
): Promise<RealNameRecord> {
  const [account] = await readModel.rootsOf([identityId]);
  const record = account && (await ownRecord(account, vault));
  if (record === undefined) throw new DomainError('REAL_NAME_LOST');
  return record;
}
