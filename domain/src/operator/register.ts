// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { OperatorRecord } from '../ledger/index.js';
import {
  digestField,
  operatorIdField,
  orgIdField,
  orNone,
  publicKeyField,
  signatureField,
} from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { assertGrantable, assertSuperadmin, grantsField, sortedGrants, type Granter } from './authority.js';
import { grantsZh, ROLE_ZH } from './words.js';

/** `proof` is the new key's signature over its own claim (instruction/proof-of-possession.ts). */
export const registerOperatorPayload = z.strictObject({
  operatorId: operatorIdField,
  org: orgIdField,
  role: z.enum(['superadmin', 'cadre']),
  grants: grantsField,
  publicKey: publicKeyField,
  proof: signatureField,
  responsibility: orNone(digestField),
});
export type RegisterOperatorPayload = z.output<typeof registerOperatorPayload>;

export const registerInstruction = defineInstruction({
  type: 'operator.register',
  chaincode: 'identity',
  payload: registerOperatorPayload,
  grant: 'operator',
  subject: undefined,
  errors: [
    ...(['ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED', 'OPERATOR_EXISTS', 'GRANT_EXCEEDS'] as const),
    ...(['KEY_EXISTS', 'PROOF_OF_POSSESSION_INVALID'] as const),
  ],
});

export const registerPresentation: PresentationOf<typeof registerInstruction> = {
  words: ({ role, operatorId, org, grants }) => ({
    zh: `登记${ROLE_ZH[role]} ${operatorId}，所属 ${org}，授权 ${grantsZh(grants)}`,
    en: `Register ${role} ${operatorId} of ${org} with ${grants.join(', ') || 'no grants'}`,
  }),
  sample: () => ({
    operatorId: SAMPLE.otherOperatorId,
    org: SAMPLE.orgId,
    role: 'superadmin',
    grants: ['member', 'verify'],
    publicKey: SAMPLE.publicKey,
    proof: SAMPLE.signature,
    responsibility: SAMPLE.digest,
  }),
};

/**
 * A new operator as the granter may make it.
 * @throws DomainError OPERATOR_EXISTS, GRANT_MISSING, OUT_OF_SCOPE, GRANT_EXCEEDS
 */
export function registerOperator(
  payload: RegisterOperatorPayload,
  granter: Granter,
  existing: OperatorRecord | undefined,
): OperatorRecord {
  if (existing !== undefined) throw new DomainError('OPERATOR_EXISTS');
  assertSuperadmin(granter.record);
  // A superadmin beside the granter could make more, and the granter could take it back from none of them.
  if ((payload.role === 'cadre') !== (payload.org === granter.record.org))
    throw new DomainError('OUT_OF_SCOPE');
  assertGrantable(payload.grants, { granter: granter.record, role: payload.role });
  const { org, role, responsibility } = payload;
  return {
    ...{ version: 1, org, province: granter.record.province, role, grants: sortedGrants(payload.grants) },
    ...{ state: 'ACTIVE', grantedBy: granter.operatorId, responsibility },
  };
}
