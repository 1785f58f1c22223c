// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { OperatorRecord } from '../ledger/index.js';
import { operatorIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { assertActive, assertStandsBelow, type Granter } from './authority.js';

export const revokeOperatorPayload = z.strictObject({
  operatorId: operatorIdField,
  reason: z.enum(['left', 'moved', 'misuse', 'other']),
});
export type RevokeOperatorPayload = z.output<typeof revokeOperatorPayload>;

export const revokeInstruction = defineInstruction({
  type: 'operator.revoke',
  chaincode: 'identity',
  payload: revokeOperatorPayload,
  grant: 'operator',
  subject: 'operator',
  errors: ['OPERATOR_UNKNOWN'],
});

export const revokePresentation: PresentationOf<typeof revokeInstruction> = {
  words: ({ operatorId, reason }) => ({
    zh: `停用操作员 ${operatorId}（${REASON_ZH[reason]}）`,
    en: `Revoke operator ${operatorId} (${reason})`,
  }),
  sample: () => ({ operatorId: SAMPLE.otherOperatorId, reason: 'left' }),
};

const REASON_ZH = { left: '离职', moved: '调岗', misuse: '违规使用', other: '其他原因' } as const;

/**
 * The operator out of service.
 * @throws DomainError GRANT_MISSING, OUT_OF_SCOPE, OPERATOR_REVOKED
 */
export function revokeOperator(target: OperatorRecord, granter: Granter): OperatorRecord {
  assertStandsBelow(target, granter.record);
  assertActive(target);
  return { ...target, version: target.version + 1, state: 'REVOKED' };
}
