// SPDX-License-Identifier: Apache-2.0
import type { OrganisationView } from '@unionid/domain/api';
import { canonicalJson } from '@unionid/domain/encoding';
import { foldResult } from '@unionid/domain/organisation';
import type { OrganisationQueries } from '../read-model/read-model.js';
import { Folder, type FolderServices } from './folder.js';

export interface UnionFolderOptions extends FolderServices {
  readonly readModel: FolderServices['readModel'] & Pick<OrganisationQueries, 'organisations'>;
  readonly province: string;
}

/** Carries the members of this province's closing unions to their heirs. */
export function newUnionFolder({ province, ...services }: UnionFolderOptions): Folder<OrganisationView> {
  const { readModel } = services;
  return new Folder(services, {
    failure: 'members of a closing union not carried on',
    next: (page) => readModel.organisations({ province, state: 'CLOSING' }, page),
    fold: ({ orgId }, { repeat }) => {
      const argument = canonicalJson({ orgId });
      const call = { chaincode: 'identity', function: 'organisation:fold', argument } as const;
      return repeat(orgId, call, isWork);
    },
  });
}

/** Whether folding would do anything: a union that is empty waits for whoever closes it. */
function isWork(answer: string): boolean {
  const { carried, folded } = foldResult.parse(JSON.parse(answer));
  return carried + folded > 0;
}
