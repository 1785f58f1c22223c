// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey, parseLedgerKey, type OperatorRecord } from '@unionid/domain/ledger';
import type { Work } from '../kernel/handler.js';

/** Operators of one person; with more of them nobody may audit. */
const MOST_OPERATORS = 100;

/** Who a person acts as, in service. @throws DomainError AUDITOR_IS_CADRE where there are too many to look at */
export async function operatorsOfPerson(
  { state }: Pick<Work, 'state'>,
  identityId: string,
): Promise<readonly OperatorRecord[]> {
  const keys = await state.readRange('personOperator', {
    attributes: [identityId],
    limit: MOST_OPERATORS,
  });
  if (keys.length === MOST_OPERATORS) throw new DomainError('AUDITOR_IS_CADRE');
  const operators = keys.map((key) => ledgerKey.operator(operatorIn(key)));
  await state.read(operators);
  return operators.flatMap((key) => state.get(key) ?? []).filter((record) => record.state === 'ACTIVE');
}

/** Whether one of several unions is the scope's or below it. */
export async function isAnyWithin(
  { authority }: Pick<Work, 'authority'>,
  orgs: readonly string[],
  top: string,
): Promise<boolean> {
  await authority.readTree(orgs, top);
  return orgs.some((org) => authority.isWithin(org, top));
}

/** Puts on the ledger that a person is behind an operator. */
export async function putPersonOperator(
  { state }: Pick<Work, 'state'>,
  { identityId, operatorId }: { readonly identityId: string; readonly operatorId: string },
): Promise<void> {
  const key = ledgerKey.personOperator(identityId, operatorId);
  await state.read([key]);
  state.put(key, 1);
}

function operatorIn(key: string): string {
  const { attributes } = parseLedgerKey(key) ?? { attributes: [] };
  return attributes[1] ?? '';
}
