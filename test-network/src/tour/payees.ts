// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newBundledFiles } from '../data/bundled-files.js';
import { newMemberFile } from '../data/member-file.js';
import { importFile } from '../setup/import-file.js';
import type { TestNetwork } from '../setup/test-network.js';
import { readPersons, type SamplePerson } from './sample-person.js';
import { SILENT_MOVER } from './transfer-steps.js';

/** Whose plans there are, 四川's first. */
export const SIDES = ['sichuan', 'beijing', 'anhui'] as const;
export type Side = (typeof SIDES)[number];

const PAYEES = { sichuan: 599, beijing: 200, anhui: 200 } as const satisfies Record<Side, number>;

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
