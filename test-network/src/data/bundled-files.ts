// SPDX-License-Identifier: Apache-2.0
import { newMemberFile, type MemberFile } from './member-file.js';
import { newOrganisationFile, type OrganisationFile } from './organisation-file.js';

const SEED = 20_261_121;
const SICHUAN = { name: '四川', union: '四川省总工会', code: '51' };

export interface BundledFiles {
  readonly organisations: OrganisationFile;
  readonly members: MemberFile;
}

/**
 * The files of the tour: 54 unions below 四川省总工会 and 5,000 rows of members, of which 200 are bad and 300 are
 * repaired. With `elsewhereRows` so many of the bad ones are members of another province, to be enrolled there first.
 */
export function newBundledFiles({
  elsewhereRows = 0,
}: { readonly elsewhereRows?: number } = {}): BundledFiles {
  const organisations = newOrganisationFile({ seed: SEED, province: SICHUAN });
  const members = newMemberFile({
    seed: SEED,
    unions: organisations.basic,
    provinceCode: SICHUAN.code,
    rows: 5_000,
    badRows: 200,
    fixableRows: 300,
    elsewhereRows,
  });
  return { organisations, members };
}
