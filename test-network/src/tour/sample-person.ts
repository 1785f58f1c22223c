// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';

/** Somebody of the bundled member file; synthetic, in a division that does not exist (union-law.md §6.4). */
export interface SamplePerson {
  readonly name: string;
  readonly docNumber: string;
}

/** GA/T 517 code of 居民身份证. */
export const ID_CARD = '111';

/** The first person of a member file whose row needs no mending. */
export function readSamplePerson(file: string): SamplePerson {
  const [header = '', ...rows] = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  const columns = header.split(',');
  const [nameAt, numberAt] = [
    columns.indexOf('姓名'),
    columns.findIndex((column) => column.startsWith('证件号码')),
  ];
  for (const row of rows) {
    const cells = row.split(',');
    const [name = '', docNumber = ''] = [cells[nameAt], cells[numberAt]];
    if (/^\d{17}[\dX]$/.test(docNumber) && /^[\u4E00-\u9FFF]{2,3}$/.test(name)) return { name, docNumber };
  }
  throw new RangeError(`no sample person in ${file}`);
}
