// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { ProvinceRecord } from '../ledger/index.js';
import { provinceCodeField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { rootOperator, rootOrganisation } from './founding.js';

/** By the province's own admin certificate: nobody else names its root operator. */
export const joinProvincePayload = z.strictObject({
  province: provinceCodeField,
  organisation: rootOrganisation,
  root: rootOperator,
});
export type JoinProvincePayload = z.output<typeof joinProvincePayload>;

export const joinProvinceInstruction = defineInstruction({
  type: 'governance.joinProvince',
  chaincode: 'identity',
  payload: joinProvincePayload,
  grant: undefined,
  actor: 'founder',
  subject: undefined,
  errors: [
    ...(['PROVINCE_REGISTERED', 'ORGANISATION_EXISTS', 'OPERATOR_EXISTS', 'CREDIT_CODE_TAKEN'] as const),
    ...(['CREDIT_CODE_CHECK', 'CREDIT_CODE_KIND'] as const),
  ],
});

export const joinProvincePresentation: PresentationOf<typeof joinProvinceInstruction> = {
  words: ({ province, organisation, root }) => ({
    zh: `登记省 ${province} 的根组织 ${organisation.name} 与根操作员 ${root.operatorId}`,
    en: `Register province ${province}: root union ${organisation.name}, root operator ${root.operatorId}`,
  }),
  sample: () => ({
    province: '51',
    organisation: { orgId: SAMPLE.orgId, name: '四川省总工会', creditCode: '' },
    root: { operatorId: SAMPLE.operatorId, publicKey: SAMPLE.publicKey },
  }),
};

/** The province with its root. @throws DomainError PROVINCE_UNKNOWN, PROVINCE_REGISTERED */
export function joinProvince(
  { province, organisation, root }: JoinProvincePayload,
  existing: ProvinceRecord | undefined,
): ProvinceRecord {
  if (existing === undefined) throw new DomainError('PROVINCE_UNKNOWN', { province });
  if (existing.rootOperator !== undefined) throw new DomainError('PROVINCE_REGISTERED', { province });
  const { version } = existing;
  return { ...existing, version: version + 1, rootOrg: organisation.orgId, rootOperator: root.operatorId };
}
