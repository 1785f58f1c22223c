// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { AccountRecord, OperatorRecord } from '../ledger/index.js';
import { identityIdField, operatorIdField, placeField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { assertActive, assertStandsBelow, type Granter } from './authority.js';

/** Who is behind an operator: the account of a person, member or not; `place` as in every instruction about an account. */
export const bindPersonPayload = z.strictObject({
  operatorId: operatorIdField,
  identityId: identityIdField,
  place: placeField,
});
export type BindPersonPayload = z.output<typeof bindPersonPayload>;

export const bindPersonInstruction = defineInstruction({
  type: 'operator.bindPerson',
  chaincode: 'identity',
  payload: bindPersonPayload,
  grant: 'operator',
  subject: 'operator',
  errors: [
    ...(['OPERATOR_UNKNOWN', 'ACCOUNT_UNKNOWN', 'PLACE_WRONG'] as const),
    ...(['PERSON_BOUND', 'PERSON_VOIDED', 'AUDITOR_IS_CADRE'] as const),
  ],
});

export const bindPersonPresentation: PresentationOf<typeof bindPersonInstruction> = {
  words: ({ operatorId, identityId }) => ({
    zh: `将操作员 ${operatorId} 绑定到本人 ${identityId}`,
    en: `Bind operator ${operatorId} to the person ${identityId}`,
  }),
  sample: () => ({ operatorId: SAMPLE.otherOperatorId, identityId: SAMPLE.identityId, place: '' }),
};

/**
 * The operator with its person, once and for good: whoever is another person is another operator. Its superior says who it
 * is; a root operator, who has none, says it itself.
 * @throws DomainError GRANT_MISSING, OUT_OF_SCOPE, OPERATOR_REVOKED, PERSON_BOUND, PERSON_VOIDED
 */
export function bindPerson(
  target: { readonly operatorId: string; readonly record: OperatorRecord },
  {
    identityId,
    account,
    actor,
    isRoot,
  }: {
    readonly identityId: string;
    readonly account: Pick<AccountRecord, 'state'>;
    readonly actor: Granter;
    readonly isRoot: boolean;
  },
): OperatorRecord {
  const { record, operatorId } = target;
  const isOwn = operatorId === actor.operatorId;
  if (!(isOwn && isRoot)) assertStandsBelow(record, actor.record);
  assertActive(record);
  if (record.person !== undefined) throw new DomainError('PERSON_BOUND');
  assertSomebody(account);
  return { ...record, version: record.version + 1, person: identityId };
}

/** That an account is somebody's: who was entered twice would be two persons by the one that has ended (ADR 66). @throws DomainError PERSON_VOIDED */
export function assertSomebody({ state }: Pick<AccountRecord, 'state'>): void {
  if (state === 'VOIDED') throw new DomainError('PERSON_VOIDED');
}
