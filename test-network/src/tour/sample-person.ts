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
  const [first] = readPersons(readFileSync(file, 'utf8'));
  if (first === undefined) throw new RangeError(`no sample person in ${file}`);
  return { name: first.name, docNumber: first.docNumber };
}

/** Persons of a member file whose names and numbers need no mending, and their rows, 1 for the header. */
export function readPersons(csv: string): readonly (SamplePerson & { readonly row: number })[] {
  const [header = '', ...rows] = csv.replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = header.split(',');
  const [nameAt, numberAt] = [
    columns.indexOf('姓名'),
    columns.findIndex((column) => column.startsWith('证件号码')),
  ];
  return rows.flatMap((text, at) => {
    const cells = text.split(',');
    const [name = '', docNumber = ''] = [cells[nameAt], cells[numberAt]];
    const isPlain = /^\d{17}[\dX]$/.test(docNumber) && /^[\u4E00-\u9FFF]{2,3}$/.test(name);
    return isPlain ? { row: at + 2, name, docNumber } : [];
  });
}
