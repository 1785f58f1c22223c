// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey, parseLedgerKey, type OperatorRecord } from '@unionid/domain/ledger';
import type { Work } from '../kernel/handler.js';

/** Operators of one person; with more of them nobody may audit. */
const MOST_OPERATORS = 100;

/** Who a person acts as, in service. @throws DomainError AUDITOR_IS_CADRE where there are too many to look at */
export async function operatorsOfPerson(
  work: Pick<Work, 'state'>,
  identityId: string,
): Promise<readonly OperatorRecord[]> {
  const { operators, isWhole } = await readOperators(work, identityId);
  if (!isWhole) throw new DomainError('AUDITOR_IS_CADRE');
  return operators;
}

/** Whether somebody in service acts as a person; of whom there are too many to look at it is taken for so. */
export async function hasOperator(work: Pick<Work, 'state'>, identityId: string): Promise<boolean> {
  const { operators, isWhole } = await readOperators(work, identityId);
  return !isWhole || operators.length > 0;
}

/** Those in service among the first of them, and whether that is all. */
async function readOperators(
  { state }: Pick<Work, 'state'>,
  identityId: string,
): Promise<{ readonly operators: readonly OperatorRecord[]; readonly isWhole: boolean }> {
  const keys = await state.readRange('personOperator', {
    attributes: [identityId],
    limit: MOST_OPERATORS,
  });
  const names = keys.map((key) => ledgerKey.operator(operatorIn(key)));
  await state.read(names);
  const operators = names
    .flatMap((key) => state.get(key) ?? [])
    .filter((record) => record.state === 'ACTIVE');
  return { operators, isWhole: keys.length < MOST_OPERATORS };
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
