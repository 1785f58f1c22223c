// SPDX-License-Identifier: Apache-2.0
import type { PlanRecord } from '@unionid/domain/ledger';
import { isGrantedBy } from '@unionid/domain/plan';
import { ownAccounts } from '../read-model/own-accounts.js';
import type { Services } from './services.js';

/** What a person is in a plan by every account that has been the person's (ADR 66). */
export interface PartInPlan {
  /** Accounts that have ended for the person's. */
  readonly also: readonly string[];
  /** Whether the plan grants the person or the household something: then it is others' to check, to approve and to pay. */
  readonly isPayee: boolean;
}

export async function partIn(
  planId: string,
  {
    plan,
    person,
    readModel,
  }: Pick<Services, 'readModel'> & { readonly plan: PlanRecord; readonly person: string | undefined },
): Promise<PartInPlan> {
  if (person === undefined) return { also: [], isPayee: false };
  const accounts = await ownAccounts(person, readModel);
  const also = accounts.slice(1);
  for (const subject of await subjectsOf(accounts, readModel)) {
    const granted = await readModel.granted({ class: plan.class, window: plan.window, subject });
    if (isGrantedBy(planId, granted)) return { also, isPayee: true };
  }
  return { also, isPayee: false };
}

/** Under which names something is granted to a person, by all accounts, or to the household. */
export async function subjectsOf(
  accounts: readonly string[],
  readModel: Services['readModel'],
): Promise<readonly string[]> {
  const names: string[] = [...accounts];
  for (const account of accounts) {
    const { file, was = [] } = (await readModel.household(account)) ?? {};
    const own = file === undefined ? undefined : await readModel.hardshipFile(file);
    names.push(
      ...was,
      ...(file === undefined ? [] : [file]),
      ...(own?.members ?? []).flatMap(({ id }) => id ?? []),
    );
  }
  return names;
}
