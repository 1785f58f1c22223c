// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { FOLD_RECORDS, foldPlanResult } from '@unionid/domain/plan';
import type { PlanQueries } from '../read-model/read-model.js';
import { Folder, type FolderServices, type FoldWork } from './folder.js';

export interface PlanFolderOptions extends FolderServices {
  readonly readModel: FolderServices['readModel'] & Pick<PlanQueries, 'plansToFold' | 'recordsToFold'>;
  readonly province: string;
}

/** Gives back what this province's plans hold that were cancelled, or that the bank did not pay: it may be granted again. */
export function newPlanFolder({ province, ...services }: PlanFolderOptions): Folder<string> {
  const { readModel } = services;
  return new Folder(services, {
    failure: 'grants of a plan not given back',
    next: (page) => readModel.plansToFold(province, page),
    fold: async (planId, work) => {
      await foldPlan(planId, await readModel.recordsToFold(planId), work);
    },
  });
}

/** @param records of items, ascending, that hold something to give back */
async function foldPlan(
  planId: string,
  records: readonly number[],
  { isStopped, repeat }: FoldWork,
): Promise<void> {
  let next = 0;
  for (const from of records) {
    if (isStopped()) return;
    // What went with one before.
    if (from < next) continue;
    const argument = canonicalJson({ from, planId });
    const call = { chaincode: 'benefit', function: 'plan:fold', argument } as const;
    await repeat(`${planId}/${String(from)}`, call, isWork);
    next = from + FOLD_RECORDS;
  }
}

function isWork(answer: string): boolean {
  return foldPlanResult.parse(JSON.parse(answer)).folded > 0;
}
