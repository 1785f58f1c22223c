// SPDX-License-Identifier: Apache-2.0
import type { PersonInput } from '@unionid/domain/api';
import { idNumberCheck } from '@unionid/domain/values';

const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫';
const GIVEN = '测试样例甲乙丙丁戊己庚辛';

/** Assigned to nobody (union-law.md §6.4), and apart from 519999, in which the bundled files have theirs. */
const DIVISION = '529999';

/** The `index`th synthetic person; no two of them, and none of the bundled files, have one ID number. */
export function syntheticPerson(index: number): PersonInput {
  const day = String((index % 28) + 1).padStart(2, '0');
  const month = String((Math.floor(index / 28) % 12) + 1).padStart(2, '0');
  const year = 1960 + (Math.floor(index / 336) % 40);
  const sequence = Math.floor(index / 13_440) * 2 + 701;
  const birthDate = `${year}-${month}-${day}`;
  const first17 = `${DIVISION}${year}${month}${day}${sequence}`;
  return {
    name:
      SURNAMES.charAt(index % 12) +
      GIVEN.charAt(Math.floor(index / 12) % 12) +
      GIVEN.charAt(Math.floor(index / 144) % 12),
    docType: '111',
    docNumber: first17 + idNumberCheck(first17),
    mobile: `199${String(index).padStart(8, '0')}`,
    sex: '1',
    birthDate,
    householdType: '1',
  };
}
