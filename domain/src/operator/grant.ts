// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { Grant, OperatorRecord } from '../ledger/index.js';
import { operatorIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import {
  assertActive,
  assertGrantable,
  assertStandsBelow,
  grantsField,
  sortedGrants,
  type Granter,
} from './authority.js';
import { grantsZh } from './words.js';

/** The whole list, not a difference. */
export const grantOperatorPayload = z.strictObject({ operatorId: operatorIdField, grants: grantsField });
export type GrantOperatorPayload = z.output<typeof grantOperatorPayload>;

export const grantInstruction = defineInstruction({
  type: 'operator.grant',
  chaincode: 'identity',
  payload: grantOperatorPayload,
  grant: 'operator',
  subject: 'operator',
  errors: ['OPERATOR_UNKNOWN', 'GRANT_EXCEEDS'],
});

export const grantPresentation: PresentationOf<typeof grantInstruction> = {
  words: ({ operatorId, grants }) => ({
    zh: `将操作员 ${operatorId} 的授权改为 ${grantsZh(grants)}`,
    en: `Set the grants of ${operatorId} to ${grants.join(', ') || 'none'}`,
  }),
  sample: () => ({ operatorId: SAMPLE.otherOperatorId, grants: ['verify'] }),
};

/**
 * The operator with other grants.
 * @throws DomainError GRANT_MISSING, OUT_OF_SCOPE, OPERATOR_REVOKED, GRANT_EXCEEDS
 */
export function regrantOperator(
  target: OperatorRecord,
  { grants, granter }: { readonly grants: readonly Grant[]; readonly granter: Granter },
): OperatorRecord {
  assertStandsBelow(target, granter.record);
  assertActive(target);
  assertGrantable(grants, { granter: granter.record, role: target.role });
  const { version } = target;
  return { ...target, version: version + 1, grants: sortedGrants(grants), grantedBy: granter.operatorId };
}
