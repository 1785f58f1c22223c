// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { OperatorRecord } from '../ledger/index.js';
import { operatorIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';

export const REMOVAL_REASONS = ['ended', 'left', 'misuse', 'other'] as const;

export const removePayload = z.strictObject({
  operatorId: operatorIdField,
  reason: z.enum(REMOVAL_REASONS),
});
export type RemovePayload = z.output<typeof removePayload>;

export const removeInstruction = defineInstruction({
  type: 'auditor.remove',
  chaincode: 'identity',
  payload: removePayload,
  grant: 'audit',
  subject: 'operator',
  errors: ['OPERATOR_UNKNOWN'],
});

export const removePresentation: PresentationOf<typeof removeInstruction> = {
  words: ({ operatorId, reason }) => ({
    zh: `解除经审人员 ${operatorId}（${REASON_ZH[reason]}）`,
    en: `Remove auditor ${operatorId} (${reason})`,
  }),
  sample: () => ({ operatorId: SAMPLE.otherOperatorId, reason: 'ended' }),
};

const REASON_ZH = { ended: '审计结束', left: '离职', misuse: '违规使用', other: '其他原因' } as const;

/** The auditor out of service. @throws DomainError OPERATOR_UNKNOWN where it is none, OPERATOR_REVOKED */
export function removeAuditor(target: OperatorRecord): OperatorRecord {
  if (target.role !== 'auditor') throw new DomainError('OPERATOR_UNKNOWN');
  if (target.state === 'REVOKED') throw new DomainError('OPERATOR_REVOKED');
  return { ...target, version: target.version + 1, state: 'REVOKED' };
}
