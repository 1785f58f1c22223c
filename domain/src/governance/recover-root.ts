// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { OperatorRecord } from '../ledger/index.js';
import { provinceCodeField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { newRoot, rootOperator, type Founding } from './founding.js';

/** By the organisation's own admin certificate, as when it joined; signed by the new root operator's own key. */
export const recoverRootPayload = z.strictObject({ province: provinceCodeField, root: rootOperator });
export type RecoverRootPayload = z.output<typeof recoverRootPayload>;

export const recoverRootInstruction = defineInstruction({
  type: 'governance.recoverRoot',
  chaincode: 'identity',
  payload: recoverRootPayload,
  grant: undefined,
  actor: 'founder',
  subject: undefined,
  errors: ['OPERATOR_EXISTS'],
});

export const recoverRootPresentation: PresentationOf<typeof recoverRootInstruction> = {
  words: ({ province, root }) => ({
    zh: `将 ${province} 的根操作员换为 ${root.operatorId}，停用原根操作员`,
    en: `Make ${root.operatorId} the root operator of ${province} and revoke the one before`,
  }),
  sample: () => ({
    province: '51',
    root: { operatorId: SAMPLE.otherOperatorId, publicKey: SAMPLE.publicKey },
  }),
};

/** The root operator in the place of another, whose keys are lost or in the wrong hands. @throws DomainError OPERATOR_EXISTS */
export function recoverRoot(
  { province, root }: RecoverRootPayload,
  { before, existing }: { readonly before: OperatorRecord; readonly existing: OperatorRecord | undefined },
): Pick<Founding, 'operator' | 'key'> & { readonly before: OperatorRecord } {
  if (existing !== undefined) throw new DomainError('OPERATOR_EXISTS');
  return {
    ...newRoot(root, { org: before.org, province }),
    before: { ...before, version: before.version + 1, state: 'REVOKED' },
  };
}
