// SPDX-License-Identifier: Apache-2.0
import { randomInt } from 'node:crypto';
import type { PersonInput } from '@unionid/domain/api';
import { idNumberOf } from '../data/person.js';
import { ID_CARD } from './sample-person.js';

/** In nobody's hands (union-law.md §6.4), and apart from the bundled files'. */
const CADRE_DIVISION = '539999';

/**
 * Persons nobody is yet, others each time: whoever was bound to an operator is left to it.
 * @param born year of the first; each is a year younger than the one before
 */
export function newTourPersons(count: number, born = 1965): readonly PersonInput[] {
  const first = randomInt(100, 900);
  const [month, day] = [randomInt(1, 13), randomInt(1, 29)].map((value) => String(value).padStart(2, '0'));
  return Array.from({ length: count }, (_, at) => {
    const year = String(born + at);
    return {
      ...{
        name: `测经办${'甲乙丙丁戊己庚辛壬癸'.charAt(at)}`,
        docType: ID_CARD,
        sex: first % 2 === 1 ? '1' : '2',
      },
      ...{ docNumber: idNumberOf(CADRE_DIVISION, `${year}${month ?? ''}${day ?? ''}`, first) },
      ...{ birthDate: `${year}-${month ?? ''}-${day ?? ''}`, mobile: '19900000005', householdType: '1' },
    };
  });
}
