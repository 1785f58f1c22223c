// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import type { GovernanceQueries, PlanQueries } from '../read-model/read-model.js';
import { Folder, type FolderServices } from './folder.js';

export interface AnswersCloserOptions extends FolderServices {
  readonly readModel: FolderServices['readModel'] &
    Pick<PlanQueries, 'plans'> &
    Pick<GovernanceQueries, 'provinces' | 'resultLists'>;
  readonly province: string;
  readonly now: () => number;
}

/** Closes lists of banks' answers that ran out unfinished, with what came of them: another may answer for the rest. */
export function newAnswersCloser({ province, now, ...services }: AnswersCloserOptions): Folder<string> {
  const { readModel } = services;
  return new Folder(services, {
    failure: 'a list of answers that has run out is not closed',
    next: async (page) => {
      const within = (await readModel.provinces()).find(({ code }) => code === province)?.rootOrg;
      if (within === undefined) return { items: [] };
      const { items, ...rest } = await readModel.plans({ within, status: 'PAYING' }, page);
      return { ...rest, items: items.map(({ planId }) => planId) };
    },
    fold: async (planId, { repeat }) => {
      for (const { manifestId, manifest } of await readModel.resultLists(planId)) {
        if (manifest.state === 'CLOSED' || Date.parse(manifest.expiresAt) >= now()) continue;
        const argument = canonicalJson({ manifestId });
        const call = { chaincode: 'benefit', function: 'plan:closeResults', argument } as const;
        let isOpen = true;
        await repeat(`answers/${manifestId}`, call, () => {
          const wasOpen = isOpen;
          isOpen = false;
          return wasOpen;
        });
      }
    },
  });
}
