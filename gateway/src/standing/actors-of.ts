// SPDX-License-Identifier: Apache-2.0
import type { Actors } from '@unionid/domain/transfer';
import { ownAccounts } from '../read-model/own-accounts.js';
import type { AccountQueries, OperatorQueries } from '../read-model/read-model.js';

/** A caller, and the persons behind those who have acted before, as the contract asks. */
export async function actorsOf(
  operators: readonly string[],
  { operatorId: actor, person }: { readonly operatorId: string; readonly person?: string | undefined },
  readModel: Pick<OperatorQueries, 'operator'> & Pick<AccountQueries, 'writtenAccount'>,
): Promise<Actors> {
  const persons = new Map<string, string | undefined>();
  for (const each of operators)
    if (each !== actor) persons.set(each, (await readModel.operator(each))?.person);
  const [, ...also] = person === undefined ? [] : await ownAccounts(person, readModel);
  return { actor, person, also, personOf: (operatorId) => persons.get(operatorId) };
}
