// SPDX-License-Identifier: Apache-2.0
import type { PlanRecord } from '@unionid/domain/ledger';
import { isGrantedBy } from '@unionid/domain/plan';
import type { Services } from './services.js';

/** Whether a plan grants a person or the household something: then it is others' to check, to approve and to pay. */
export async function isPayeeOf(
  planId: string,
  {
    plan,
    person,
    readModel,
  }: Pick<Services, 'readModel'> & { readonly plan: PlanRecord; readonly person: string | undefined },
): Promise<boolean> {
  if (person === undefined) return false;
  for (const subject of await subjectsOf(person, readModel)) {
    const granted = await readModel.granted({ class: plan.class, window: plan.window, subject });
    if (isGrantedBy(planId, granted)) return true;
  }
  return false;
}

/** Under which names something is granted to a person or the household. */
export async function subjectsOf(
  person: string,
  readModel: Services['readModel'],
): Promise<readonly string[]> {
  const { file, was = [] } = (await readModel.household(person)) ?? {};
  const own = file === undefined ? undefined : await readModel.hardshipFile(file);
  const relatives = (own?.members ?? []).flatMap(({ id }) => id ?? []);
  return [person, ...was, ...(file === undefined ? [] : [file]), ...relatives];
}
