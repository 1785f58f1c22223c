// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { NATIONAL_CODE, type NetworkRecord } from '../ledger/index.js';
import { mspIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { mspWord, province, rootOperator, rootOrganisation } from './founding.js';

/** Once in a network's life, by the national admin certificate; signed by the root operator's own key. */
export const bootstrapPayload = z.strictObject({
  mspId: mspIdField,
  organisation: rootOrganisation,
  root: rootOperator,
  provinces: z.array(province).check(z.minLength(1), z.maxLength(64)),
  /** For test networks only: how long a working day lasts. */
  workingDaySeconds: z.exactOptional(z.int().check(z.gte(1), z.lte(3600))),
});
export type BootstrapPayload = z.output<typeof bootstrapPayload>;

export const bootstrapInstruction = defineInstruction({
  type: 'governance.bootstrap',
  chaincode: 'identity',
  payload: bootstrapPayload,
  grant: undefined,
  actor: 'founder',
  subject: undefined,
  errors: [
    ...(['ALREADY_BOOTSTRAPPED', 'ORGANISATION_EXISTS', 'OPERATOR_EXISTS', 'CREDIT_CODE_TAKEN'] as const),
    ...(['CREDIT_CODE_CHECK', 'CREDIT_CODE_KIND'] as const),
  ],
});

export const bootstrapPresentation: PresentationOf<typeof bootstrapInstruction> = {
  words: ({ organisation, provinces, workingDaySeconds }) =>
    workingDaySeconds === undefined
      ? {
          zh: `初始化网络：根组织 ${organisation.name}，${provinces.length} 个省`,
          en: `Bootstrap the network: root ${organisation.name}, ${provinces.length} provinces`,
        }
      : {
          zh: `初始化测试网络：根组织 ${organisation.name}，${provinces.length} 个省，一个工作日为 ${workingDaySeconds} 秒`,
          en: `Bootstrap a test network: root ${organisation.name}, ${provinces.length} provinces, working days of ${workingDaySeconds} s`,
        },
  sample: () => ({
    mspId: 'NationalMSP',
    organisation: { orgId: SAMPLE.orgId, name: '中华全国总工会', creditCode: '' },
    root: { operatorId: SAMPLE.operatorId, publicKey: SAMPLE.publicKey },
    provinces: [{ code: '51', mspId: 'SichuanMSP', name: '四川省总工会' }],
  }),
};

/** The network as its bootstrap names it. @throws DomainError ALREADY_BOOTSTRAPPED, INVALID_REQUEST */
export function bootstrapNetwork(
  payload: BootstrapPayload,
  { network, existing }: { readonly network: string; readonly existing: NetworkRecord | undefined },
): NetworkRecord {
  if (existing !== undefined) throw new DomainError('ALREADY_BOOTSTRAPPED');
  assertDistinctProvinces(payload);
  const { mspId, organisation, root, workingDaySeconds } = payload;
  return {
    ...{ version: 1, network, nationalMspId: mspId },
    ...{ nationalOrg: organisation.orgId, rootOperator: root.operatorId },
    ...(workingDaySeconds !== undefined && { workingDaySeconds }),
  };
}

function assertDistinctProvinces({ mspId, provinces }: BootstrapPayload): void {
  const codes = new Set([NATIONAL_CODE, ...provinces.map(({ code }) => code)]);
  const mspIds = new Set([mspId, ...provinces.map((each) => each.mspId)].map(mspWord));
  const wanted = provinces.length + 1;
  if (codes.size < wanted || mspIds.size < wanted)
    throw new DomainError('INVALID_REQUEST', { reason: 'repeated province' });
}
