// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { SOURCE_ZH } from '../fund/words.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { auditScopeSchema, type AccountRecord, type OperatorRecord } from '../ledger/index.js';
import { assertSomebody, type Granter } from '../operator/index.js';
import {
  digestField,
  identityIdField,
  operatorIdField,
  placeField,
  publicKeyField,
  signatureField,
} from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';

/** An auditor of unions below, with the person behind it; `proof` as in operator.register. */
export const appointPayload = z.strictObject({
  operatorId: operatorIdField,
  audits: auditScopeSchema,
  identityId: identityIdField,
  place: placeField,
  publicKey: publicKeyField,
  proof: signatureField,
  /** SM3 of the letter of appointment. */
  responsibility: digestField,
});
export type AppointPayload = z.output<typeof appointPayload>;

export const appointInstruction = defineInstruction({
  type: 'auditor.appoint',
  chaincode: 'identity',
  payload: appointPayload,
  grant: 'audit',
  relation: 'supervises',
  subject: undefined,
  errors: [
    ...(['ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED', 'OPERATOR_EXISTS', 'KEY_EXISTS'] as const),
    ...(['PROOF_OF_POSSESSION_INVALID', 'ACCOUNT_UNKNOWN', 'PLACE_WRONG'] as const),
    ...(['PERSON_VOIDED', 'AUDITOR_IS_CADRE'] as const),
  ],
});

export const appointPresentation: PresentationOf<typeof appointInstruction> = {
  words: ({ operatorId, identityId, audits: { org, sources } }) => ({
    zh: `委派经审人员 ${operatorId}（本人 ${identityId}）：审计 ${org} 及其下级，资金来源 ${sources.map((source) => SOURCE_ZH[source]).join('、')}`,
    en: `Appoint auditor ${operatorId} (person ${identityId}) of ${org} and those below it, for money from ${sources.join(', ')}`,
  }),
  sample: () => ({
    operatorId: SAMPLE.otherOperatorId,
    audits: { org: SAMPLE.otherOrgId, sources: ['central', 'union'] },
    ...{ identityId: SAMPLE.identityId, place: '' },
    ...{ publicKey: SAMPLE.publicKey, proof: SAMPLE.signature, responsibility: SAMPLE.digest },
  }),
};

export interface AppointGround {
  readonly appointer: Granter;
  readonly existing: OperatorRecord | undefined;
  /** The person's. */
  readonly account: Pick<AccountRecord, 'state'>;
  /** Whether the person is a cadre, in service, of a union of the scope. */
  readonly isCadre: boolean;
}

/** The auditor, of the union that appoints it: whoever is audited has no power over it. @throws DomainError OPERATOR_EXISTS, PERSON_VOIDED, AUDITOR_IS_CADRE */
export function appointAuditor(
  { audits, identityId, responsibility }: AppointPayload,
  { appointer, existing, account, isCadre }: AppointGround,
): OperatorRecord {
  if (existing !== undefined) throw new DomainError('OPERATOR_EXISTS');
  assertSomebody(account);
  if (isCadre) throw new DomainError('AUDITOR_IS_CADRE');
  const { org, province } = appointer.record;
  return {
    ...{ version: 1, org, province, role: 'auditor', grants: [], state: 'ACTIVE' },
    ...{ grantedBy: appointer.operatorId, responsibility, person: identityId },
    audits: { org: audits.org, sources: [...audits.sources].sort() },
  };
}
