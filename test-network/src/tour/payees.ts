// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomInt } from 'node:crypto';
import type { PersonInput } from '@unionid/domain/api';
import { newBundledFiles } from '../data/bundled-files.js';
import { newMemberFile } from '../data/member-file.js';
import { idNumberOf } from '../data/person.js';
import { importFile } from '../setup/import-file.js';
import type { TestNetwork } from '../setup/test-network.js';
import { ID_CARD, readPersons, type SamplePerson } from './sample-person.js';
import { SILENT_MOVER } from './transfer-steps.js';

/** Whose plans there are, 四川's first. */
export const SIDES = ['sichuan', 'beijing', 'anhui'] as const;
export type Side = (typeof SIDES)[number];

const PAYEES = { sichuan: 599, beijing: 200, anhui: 200 } as const satisfies Record<Side, number>;
/** In nobody's hands (union-law.md §6.4), and apart from the bundled files'. */
const CADRE_DIVISION = '539999';

/** Members of the province, of 四川 those of the bundled file and somebody who is to move; others are imported first. */
export async function payeesOf(test: TestNetwork, side: Side): Promise<readonly SamplePerson[]> {
  if (side === 'sichuan') {
    const { csv, faults } = newBundledFiles().members;
    const bad = new Set(faults.map(({ row }) => row));
    const good = readPersons(csv).filter(({ row }) => !bad.has(row));
    return [...good.slice(0, PAYEES.sichuan), SILENT_MOVER];
  }
  const { province, code } = test.clientOf(side).union;
  const name = `${province}示范机械厂工会委员会`;
  const union = { name, creditCode: '', foundedOn: '2001-01-01', employers: ['示范机械厂'] };
  const { csv } = newMemberFile({
    ...{ seed: Number(code), unions: [union], provinceCode: code },
    ...{ rows: PAYEES[side], badRows: 0, fixableRows: 0 },
  });
  const folder = join(test.runDir, 'tour');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${side}-members.csv`);
  writeFileSync(file, csv, { mode: 0o600 });
  const { state } = await importFile(test.clientOf(side), test.ledger, { kind: 'members', file });
  if (state !== 'DONE') throw new RangeError(`import of ${side}'s members: ${state}`);
  return readPersons(csv);
}

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
